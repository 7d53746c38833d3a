// For `npm pack`: with an empty catalog in the package, the first command in a new home takes half the time.
import { fileURLToPath } from "node:url";
import { dumpEmptyCatalog, packEmptyCatalog } from "../db/pack-empty-catalog.ts";

await packEmptyCatalog(await dumpEmptyCatalog(), fileURLToPath(new URL("../dist", import.meta.url)));
