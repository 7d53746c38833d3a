import { join } from "node:path";
import envPaths from "env-paths";
import type { Catalog } from "../db/client.ts";

/** Where the catalog is: `--db`, else DATABASE_URL, else a folder in the user's data directory. */
function catalogLocation(given: string | undefined): string {
  return given ?? (process.env.DATABASE_URL || join(envPaths("mcp-risk", { suffix: "" }).data, "catalog"));
}

/** Opens the catalog, gives it to `use`, and closes it, whatever happens. */
export async function withCatalog<T>(given: string | undefined, use: (catalog: Catalog) => Promise<T>): Promise<T> {
  // Loaded here: PGlite and drizzle are half of the start-up time, and not every command needs a database.
  const { openCatalog } = await import("../db/client.ts");
  const catalog = await openCatalog(catalogLocation(given));
  try {
    return await use(catalog);
  } finally {
    await catalog.close();
  }
}
