import { identifiersOf } from "../../crawler/identity.ts";
import { partition, type Brought } from "../../crawler/partition.ts";
import type { Listing } from "../../catalog/server.ts";

// Prints how long it takes to divide listings into servers, at the size of the public catalogues and at four times that:
// what each listing costs must not grow with their number.

const sizes = [60_000, 240_000];
/** Noise of a shared machine; quadratic work would be at four. */
const mostGrowth = 1.8;

/** Listings in about the proportions of the public catalogues: three of four servers are in one, the others in four. */
function listings(count: number): Listing[] {
  return Array.from({ length: count }, (_, index): Listing => {
    const server = index % 2 === 0 ? index : index - (index % 8) + 1;
    const sources = ["registry", "npm", "glama", "pulsemcp", "smithery", "mcpso", "awesome", "metorial"];
    const source = sources[index % sources.length] ?? "registry";
    const name = `owner-${server % 5_000}/server-${server}`;
    return {
      source,
      ref: `${name}-${index}`,
      status: "active",
      name,
      repository: { url: `https://github.com/${name}${index % 3 === 0 ? ".git" : "/tree/main/src"}` },
      packages: source === "npm" ? [{ type: "npm", identifier: `server-${server}` }] : [],
      remotes: source === "smithery" ? [{ type: "streamable-http", url: `https://server-${server}.example/mcp` }] : [],
    };
  });
}

/** Runs the benchmark; 1 when the cost of a listing grows with their number. */
export function bench(): number {
  const costs = sizes.map((count) => {
    const given = listings(count);
    const began = performance.now();
    const brought = given.map((listing): Brought => ({
      key: `${listing.source} ${listing.ref}`,
      source: listing.source,
      identifiers: identifiersOf(listing),
    }));
    const read = performance.now();
    const { servers } = partition(brought, []);
    const done = performance.now();
    const [identifiers, divided] = [read - began, done - read];
    console.log(
      `${count} listings, ${servers.length} servers: identifiers ${identifiers.toFixed(0)} ms, partition ${divided.toFixed(0)} ms`,
    );
    return (done - began) / count;
  });
  const growth = (costs[1] ?? 0) / (costs[0] ?? 1);
  console.log(`cost of a listing at four times the size: ${growth.toFixed(2)} (limit ${mostGrowth})`);
  return growth > mostGrowth ? 1 : 0;
}
