import { existsSync } from "node:fs";
import { classify } from "../../classifier/classify.ts";
import { formats } from "../../policy/formats/index.ts";
import { slugOf } from "../../crawler/slug.ts";
import { recommend } from "../../policy/recommend.ts";
import type { Recommendation } from "../../policy/recommendation.ts";
import { asksOnly, intended } from "../../test/policy/intended.ts";
import { oracles } from "../../test/policy/oracles.ts";
import { readSchema, schemaFiles } from "../../test/policy/schemas.ts";
import { world, worldServers } from "./api/world.ts";

const largeServer = 400;
/** Milliseconds for a policy of so many tools. */
const goal = 5;
const rounds = 100;

type Judged = Parameters<typeof recommend>[1];

/**
 * Writes a policy for every server of the replica's half a in every format, checks it against the target's schema where there
 * is one, and decides a call of each tool, and of tools that are not listed, as the target would. Then the time for a server of
 * 400 tools. 1 when a policy fails or takes longer than the goal.
 */
export async function bench(): Promise<number> {
  if (!existsSync(world)) {
    console.log("policy skipped: the replica's data is not at hand");
    return 0;
  }
  const servers: Recommendation[] = [];
  const pool: Judged[number][] = [];
  for await (const { listings, tools } of worldServers(1)) {
    if (tools === null) continue;
    const judged = judge(tools.tools);
    servers.push(recommend(slugOf(listings[0]?.name ?? ""), judged));
    if (pool.length < largeServer) pool.push(...judged);
  }
  console.log(`${servers.length} servers, ${servers.reduce((sum, one) => sum + one.tools.length, 0)} tools`);
  let failed = 0;
  const schemas = new URL("../../../shared/reference/schemas/", import.meta.url);
  for (const { id, render } of formats) {
    const schema = schemaFiles[id];
    const problemsOf = schema === undefined ? undefined : readSchema(id, new URL(schema, schemas).pathname);
    const sum = { invalid: 0, asked: 0, beyond: 0 };
    for (const one of servers) {
      const { text, lost } = render([one]);
      if (problemsOf && problemsOf(text).length > 0) sum.invalid++;
      const outcomes = outcomesOf(id, text, one, new Set(lost.map(({ tool }) => tool)));
      sum.asked += outcomes.asked;
      sum.beyond += outcomes.beyond;
    }
    failed += sum.invalid + sum.beyond;
    console.log(
      `${id}: ${servers.length} policies, ${problemsOf ? `${sum.invalid} against its schema` : "no schema published"}, ${sum.asked} calls decided, ${sum.beyond} beyond what is recommended`,
    );
  }
  const large = Array.from({ length: Math.ceil(largeServer / pool.length) }, (_, copy) =>
    pool.map((tool, at) => ({ ...tool, name: `${tool.name}_${copy}_${at}` })),
  )
    .flat()
    .slice(0, largeServer);
  let slowest = 0;
  for (const { id, render } of formats) {
    let best = Infinity;
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      render([recommend("large", large)]);
      best = Math.min(best, performance.now() - began);
    }
    slowest = Math.max(slowest, best);
    console.log(`${id}: ${best.toFixed(2)} ms for ${large.length} tools`);
  }
  console.log(`slowest format: ${slowest.toFixed(2)} ms (goal ${goal})`);
  return failed > 0 || slowest >= goal ? 1 : 0;
}

function judge(tools: readonly { name: string }[]): Judged {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  return [...byName.values()].map((tool) => ({ ...tool, ...classify(tool) }));
}

/** How many calls were decided, and how many in another way than is recommended. */
function outcomesOf(id: string, text: string, one: Recommendation, losing: ReadonlySet<string | null>) {
  const ask = oracles[id]?.(text, one.server);
  if (ask === undefined) throw new Error(`no oracle for ${id}`);
  let beyond = 0;
  for (const terms of one.tools) {
    const wanted = intended(terms, losing.has(terms.name));
    const outcome = ask(terms.name);
    if (!wanted.includes(outcome) && !(asksOnly.has(id) && outcome === "ask")) beyond++;
  }
  if (ask("not_listed_anywhere") === "allow") beyond++;
  return { asked: one.tools.length + 1, beyond };
}
