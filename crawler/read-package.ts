import ssri from "ssri";
import type { Package } from "../catalog/server.ts";
import { unstorableText } from "../catalog/text.ts";
import { ToolDefinition, toolLimits, type ReadTool, type ReadWarning } from "../catalog/tool.ts";
import type { FetchFailure, Http } from "./http.ts";
import { readTarball } from "./readers/archive.ts";
import { readJavaScript } from "./readers/javascript/read.ts";
import type { PackageFiles } from "./readers/package-files.ts";
import { firstIssue } from "./source.ts";

/** Stored with every archive that was read: raise it when readers find more, and archives are read again. */
export const readerVersion = "javascript-1";

/** The largest archive that is fetched, in bytes. The largest of the starter packages is around 20 MB. */
const maxArchiveBytes = 200_000_000;

export type PackageTools = { tools: ReadTool[]; warnings: ReadWarning[] };

/** `failure` is set when the archive could not be fetched; without it, what was fetched cannot be used. */
export type PackageRefusal = { ok: false; code: string; message: string; failure?: FetchFailure };

/**
 * Fetches a package's archive, checks it against its Subresource Integrity hash, unpacks it in memory and reads the tools
 * out of its source; `bytes` is the archive's size. Nothing of it is run or written to disk.
 */
export async function readPackage(
  http: Http,
  archive: NonNullable<Package["archive"]>,
  options: { retries: number; signal?: AbortSignal },
): Promise<({ ok: true; bytes: number } & PackageTools) | PackageRefusal> {
  const answer = await http.get(archive.url, { accept: "*/*", maxBytes: maxArchiveBytes, ...options });
  if (!answer.ok) return { ok: false, code: answer.code, message: answer.message, failure: answer };
  if (!matches(answer.body, archive.integrity))
    return { ok: false, code: "wrong-integrity", message: `its bytes do not match ${archive.integrity.slice(0, 40)}…` };
  const unpacked = await readTarball(answer.body);
  if (!unpacked.ok) return unpacked;
  const refused = unpacked.refused.map(({ path, why }) => ({ code: "refused-entry", message: `${path}: ${why}` }));
  const read = readFiles(unpacked.files);
  return { ok: true, bytes: answer.body.length, tools: read.tools, warnings: [...refused, ...read.warnings] };
}

/** The tools in a package's files; those that cannot be kept (catalog/tool.ts) become warnings. */
export function readFiles(files: PackageFiles): PackageTools {
  const read = readJavaScript(files);
  const tools: ReadTool[] = [];
  const warnings = [...read.warnings];
  for (const { source, ...definition } of read.tools.slice(0, toolLimits.tools)) {
    const checked = ToolDefinition.safeParse(definition);
    const why = checked.success ? unstorableText(checked.data) : firstIssue(checked.error);
    if (checked.success && why === null) tools.push({ ...checked.data, source });
    else warnings.push({ code: "refused-tool", message: `${definition.name.slice(0, 100)}: ${why ?? ""}` });
  }
  if (read.tools.length > toolLimits.tools)
    warnings.push({ code: "too-many-tools", message: `more than ${toolLimits.tools} tools; the rest was not read` });
  return { tools, warnings };
}

function matches(bytes: Buffer, integrity: string): boolean {
  try {
    return ssri.checkData(bytes, integrity) !== false;
  } catch {
    return false;
  }
}
