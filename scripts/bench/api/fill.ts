import { judgeCatalog } from "../../../cli/judge.ts";
import { reconcile } from "../../../crawler/reconcile.ts";
import { saveListingsOf } from "../../../crawler/save.ts";
import type { Db } from "../../../db/client.ts";
import { replaceRefusals } from "../../../db/queries/sources.ts";
import { saveTools } from "../../../db/queries/tools.ts";
import { unstorableText } from "../../../catalog/text.ts";
import { worldServers, type WorldServer } from "./world.ts";

const batch = 2_000;

/**
 * Fills a catalog with the replica's servers, by the functions that a crawl saves with: listings, tools, servers, verdicts, and
 * what is made ready to be read. Only asking over HTTP, and reading source, is left out.
 */
export async function fillCatalog(db: Db, scale: number, say: (text: string) => void): Promise<void> {
  let waiting: WorldServer[] = [];
  let total = 0;
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1_000).toFixed(0);
  const guarded: string[] = [];
  for await (const server of worldServers(scale)) {
    waiting.push(server);
    guarded.push(...server.guarded);
    if (waiting.length < batch) continue;
    await save(db, waiting);
    total += waiting.length;
    waiting = [];
    if (total % 20_000 === 0) say(`${total} servers saved, ${seconds()} s`);
  }
  await save(db, waiting);
  await replaceRefusals(
    db,
    "url",
    [],
    [...new Set(guarded)].map((page) => ({
      source: "url",
      page,
      at: "",
      code: "needs-authorization",
      why: "wants a token",
    })),
  );
  say(`making servers, ${seconds()} s`);
  await reconcile(db);
  say(`judging and indexing, ${seconds()} s`);
  await judgeCatalog(db);
  say(`done, ${seconds()} s`);
}

async function save(db: Db, servers: readonly WorldServer[]): Promise<void> {
  await db.transaction(async (tx) => {
    const all = servers.flatMap(({ listings }) => listings).filter((listing) => unstorableText(listing) === null);
    for (const source of new Set(all.map((listing) => listing.source)))
      await saveListingsOf(tx, source, [
        { key: "bench", bodyHash: "bench", listings: all.filter((listing) => listing.source === source) },
      ]);
    const read = servers.flatMap(({ tools }) => tools ?? []);
    for (const source of new Set(read.map((one) => one.source)))
      await saveTools(
        tx,
        source,
        read
          .filter((one) => one.source === source)
          .map(({ ref, reader, tools }) => ({
            ref,
            reader,
            version: "1.0.0",
            tools: tools
              .filter((tool) => unstorableText(tool) === null)
              .map((tool) => ({ ...tool, source: { reader } })),
          })),
      );
  });
}
