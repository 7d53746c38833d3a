import { spawn } from "node:child_process";
import { z } from "zod";
import { sharedFile } from "./shared.ts";

/** Where the replica of the public registries is started from; null in a checkout without it. */
export const worldScript = sharedFile("world/serve.mjs");

/** The sources of the replica that these tests crawl, and where it has them. */
const places = {
  registry: "registry",
  smithery: "smithery",
  docker: "github",
  metorial: "github",
  toolhive: "github/raw",
  awesome: "github/raw",
};
export const worldSources = Object.keys(places);

const Tool = z.object({ name: z.string(), description: z.string().nullish() });
const Truth = z.object({
  group: z.string(),
  status: z.string(),
  identifiers: z.array(z.string()),
  sources: z.array(z.string()),
  toolSource: z.string().nullable(),
  tools: z.array(Tool),
});
/** What the replica says of one of its servers. */
export type Truth = z.infer<typeof Truth>;

const Change = z.object({
  kind: z.string(),
  group: z.string(),
  edit: z.string().optional(),
  tool: z.string().optional(),
  toolSource: z.string().optional(),
});
const Stats = z.object({
  canary: z.object({ hits: z.number() }),
  sources: z.record(
    z.string(),
    z.object({ tooMany: z.object({ violated: z.number() }), robots: z.object({ violations: z.number() }) }),
  ),
});

/** A replica of the public registries that fails now and then, as they do; or not, with `faults` "none". */
export async function startWorld(faults: "mild" | "none" = "mild") {
  const replica = spawn("node", [worldScript ?? "", "--half", "a", "--port", "0", "--faults", faults], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const first = await new Promise<string>((done) =>
    replica.stdout.once("data", (line: Buffer) => {
      done(line.toString());
    }),
  );
  const base = `http://127.0.0.1:${z.object({ port: z.number() }).parse(JSON.parse(first)).port}`;
  const get = async (path: string, method = "GET") => (await fetch(`${base}/_world/${path}`, { method })).text();
  return {
    base,
    /** The options that make a crawl ask the replica. */
    bases: Object.entries(places).flatMap(([id, path]) => ["--base-url", `${id}=${base}/${path}`]),
    truth: async (): Promise<Truth[]> =>
      (await get(`truth?sources=${worldSources.join(",")}`))
        .trim()
        .split("\n")
        .map((line) => Truth.parse(JSON.parse(line))),
    /** A day goes by: what changed in it. */
    evolve: async () => {
      await get("evolve?seed=3", "POST");
      return z.array(Change).parse(JSON.parse(await get("changes")));
    },
    stats: async () => Stats.parse(JSON.parse(await get("stats"))),
    stop: () => replica.kill(),
  };
}
export type World = Awaited<ReturnType<typeof startWorld>>;

/** How much of what is together in one of two divisions of the same things is together in the other, counted in pairs. */
export function pairwise(items: readonly { group: string; server: number }[]): { precision: number; recall: number } {
  const pairs = (keyOf: (item: (typeof items)[number]) => string) => {
    const sizes = new Map<string, number>();
    for (const item of items) sizes.set(keyOf(item), (sizes.get(keyOf(item)) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  };
  const both = pairs(({ group, server }) => `${group} ${server}`);
  return { precision: both / pairs(({ server }) => String(server)), recall: both / pairs(({ group }) => group) };
}
