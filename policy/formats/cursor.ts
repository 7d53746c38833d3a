import type { Recommendation } from "../recommendation.ts";
import { fit, jsonText, type Format } from "./format.ts";

// The grammar of its wildcards is not published: only names without anything special are listed.
const plainName = /^[A-Za-z0-9_.-]+$/;
const can = { name: (name: string) => plainName.test(name), approve: true };

function render(recommendations: readonly Recommendation[]) {
  const parts = recommendations.map((recommendation) => ({ recommendation, ...fit(recommendation, can) }));
  const lost = parts.flatMap(({ recommendation, tools, lost: own }) => {
    const { server } = recommendation;
    const whole = { server, tool: null, what: "refusing tools", instead: "what is not listed asks the user first" };
    const limited = tools
      .filter(({ terms, outcome }) => outcome === "allow" && terms.limits.length > 0)
      .map(({ terms }) => terms.name);
    return [
      whole,
      ...own.map((one) =>
        one.what.startsWith("its limit") && limited.includes(one.tool ?? "")
          ? { ...one, instead: "it is not listed, so each call asks the user" }
          : { ...one, instead: "each call asks the user" },
      ),
    ];
  });
  const mcpAllowlist = parts.flatMap(({ recommendation: { server }, tools }) =>
    plainName.test(server)
      ? tools
          // What runs unasked cannot be counted, so only what needs no counting runs unasked.
          .filter(({ terms, outcome }) => outcome === "allow" && terms.limits.length === 0)
          .map(({ terms }) => `${server}:${terms.name}`)
      : [],
  );
  return { text: jsonText({ mcpAllowlist }), lost };
}

/** Cursor's list of what runs without asking. */
export const cursor: Format = {
  id: "cursor",
  title: "Cursor",
  language: "json",
  file: ".cursor/permissions.json or ~/.cursor/permissions.json",
  source: "cursor.com/docs/reference/permissions",
  can,
  render,
};
