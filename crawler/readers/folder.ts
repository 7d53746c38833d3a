import type { Dirent } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  isReadable,
  packageFiles,
  packageLimits,
  type PackageLimits,
  type RefusedEntry,
  type Unpacked,
} from "./package-files.ts";

async function list(dir: string): Promise<Dirent[] | undefined> {
  try {
    return await readdir(dir, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

const skipped = new Set(["node_modules", ".git"]);

/** The text files of a local folder, without installed packages. Symbolic links are refused: they may lead outside. */
export async function readFolder(dir: string, limits: PackageLimits = packageLimits): Promise<Unpacked> {
  const kept = new Map<string, Uint8Array>();
  const refused: RefusedEntry[] = [];
  const queue = [""];
  let entries = 0;
  let bytes = 0;
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    const listed = await list(join(dir, folder));
    if (!listed) {
      if (folder !== "") {
        refused.push({ path: folder, why: "it cannot be read" });
        continue;
      }
      return { ok: false, code: "no-folder", message: `${dir} cannot be read: give a folder that exists.` };
    }
    listed.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of listed) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      entries += 1;
      if (entries > limits.entries) {
        return { ok: false, code: "too-many-entries", message: `The folder has more than ${limits.entries} entries.` };
      }
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) queue.push(path);
      } else if (!entry.isFile()) {
        refused.push({ path, why: entry.isSymbolicLink() ? "it is a SymbolicLink, not a file" : "it is not a file" });
      } else if (isReadable(path)) {
        const size = (await lstat(join(dir, path))).size;
        if (size > limits.fileBytes) {
          refused.push({ path, why: `it is larger than ${limits.fileBytes} bytes` });
          continue;
        }
        bytes += size;
        if (bytes > limits.keptBytes) {
          return {
            ok: false,
            code: "too-large",
            message: `The folder has more than ${limits.keptBytes} bytes of text.`,
          };
        }
        kept.set(path, await readFile(join(dir, path)));
      }
    }
  }
  return { ok: true, files: packageFiles(kept), refused };
}
