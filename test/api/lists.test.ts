import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { engines } from "../support/catalog.ts";
import { listed, openFilled } from "./filled.ts";

const Item = z.looseObject({ slug: z.string(), tools: z.number(), grade: z.string().nullable() });
const Servers = z.object({
  servers: z.array(Item),
  next: z.string().nullable(),
  corrected: z.array(z.object({ word: z.string(), to: z.array(z.string()) })),
  ignored: z.array(z.string()),
});
const Tools = z.looseObject({
  tools: z.array(z.looseObject({ server: z.string(), name: z.string(), risk: z.string().nullable() })),
  next: z.string().nullable(),
});
const toon = "ziad-hsn-code-mode-toon";

describe.each(engines)("lists and search on %s", (engine) => {
  let filled: Awaited<ReturnType<typeof openFilled>>;
  beforeAll(async () => {
    filled = await openFilled(engine);
  });
  afterAll(() => filled.close());

  const ask = async (path: string) => {
    const response = await filled.app.request(`/api/v1${path}`);
    expect(response.status, path).toBe(200);
    return response.json();
  };
  const servers = async (query: string) => Servers.parse(await ask(`/servers?${query}`));
  const slugs = async (query: string) => (await servers(query)).servers.map(({ slug }) => slug);
  const tools = async (query: string) =>
    Tools.parse(await ask(`/tools?${query}`)).tools.map(({ server, name }) => `${server}/${name}`);

  it("finds by name, by description, by a tool's name, by a beginning, and by what was meant", async () => {
    expect(await slugs("q=toon")).toEqual([toon]);
    expect(await slugs("q=Code Mode")).toEqual([toon]);
    expect(await slugs("q=runs workflows")).toEqual([toon]);
    expect(await slugs("q=delete file")).toEqual([toon]);
    expect(await slugs("q=workf")).toEqual([toon]);
    expect(await slugs("q=list_workflows")).toEqual([toon]);
    expect(await servers("q=worflows")).toMatchObject({
      servers: [{ slug: toon }],
      corrected: [{ word: "worflows", to: ["workflow"] }],
      ignored: [],
    });
    expect(await servers("q=zzqqxx")).toMatchObject({ servers: [], ignored: ["zzqqxx"] });
    expect(await slugs(`q=${encodeURIComponent("npm:@ziad/code-mode-toon")}`)).toEqual([toon]);
    expect((await tools("q=execute"))[0]).toBe(`${toon}/execute_workflow`);
    expect(await tools("q=permanently")).toEqual([`${toon}/delete_file`]);
  });

  it("puts a whole name before names that only begin so, and these before other places", async () => {
    const [first, ...rest] = await slugs("q=plain 07");
    expect([first, rest]).toEqual(["plain-07", []]);
    expect((await tools("q=get_plain"))[0]).toBe("plain-00/get_plain");
  });

  it("filters, and filters what is found", async () => {
    expect(await slugs("category=Execute")).toEqual([toon]);
    expect(await slugs("category=Execute&risk=critical&source=npm&language=javascript")).toEqual([toon]);
    expect(await slugs("category=Execute&language=python")).toEqual([]);
    expect(await slugs("q=workflow&category=Financial")).toEqual([]);
    expect(await slugs("auth=unknown")).toEqual([toon]);
    expect(await tools("risk=critical&q=file")).toEqual([`${toon}/delete_file`]);
    const found = await slugs("findings=any");
    expect([found.includes("nasty"), found.includes("plain-00")]).toEqual([true, false]);
    expect(new Set(await slugs("grade=A"))).not.toContain(toon);
  });

  it.each(["popular", "name", "risk", "tools", "changed"])(
    "pages through all servers by %s, each once",
    async (sort) => {
      const seen: z.infer<typeof Item>[] = [];
      for (let after = ""; ;) {
        const page = await servers(`sort=${sort}&limit=25${after}`);
        seen.push(...page.servers);
        if (page.next === null) break;
        after = `&after=${encodeURIComponent(page.next)}`;
      }
      expect(seen).toHaveLength(listed);
      expect(new Set(seen.map(({ slug }) => slug)).size).toBe(listed);
      if (sort === "name") expect(seen.map(({ slug }) => slug)).toEqual(seen.map(({ slug }) => slug).sort());
      if (sort === "tools")
        expect(seen.map(({ tools: n }) => n)).toEqual(seen.map(({ tools: n }) => n).sort((a, b) => b - a));
      if (sort === "risk") expect(seen.slice(0, 2).map(({ slug }) => slug)).toContain(toon);
    },
  );

  it("pages through what a search found, each once", async () => {
    const seen: string[] = [];
    for (let after = ""; ;) {
      const page = await servers(`q=plain&limit=9${after}`);
      seen.push(...page.servers.map(({ slug }) => slug));
      if (page.next === null) break;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(70);
  });

  it("refuses cursors that are none, or another order's", async () => {
    const { next } = await servers("sort=name&limit=2");
    const bad = ["x", "%5B%5D", next ?? "", Buffer.from('["server risk",1,"a",2]').toString("base64url")];
    for (const after of [...bad, Buffer.from('["server popular",1e300,2]').toString("base64url")]) {
      const response = await filled.app.request(`/api/v1/servers?sort=popular&after=${after}`);
      expect([after, response.status]).toEqual([after, 400]);
    }
  });

  it("counts what each filter would find, without counting when it is asked", async () => {
    expect(await ask("/statistics")).toMatchObject({
      version: expect.any(Number) as number,
      servers: { all: listed, filters: { category: { Execute: 1 }, source: { npm: listed }, auth: { unknown: 1 } } },
      tools: { filters: { category: { Execute: 1 } } },
    });
  });

  it("finds both for a search box", async () => {
    expect(await ask("/search?q=workfl")).toMatchObject({
      servers: [{ slug: toon }],
      tools: [{ server: toon }, { server: toon }],
    });
    expect(await ask("/search?q=%20")).toMatchObject({ servers: [], tools: [] });
  });

  it("shows a tool with its attack patterns, who saw it, and what changed", async () => {
    expect(await ask(`/servers/${toon}/tools/delete_file`)).toMatchObject({
      attackPatterns: [{ id: "AP-20", rules: expect.arrayContaining(["flows.no-rehearsal"]) as string[] }],
      readings: [{ reader: "javascript", subject: "npm:ref-0", current: true, shown: true }],
      changes: [],
    });
  });

  it("tells changes behind a cursor", async () => {
    const page = z.object({ changes: z.array(z.looseObject({ id: z.number(), kind: z.string() })), next: z.number() });
    const all = page.parse(await ask("/changes?limit=500"));
    expect(all.changes.every(({ kind }) => kind === "server-added")).toBe(true);
    expect(page.parse(await ask(`/changes?after=${all.next}`))).toEqual({ changes: [], next: all.next });
    expect(page.parse(await ask(`/changes?server=${toon}`)).changes).toHaveLength(1);
    expect(page.parse(await ask("/changes?tools=true")).changes).toEqual([]);
    expect(page.parse(await ask("/changes?since=2100-01-01T00:00:00Z")).changes).toEqual([]);
  });

  it("serves the rules, the attack patterns, the sources and the formats", async () => {
    expect(await ask("/rules")).toMatchObject({
      rules: expect.arrayContaining([expect.objectContaining({ id: "execute.start" })]) as object[],
    });
    expect(await ask("/rules/execute.start")).toMatchObject({ category: "Execute" });
    expect(await ask("/attack-patterns/AP-20")).toMatchObject({
      servers: expect.any(Number) as number,
      found: "/api/v1/tools?pattern=AP-20",
    });
    expect(await ask("/sources")).toMatchObject({
      sources: expect.arrayContaining([expect.objectContaining({ id: "registry", finishedAt: null })]) as object[],
    });
    expect(await ask("/policy-formats")).toMatchObject({
      presets: [{ name: "strict" }, { name: "balanced" }, { name: "permissive" }],
    });
  });
});
