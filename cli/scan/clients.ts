import { posix, win32 } from "node:path";

/** How a client writes its servers down: the JSON of most, TOML (Codex), or JSON with projects of their own (Claude Code). */
type Kind = "json" | "toml" | "claude-code";
/** A file in which a client keeps its MCP servers. */
export type ClientFile = { client: string; path: string; kind: Kind };

/** The computer that is looked at. `home` and `cwd` are absolute paths of its platform. */
export type Computer = {
  home: string;
  cwd: string;
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
};

/**
 * Where MCP clients keep their servers on a computer, and in a project, as their documentation says. Files need not be there.
 * `APPDATA`, `XDG_CONFIG_HOME` and `CODEX_HOME` move them.
 */
export function clientFiles({ home, cwd, platform, env }: Computer): ClientFile[] {
  const join = (...parts: string[]): string => (platform === "win32" ? win32 : posix).join(...parts);
  const roaming = env.APPDATA ?? join(home, "AppData", "Roaming");
  // Applications keep their settings in a folder of the platform.
  const settings =
    platform === "win32"
      ? roaming
      : platform === "darwin"
        ? join(home, "Library", "Application Support")
        : (env.XDG_CONFIG_HOME ?? join(home, ".config"));
  const codexHome = env.CODEX_HOME ?? join(home, ".codex");
  const json = (client: string, ...paths: string[]): ClientFile[] =>
    paths.map((path) => ({ client, path, kind: "json" }));
  return [
    ...json("Claude Desktop", join(settings, "Claude", "claude_desktop_config.json")),
    { client: "Claude Code", path: join(home, ".claude.json"), kind: "claude-code" },
    ...json("Claude Code", join(cwd, ".mcp.json")),
    ...json("Cursor", join(home, ".cursor", "mcp.json"), join(cwd, ".cursor", "mcp.json")),
    ...json(
      "VS Code",
      join(settings, "Code", "User", "mcp.json"),
      join(settings, "Code", "User", "settings.json"),
      join(cwd, ".vscode", "mcp.json"),
      join(cwd, ".vscode", "settings.json"),
    ),
    ...json("Windsurf", join(home, ".codeium", "windsurf", "mcp_config.json")),
    ...json("Gemini CLI", join(home, ".gemini", "settings.json"), join(cwd, ".gemini", "settings.json")),
    { client: "Codex", path: join(codexHome, "config.toml"), kind: "toml" },
    { client: "Codex", path: join(cwd, ".codex", "config.toml"), kind: "toml" },
  ];
}
