import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { waysToRun } from "../../api/install.ts";
import type { Package, Remote } from "../../catalog/server.ts";

const texts = (packages: Package[], remotes: Remote[] = []) =>
  waysToRun({ slug: "acme-files", packages, remotes }).map(({ snippets }) => snippets.map(({ text }) => text));

describe("the ways to run a server", () => {
  it("start packages, pinned to the version that is known", () => {
    const [npm = [], pypi = [], oci = [], tagged = []] = texts([
      { type: "npm", identifier: "@acme/files", version: "1.2.3" },
      { type: "pypi", identifier: "acme-files", version: "2.0" },
      { type: "oci", identifier: "ghcr.io/acme/files", version: "3.1.0" },
      { type: "oci", identifier: "acme/files:latest", version: "3.1.0" },
    ]);
    expect(npm[0]).toBe("claude mcp add acme-files -- npx -y @acme/files@1.2.3");
    expect(JSON.parse(npm[1] ?? "")).toEqual({
      mcpServers: { "acme-files": { command: "npx", args: ["-y", "@acme/files@1.2.3"] } },
    });
    expect(JSON.parse(npm[2] ?? "")).toEqual({
      servers: { "acme-files": { type: "stdio", command: "npx", args: ["-y", "@acme/files@1.2.3"] } },
    });
    expect(parse(npm[3] ?? "")).toEqual({
      mcp_servers: { "acme-files": { command: "npx", args: ["-y", "@acme/files@1.2.3"] } },
    });
    expect(pypi[0]).toContain("-- uvx acme-files@2.0");
    expect(oci[0]).toContain("-- docker run -i --rm ghcr.io/acme/files:3.1.0");
    expect(tagged[0]).toContain("-- docker run -i --rm acme/files:latest");
  });

  it("connect to endpoints by their transport", () => {
    const [http = [], sse = []] = texts(
      [],
      [
        { type: "streamable-http", url: "https://mcp.example/mcp" },
        { type: "sse", url: "https://mcp.example/sse?team=a&b=c" },
      ],
    );
    expect(http[0]).toBe("claude mcp add --transport http acme-files 'https://mcp.example/mcp'");
    expect(JSON.parse(http[2] ?? "")).toEqual({
      servers: { "acme-files": { type: "http", url: "https://mcp.example/mcp" } },
    });
    expect(http).toHaveLength(4);
    expect(sse[0]).toBe("claude mcp add --transport sse acme-files 'https://mcp.example/sse?team=a&b=c'");
    expect(sse).toHaveLength(3);
  });

  it("write nothing down that a shell could take for something else", () => {
    for (const identifier of [
      "a; rm -rf ~",
      "$(id)",
      "a b",
      "-rf",
      "--help",
      "@-x/y",
      "a'b",
      "`id`",
      "a|b",
      "a\nb",
      "../x",
      "x/-y",
      "\u202Ea",
      "a".repeat(301),
    ])
      expect(texts([{ type: "npm", identifier }]), identifier).toEqual([]);
    // A version that is none is left out, and not the package.
    expect(texts([{ type: "npm", identifier: "a", version: "1 && id" }])[0]?.[0]).toMatch(/ npx -y a$/);
    for (const url of ["javascript:alert(1)", "https://a.example/'$(id)", "https://a.example/ x", "ftp://a.example"])
      expect(texts([], [{ type: "sse", url }]), url).toEqual([]);
  });
});
