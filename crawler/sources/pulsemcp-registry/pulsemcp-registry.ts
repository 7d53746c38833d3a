import type { TextSource } from "../../source.ts";
import { registryApi } from "../registry-api.ts";

/** PulseMCP's registry (v0.1): the official registry's API, for those who have a key and a tenant's id. */
export const pulsemcpRegistry: TextSource = {
  id: "pulsemcp-registry",
  title: "PulseMCP sub-registry",
  homepage: "https://www.pulsemcp.com/api",
  gives:
    "names, descriptions, versions, packages and remotes of servers, with PulseMCP's own additions to the registry",
  extent: { kind: "list" },
  tokens: [
    { variable: "PULSEMCP_API_KEY", header: "X-API-Key" },
    { variable: "PULSEMCP_TENANT_ID", header: "X-Tenant-ID" },
  ],
  baseUrl: "https://api.pulsemcp.com",
  format: "json",
  // 10,000 a day would be one in 8.6 s; all of it is some 800 pages, so the limit of an hour is the one that counts.
  pace: { delayMs: 720, concurrency: 1, because: "a key allows 200 requests a minute and 5,000 an hour" },
  ...registryApi("pulsemcp-registry", "com.pulsemcp/server-version"),
};
