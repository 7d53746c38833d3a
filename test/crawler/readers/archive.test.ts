import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTarball } from "../../../crawler/readers/archive.ts";
import { readFolder } from "../../../crawler/readers/folder.ts";
import { packageLimits } from "../../../crawler/readers/package-files.ts";

type Entry = {
  path: string;
  body?: string;
  type?: "File" | "SymbolicLink" | "Link" | "CharacterDevice" | "Directory";
  size?: number;
};

/** A tarball as a stranger would make it: every header says what we want it to say. */
function tarball(entries: Entry[]): Uint8Array {
  const blocks: Buffer[] = [];
  for (const { path, body = "", type = "File", size } of entries) {
    const content = Buffer.from(body);
    const header = new Header({
      path,
      type,
      size: size ?? content.length,
      mode: 0o644,
      linkpath: type.endsWith("Link") ? "/etc/passwd" : undefined,
      mtime: new Date(0),
    });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    blocks.push(block, content, Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

describe("readTarball", () => {
  it("gives the text files without the first segment", async () => {
    const read = await readTarball(
      tarball([
        { path: "package/package.json", body: "{}" },
        { path: "package/dist/", type: "Directory" },
        { path: "package/dist/index.js", body: "// é" },
        { path: "package/logo.png", body: "binary" },
      ]),
    );
    if (!read.ok) throw new Error(read.message);
    expect(read.files.paths()).toEqual(["package.json", "dist/index.js"]);
    expect(read.files.text("dist/index.js")).toBe("// é");
    expect(read.refused).toEqual([]);
  });

  it("refuses links, devices and paths that lead outside, and reads the rest", async () => {
    const read = await readTarball(
      tarball([
        { path: "package/a.js", body: "1" },
        { path: "package/link.js", type: "SymbolicLink" },
        { path: "package/hard.js", type: "Link" },
        { path: "package/device.js", type: "CharacterDevice" },
        { path: "package/../../up.js", body: "1" },
        { path: "/absolute.js", body: "1" },
        { path: "package\\back.js", body: "1" },
        { path: "C:/drive.js", body: "1" },
      ]),
    );
    if (!read.ok) throw new Error(read.message);
    expect(read.files.paths()).toEqual(["a.js"]);
    expect(read.refused.map((entry) => entry.path)).toHaveLength(7);
  });

  it.each([
    ["nothing", new Uint8Array(), "not-a-tarball"],
    ["a text", Buffer.from("<!doctype html>"), "not-a-tarball"],
    ["gzip of something else", gzipSync("hello"), "broken-archive"],
    ["half an archive", tarball([{ path: "package/a.js", body: "x".repeat(5_000) }]).slice(0, 60), "broken-archive"],
  ])("answers %s with a code", async (_, bytes, code) => {
    expect(await readTarball(bytes)).toMatchObject({ ok: false, code });
  });

  it("stops at a bomb, at too many entries, and at a header that announces too much", async () => {
    const bomb = tarball([{ path: "package/a.js", body: "\0".repeat(60_000_000) }]);
    const before = process.memoryUsage().rss;
    expect(await readTarball(bomb)).toMatchObject({ ok: false, code: "too-large" });
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
    const many = tarball(Array.from({ length: 30 }, (_, index) => ({ path: `package/${index}.js`, body: "1" })));
    expect(await readTarball(many, { ...packageLimits, entries: 20 })).toMatchObject({
      ok: false,
      code: "too-many-entries",
    });
    expect(await readTarball(tarball([{ path: "package/a.js", size: 8_000_000_000 }]))).toMatchObject({
      ok: false,
      code: "too-large",
    });
  });
});

describe("readFolder", () => {
  let dir = "";
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "mcp-risk-folder-"));
    await mkdir(join(dir, "src"));
    await mkdir(join(dir, "node_modules/x"), { recursive: true });
    await writeFile(join(dir, "src/index.js"), "1");
    await writeFile(join(dir, "node_modules/x/index.js"), "1");
    await symlink("/etc", join(dir, "outside"));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it("reads sources, skips installed packages and refuses links", async () => {
    const read = await readFolder(dir);
    if (!read.ok) throw new Error(read.message);
    expect(read.files.paths()).toEqual(["src/index.js"]);
    expect(read.refused).toEqual([{ path: "outside", why: "it is a SymbolicLink, not a file" }]);
  });

  it("says when there is no such folder", async () => {
    expect(await readFolder(join(dir, "missing"))).toMatchObject({ ok: false, code: "no-folder" });
  });
});
