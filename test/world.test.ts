import { spawn, type ChildProcess } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createDatabase } from "./support/catalog.ts";
import { runCli, startCli } from "./support/run-cli.ts";
import { sharedFile } from "./support/shared.ts";

// The replica of the public registries (../shared/world). Skipped, visibly, in a checkout without it.
const world = sharedFile("world/serve.mjs");

const Page = z.object({
  servers: z.array(z.object({ server: z.object({ name: z.string() }) })),
  metadata: z.object({ nextCursor: z.string().optional() }),
});
const Servers = z.object({
  servers: z.array(z.object({ identifiers: z.array(z.object({ source: z.string(), ref: z.string() })) })),
});
const Stats = z.object({
  canary: z.object({ hits: z.number() }),
  sources: z.object({ registry: z.object({ tooMany: z.object({ violated: z.number() }) }) }),
});

describe.skipIf(world === null)("a crawl of the replica's registry (skipped: ../shared/world is missing)", () => {
  let replica: ChildProcess;
  let base: string;
  let database: { url: string; drop: () => Promise<void> };
  beforeAll(async () => {
    database = await createDatabase();
    replica = spawn("node", [world ?? "", "--half", "a", "--port", "0", "--faults", "mild"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const first = await new Promise<string>((done) =>
      replica.stdout?.once("data", (line: Buffer) => {
        done(line.toString());
      }),
    );
    base = `http://127.0.0.1:${z.object({ port: z.number() }).parse(JSON.parse(first)).port}`;
  });
  afterAll(async () => {
    replica.kill();
    await database.drop();
  });
  const crawl = ["crawl", "registry", "--json"];
  const args = () => [...crawl, "--db", database.url, "--base-url", `registry=${base}/registry`];

  it("killed in the middle and run again, has every latest name that is not deleted; then asks only for changes", async () => {
    const killed = startCli(args());
    await new Promise((done) => setTimeout(done, 6_000));
    killed.kill("SIGKILL");
    const half = await names();
    expect(half.size).toBeGreaterThan(0);

    const resumed = await runCli(args());
    expect(resumed.code, resumed.stderr).toBe(0);
    expect([...(await names())].sort()).toEqual((await truth()).sort());

    const again = z
      .object({ pages: z.number(), refusals: z.array(z.unknown()) })
      .parse(JSON.parse((await runCli(args())).stdout));
    expect(again.pages).toBeLessThan(5);
    expect(again.refusals).toEqual([]);
    const stats = Stats.parse(await (await fetch(`${base}/_world/stats`)).json());
    expect(stats.canary.hits).toBe(0);
    expect(stats.sources.registry.tooMany.violated).toBe(0);
  }, 240_000);

  async function names(): Promise<Set<string>> {
    const { stdout } = await runCli(["servers", "--all", "--json", "--db", database.url]);
    const { servers } = Servers.parse(JSON.parse(stdout));
    return new Set(
      servers.flatMap(({ identifiers }) =>
        identifiers.filter(({ source }) => source === "registry").map(({ ref }) => ref),
      ),
    );
  }

  async function truth(): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const answer = await fetch(
        `${base}/registry/v0.1/servers?version=latest&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
      );
      if (!answer.ok) continue; // a fault; it passes
      const page = Page.parse(await answer.json());
      found.push(...page.servers.map(({ server }) => server.name));
      cursor = page.metadata.nextCursor;
    }
    return found;
  }
});
