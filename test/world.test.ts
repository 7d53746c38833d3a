import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openCatalog, type Catalog } from "../db/client.ts";
import { listChanges } from "../db/queries/changes.ts";
import { createDatabase } from "./support/catalog.ts";
import { runCli, startCli } from "./support/run-cli.ts";
import { pairwise, startWorld, worldScript, worldSources, type Truth, type World } from "./support/world.ts";

/** Where a client sees no difference. */
const plain = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();

// The replica of the public registries (../shared/world). Skipped, visibly, in a checkout without it.
describe.skipIf(worldScript === null)("a crawl of the replica (skipped: ../shared/world is missing)", () => {
  let world: World;
  let database: { url: string; drop: () => Promise<void> };
  let catalog: Catalog;
  let truth: Truth[];
  beforeAll(async () => {
    database = await createDatabase();
    catalog = await openCatalog(database.url);
    world = await startWorld();
    truth = await world.truth();
  });
  afterAll(async () => {
    world.stop();
    await catalog.close();
    await database.drop();
  });
  const args = () => ["crawl", ...worldSources, "--json", "--db", database.url, ...world.bases, "--keep-bodies", "0"];
  const crawl = async () => {
    const { code, stdout, stderr } = await runCli(args());
    expect(code, stderr).toBe(0);
    return z.object({ pages: z.number(), unchanged: z.number() }).parse(JSON.parse(stdout));
  };

  type Row = { source: string; ref: string; server: number; slug: string };
  /** Our listings with their servers; those of lists by the repository that they name. */
  const listings = async () =>
    (
      await catalog.db.execute<Row>(sql`
        select l.source, coalesce(i.identifier, l.source || ':' || l.ref) as ref, s.id as server, s.slug
        from listings l join servers s on s.id = l.server_id
        left join identifiers i on i.listing_id = l.id and l.source = 'awesome' and i.identifier like 'repo:%'`)
    ).rows;
  /** The replica's server for each key of a listing; null where several have it. */
  const groups = () => {
    const found = new Map<string, string | null>();
    for (const { group, identifiers } of truth)
      for (const identifier of identifiers) found.set(identifier, found.has(identifier) ? null : group);
    return found;
  };
  const placed = async () => {
    const groupOf = groups();
    return (await listings()).flatMap((row) => {
      const group = groupOf.get(row.ref) ?? null;
      return group === null ? [] : [{ ...row, group }];
    });
  };

  it("killed in the middle and run again, has every server, as one, with its tools", async () => {
    const killed = startCli(args());
    await new Promise((done) => setTimeout(done, 6_000));
    killed.kill("SIGKILL");
    await crawl();

    const names = truth.flatMap(({ status, identifiers }) =>
      status === "deleted" ? [] : identifiers.filter((id) => /^(?:registry|smithery|docker|toolhive):/.test(id)),
    );
    const ours = new Set((await listings()).map(({ ref }) => ref));
    const crawled = new Set(truth.flatMap(({ sources }) => sources));
    expect(crawled).toEqual(new Set(worldSources));
    expect(names.filter((name) => !ours.has(name))).toEqual([]);

    const { precision, recall } = pairwise(await placed());
    expect(precision).toBeGreaterThanOrEqual(0.99);
    expect(recall).toBeGreaterThanOrEqual(0.99);
    const { found, missed, strange } = await compareTools();
    expect(found / (found + missed + strange)).toBeGreaterThanOrEqual(0.995);
  }, 400_000);

  /** The tools that are shown, against the truth, for servers whose tools a crawled source carries. */
  async function compareTools() {
    const { rows } = await catalog.db.execute<{ server: number; tools: { name: string; description?: string }[] }>(sql`
      select l.server_id as server, json_agg(d.definition) as tools from tools t join listings l on l.id = t.listing_id
      join definitions d on d.hash = t.definition_hash where t.shown group by 1`);
    const shown = new Map(rows.map(({ server, tools }) => [server, tools]));
    const serverOf = new Map((await placed()).map(({ ref, server }) => [ref, server]));
    const counts = { found: 0, missed: 0, strange: 0 };
    for (const { toolSource, tools, identifiers } of truth) {
      const carrier = identifiers.find((id) => id.startsWith(`${toolSource ?? ""}:`));
      if (carrier === undefined) continue;
      const key = ({ name, description }: { name: string; description?: string | null | undefined }) =>
        `${name} ${plain(description)}`;
      const right = new Set(tools.map(key));
      const ours = (shown.get(serverOf.get(carrier) ?? -1) ?? []).map(key);
      const same = ours.filter((one) => right.has(one)).length;
      counts.found += same;
      counts.missed += right.size - same;
      counts.strange += ours.length - same;
    }
    return counts;
  }

  it("crawled a day later, tells which tools changed, and asks little", async () => {
    const told = (await listChanges(catalog.db, "", {}, 1_000_000)).at(-1)?.id ?? 0;
    const slugOf = new Map<string, string>();
    for (const { group, slug, source } of await placed()) if (source !== "awesome") slugOf.set(group, slug);
    const happened = await world.evolve();
    const { pages, unchanged } = await crawl();
    expect(pages).toBeLessThan(unchanged);

    const changes = await listChanges(catalog.db, "", { after: told }, 1_000_000);
    const ours = new Set(changes.map(({ server, kind, tool = "" }) => `${server} ${kind} ${tool}`));
    const expected = happened
      .filter(({ toolSource = "", tool }) => tool !== undefined && worldSources.includes(toolSource))
      .map(({ group, edit = "", tool = "" }) => {
        const what =
          edit === "tool-added"
            ? `${edit} ${tool}_batch`
            : edit === "tool-removed"
              ? `${edit} ${tool}`
              : `tool-changed ${tool}`;
        return `${slugOf.get(group) ?? group} ${what}`;
      });
    expect(expected.length).toBeGreaterThan(5);
    expect(expected.filter((one) => !ours.has(one))).toEqual([]);
    const touched = new Set(happened.map(({ group }) => slugOf.get(group)));
    const unexplained = changes.filter(({ tool, server }) => tool !== undefined && !touched.has(server));
    expect(unexplained.map(({ server, kind, tool }) => `${server} ${kind} ${tool ?? ""}`)).toEqual([]);

    const { canary, sources } = await world.stats();
    expect(canary.hits).toBe(0);
    for (const [id, { tooMany, robots }] of Object.entries(sources))
      expect([id, tooMany.violated, robots.violations]).toEqual([id, 0, 0]);
  }, 400_000);
});
