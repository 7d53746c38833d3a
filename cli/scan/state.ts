import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { UserError } from "../../catalog/user-error.ts";

/** What a scan saw: for each server of the catalog, by slug, the hash of each tool's definition. */
const ScanState = z.object({
  version: z.literal(1),
  servers: z.record(z.string(), z.record(z.string(), z.string())),
});
export type ScanState = z.infer<typeof ScanState>;

/** Issues that somebody has accepted, by their ids. */
const Baseline = z.object({ version: z.literal(1), accepted: z.array(z.string()) });

/** What the last scan saw; nothing when there was none. Throws a UserError when the file is something else. */
export async function readState(path: string): Promise<ScanState> {
  return (await readJson(path, ScanState)) ?? { version: 1, servers: {} };
}

/** The ids of accepted issues. Throws a UserError when the file is something else. */
export async function readBaseline(path: string): Promise<Set<string>> {
  return new Set((await readJson(path, Baseline))?.accepted);
}

/** Writes what is accepted from now on. */
export async function writeBaseline(path: string, ids: readonly string[]): Promise<void> {
  await writeJson(path, { version: 1, accepted: [...new Set(ids)].sort() });
}

/** Writes JSON to a file that only its owner can read, whole or not at all. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(part, path);
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new UserError(`${path} cannot be read (${error instanceof Error ? error.message : String(error)}).`);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new UserError(`${path} was not written by mcp-risk scan. Move it away, or name another file.`);
  }
}
