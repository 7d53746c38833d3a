import fc from "fast-check";
import { expect, it } from "vitest";
import { startedBy } from "../../../crawler/sources/config/command.ts";
import { config } from "../../../crawler/sources/config/config.ts";
import { fixture, parsed } from "./fixtures.ts";

const path = "/home/secret-user/.mcp.json";
const started = (line: string) => {
  const [command = "", ...args] = line.split(" ");
  const found = startedBy(command, args);
  if (found?.repository) return `repository ${found.repository.url}`;
  const [one] = found?.packages ?? [];
  return one ? `${one.type} ${one.identifier} ${one.version ?? ""}`.trim() : found;
};

it("reads the packages and endpoints of every shape, comments and all", () => {
  const page = parsed(config, fixture("config"), path);
  expect(page.listings.map(({ name, packages, remotes }) => [name, packages, remotes])).toEqual([
    ["files", [{ type: "npm", identifier: "@example/files", version: "1.2.0" }], []],
    ["clock", [], [{ type: "sse", url: "https://clock.example/sse" }]],
    ["weather", [], [{ type: "streamable-http", url: "https://weather.example/mcp" }]],
    ["maths", [], [{ type: "streamable-http", url: "https://maths.example/mcp" }]],
    ["git", [{ type: "pypi", identifier: "mcp-server-git" }], []],
  ]);
  expect(page.rejected.map(({ at }) => at)).toEqual(["/mcpServers/own", "/mcpServers/template", "/mcpServers/broken"]);
  const vscode = '{"servers":{"a":{"type":"http","url":"https://a.example/mcp"}}}';
  expect(parsed(config, vscode, path).listings[0]?.remotes[0]?.type).toBe("streamable-http");
  expect(parsed(config, '{"mcpServers":{}}', path).listings).toEqual([]);
  for (const other of ["{}", "[]", '{"servers":7}', "[mcp_servers]"]) expect(config.parse(other, path).ok).toBe(false);
});

it("keeps servers apart that two files give one key", () => {
  const refs = (at: string) => parsed(config, fixture("config"), at).listings.map(({ ref }) => ref);
  expect(refs(path)).toEqual(refs(path));
  for (const ref of refs("/home/secret-user/other.json")) expect(refs(path)).not.toContain(ref);
});

it("keeps nothing secret", () => {
  expect(JSON.stringify(parsed(config, fixture("config"), path))).not.toContain("secret");
  const secret = fc.constantFrom("secret", "--secret", "--x=secret", "secret=1", "https://secret.example");
  fc.assert(
    fc.property(fc.array(secret), fc.dictionary(fc.string(), secret), (args, record) => {
      const entry = { command: "npx", args: ["-y", "files", ...args], env: record, headers: record, cwd: "secret" };
      expect(JSON.stringify(config.parse(JSON.stringify({ mcpServers: { files: entry } }), path))).not.toContain(
        "secret",
      );
    }),
  );
});

it("reads comments as such only outside of strings", () => {
  const text = '\uFEFF{"mcpServers":{/* one */"a//b":{"url":"https://a.example/*x*/"}, // two\n},}';
  expect(parsed(config, text, path).listings).toMatchObject([
    { name: "a//b", remotes: [{ url: "https://a.example/*x*/" }] },
  ]);
  for (const unit of ['"\\', "/*", "//", ",", ", "])
    expect(config.parse(unit.repeat(200_000), path)).toMatchObject({ ok: false });
});

it.each([
  ["npx -y @example/files@1.2.0 /data", "npm @example/files 1.2.0"],
  ["npx --yes files@latest", "npm files"],
  ["npx -p files@^1.0.0 files-server", "npm files"],
  ["npx --package=files -c files-server", "npm files"],
  ["npx --registry https://npm.example files", "npm files"],
  ["C:\\\\node\\npx.cmd -y files", "npm files"],
  ["cmd /c npx -y files", "npm files"],
  ["bunx files", "npm files"],
  ["pnpm dlx files", "npm files"],
  ["pnpm run files", null],
  ["npx ./local", null],
  ["npx github:example/files#main", "repository github:example/files"],
  ["npx -y git+ssh://git@git.example/a/files.git#secret", "repository https://git.example/a/files.git"],
  ["uvx mcp-server-git", "pypi mcp-server-git"],
  ["uvx mcp-server-git==1.2.0", "pypi mcp-server-git 1.2.0"],
  ["uvx mcp-server-git[all]@1.2.0", "pypi mcp-server-git 1.2.0"],
  ["uvx --python 3.12 --from mcp_server_git>=1 server", "pypi mcp_server_git"],
  ["uvx --from git+https://secret@git.example/a/b@v1.0 server", "repository https://git.example/a/b"],
  ["pipx run --spec mcp-server-git==2.0 server", "pypi mcp-server-git 2.0"],
  ["docker run -i --rm -e KEY=secret --name x --mount type=bind,src=/a,dst=/b mcp/files:1.0 /b", "oci mcp/files:1.0"],
  ["docker run -ie KEY -p 80:80 --network=host ghcr.io/example/files@sha256:0a", "oci ghcr.io/example/files@sha256:0a"],
  ["podman run -v/a:/b -- quay.io/example/files", "oci quay.io/example/files"],
  ["docker compose up", null],
  ["dnx Example.Files@1.2.0 --yes", "nuget Example.Files 1.2.0"],
  ["dnx --source https://nuget.example Example.Files -- secret", "nuget Example.Files"],
  ["node /home/me/server.js", null],
  ["npx", null],
])("%s", (line, found) => {
  expect(started(line)).toBe(found);
});

it("sees through a bridge to the endpoint", () => {
  const bridged = (...args: string[]) =>
    parsed(config, JSON.stringify({ mcpServers: { a: { command: "npx", args: ["mcp-remote", ...args] } } }), path)
      .listings[0];
  expect(bridged("https://a.example/mcp?key=secret", "--header", "x")).toMatchObject({
    packages: [],
    remotes: [{ type: "streamable-http", url: "https://a.example/mcp" }],
  });
});
