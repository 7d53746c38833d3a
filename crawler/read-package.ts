import type { Package } from "../catalog/server.ts";
import { dependenciesFrom, readWithDependencies } from "./dependencies.ts";
import { fetchPackage, type PackageRefusal } from "./fetch-package.ts";
import type { Http } from "./http.ts";
import { readFiles, type PackageTools } from "./readers/read-files.ts";
import type { Trace } from "./readers/trace.ts";

/** Stored with every archive that was read: raise it when readers find more, and archives are read again. */
export const readerVersion = "readers-5";
/** As `readerVersion`, for packages that were run too. */
export const runVersion = `${readerVersion}, run`;

/**
 * Fetches a package's archive, checks it against its Subresource Integrity hash, unpacks it in memory and reads the tools
 * out of its source, and tells `trace` how; `bytes` is the archive's size. Nothing of it is run or written to disk. With `registry`, the base URL
 * of an npm registry, tools are looked for in the package's dependencies too (crawler/dependencies.ts).
 */
export async function readPackage(
  http: Http,
  archive: NonNullable<Package["archive"]>,
  options: { retries: number; signal?: AbortSignal; registry?: string; trace?: Trace | undefined },
): Promise<({ ok: true; bytes: number } & PackageTools) | PackageRefusal> {
  const { registry, trace, ...fetching } = options;
  const fetched = await fetchPackage(http, archive, fetching);
  if (!fetched.ok) return fetched;
  // Without a registry, what a bundle brings in its node_modules is read along all the same.
  const getDependency =
    registry === undefined
      ? () => Promise.resolve("no npm registry is asked")
      : dependenciesFrom(http, registry, fetching);
  const read = await readWithDependencies(
    fetched.files,
    (files, given) => readFiles(files, { ...given, trace }),
    getDependency,
  );
  if (!read.ok) return { ok: false, code: read.failure.code, message: read.failure.message, failure: read.failure };
  const { reader, tools } = read;
  return { ok: true, bytes: fetched.bytes, reader, tools, warnings: [...fetched.warnings, ...read.warnings] };
}
