import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openCatalog } from "../../db/client.ts";
import { createDatabase } from "../support/catalog.ts";
import { startServer, type TestServer } from "../support/http-server.ts";
import { answerNpm, packTarball, serverSource } from "../support/package-server.ts";
import { allRows } from "../support/rows.ts";
import { expectRefusal, runCli } from "../support/run-cli.ts";

let folder: string;
let database: { url: string; drop: () => Promise<void> };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-risk-named-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

const cli = (...args: string[]) => runCli([...args, "--db", database.url]);

describe("crawl config:PATH", () => {
  let server: TestServer;
  const tarball = packTarball(serverSource({ read_file: "Reads a file" }));
  beforeAll(async () => {
    server = await startServer((request, response) => {
      if (!answerNpm([{ name: "@example/files", version: "1.2.0", tarball }], server.base, request, response))
        response.writeHead(404).end();
    });
  });
  afterAll(() => server.close());
  const crawl = (path: string) => cli("crawl", `config:${path}`, "--base-url", `npm=${server.base}/npm`);

  it("brings the servers of a client's configuration with their tools, and keeps no secret of it", async () => {
    const secret = "s3cr3t-token";
    const path = join(folder, "mcp.json");
    const mcpServers = {
      files: { command: "npx", args: ["-y", "@example/files@1.2.0", `--key=${secret}`], env: { KEY: secret } },
      maths: { url: `https://user:${secret}@maths.example/mcp?key=${secret}#${secret}`, headers: { "X-Key": secret } },
      own: { command: `/home/${secret}/run.sh` },
      lost: { command: "npx", args: ["@example/lost"] },
    };
    writeFileSync(path, `// mine: ${secret}\n${JSON.stringify({ mcpServers })}`);
    const result = await crawl(path);
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr).toContain("config: 1 request, 3 listings, 0 unchanged, 1 refused.");
    expect(result.stderr).toContain("refused npm @example/lost: not-found");
    expect(result.stderr).toContain("1 tool read");
    expect(result.stdout + result.stderr).not.toContain(secret);
    const shown = JSON.parse((await cli("servers", "--json")).stdout) as { servers: { name: string }[] };
    expect(shown).toMatchObject({
      servers: [
        {
          name: "@example/files",
          packages: [{ type: "npm", identifier: "@example/files", version: "1.2.0" }],
          profile: { tools: 1 },
        },
        { name: "lost", packages: [{ type: "npm", identifier: "@example/lost" }], profile: { tools: 0 } },
        { name: "maths", remotes: [{ url: "https://maths.example/mcp" }] },
      ],
    });

    const catalog = await openCatalog(database.url);
    expect(JSON.stringify(await allRows(catalog.db))).not.toContain(secret);
    const { rows } = await catalog.db.execute<{ body: Buffer }>(sql`select body from bodies`);
    expect(rows.map(({ body }) => gunzipSync(body).toString()).join()).not.toContain(secret);
    await catalog.close();

    // What the file does not name any more stays known: it never was a list of all servers.
    writeFileSync(path, JSON.stringify({ mcpServers: { files: mcpServers.files } }));
    expect((await crawl(path)).stderr).toContain("config: 1 request, 1 listing, 0 unchanged.");
    expectRefusal(await crawl(join(folder, "none.json")), /none\.json/);
  });
});

describe("crawl github:OWNER/REPO", () => {
  let server: TestServer;
  let files: Record<string, string>;
  beforeAll(async () => {
    files = serverSource({ read_file: "Reads a file", delete_file: "Deletes a file" });
    server = await startServer((request, response) => {
      if (request.url === "/Example/files/tar.gz/HEAD")
        response.end(packTarball({ ...files, "README.md": "# Files\n\nReads your files." }));
      else response.writeHead(404).end();
    });
  });
  afterAll(() => server.close());
  const crawl = (repository: string) => cli("crawl", `github:${repository}`, "--base-url", `github=${server.base}`);

  it("brings the repository, and the tools in its code", async () => {
    const result = await crawl("Example/files");
    expect(result.code, result.stderr).toBe(0);
    expect(result.stderr).toContain("github: 1 request, 1 listing, 0 unchanged.");
    expect(result.stderr).toContain("2 tools read, 0 warnings, 0 refusals.");
    expect(JSON.parse((await cli("show", "repo:github.com/example/files", "--json")).stdout)).toMatchObject({
      slug: "example-files",
      description: "Reads your files.",
      tools: [
        { definition: { name: "delete_file" }, verdict: { category: "Destructive" } },
        {
          definition: { name: "read_file" },
          origin: { reader: "javascript", subject: "github:example/files", file: "index.js", line: 4 },
        },
      ],
    });

    // The same archive, packed again or not, is read once.
    expect((await crawl("Example/files")).stderr).toContain("github: 1 request, 0 listings, 1 unchanged.");
    files = serverSource({ read_file: "Reads a file, and sends it away" });
    expect((await crawl("Example/files")).stderr).toContain("2 changes to servers known before");
    const again = await cli("crawl", "github:Example/files", "--replay");
    expect(again.stderr).toContain("github: 0 requests, 1 listing, 0 unchanged.");
    expect(again.stderr).not.toContain("known before");
    expectRefusal(await crawl("Example/none"), /github has no Example\/none\. Check the name\./);
  });
});
