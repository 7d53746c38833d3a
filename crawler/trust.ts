/**
 * Sources by how far what they say about a server is trusted, most first: the registry verifies who publishes a name, the
 * package registries who publishes a package; then catalogues, those that people review first; then what the code in a
 * repository tells, lists of links, and what a user named.
 */
const factsOrder = [
  "registry",
  "npm",
  "pypi",
  "docker",
  "toolhive",
  "smithery",
  "pulsemcp",
  "pulsemcp-registry",
  "glama",
  "mcpso",
  "metorial",
  "github",
  "awesome",
  "url",
  "config",
];

/** The place of a source in the order of trust for facts, from 0; a source that is not named comes last. */
export function factsRank(source: string): number {
  const at = factsOrder.indexOf(source);
  return at === -1 ? factsOrder.length : at;
}

/** Catalogues that carry tools, those first that ask running servers, then those that build them, then those that copy. */
const toolsOrder = ["smithery", "glama", "mcpso", "docker", "metorial", "toolhive"];
/** Where code was read: what users install first. */
const codeOrder = ["npm", "pypi", "github"];

/** How far what a reader found in something of a source is trusted, from 0: the running server, its package when we ran it, its code, its manifests, a catalogue, its README. */
export function toolsRank(source: string, reader: string): number {
  if (reader === "live") return 0;
  if (reader === "sandbox") return 1;
  const order = reader.startsWith("listing:") ? toolsOrder : codeOrder;
  const at = order.indexOf(source);
  const level = reader === "manifest" ? 50 : reader === "readme" ? 200 : order === codeOrder ? 2 : 100;
  return level + (at === -1 ? order.length : at);
}
