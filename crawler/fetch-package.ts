import ssri from "ssri";
import type { Package } from "../catalog/server.ts";
import type { ReadWarning } from "../catalog/tool.ts";
import type { FetchFailure, Http } from "./http.ts";
import type { PackageFiles } from "./readers/package-files.ts";
import { unpack } from "./readers/unpack.ts";

/** The largest archive that is fetched, in bytes. The largest of the starter packages is around 20 MB. */
const maxArchiveBytes = 200_000_000;

/** `failure` is set when the archive could not be fetched; without it, what was fetched cannot be used. */
export type PackageRefusal = { ok: false; code: string; message: string; failure?: FetchFailure };

/** Fetches, checks and unpacks a package's archive. */
export async function fetchPackage(
  http: Http,
  archive: NonNullable<Package["archive"]>,
  options: { retries: number; signal?: AbortSignal },
): Promise<{ ok: true; bytes: number; files: PackageFiles; warnings: ReadWarning[] } | PackageRefusal> {
  const answer = await http.get(archive.url, { accept: "*/*", maxBytes: maxArchiveBytes, ...options });
  if (!answer.ok) return { ok: false, code: answer.code, message: answer.message, failure: answer };
  if (!matches(answer.body, archive.integrity))
    return { ok: false, code: "wrong-integrity", message: `its bytes do not match ${archive.integrity.slice(0, 40)}…` };
  const unpacked = await unpack(answer.body);
  if (!unpacked.ok) return unpacked;
  const warnings = unpacked.refused.map(({ path, why }) => ({ code: "refused-entry", message: `${path}: ${why}` }));
  return { ok: true, bytes: answer.body.length, files: unpacked.files, warnings };
}

function matches(bytes: Buffer, integrity: string): boolean {
  try {
    return ssri.checkData(bytes, integrity) !== false;
  } catch {
    return false;
  }
}
