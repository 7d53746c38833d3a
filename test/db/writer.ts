// Run by client.test.ts as its own process: writes rows one after another and prints a line for each that is committed.
import { openCatalog } from "../../db/client.ts";
import { setPace } from "../../db/queries/frontier.ts";

const catalog = await openCatalog(process.argv[2] ?? "");
for (let n = 0; ; n++) {
  await setPace(catalog.db, [{ source: "s", host: `host-${n}`, delayMs: n, concurrency: 1 }]);
  process.stdout.write(`${n}\n`);
}
