import { readTarball } from "./archive.ts";
import { packageLimits, type PackageLimits, type Unpacked } from "./package-files.ts";
import { readZip } from "./zip.ts";

/** The text files of an archive: its first bytes say whether it is a zip (a wheel, an .mcpb) or a gzipped tarball. */
export async function unpack(bytes: Uint8Array, limits: PackageLimits = packageLimits): Promise<Unpacked> {
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? readZip(bytes, limits) : readTarball(bytes, limits);
}
