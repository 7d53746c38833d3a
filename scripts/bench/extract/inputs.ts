import { readFile, stat } from "node:fs/promises";
import { readFolder } from "../../../crawler/readers/folder.ts";
import { filesFromText, mounted, type PackageFiles, type Unpacked } from "../../../crawler/readers/package-files.ts";
import { unpack } from "../../../crawler/readers/unpack.ts";
import { samples } from "./samples.ts";

/** Files to read; `follow`: packages in node_modules that are read along. `expected`: how many tools there are, when known. */
export type Input = { files: PackageFiles; follow: Set<string>; expected?: number };

async function open(path: string): Promise<PackageFiles> {
  const unpacked: Unpacked = (await stat(path)).isDirectory()
    ? await readFolder(path)
    : await unpack(await readFile(path));
  if (!unpacked.ok) throw new Error(`${path}: ${unpacked.message}`);
  return unpacked.files;
}

function nameOf(files: PackageFiles): string {
  const manifest = JSON.parse(files.text("package.json") ?? "{}") as { name?: unknown };
  if (typeof manifest.name !== "string") throw new Error("a dependency needs a package.json with a name");
  return manifest.name;
}

/** A sample by its name, or a folder or archive by its path; "a.tgz+b.tgz" is a package with a dependency of it. */
export async function inputOf(what: string): Promise<Input> {
  const sample = samples.find(({ name }) => name === what);
  if (sample) return { files: filesFromText(sample.texts), follow: new Set(), expected: sample.tools };
  const [own = "", ...others] = what.split("+");
  let files = await open(own);
  const follow = new Set<string>();
  for (const other of others) {
    const dependency = await open(other);
    const name = nameOf(dependency);
    follow.add(name);
    files = mounted(files, `node_modules/${name}`, dependency);
  }
  return { files, follow };
}
