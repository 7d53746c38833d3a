import { newObject, presume, unknown, type Site, type Value } from "./value.ts";

/**
 * What a server that asks about its client is told. The client is presumed to be a plain one of protocol version 2025-06-18
 * (https://modelcontextprotocol.io/specification/2025-06-18/schema#clientcapabilities): it has roots, sampling and
 * elicitation by form; it has no tasks, no elicitation by URL, and nothing that is experimental.
 */
export function askedClient(method: string | undefined, site: Site): { value: Value } | undefined {
  if (method !== "getClientCapabilities" && method !== "getClientVersion") return undefined;
  const why = unknown("it depends on the client", site, { truthy: true });
  if (method === "getClientVersion") return { value: why };
  const capabilities = newObject(site, [
    ["roots", newObject(site, [["listChanged", true]])],
    ["sampling", newObject(site)],
    ["elicitation", newObject(site)],
  ]);
  return { value: presume(capabilities, why) };
}
