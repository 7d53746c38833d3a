import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { packageLimits } from "../../../crawler/readers/package-files.ts";
import { unpack } from "../../../crawler/readers/unpack.ts";
import { readZip } from "../../../crawler/readers/zip.ts";
import { zip } from "../../support/zip.ts";

describe("readZip", () => {
  it("gives the files that readers use", async () => {
    const read = await unpack(
      zip([
        { path: "pkg/", mode: 0o040755 },
        { path: "pkg/a.py", body: "a = 'ä'\n" },
        { path: "pkg/picture.png", body: "x" },
        { path: "pkg-1.dist-info/METADATA", body: "Name: pkg\n" },
      ]),
    );
    if (!read.ok) throw new Error(read.message);
    expect(read.files.paths()).toEqual(["pkg/a.py", "pkg-1.dist-info/METADATA"]);
    expect(read.files.text("pkg/a.py")).toBe("a = 'ä'\n");
    expect(read.refused).toEqual([]);
  });

  it("refuses links and paths that lead outside, one by one", async () => {
    const read = await readZip(
      zip([
        { path: "ok.py", body: "x" },
        { path: "../../evil.py", body: "x" },
        { path: "/etc/evil.py", body: "x" },
        { path: "a\\evil.py", body: "x" },
        { path: "C:evil.py", body: "x" },
        { path: "link.py", body: "/etc/passwd", mode: 0o120777 },
        { path: "device.py", mode: 0o020644 },
        { path: "secret.py", body: "x", flags: 0x801 },
      ]),
    );
    if (!read.ok) throw new Error(read.message);
    expect(read.files.paths()).toEqual(["ok.py"]);
    expect(read.refused.map(({ why }) => why)).toEqual([
      "its path has a .. segment",
      "its path is absolute",
      "its path has a backslash",
      "its path has a drive letter",
      "it is a SymbolicLink, not a file",
      "it is not a file",
      "it is encrypted",
    ]);
  });

  it("stops at a bomb, at too many entries and at too large files", async () => {
    const bomb = zip([{ path: "a.py", body: Buffer.alloc(60_000_000) }]);
    expect(await readZip(bomb)).toMatchObject({ ok: false, code: "too-large" });
    const many = zip(Array.from({ length: 30 }, (_, at) => ({ path: `${at}.py` })));
    expect(await readZip(many, { ...packageLimits, entries: 20 })).toMatchObject({
      ok: false,
      code: "too-many-entries",
    });
    const large = await readZip(zip([{ path: "a.py", body: "x".repeat(2_000) }]), {
      ...packageLimits,
      fileBytes: 1_000,
    });
    expect(large).toMatchObject({ ok: true, refused: [{ path: "a.py" }] });
  });

  it("does not believe a size that is too small", async () => {
    const lying = zip([{ path: "a.py", body: Buffer.alloc(5_000_000), size: 10 }]);
    expect(await readZip(lying)).toMatchObject({ ok: false, code: "broken-archive" });
  });

  it.each([
    ["cut off", zip([{ path: "a.py", body: "x" }]).subarray(0, 40)],
    ["empty", Buffer.from("PK\x05\x06" + "\0".repeat(18))],
    ["only a beginning", Buffer.from("PK")],
  ])("refuses what is %s", async (_what, bytes) => {
    expect(await unpack(bytes)).toMatchObject({ ok: false });
  });

  it("leaves other archives to the reader of tarballs", async () => {
    expect(await unpack(gzipSync("not a tar"))).toMatchObject({ ok: false });
    expect(await unpack(Buffer.from("plain"))).toMatchObject({ ok: false, code: "not-a-tarball" });
  });
});
