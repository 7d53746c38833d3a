import type { Source } from "./source.ts";
import { npm } from "./sources/npm/npm.ts";
import { registry } from "./sources/registry/registry.ts";

/** Every source, in the order in which they are crawled. test/crawler/sources.test.ts compares it with the folders. */
export const allSources: readonly Source[] = [registry, npm];
