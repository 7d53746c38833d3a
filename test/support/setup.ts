import type { TestProject } from "vitest/node";
import { dumpEmptyCatalog } from "../../db/pack-empty-catalog.ts";
import { provideDatabases } from "./databases.ts";
import { provideProgram } from "./program.ts";

/** Makes once a run what many tests need: the databases, and the built program. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const emptyCatalog = await dumpEmptyCatalog();
  const stop = await provideDatabases(project, emptyCatalog);
  try {
    const remove = await provideProgram(project, emptyCatalog);
    return async () => {
      await Promise.all([stop(), remove()]);
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
