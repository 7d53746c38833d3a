import type { Readable } from "node:stream";
import { fromBufferPromise, getFileNameLowLevel, type Entry, type ZipFile } from "yauzl";
import {
  isReadable,
  packageFiles,
  packageLimits,
  unsafePath,
  type PackageLimits,
  type RefusedEntry,
  type Unpacked,
} from "./package-files.ts";

type Stop = { code: string; message: string };

/** The upper half of a Unix file's attributes is its mode; these bits of it are its type (stat.h, S_IFMT). */
const typeBits = 0o170000;
const plainFile = 0o100000;

/**
 * The text files of a zip archive, such as a wheel, unpacked in memory only. Links and paths that lead outside are refused
 * and named, never resolved. Sizes are those that the archive announces, and the reader fails where one is not true.
 */
export async function readZip(bytes: Uint8Array, limits: PackageLimits = packageLimits): Promise<Unpacked> {
  const kept = new Map<string, Uint8Array>();
  const refused: RefusedEntry[] = [];
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      decodeStrings: false,
      autoClose: false,
    });
    const { wanted, stop } = await chooseEntries(zip, bytes.length, limits, refused);
    if (stop) return { ok: false, ...stop };
    for (const { path, entry } of wanted) kept.set(path, await contentOf(await zip.openReadStreamPromise(entry)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, code: "broken-archive", message: `The archive cannot be unpacked: ${why}.` };
  }
  return { ok: true, files: packageFiles(kept), refused };
}

/** Looks at the names and sizes of all entries before anything is inflated. */
async function chooseEntries(
  zip: ZipFile,
  packedBytes: number,
  limits: PackageLimits,
  refused: RefusedEntry[],
): Promise<{ wanted: { path: string; entry: Entry }[]; stop?: Stop }> {
  const allowed = Math.min(limits.unpackedBytes, Math.max(packedBytes * limits.ratio, 1_000_000));
  const wanted: { path: string; entry: Entry }[] = [];
  let unpacked = 0;
  let keptBytes = 0;
  let entries = 0;
  for await (const entry of zip.eachEntry()) {
    entries += 1;
    unpacked += entry.uncompressedSize;
    if (entries > limits.entries)
      return {
        wanted,
        stop: { code: "too-many-entries", message: `The archive has more than ${limits.entries} entries.` },
      };
    if (unpacked > allowed)
      return { wanted, stop: { code: "too-large", message: `The archive unpacks to more than ${allowed} bytes.` } };
    const named = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    if (named.endsWith("/") && !unsafePath(named)) continue;
    const why = unsafePath(named) ?? unreadable(entry, limits);
    if (why !== undefined) {
      refused.push({ path: named, why });
      continue;
    }
    const path = named
      .split("/")
      .filter((segment) => segment !== "" && segment !== ".")
      .join("/");
    if (path === "" || !isReadable(path)) continue;
    keptBytes += entry.uncompressedSize;
    if (keptBytes > limits.keptBytes)
      return {
        wanted,
        stop: { code: "too-large", message: `The archive has more than ${limits.keptBytes} bytes of text.` },
      };
    wanted.push({ path, entry });
  }
  if (entries === 0) return { wanted, stop: { code: "not-an-archive", message: "The archive holds no files." } };
  return { wanted };
}

function unreadable(entry: Entry, limits: PackageLimits): string | undefined {
  const type = (entry.externalFileAttributes >>> 16) & typeBits;
  if (type !== 0 && type !== plainFile)
    return type === 0o120000 ? "it is a SymbolicLink, not a file" : "it is not a file";
  if (entry.isEncrypted()) return "it is encrypted";
  return entry.uncompressedSize > limits.fileBytes ? `it is larger than ${limits.fileBytes} bytes` : undefined;
}

async function contentOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
