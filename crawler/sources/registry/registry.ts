import type { TextSource } from "../../source.ts";
import { registryApi } from "../registry-api.ts";

/** The official MCP registry. Mirrors that speak its API are read with another base URL. */
export const registry: TextSource = {
  id: "registry",
  title: "Official MCP registry",
  homepage: "https://registry.modelcontextprotocol.io",
  gives: "names, descriptions, versions, packages, remotes and status of published servers",
  extent: { kind: "list" },
  baseUrl: "https://registry.modelcontextprotocol.io",
  format: "json",
  pace: { delayMs: 110, concurrency: 2, because: "the list path allows 600 requests a minute for one address" },
  ...registryApi("registry", "io.modelcontextprotocol.registry/official"),
};
