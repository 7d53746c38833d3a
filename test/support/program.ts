import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { packEmptyCatalog } from "../../db/pack-empty-catalog.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The file that the built program starts with. */
    program: string;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** Builds the program for the tests that start it: it starts in half the time that its sources take. Types are checked by `npm run check`. */
export async function provideProgram(project: TestProject, emptyCatalog: Buffer): Promise<() => Promise<void>> {
  // In the root, where the program finds its package.json and its packages.
  const folder = await mkdtemp(join(root, "dist-test-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const options = ["--noCheck", "--declaration", "false", "--outDir", folder];
  const build = async (): Promise<void> => {
    const run = spawn(process.execPath, [compiler, "-p", join(root, "tsconfig.build.json"), ...options], {
      stdio: "inherit",
    });
    const [code] = (await once(run, "close")) as [number | null];
    if (code !== 0) throw new Error(`the program cannot be built: the compiler ended with ${code}`);
    await cp(join(root, "db/migrations"), join(folder, "db/migrations"), { recursive: true });
    await packEmptyCatalog(emptyCatalog, folder);
  };
  try {
    await build();
  } catch (error) {
    await remove();
    throw error;
  }
  project.onTestsRerun(build);
  project.provide("program", join(folder, "cli/main.js"));
  return remove;
}
