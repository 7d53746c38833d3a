import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../support/http-server.ts";
import { answerNpm, packTarball, serverSource } from "../support/package-server.ts";
import { expectRefusal, runCli } from "../support/run-cli.ts";

const secret = "S3CRET-do-not-keep";
const npx = (name: string) => ({
  command: "npx",
  args: ["-y", name, `--token=${secret}`, secret],
  env: { API_KEY: secret },
  headers: { Authorization: `Bearer ${secret}` },
});
const remote = {
  url: `https://user:${secret}@mcp.example/${secret}/mcp?key=${secret}#${secret}`,
  headers: { "X-Key": secret },
};
const json = (value: unknown): string => JSON.stringify(value);

/** A home with a configuration of every client, each with one server of its own and secrets wherever they may be. */
const home: Record<string, string> = {
  ".config/Claude/claude_desktop_config.json": json({ mcpServers: { desktop: npx("notes") } }),
  ".claude.json": json({
    oauthToken: secret,
    mcpServers: { code: npx("notes@1.0.0") },
    projects: { [`/home/me/${secret}`]: { mcpServers: { project: remote } } },
  }),
  ".cursor/mcp.json": `{ // servers\n "mcpServers": ${json({ cursor: npx("mailer") })}, }`,
  ".config/Code/User/mcp.json": json({ inputs: [{ id: secret }], servers: { vscode: npx("mailer") } }),
  ".config/Code/User/settings.json": json({ "editor.x": secret, mcp: { servers: { vssettings: remote } } }),
  ".codeium/windsurf/mcp_config.json": json({ mcpServers: { windsurf: { serverUrl: "https://mcp.example/w" } } }),
  ".gemini/settings.json": json({ apiKey: secret, mcpServers: { gemini: { httpUrl: "https://mcp.example/g" } } }),
  ".codex/config.toml": `api = "${secret}"\n[mcp_servers.codex]\ncommand = "npx"\nargs = ["-y", "notes", "${secret}"]\n[mcp_servers.codex.env]\nKEY = "${secret}"\n`,
  "work/.mcp.json": json({
    mcpServers: { odd: { command: "/opt/own", args: [secret] }, misspelt: { url: `not a url ${secret}` } },
  }),
};
/** Configurations that cannot be read, each in a file of its own. */
const broken: Record<string, string> = {
  "secret.json": `{ "mcpServers": { "broken": ${secret} } }`,
  "empty.json": "",
  "list.json": "[]",
  "servers.json": '{ "mcpServers": [] }',
  "half.toml": "[mcp_servers.x",
  ".claude.json": '{ "projects": { "/x": { "mcpServers": [1] } } }',
};

describe("scan", () => {
  let folder: string;
  let server: TestServer;
  let db: string;
  const archive = (tools: Record<string, string>) => packTarball(serverSource(tools));
  const packages = [
    {
      name: "notes",
      version: "1.0.0",
      tarball: archive({ search_email: "Search the email of your inbox", delete_note: "Delete a note for good" }),
      manifest: {},
    },
    {
      name: "mailer",
      version: "1.0.0",
      tarball: archive({ send_email: "Send an email to somebody", search_email: "Search email messages" }),
      manifest: {},
    },
    {
      name: "lists-trash",
      version: "1.0.0",
      tarball: archive({ tidy: "Lists the files in the trash", list_bins: "Lists the bins" }),
    },
    {
      name: "empties-trash",
      version: "1.0.0",
      tarball: archive({ tidy: "Permanently deletes all files in the trash", empty_bin: "Empties a bin for good" }),
    },
  ];
  const write = (path: string, text: string): string => {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  };
  const crawl = (...targets: string[]) =>
    runCli(["crawl", ...targets, "--db", db, "--base-url", `npm=${server.base}/npm`]);
  const scan = (...args: string[]) =>
    runCli(["scan", ...args, "--db", db, "--state", join(folder, "state.json")], {
      env: {
        HOME: join(folder, "home"),
        XDG_CONFIG_HOME: join(folder, "home/.config"),
        CODEX_HOME: join(folder, "home/.codex"),
      },
    });
  const configs = Object.keys(home).map((path) => path);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "scan-test-"));
    db = join(folder, "catalog");
    for (const [path, text] of Object.entries(home)) write(join("home", path), text);
    server = await startServer((request, response) => {
      if (!answerNpm(packages, server.base, request, response)) response.writeHead(404).end();
    });
    const crawled = await crawl("npm:notes", "npm:mailer", "npm:lists-trash", "npm:empties-trash");
    expect(crawled.code, crawled.stderr).toBe(0);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  type Scanned = {
    servers: {
      key: string;
      clients: string[];
      slug: string | null;
      pinned: boolean | null;
      grade: string | null;
      identifiers: string[];
    }[];
    issues: { rule: string; server: string; tool: string | null }[];
    accepted: number;
    unread: { kind: string; at: string; why: string }[];
  };
  const files = () => configs.map((path) => join(folder, "home", path));

  it("finds the servers of every client, and keeps no secret", async () => {
    const sarif = join(folder, "out.sarif");
    const policy = join(folder, "policy.json");
    const outputs = [
      await scan("--json"),
      await scan(...files(), "--json"),
      await scan(...files(), "--sarif", sarif, "--policy", policy, "--format", "claude-code"),
    ];
    const [home1, all] = outputs.slice(0, 2).map(({ stdout }) => JSON.parse(stdout) as Scanned);
    expect(home1?.servers.map(({ key }) => key).sort()).toEqual(
      ["desktop", "code", "project", "cursor", "vscode", "vssettings", "windsurf", "gemini", "codex"].sort(),
    );
    expect(all?.servers.find(({ key }) => key === "code")).toMatchObject({ slug: "notes", pinned: true, grade: "D" });
    expect(all?.servers.find(({ key }) => key === "desktop")).toMatchObject({ slug: "notes", pinned: false });
    expect(all?.servers.find(({ key }) => key === "project")).toMatchObject({
      slug: null,
      identifiers: ["remote:https://mcp.example"],
    });
    expect(all?.unread).toEqual([
      expect.objectContaining({
        kind: "entry",
        at: "/mcpServers/odd",
        why: "it starts no package that can be told, and has no address",
      }),
      expect.objectContaining({
        at: "/mcpServers/misspelt",
        why: expect.stringContaining("its address is none") as string,
      }),
    ]);
    const written = [sarif, policy, join(folder, "state.json")].map((path) => readFileSync(path, "utf8"));
    for (const text of [...outputs.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...written])
      expect(text).not.toContain(secret);
    for (const path of allFiles(db)) expect(readFileSync(path).includes(secret), path).toBe(false);
    expect(JSON.parse(written[0] ?? "")).toMatchObject({
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "mcp-risk" } } }],
    });
    const { permissions } = JSON.parse(written[1] ?? "") as { permissions: { allow: string[]; deny: string[] } };
    expect(permissions.allow).toContain("mcp__cursor__search_email");
    expect(permissions.deny).toContain("mcp__desktop__delete_note");
  });

  it.each([...Object.keys(broken), "folder", "none.json"])(
    "refuses a named file that cannot be read, and writes nothing: %s",
    async (name) => {
      const good = write("named/good.json", json({ mcpServers: { notes: npx("notes@1.0.0") } }));
      const bad = broken[name] === undefined ? join(folder, "named", name) : write(`named/${name}`, broken[name]);
      if (name === "folder") mkdirSync(bad);
      const [sarif, policy] = [join(folder, "none.sarif"), join(folder, "none-policy.json")];
      const result = await scan(good, bad, "--fail-on", "finding", "--sarif", sarif, "--policy", policy);
      expectRefusal(result, name === "none.json" ? /There is no file .*none\.json/ : /cannot be read .*mend/);
      expect(result.stderr).toContain(bad);
      expect(result.stdout + result.stderr).not.toContain(secret);
      expect([existsSync(sarif), existsSync(policy)]).toEqual([false, false]);
    },
  );

  it("only warns of files that nobody named", async () => {
    const other = { HOME: join(folder, "other"), XDG_CONFIG_HOME: join(folder, "other/.config") };
    write("other/.cursor/mcp.json", broken["secret.json"] ?? "");
    write("other/.gemini/settings.json", json({ mcpServers: { notes: npx("notes@1.0.0") } }));
    const { code, stderr } = await runCli(["scan", "--db", db, "--state", join(folder, "other.json")], { env: other });
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Not read: .*\.cursor\/mcp\.json: it is not a configuration in JSON/);
  });

  it("does not pass a server whose tools nobody could read as harmless", async () => {
    const file = write("gone.json", json({ mcpServers: { gone: { command: "npx", args: ["-y", "gone@1.0.0"] } } }));
    await crawl(`config:${file}`);
    const { servers, issues } = JSON.parse((await scan(file, "--json")).stdout) as Scanned;
    expect(servers).toMatchObject([{ key: "gone", slug: expect.any(String) as string, grade: null }]);
    expect(issues).toMatchObject([{ rule: "scan.no-tools", server: "gone", tool: null }]);
  });

  it("covers the tools of both where two configurations give one name to different servers", async () => {
    const named = (name: string, pack: string): string =>
      write(`${name}.json`, json({ mcpServers: { srv: npx(`${pack}@1.0.0`) } }));
    const policy = join(folder, "both.json");
    const both = [named("a", "empties-trash"), named("b", "lists-trash")];
    const { stdout, stderr } = await scan(...both, "--json", "--policy", policy);
    expect(JSON.parse(readFileSync(policy, "utf8"))).toMatchObject({
      hide: ["empty_bin", "tidy"],
      tools: { list_bins: {} },
    });
    expect(stderr).toMatch(/2 servers are called srv: srv \(empties-trash\), srv \(lists-trash\)\. .*stricter/);
    expect((JSON.parse(stdout) as Scanned).issues).toContainEqual(
      expect.objectContaining({
        rule: "scan.same-name",
        tool: "tidy",
        server: "srv (empties-trash) + srv (lists-trash)",
      }),
    );
    const same = await scan(both[0] ?? "", write("c.json", readFileSync(both[0] ?? "", "utf8")), "--policy", policy);
    expect(same.stderr).not.toContain("are called");
  });

  it("says what the servers are together, and fails on what it is told to", async () => {
    const { code, stdout } = await scan(...files(), "--json", "--fail-on", "finding");
    expect(code).toBe(1);
    const { issues } = JSON.parse(stdout) as Scanned;
    const rules = issues.map(({ rule }) => rule);
    expect(rules).toContain("scan.toxic-flow");
    expect(rules).toContain("scan.same-name");
    expect(rules).toContain("scan.unpinned");
    expect(issues).toContainEqual(expect.objectContaining({ rule: "risk.critical", tool: "delete_note" }));
    expect((await scan(...files(), "--fail-on", "critical")).code).toBe(1);
    const one = join(folder, "home/.codeium/windsurf/mcp_config.json");
    expect((await scan(one, "--fail-on", "finding")).code).toBe(0);
  });

  it("accepts what a baseline has", async () => {
    const baseline = join(folder, "baseline.json");
    await scan(...files(), "--baseline", baseline, "--update-baseline");
    const { code, stdout } = await scan(...files(), "--baseline", baseline, "--fail-on", "finding", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ issues: [] });
    expectRefusal(await scan("--update-baseline"), /needs --baseline/);
    writeFileSync(baseline, "[]");
    expectRefusal(await scan(...files(), "--baseline", baseline), /was not written by mcp-risk scan/);
  });

  it("tells what changed since the last scan", async () => {
    const state = join(folder, "state.json");
    await scan(...files());
    const seen = JSON.parse(readFileSync(state, "utf8")) as { servers: Record<string, Record<string, string>> };
    const { notes = {} } = seen.servers;
    seen.servers.notes = { ...notes, delete_note: "0".repeat(64), gone: "1".repeat(64) };
    writeFileSync(state, JSON.stringify(seen));
    const { issues } = JSON.parse((await scan(...files(), "--json")).stdout) as Scanned;
    expect(issues).toContainEqual(expect.objectContaining({ rule: "scan.changed", tool: "delete_note" }));
    expect(statSync(state).mode & 0o077).toBe(0);
  });

  it("says what to do when there is nothing", async () => {
    expectRefusal(await scan(join(folder, "none.json")), /There is no file/);
  });
});

function allFiles(path: string): string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
