import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { Header } from "tar";

/** A gzipped tarball of text files, as npm packs them: everything below `package/`. */
export function packTarball(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([path, text]) => {
    const body = Buffer.from(text);
    const header = Buffer.alloc(512);
    new Header({ path: `package/${path}`, mode: 0o644, size: body.length, type: "File", mtime: new Date(0) }).encode(
      header,
    );
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** The source of a server with one tool for each name, as people write them with the TypeScript SDK. */
export function serverSource(tools: Record<string, string>): Record<string, string> {
  const registered = Object.entries(tools).map(
    ([name, description]) =>
      `server.registerTool(${JSON.stringify(name)}, { description: ${JSON.stringify(description)}, inputSchema: { path: z.string() } }, async () => ({ content: [] }));`,
  );
  return {
    "package.json": JSON.stringify({ name: "x", version: "1.0.0", type: "module", bin: { x: "index.js" } }),
    "index.js": [
      'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";',
      'import { z } from "zod";',
      'const server = new McpServer({ name: "x", version: "1.0.0" });',
      ...registered,
    ].join("\n"),
  };
}

/** One package of a small npm registry; `tarball` may be anything, and `integrity` is right unless it is given. */
export type TestPackage = {
  name: string;
  version: string;
  tarball: Buffer;
  integrity?: string;
  mcpName?: string;
  tarballUrl?: string;
  /** What else its manifest says in the registry. */
  manifest?: object;
};

/** Answers as the npm registry does for these packages, with ETags; false when the request is for something else. */
export function answerNpm(
  packages: TestPackage[],
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const path = decodeURIComponent(request.url ?? "");
  for (const { name, version, tarball, integrity, mcpName, tarballUrl, manifest } of packages) {
    const file = `/npm/${name}/-/x-${version}.tgz`;
    if (path === file) {
      response.writeHead(200, { "content-type": "application/octet-stream" }).end(tarball);
      return true;
    }
    if (path !== `/npm/${name}`) continue;
    const etag = `"${name}@${version}"`;
    const dist = {
      tarball: tarballUrl ?? base + file,
      integrity: integrity ?? `sha512-${createHash("sha512").update(tarball).digest("base64")}`,
    };
    const packument = {
      name,
      "dist-tags": { latest: version },
      versions: { [version]: { name, version, mcpName, ...manifest, dist } },
    };
    if (request.headers["if-none-match"] === etag) response.writeHead(304).end();
    else response.writeHead(200, { "content-type": "application/json", etag }).end(JSON.stringify(packument));
    return true;
  }
  return false;
}

/** One row of the official registry's list. */
export function registryRow(name: string, updatedAt: string, status = "active") {
  return {
    server: { name, description: `The server ${name}`, version: "1.0.0" },
    _meta: {
      "io.modelcontextprotocol.registry/official": { status, publishedAt: updatedAt, updatedAt, isLatest: true },
    },
  };
}
