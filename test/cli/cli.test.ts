import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../../cli/program.ts";
import { createDatabase } from "../support/catalog.ts";
import { json, startServer, type TestServer } from "../support/http-server.ts";
import { answerNpm, packTarball, registryRow, serverSource, type TestPackage } from "../support/package-server.ts";
import { expectRefusal, runCli, startCli } from "../support/run-cli.ts";

let database: { url: string; drop: () => Promise<void> };
let server: TestServer;
let folder: string;
const packages: TestPackage[] = [
  {
    name: "files-mcp",
    version: "1.0.0",
    tarball: packTarball(serverSource({ read_file: "Reads a file", delete_file: "Deletes a file" })),
  },
  { name: "broken-mcp", version: "1.0.0", tarball: Buffer.from("this is no tarball") },
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mcp-risk-cli-"));
  database = await createDatabase();
  server = await startServer((request, response) => {
    if (answerNpm(packages, server.base, request, response)) return;
    if (request.url?.startsWith("/registry/"))
      json(response, { servers: [registryRow("com.example/one", "2026-01-01T00:00:00Z")], metadata: {} });
    else response.writeHead(404).end();
  });
});
afterAll(async () => {
  await server.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const here = (...args: string[]) => [...args, "--db", database.url];
const bases = () => ["--base-url", `npm=${server.base}/npm`];

describe("the path from a package to a policy", () => {
  beforeAll(async () => {
    const result = await runCli(
      here("crawl", "registry", "npm:files-mcp", ...bases(), "--base-url", `registry=${server.base}/registry`),
    );
    expect(result.stderr).toContain("\nregistry: 1 request, 1 listing, 0 unchanged.\n");
    expect(result.stderr).toContain("\nnpm: 2 requests, 1 listing, 1 package, 0 unchanged.\n");
    expect(result.stderr).toContain("\n2 tools read, 0 warnings, 0 refusals.\n");
    expect(result.stdout).toMatch(/files-mcp +1\.0\.0 +2 +1 +1 +1 +1/);
    expect(result.code).toBe(0);
  });
  const data = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await runCli(here(...args, "--json"));
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout) as T;
  };

  it("lists servers, tools and sources", async () => {
    expect(await data("servers")).toMatchObject({
      servers: [{ slug: "com-example-one" }, { slug: "files-mcp", profile: { tools: 2 } }],
      next: null,
    });
    expect(await data("servers", "FILES")).toMatchObject({ servers: [{ slug: "files-mcp" }] });
    expect(await data("servers", "delte")).toMatchObject({ servers: [{ slug: "files-mcp" }], next: null });
    expect(await data("tools", "delete", "--risk", "critical")).toMatchObject({
      tools: [{ server: "files-mcp", definition: { name: "delete_file" } }],
    });
    expect(await data("tools", "delete", "--category", "Read")).toEqual({ tools: [] });
    expect((await runCli(here("tools", "delete", "--category", "Read"))).stderr).toBe("No tool found.\n");
    expect(await data("tools", "file", "--server", "files-mcp", "--limit", "1")).toMatchObject({
      tools: [{ server: "files-mcp" }],
    });
    expect((await runCli(here("servers", "--after", "zzzz"))).stderr).toBe("No server found.\n");
    expect(await runCli(here("servers", "files", "--after", "nonsense"))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--after is no place in what these words find") as string,
    });
    expect(await data("tools", "--risk", "critical")).toMatchObject({
      tools: [{ server: "files-mcp", definition: { name: "delete_file" } }],
    });
    const { sources } = await data<{ sources: { id: string; listings: number }[] }>("sources");
    expect(sources.filter(({ listings }) => listings > 0)).toMatchObject([
      { id: "registry", listings: 1 },
      { id: "npm", listings: 1 },
    ]);
  });

  it("shows a server and a tool, for people and for programs", async () => {
    expect(await data("show", "files-mcp")).toMatchObject({
      slug: "files-mcp",
      identifiers: [{ id: "npm:files-mcp" }],
    });
    expect(await data("show", "npm:files-mcp/delete_file")).toMatchObject({
      origin: { file: "index.js", line: 5 },
      verdict: {
        category: "Destructive",
        because: { evidence: [{ quote: expect.stringMatching(/delete/i) as string }] },
      },
    });
    const text = await runCli(here("show", "files-mcp/delete_file"));
    expect(text.stdout).toContain("Destructive");
    expectRefusal(
      await runCli(here("show", "files-mcp/nothing")),
      /files-mcp has no tool nothing\. It has: delete_file/,
    );
    expectRefusal(
      await runCli(here("show", "npm:filez-mcp/delete_file")),
      /no server npm:filez-mcp\/delete_file\. Did you mean files-mcp\?/,
    );
    expectRefusal(await runCli(here("show", "nobody")), /no server nobody.*mcp-risk servers/);
  });

  it("recommends a policy", async () => {
    const { stdout } = await runCli(here("policy", "files-mcp"));
    expect(JSON.parse(stdout)).toEqual({
      version: "1",
      default: "deny",
      hide: ["delete_file"],
      tools: { read_file: {} },
    });
    expectRefusal(await runCli(here("policy", "files-mcp", "--tool", "nothing")), /It has: delete_file, read_file/);
    expectRefusal(await runCli(here("policy")), /Name a server/);
  });

  it("serves the catalog, and stops when it is told to", async () => {
    const child = startCli(here("serve", "--port", "0"));
    let said = "";
    const url = await new Promise<string>((done) => {
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        const address = /http:\/\/\S+:\d+/.exec(said)?.[0];
        if (address) done(address);
      });
    });
    const answer = await fetch(`${url}/api/v1/servers`);
    expect(await answer.json()).toMatchObject({ servers: [{ slug: "com-example-one" }, { slug: "files-mcp" }] });
    expect((await fetch(`${url}/servers/files-mcp`)).status).toBe(200);
    const ended = new Promise((done) => child.on("close", done));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("serves what it has when the network is gone, and says so in one line", async () => {
    const child = startCli(
      here("serve", "--port", "0", "--crawl", "npm:files-mcp", "--base-url", "npm=http://127.0.0.1:1/npm"),
    );
    let said = "";
    await new Promise<void>((done) => {
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes("Serving on")) done();
      });
    });
    const ended = new Promise((done) => child.on("close", done));
    child.kill("SIGTERM");
    await ended;
    const [first, second] = said.trim().split("\n");
    expect(first).toMatch(/127\.0\.0\.1:1\/npm cannot be reached \(ECONNREFUSED\); serving what the catalog has/);
    expect(second).toMatch(/Serving on/);
  });
});

describe("mistakes that a person can mend", () => {
  it.each<[string, () => string[], RegExp]>([
    ["an unknown package", () => here("crawl", "npm:unknown-mcp", ...bases()), /There is no package unknown-mcp/],
    ["a tarball that is not one", () => here("crawl", "npm:broken-mcp", ...bases()), /broken-mcp@1\.0\.0 was refused/],
    ["an unknown source", () => here("crawl", "nowhere"), /no source "nowhere".*registry, npm/],
    ["a base URL that is none", () => here("crawl", "npm", "--base-url", "npm"), /not ID=URL/],
    [
      "an unreachable host",
      () => here("crawl", "registry", "--base-url", "registry=http://127.0.0.1:1"),
      /127\.0\.0\.1:1 cannot be reached/,
    ],
    [
      "an unreachable PostgreSQL",
      () => ["servers", "--db", "postgres://nobody:secret@127.0.0.1:1/x"],
      /127\.0\.0\.1:1\/x cannot be used.*DATABASE_URL/,
    ],
    ["an unwritable data directory", () => ["servers", "--db", "/proc/mcp-risk/catalog"], /not writable.*--db/],
    ["an unknown risk", () => here("tools", "--risk", "huge"), /--risk huge is unknown/],
  ])("%s", async (_name, args, says) => {
    expectRefusal(await runCli(args()), says);
  });

  it("a taken port", async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
    const address = taken.address();
    const port = typeof address === "object" && address ? address.port : 0;
    expectRefusal(await runCli(here("serve", "--port", String(port))), /Port \d+ is taken.*--port/);
    taken.close();
  });

  it("help has examples, and wrong options are explained", async () => {
    const { commands } = await createProgram();
    expect(commands.length).toBeGreaterThan(8);
    for (const command of commands.map((one) => one.name())) {
      const { stdout, code } = await runCli([command, "--help"]);
      expect(code).toBe(0);
      expect(stdout, command).toMatch(/Examples?:\n.*mcp-risk /);
    }
    for (const way of ["--version", "-V"])
      expect(await runCli([way])).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
      });
    const wrong = await runCli(["crawl", "--no-such-option"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("--help");
  });

  it("the data directory is the user's, unless DATABASE_URL or --db says otherwise", async () => {
    const home = join(folder, "home");
    const result = await runCli(["sources", "--json"], { env: { XDG_DATA_HOME: home, DATABASE_URL: "" } });
    expect(result.code, result.stderr).toBe(0);
    if (process.platform === "linux") expect(existsSync(join(home, "mcp-risk", "catalog", "PG_VERSION"))).toBe(true);
    expect((await runCli(["sources"], { env: { DATABASE_URL: "postgres://127.0.0.1:1/x" } })).stderr).toContain(
      "127.0.0.1:1",
    );
  });
});
