import type { Recommendation } from "../recommendation.ts";
import { fit, jsonText, namesOf, type Format, type Loss } from "./format.ts";

// A parenthesis makes Claude Code skip a rule, a star widens it, and the model's API knows no other names anyway.
const plainName = /^[A-Za-z0-9_-]{1,128}$/;
const can = { name: (name: string) => plainName.test(name), approve: true, hide: true };

function render(recommendations: readonly Recommendation[]) {
  const lists = { allow: new Set<string>(), ask: new Set<string>(), deny: new Set<string>() };
  const lost: Loss[] = [];
  for (const recommendation of recommendations) {
    const { server } = recommendation;
    if (!plainName.test(server) || server.includes("__")) {
      lost.push({ server, tool: null, what: "a server's name like this", instead: "all its tools are refused" });
      continue;
    }
    const fitted = fit(recommendation, can);
    lost.push(...fitted.lost);
    const rules = (...names: string[]) => names.map((name) => `mcp__${server}__${name}`);
    for (const rule of rules(...namesOf(fitted.tools, "allow"))) lists.allow.add(rule);
    for (const rule of rules(...namesOf(fitted.tools, "approve"))) lists.ask.add(rule);
    for (const rule of rules(...namesOf(fitted.tools, "deny", "hide").filter((name) => plainName.test(name))))
      lists.deny.add(rule);
  }
  const permissions = {
    defaultMode: "dontAsk",
    allow: [...lists.allow],
    ask: [...lists.ask],
    // Deny comes first in Claude Code, then ask, then allow: each tool is in one list only.
    deny: [...lists.deny],
  };
  return { text: jsonText({ $schema: "https://json.schemastore.org/claude-code-settings.json", permissions }), lost };
}

/** Claude Code's permission rules. */
export const claudeCode: Format = {
  id: "claude-code",
  title: "Claude Code",
  language: "json",
  file: ".claude/settings.json or ~/.claude/settings.json; the server's name is the key of its configuration",
  source: "code.claude.com/docs/en/settings, permissions",
  can,
  render,
};
