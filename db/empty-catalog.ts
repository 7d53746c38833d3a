import { copyFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { extract } from "tar";

/** The name of the packed empty catalog, which a packed program has beside this file's module. */
export const emptyCatalogName = "empty-catalog.tar.br";

const packed = fileURLToPath(new URL(emptyCatalogName, import.meta.url));
const mark = "PG_VERSION";

/**
 * Fills a new or empty folder with the empty catalog that a packed program brings along, in a tenth of the time in which PGlite
 * makes one; does nothing where there is none, as in a checkout. The file that makes a folder a database comes last, so
 * what is left of an interrupted unpacking is not taken for one.
 */
export async function unpackEmptyCatalog(folder: string): Promise<void> {
  if (!existsSync(packed)) return;
  await extract({ file: packed, cwd: folder, filter: (path) => path.replace(/^\//, "") !== mark });
  await copyFile(join(folder, "base/1", mark), join(folder, mark));
}
