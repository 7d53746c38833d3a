import { readFile } from "node:fs/promises";
import Config from "@npmcli/config";
import npmDefinitions from "@npmcli/config/lib/definitions/index.js";

/** What npm's own configuration says: the registry's base URL without a trailing slash, and extra certificate authorities (PEM). */
export type NpmConfig = { registry: string; ca: string[] };

/**
 * Reads npm's configuration as npm does (command line aside): environment, project, user and global npmrc, and npm's own
 * defaults. A `cafile` that cannot be read is ignored, as npm itself does.
 */
export async function readNpmConfig(env: NodeJS.ProcessEnv, cwd: string): Promise<NpmConfig> {
  const { definitions, shorthands, flatten } = npmDefinitions;
  const config = new Config({ npmPath: cwd, definitions, shorthands, flatten, env, cwd, argv: [], warn: false });
  await config.load();
  const cafile: unknown = config.get("cafile");
  const pem = typeof cafile === "string" && cafile !== "" ? await readFile(cafile, "utf8").catch(() => "") : "";
  const registry: unknown = config.get("registry");
  if (typeof registry !== "string") throw new Error("npm's configuration names no registry");
  return { registry: registry.replace(/\/+$/, ""), ca: pem === "" ? [] : [pem] };
}
