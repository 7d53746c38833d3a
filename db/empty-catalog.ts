import { existsSync } from "node:fs";
import { copyFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { extract } from "tar";

/** The name of the packed empty catalog, which a packed program has beside this file's module. */
export const emptyCatalogName = "empty-catalog.tar.br";

const packed = fileURLToPath(new URL(emptyCatalogName, import.meta.url));
const begun = ".mcp-risk-unpacking";
const mark = "PG_VERSION";
const apart = new Set([mark, "postmaster.pid"]);

/**
 * Fills a new or empty folder with the empty catalog that a packed program brings along, in a quarter of the time in which PGlite
 * makes one; does nothing where there is none, as in a checkout. Throws when something cannot be written, and leaves the folder
 * empty then. What is left of an unpacking that was killed is removed by `clearHalfUnpacked`.
 */
export async function unpackEmptyCatalog(folder: string): Promise<void> {
  if (!existsSync(packed)) return;
  await writeFile(join(folder, begun), "");
  let failure: string | undefined;
  try {
    await extract({
      file: packed,
      // Without it, the first bytes are tried as tar, and sometimes they look like it.
      brotli: true,
      cwd: folder,
      filter: (path) => !apart.has(path.replace(/^\//, "")),
      // What could not be written is only a warning to tar; its infos are about the slash that every name begins with.
      onwarn: (code, message) => {
        if (code !== "TAR_ENTRY_INFO") failure ??= message;
      },
    });
    if (failure !== undefined) throw new Error(failure);
    await copyFile(join(folder, "base/1", mark), join(folder, mark));
  } catch (error) {
    await empty(folder);
    throw error;
  }
  await rm(join(folder, begun));
}

/** Empties a folder in which an unpacking was killed: nothing has been stored in it yet. */
export async function clearHalfUnpacked(folder: string): Promise<void> {
  if (existsSync(join(folder, begun))) await empty(folder);
}

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}
