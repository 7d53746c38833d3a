import { stringify } from "smol-toml";
import type { Recommendation } from "../recommendation.ts";
import { commented, fit, namesOf, remarks, type Format } from "./format.ts";

const can = { approve: true, hide: true };

function render(recommendations: readonly Recommendation[]) {
  const parts = recommendations.map((recommendation) => ({ recommendation, ...fit(recommendation, can) }));
  const servers = parts.map(({ recommendation, tools }) => {
    const modes = tools.flatMap(({ terms, outcome }): [string, { approval_mode: string }][] =>
      outcome === "allow" || outcome === "approve"
        ? [[terms.name, { approval_mode: outcome === "allow" ? "approve" : "prompt" }]]
        : [],
    );
    const enabled = namesOf(tools, "allow", "approve");
    return [
      recommendation.server,
      {
        // A server without tools is switched off: an empty list might be taken for none.
        ...(enabled.length === 0 ? { enabled: false } : {}),
        enabled_tools: enabled,
        disabled_tools: namesOf(tools, "deny", "hide"),
        default_tools_approval_mode: "prompt",
        ...(modes.length > 0 ? { tools: ownTable(modes) } : {}),
      },
    ] as const;
  });
  const lost = parts.flatMap((part) => part.lost);
  return {
    text: `${commented("#", remarks(recommendations, lost))}\n${stringify({ mcp_servers: ownTable(servers) })}`,
    lost,
  };
}

/** A table with any keys: a tool may be called `__proto__`. */
function ownTable<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries);
}

/** The configuration of Codex. "approve" there means: approved beforehand. */
export const codex: Format = {
  id: "codex",
  title: "Codex CLI",
  language: "toml",
  file: "~/.codex/config.toml, beside the server's command or url",
  source: "github.com/openai/codex, codex-rs/core/config.schema.json",
  can,
  render,
};
