import { stringify } from "smol-toml";
import type { Recommendation } from "../recommendation.ts";
import { commented, fit, jsonText, namesOf, remarks, type Abilities, type Format, type Loss } from "./format.ts";

// The name that the client makes of server and tool is split at the first underscore, and a star stands for every tool.
const plainServer = /^[A-Za-z0-9.-]+$/;
const can: Abilities = { name: (name) => !name.includes("*") && name !== "", approve: true, hide: true };

function fitAll(recommendations: readonly Recommendation[]) {
  const lost: Loss[] = [];
  const fitted = recommendations.flatMap((recommendation) => {
    const { server } = recommendation;
    if (!plainServer.test(server)) {
      lost.push({
        server,
        tool: null,
        what: "a server's name like this",
        instead: "there are no rules for it: rename it",
      });
      return [];
    }
    const { tools, lost: own } = fit(recommendation, can);
    lost.push(...own);
    return [{ server, tools }];
  });
  return { fitted, lost };
}

function renderPolicy(recommendations: readonly Recommendation[]) {
  const { fitted, lost } = fitAll(recommendations);
  const rules = fitted.flatMap(({ server, tools }) => {
    const rule = (toolName: string[] | string, decision: string, priority: number, more = {}) =>
      toolName.length === 0 ? [] : [{ mcpName: server, toolName, decision, priority, ...more }];
    return [
      ...rule(namesOf(tools, "allow"), "allow", 200),
      ...rule(namesOf(tools, "approve"), "ask_user", 300),
      ...rule("*", "deny", 100, { denyMessage: "Not allowed by the policy." }),
    ];
  });
  return { text: `${commented("#", remarks(recommendations, lost))}\n${stringify({ rule: rules })}`, lost };
}

function renderSettings(recommendations: readonly Recommendation[]) {
  const { fitted, lost } = fitAll(recommendations);
  const mcpServers = Object.fromEntries(
    fitted.map(({ server, tools }) => [
      server,
      {
        // Without trust the user confirms each call, so what should be approved is.
        trust: false,
        includeTools: namesOf(tools, "allow", "approve"),
        excludeTools: namesOf(tools, "deny", "hide"),
      },
    ]),
  );
  const asks = fitted.map(({ server }) => ({
    server,
    tool: null,
    what: "calls that nobody is asked about",
    instead: "the user confirms each call that no policy allows",
  }));
  return { text: jsonText({ mcpServers }), lost: [...asks, ...lost] };
}

/** The policy engine of the Gemini CLI: the rule with the highest priority decides. */
export const gemini: Format = {
  id: "gemini",
  title: "Gemini CLI, policy",
  language: "toml",
  file: "~/.gemini/policies/mcp-risk.toml; the server's name is the key of its configuration, without underscores",
  source: "github.com/google-gemini/gemini-cli, packages/core/src/policy/toml-loader.ts",
  can,
  render: renderPolicy,
};

/** The tool lists of the Gemini CLI's settings. */
export const geminiSettings: Format = {
  id: "gemini-settings",
  title: "Gemini CLI, settings",
  language: "json",
  file: "~/.gemini/settings.json, beside the server's command or url",
  source: "github.com/google-gemini/gemini-cli, docs/tools/mcp-server.md",
  can,
  render: renderSettings,
};
