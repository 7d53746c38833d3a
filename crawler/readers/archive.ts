import { Parser, type ReadEntry } from "tar";
import {
  isReadable,
  packageFiles,
  packageLimits,
  unsafePath,
  type PackageLimits,
  type RefusedEntry,
  type Unpacked,
} from "./package-files.ts";

/** The compressed bytes given to the parser at once: at DEFLATE's highest ratio a chunk is 16 MB, so a bomb is noticed early. */
const chunkBytes = 16_384;

/** What has been unpacked so far. `stop` is set when there is a reason not to go on. */
type Progress = {
  kept: Map<string, Uint8Array>;
  refused: RefusedEntry[];
  entries: number;
  unpacked: number;
  keptBytes: number;
  stop?: { code: string; message: string };
};

/**
 * The text files of a gzipped tarball, unpacked in memory only. The first path segment ("package/" in npm's tarballs) is
 * removed. Links, devices and paths that lead outside are refused and named, never resolved.
 */
export async function readTarball(bytes: Uint8Array, limits: PackageLimits = packageLimits): Promise<Unpacked> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return {
      ok: false,
      code: "not-a-tarball",
      message: "These bytes are not gzip: give the .tgz that the registry serves.",
    };
  }
  const progress: Progress = { kept: new Map(), refused: [], entries: 0, unpacked: 0, keptBytes: 0 };
  const allowed = Math.min(limits.unpackedBytes, Math.max(bytes.length * limits.ratio, 1_000_000));
  const why = await new Promise<string | undefined>((resolve) => {
    const parser = new Parser({ strict: true, maxDecompressionRatio: Infinity });
    parser.on("entry", (entry: ReadEntry) => {
      takeEntry(entry, progress, limits, allowed);
    });
    parser.on("error", (error: Error) => {
      resolve(error.message);
    });
    parser.on("end", () => {
      resolve(undefined);
    });
    for (let at = 0; at < bytes.length && !progress.stop; at += chunkBytes) {
      parser.write(Buffer.from(bytes.subarray(at, at + chunkBytes)));
    }
    if (progress.stop) {
      resolve(undefined);
      parser.abort(new Error(progress.stop.message));
    } else {
      parser.end();
    }
  });
  if (progress.stop) return { ok: false, ...progress.stop };
  if (why !== undefined)
    return { ok: false, code: "broken-archive", message: `The archive cannot be unpacked: ${why}.` };
  if (progress.entries === 0) return { ok: false, code: "not-a-tarball", message: "The archive holds no files." };
  return { ok: true, files: packageFiles(progress.kept), refused: progress.refused };
}

function takeEntry(entry: ReadEntry, progress: Progress, limits: PackageLimits, allowed: number): void {
  progress.entries += 1;
  // The announced size counts, not what was read: a header of 8 GB must stop us before its body is inflated.
  progress.unpacked += entry.size;
  if (progress.entries > limits.entries) {
    progress.stop ??= { code: "too-many-entries", message: `The archive has more than ${limits.entries} entries.` };
  } else if (progress.unpacked > allowed) {
    progress.stop ??= { code: "too-large", message: `The archive unpacks to more than ${allowed} bytes.` };
  }
  const refuse = (why: string): void => {
    progress.refused.push({ path: entry.path, why });
    entry.resume();
  };
  if (progress.stop || entry.type === "Directory") {
    entry.resume();
    return;
  }
  const unsafe = unsafePath(entry.path);
  if (unsafe) {
    refuse(unsafe);
    return;
  }
  if (entry.type !== "File" && entry.type !== "OldFile" && entry.type !== "ContiguousFile") {
    refuse(`it is a ${entry.type}, not a file`);
    return;
  }
  const path = entry.path.split("/").filter((segment) => segment !== "" && segment !== ".");
  const inside = path.slice(1).join("/");
  if (inside === "" || !isReadable(inside)) {
    entry.resume();
    return;
  }
  if (entry.size > limits.fileBytes) {
    refuse(`it is larger than ${limits.fileBytes} bytes`);
    return;
  }
  progress.keptBytes += entry.size;
  if (progress.keptBytes > limits.keptBytes) {
    progress.stop ??= { code: "too-large", message: `The archive has more than ${limits.keptBytes} bytes of text.` };
    entry.resume();
    return;
  }
  const parts: Buffer[] = [];
  entry.on("data", (part: Buffer) => parts.push(part));
  entry.on("end", () => progress.kept.set(inside, Buffer.concat(parts)));
}
