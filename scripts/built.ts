import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);

/** Builds the program into dist/: what is measured is what is installed. `tsx` makes every named inner function slower. */
export function build(): void {
  if (spawnSync("npm", ["run", "-s", "build"], { cwd: fileURLToPath(root), stdio: "inherit" }).status !== 0)
    throw new Error("the program cannot be built");
}

/** A module of the built program, by its source's path from the root without an ending; `Module` is the source's type. */
export async function built<Module>(path: string): Promise<Module> {
  return (await import(new URL(`dist/${path}.js`, root).href)) as Module;
}

/** The file that the built program starts with. */
export const builtProgram = fileURLToPath(new URL("dist/cli/main.js", root));
