import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { createPGlite, openPGlite } from "./client.ts";
import { emptyCatalogName } from "./empty-catalog.ts";

/** A tar archive of the folder of a new embedded catalog, with its tables and nothing in them. */
export async function dumpEmptyCatalog(): Promise<Buffer> {
  const pglite = await createPGlite({ dataDir: "memory://" });
  const catalog = await openPGlite(pglite);
  const dump = await pglite.dumpDataDir("none");
  await catalog.close();
  return Buffer.from(await dump.arrayBuffer());
}

/** Puts an archive of an empty catalog where the program that is built in `folder` looks for it. */
export async function packEmptyCatalog(archive: Buffer, folder: string): Promise<void> {
  const params = {
    // The window holds the databases that are copies of each other.
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  };
  await writeFile(join(folder, "db", emptyCatalogName), await promisify(brotliCompress)(archive, { params }));
}
