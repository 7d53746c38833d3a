import type { ToolsRead } from "../db/queries/tools.ts";
import { packageReaders, type PackageTools } from "./readers/read-files.ts";

/**
 * What package readers found in a listing's code, ready to be saved. The readers that found nothing are named too: what they
 * found in an earlier version, which may have been in another language, does not hold any more.
 */
export function readings(ref: string, version: string, read: Pick<PackageTools, "reader" | "tools">): ToolsRead[] {
  return packageReaders.map((reader) => ({ ref, reader, version, tools: reader === read.reader ? read.tools : [] }));
}
