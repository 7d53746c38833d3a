import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { clientFiles } from "../../cli/scan/clients.ts";
import { findServers } from "../../cli/scan/find.ts";

it("knows where clients keep their servers on each platform", () => {
  const of = (platform: NodeJS.Platform, home: string, env: Record<string, string> = {}): string[] =>
    clientFiles({ home, cwd: platform === "win32" ? "C:\\work" : "/work", platform, env }).map(({ path }) => path);
  expect(of("darwin", "/Users/me")).toEqual(
    expect.arrayContaining([
      "/Users/me/Library/Application Support/Claude/claude_desktop_config.json",
      "/Users/me/Library/Application Support/Code/User/mcp.json",
      "/Users/me/.cursor/mcp.json",
    ]),
  );
  expect(of("win32", "C:\\Users\\me", { APPDATA: "C:\\Users\\me\\AppData\\Roaming" })).toEqual(
    expect.arrayContaining([
      "C:\\Users\\me\\AppData\\Roaming\\Claude\\claude_desktop_config.json",
      "C:\\Users\\me\\AppData\\Roaming\\Code\\User\\mcp.json",
      "C:\\Users\\me\\.codex\\config.toml",
      "C:\\work\\.mcp.json",
    ]),
  );
  expect(of("linux", "/home/me", { CODEX_HOME: "/etc/codex" })).toContain("/etc/codex/config.toml");
});

it("reads nothing where nothing is", async () => {
  const none = clientFiles({
    home: join(tmpdir(), "no-such-home"),
    cwd: join(tmpdir(), "no-such"),
    platform: "linux",
    env: {},
  });
  expect(await findServers(none)).toEqual({ files: [], servers: [], unread: [] });
});
