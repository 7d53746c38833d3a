import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Listing } from "../../catalog/server.ts";
import type { ReadTool } from "../../catalog/tool.ts";
import { classify, ruleset } from "../../classifier/classify.ts";
import { reconcile } from "../../crawler/reconcile.ts";
import { saveListingsOf } from "../../crawler/save.ts";
import type { Db } from "../../db/client.ts";
import { cardedServer } from "../../db/queries/cards.ts";
import { countServers, getServer, listServers } from "../../db/queries/servers.ts";
import { listTools, shownTool } from "../../db/queries/shown-tools.ts";
import { archivesRead, saveArchivesRead, saveTools, type ToolsRead } from "../../db/queries/tools.ts";
import { saveVerdicts, unjudged } from "../../db/queries/verdicts.ts";
import { engines, useCatalog } from "../support/catalog.ts";

const listing = (ref: string, more: Partial<Listing> = {}): Listing => ({
  source: "registry",
  ref,
  status: "active",
  name: ref,
  registryName: ref,
  packages: [],
  remotes: [],
  ...more,
});
const npmListing = (name: string, more: Partial<Listing> = {}): Listing => ({
  source: "npm",
  ref: name,
  status: "active",
  name,
  packages: [{ type: "npm", identifier: name, version: "1.0.0" }],
  remotes: [],
  ...more,
});
const tool = (name: string, description = ""): ReadTool => ({
  name,
  description,
  source: { reader: "javascript", file: "index.js", line: 3 },
});

describe.each(engines)("queries on %s", (engine) => {
  const catalog = useCatalog(engine);
  /** Saves a page's listings, as a crawl does, and makes servers of all, as its end does. */
  const save = async (source: string, listings: Listing[]) => {
    await catalog.db.transaction((tx) =>
      saveListingsOf(tx, source, [{ key: "page", bodyHash: "hash", listings: listings }]),
    );
    await reconcile(catalog.db);
  };
  const saveRead = async (reads: readonly ToolsRead[]) => {
    await catalog.db.transaction((tx) => saveTools(tx, "npm", reads));
    await reconcile(catalog.db);
  };
  const slugs = async () => (await listServers(catalog.db, ruleset, { limit: 100 })).map(({ server }) => server.slug);

  describe("servers", () => {
    it("are made of the listings that share an identifier, whichever comes first", async () => {
      const fromRegistry = listing("io.github.a/files", {
        packages: [{ type: "npm", identifier: "@a/files" }],
        title: "Files",
      });
      const fromNpm = npmListing("@a/files", { description: "File access", license: "MIT" });
      await save("npm", [fromNpm]);
      await save("registry", [fromRegistry, listing("io.github.b/other")]);
      expect(await slugs()).toEqual(["a-files", "b-other"]);
      const found = await getServer(catalog.db, ruleset, "npm:@a/files");
      expect(found?.server).toMatchObject({
        slug: "a-files",
        name: "io.github.a/files",
        title: "Files",
        description: "File access",
        origin: { name: { source: "registry" }, description: { source: "npm", ref: "@a/files" } },
      });
      expect(found?.server.identifiers).toEqual([
        { id: "npm:@a/files", source: "npm", ref: "@a/files" },
        { id: "npm:@a/files", source: "registry", ref: "io.github.a/files" },
        { id: "registry:io.github.a/files", source: "registry", ref: "io.github.a/files" },
      ]);
    });

    it("become one when a later listing shows that they are, with their tools", async () => {
      await save("npm", [npmListing("one"), npmListing("two")]);
      const read = { reader: "javascript", version: "1.0.0" };
      await saveRead([
        { ...read, ref: "one", tools: [tool("a"), tool("b")] },
        { ...read, ref: "two", tools: [tool("b"), tool("c")] },
      ]);
      const both = [
        { type: "npm" as const, identifier: "one" },
        { type: "npm" as const, identifier: "two" },
      ];
      await save("registry", [listing("com.example/both", { packages: both })]);
      expect(await countServers(catalog.db)).toBe(1);
      const tools = await listTools(catalog.db, ruleset, {}, 10);
      expect(tools.map(({ tool: one }) => one.definition.name)).toEqual(["a", "b", "c"]);
      expect((await getServer(catalog.db, ruleset, "one"))?.profile.tools).toBe(3);
      // An address that was once published keeps leading to the server, and no other server gets it.
      const [slug] = await slugs();
      for (const old of ["one", "two"]) expect((await getServer(catalog.db, ruleset, old))?.server.slug).toBe(slug);
      await save("npm", [npmListing("@two")]);
      expect((await slugs()).find((other) => other !== slug)).toMatch(/^two-[0-9a-f]{6}$/);
    });

    it("are not joined by a name that a package merely claims", async () => {
      await save("registry", [listing("io.github.acme/bank", { packages: [{ type: "npm", identifier: "bank" }] })]);
      await save("npm", [npmListing("bank", { registryName: "io.github.acme/bank" })]);
      await save("npm", [npmListing("evil", { registryName: "io.github.acme/bank" })]);
      expect(await slugs()).toEqual(["acme-bank", "evil"]);
      expect((await getServer(catalog.db, ruleset, "registry:io.github.acme/bank"))?.server.slug).toBe("acme-bank");
    });

    it("of a partial listing keep what a fuller page said", async () => {
      await save("npm", [npmListing("one", { description: "Full", license: "MIT" })]);
      await save("npm", [
        npmListing("one", { description: "Newer", packages: [], homepage: "https://one.example", partial: true }),
      ]);
      const found = await getServer(catalog.db, ruleset, "one");
      // What the server's own page says counts before what a list says about it.
      expect(found?.server).toMatchObject({ description: "Full", license: "MIT", packages: [{ identifier: "one" }] });
      expect(found?.server.homepage).toBe("https://one.example");
    });

    it("with clashing slugs get a stable suffix, and deleted ones are not listed", async () => {
      await save("registry", [listing("a.b/c"), listing("a-b/c"), listing("gone/gone", { status: "deleted" })]);
      const [plain, suffixed] = await slugs();
      expect(plain).toBe("a-b-c");
      expect(suffixed).toMatch(/^a-b-c-[0-9a-f]{6}$/);
      expect((await getServer(catalog.db, ruleset, "gone-gone"))?.server.status).toBe("deleted");
      expect(await countServers(catalog.db)).toBe(2);
    });

    it("are listed page by page, and found by what no SQL can be put into", async () => {
      await save(
        "registry",
        ["p/a", "p/b", "p/c_d", "p/e"].map((ref) => listing(ref, { description: `does ${ref}` })),
      );
      const first = await listServers(catalog.db, ruleset, { limit: 2 });
      expect(first.map(({ server }) => server.slug)).toEqual(["p-a", "p-b"]);
      expect(
        (await listServers(catalog.db, ruleset, { limit: 2, after: "p-b" })).map(({ server }) => server.slug),
      ).toEqual(["p-c-d", "p-e"]);
      expect(await getServer(catalog.db, ruleset, "' or 1=1 --")).toBeNull();
    });
  });

  describe("tools", () => {
    const read = { ref: "one", reader: "javascript", version: "1.0.0" };

    it("keep every definition that was ever seen, and show the current ones with their verdicts", async () => {
      await save("npm", [npmListing("one")]);
      await saveRead([{ ...read, tools: [tool("read_file", "Reads a file"), tool("old", "Old")] }]);
      await saveRead([{ ...read, version: "2.0.0", tools: [tool("read_file", "Deletes a file")] }]);
      const waiting = await unjudged(catalog.db, ruleset, "", 10);
      expect(waiting).toHaveLength(3);
      await saveVerdicts(
        catalog.db,
        waiting.map(({ hash, definition }) => ({ hash, verdict: classify(definition) })),
      );
      expect(await unjudged(catalog.db, ruleset, "", 10)).toEqual([]);

      const [current, ...others] = await listTools(catalog.db, ruleset, {}, 10);
      expect(others).toEqual([]);
      expect(current?.tool).toMatchObject({
        server: "one",
        definition: { name: "read_file", description: "Deletes a file" },
        origin: { reader: "javascript", subject: "npm:one", version: "2.0.0", file: "index.js", line: 3 },
      });
      expect(current?.verdict).toEqual(classify({ ...tool("read_file", "Deletes a file") }));
      expect((await listTools(catalog.db, "another ruleset", {}, 10))[0]?.verdict).toBeNull();
      const summary = await getServer(catalog.db, ruleset, "one");
      const category = current?.verdict?.category ?? "Read";
      expect(summary?.profile).toMatchObject({ tools: 1, categories: { [category]: 1 } });

      await saveRead([{ ...read, tools: [] }]);
      expect(await listTools(catalog.db, ruleset, {}, 10)).toEqual([]);
      const { rows } = await catalog.db.execute<{ n: number }>(sql`select count(*)::int as n from tools`);
      expect(rows[0]?.n).toBe(3);
    });

    it("that are looked up at the same time are each found with their own readings, and what is missing is not", async () => {
      await save("npm", [npmListing("one"), npmListing("two")]);
      const names = Array.from({ length: 40 }, (_, n) => `tool_${n}`);
      await saveRead([
        { ...read, tools: names.map((name) => tool(name, `Of one: ${name}`)) },
        { ...read, ref: "two", tools: names.slice(20).map((name) => tool(name, `Of two: ${name}`)) },
      ]);
      await saveRead([{ ...read, ref: "two", version: "2.0.0", tools: [tool("tool_39", "Anew")] }]);
      const asked = ["two", "one", "none"].flatMap((slug) => names.map((name) => [slug, name] as const));
      const found = await Promise.all(asked.map(([slug, name]) => shownTool(catalog.db, ruleset, slug, name)));
      const told = found.map((one) => one && [one.tool.server, one.tool.definition.description]);
      expect(told).toEqual(
        asked.map(([slug, name]) => {
          if (slug === "one") return ["one", `Of one: ${name}`];
          return slug === "two" && name === "tool_39" ? ["two", "Anew"] : null;
        }),
      );
      expect(found[39]?.readings.map(({ version, shown }) => [version, shown])).toEqual([
        ["2.0.0", true],
        ["1.0.0", false],
      ]);
      const servers = await Promise.all(["two", "none", "one"].map((slug) => cardedServer(catalog.db, slug)));
      expect(servers.map((one) => one?.slug)).toEqual(["two", undefined, "one"]);
    });

    it("keep the order in which the author wrote the parameters", async () => {
      await save("npm", [npmListing("one")]);
      const inputSchema = { type: "object", properties: { zeta: {}, path: {}, a: {} }, required: ["path"] };
      await saveRead([{ ...read, tools: [{ ...tool("read_file"), inputSchema }] }]);
      const [shown] = await listTools(catalog.db, ruleset, {}, 1);
      expect(JSON.stringify(shown?.tool.definition.inputSchema)).toBe(JSON.stringify(inputSchema));
    });

    it("are filtered, and listed page by page", async () => {
      await save("npm", [npmListing("one"), npmListing("two")]);
      const names = ["list_things", "delete_thing", "run_code"];
      await saveRead([
        { ...read, tools: names.map((name) => tool(name)) },
        { ...read, ref: "two", tools: [tool("delete_thing")] },
      ]);
      for (const { hash, definition } of await unjudged(catalog.db, ruleset, "", 10))
        await saveVerdicts(catalog.db, [{ hash, verdict: classify(definition) }]);
      const found = async (...args: Parameters<typeof listTools> extends [Db, string, ...infer Rest] ? Rest : never) =>
        (await listTools(catalog.db, ruleset, ...args)).map(({ tool: one }) => `${one.server}/${one.definition.name}`);
      expect(await found({ category: "Destructive" }, 10)).toEqual(["one/delete_thing", "two/delete_thing"]);
      expect(await found({ risk: "low" }, 10)).toEqual(["one/list_things"]);
      expect(await found({ server: "two" }, 10)).toEqual(["two/delete_thing"]);
      expect(await found({}, 2)).toEqual(["one/delete_thing", "one/list_things"]);
      expect(await found({}, 2, { server: "one", name: "list_things" })).toEqual(["one/run_code", "two/delete_thing"]);
    });

    it("of an archive are not read again from the same bytes by the same reader, unless another version came between", async () => {
      const one = { package: "npm:one", version: "1.0.0", integrity: "sha512-x" };
      const read = (archive: typeof one, reader = "javascript-1") => archivesRead(catalog.db, [reader], [archive]);
      expect(await read(one)).toEqual(new Set());
      await saveArchivesRead(catalog.db, [{ ...one, readerVersion: "javascript-1", warnings: [] }]);
      expect(await read(one)).toEqual(new Set(["npm:one"]));
      expect(await read(one, "javascript-2")).toEqual(new Set());
      expect(await read({ ...one, integrity: "sha512-y" })).toEqual(new Set());
      await saveArchivesRead(catalog.db, [{ ...one, version: "2.0.0", readerVersion: "javascript-1", warnings: [] }]);
      expect(await read(one)).toEqual(new Set());
    });
  });
});
