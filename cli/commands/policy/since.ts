import { UserError } from "../../../catalog/user-error.ts";
import { classify, ruleset } from "../../../classifier/classify.ts";
import type { ToolDefinition } from "../../../catalog/tool.ts";
import { listChanges } from "../../../db/queries/changes.ts";
import { listTools } from "../../../db/queries/shown-tools.ts";
import { diffPolicies } from "../../../policy/diff.ts";
import { policyLayerPolicy } from "../../../policy/formats/policylayer.ts";
import { recommend, type RecommendOptions } from "../../../policy/recommend.ts";
import type { JudgedTool } from "../../../policy/recommendation.ts";
import { withCatalog } from "../../catalog.ts";
import type { Global } from "../../options.ts";
import { print, printJson } from "../../output.ts";
import { sayUnknown } from "../../policy-input.ts";
import { findServer } from "../../find-server.ts";
import { showDifferences } from "./diff.ts";

const mostChanges = 20_000;

/** Prints what has changed in the recommended policies of servers since a time (RFC 3339). */
export async function printSince(
  words: readonly string[],
  since: string,
  how: RecommendOptions,
  { db: path, json }: Global,
): Promise<void> {
  if (words.length === 0) throw new UserError("--since is for servers of the catalog: name one.");
  const names = new Set<string>();
  const all = await withCatalog(path, async ({ db }) => {
    const made = [];
    for (const word of words) {
      const { slug } = (await findServer(db, word)).server;
      const now = new Map(
        (await listTools(db, ruleset, { server: slug }, 5_000)).map(({ tool }) => [
          tool.definition.name,
          tool.definition,
        ]),
      );
      const then = new Map(now);
      const changes = await listChanges(db, ruleset, { server: slug, since, tools: true }, mostChanges);
      // Backwards in time, each change undone.
      for (const { tool, before } of changes.toReversed()) {
        if (tool === undefined) continue;
        if (before) then.set(tool, before.definition);
        else then.delete(tool);
      }
      for (const name of [...then.keys(), ...now.keys()]) names.add(name);
      const [before, after] = [then, now].map((tools) => policyOf(slug, [...tools.values()], how));
      if (before && after)
        made.push({ server: slug, changes: changes.length, differences: diffPolicies(before, after) });
    }
    return made;
  });
  sayUnknown(how, names);
  if (json) {
    printJson({ since, servers: all });
    return;
  }
  for (const { server, differences } of all) {
    if (all.length > 1) print(`\n${server}`);
    showDifferences(differences);
  }
}

function policyOf(server: string, tools: ToolDefinition[], how: RecommendOptions) {
  const judged = tools.map((tool): JudgedTool => ({ ...classify(tool), inputSchema: tool.inputSchema }));
  return { format: "policylayer" as const, policy: policyLayerPolicy(recommend(server, judged, how)) };
}
