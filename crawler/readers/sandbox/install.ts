import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type Arborist from "@npmcli/arborist";
import { z } from "zod";
import type { NpmConfig } from "../../npm-config.ts";

/** A package that was installed: the folder that holds its `node_modules`, and its program below that. */
export type Installed = { ok: true; root: string; program: string };
export type NotInstalled = { ok: false; code: string; message: string };

/** More packages than this are no server's dependencies; the largest seen has some 900. */
const maxPackages = 3_000;
const maxMs = 300_000;

const Manifest = z.object({
  name: z.string(),
  bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
});

/**
 * Installs `name@version` and what it depends on into `root`, as npm does, but runs no script and takes packages only from
 * the registry: no git repositories, and no archives of other hosts, whatever a manifest or the registry's answer names.
 */
export async function installPackage(
  name: string,
  version: string,
  root: string,
  npm: NpmConfig,
): Promise<Installed | NotInstalled> {
  await mkdir(root, { recursive: true });
  await writeFile(join(root, "package.json"), JSON.stringify({ name: "sandbox", version: "0.0.0", private: true }));
  const add = { add: [`${name}@${version}`], omit: ["dev" as const], saveType: "prod" as const };
  const options = {
    path: root,
    registry: npm.registry,
    cache: join(root, ".cache"),
    ignoreScripts: true,
    allowGit: "none",
    allowRemote: "none",
    allowFile: "none",
    allowDirectory: "none",
    audit: false,
    fund: false,
    save: false,
    packageLock: false,
    timeout: maxMs,
    ...(npm.ca.length > 0 ? { ca: npm.ca } : {}),
  };
  try {
    // Loaded here: it takes a quarter of a second, and few commands install anything.
    const { default: Npm } = await import("@npmcli/arborist");
    const arborist = new Npm(options);
    const tree = await arborist.buildIdealTree(add);
    const refused = refusalOf(tree, npm.registry);
    if (refused !== null) return { ok: false, code: "not-installable", message: refused };
    await arborist.reify({ ...options, ...add });
    return await programOf(name, root);
  } catch (error) {
    const [why = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { ok: false, code: "not-installable", message: `cannot be installed: ${why.slice(0, 300)}` };
  }
}

/** Why a tree of packages must not be fetched; null when nothing speaks against it. */
function refusalOf(tree: Arborist.Node, registry: string): string | null {
  const nodes = [...tree.inventory.values()].filter((node) => !node.isRoot);
  if (nodes.length > maxPackages) return `needs ${nodes.length} packages; more than ${maxPackages} are not installed`;
  const base = `${registry.replace(/\/+$/, "")}/`;
  const foreign = nodes.find(({ resolved }) => typeof resolved !== "string" || !resolved.startsWith(base));
  return foreign ? `needs ${foreign.name.slice(0, 214)} from outside of the registry` : null;
}

/** The file that the package's command runs: the one command that it has, or the one that is named as it is. */
async function programOf(name: string, root: string): Promise<Installed | NotInstalled> {
  const folder = `node_modules/${name}`;
  const manifest = Manifest.parse(JSON.parse(await readFile(join(root, folder, "package.json"), "utf8")));
  const bins = typeof manifest.bin === "string" ? { [name]: manifest.bin } : (manifest.bin ?? {});
  const short = name.replace(/^@[^/]*\//, "");
  const file = bins[short] ?? bins[name] ?? Object.values(bins)[0];
  if (file === undefined) return { ok: false, code: "no-program", message: "it has no command to start" };
  const program = posix.normalize(posix.join(folder, file));
  if (!program.startsWith(`${folder}/`))
    return { ok: false, code: "no-program", message: "its command is outside of the package" };
  return { ok: true, root, program };
}
