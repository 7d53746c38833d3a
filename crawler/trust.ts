/**
 * Sources by how far what they say about a server is trusted, most first: the registry verifies who publishes a name, the
 * package registries who publishes a package; a repository is its author's; then catalogues, those that people review
 * first; then lists of links, and what a user named.
 */
const factsOrder = [
  "registry",
  "npm",
  "pypi",
  "github",
  "docker",
  "toolhive",
  "smithery",
  "pulsemcp",
  "pulsemcp-registry",
  "glama",
  "mcpso",
  "metorial",
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

/** How far what a reader found in something of a source is trusted, from 0: the running server, its code, a catalogue. */
export function toolsRank(source: string, reader: string): number {
  if (reader === "live") return 0;
  const order = reader.startsWith("listing:") ? toolsOrder : codeOrder;
  const at = order.indexOf(source);
  return (order === codeOrder ? 1 : 100) + (at === -1 ? order.length : at);
}
