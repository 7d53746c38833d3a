import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseShown, toolChanges, type StoredTool } from "../../crawler/shown.ts";

let ids = 0;
/** A tool `name` of listing 1 of Smithery, as that listing carries it. */
const tool = (name: string, more: Partial<StoredTool> = {}): StoredTool => ({
  id: ++ids,
  listingId: 1,
  source: "smithery",
  ref: "one",
  reader: "listing:smithery",
  name,
  definitionHash: `${name} 1`,
  current: true,
  gone: false,
  shown: false,
  incomplete: false,
  ...more,
});
const inPackage = { listingId: 2, source: "npm", ref: "one", reader: "javascript" };
const live = { listingId: 3, source: "url", ref: "https://one.example", reader: "live" };
const names = (tools: StoredTool[]) => tools.map(({ name, reader }) => `${name} ${reader}`).sort();

describe("the tools that are shown", () => {
  it("are the whole list of the reader that is trusted most: the running server, its package, a catalogue", () => {
    const carried = [tool("a"), tool("b")];
    const packed = [tool("b", inPackage), tool("c", inPackage)];
    const answered = [tool("c", live)];
    expect(names(chooseShown([...carried, ...packed, ...answered]))).toEqual(["c live"]);
    expect(names(chooseShown([...carried, ...packed]))).toEqual(["b javascript", "c javascript"]);
    expect(names(chooseShown(carried))).toEqual(["a listing:smithery", "b listing:smithery"]);
  });

  it("are those of the catalogue that asks running servers before one that copies", () => {
    const copied = { listingId: 4, source: "toolhive", ref: "x", reader: "listing:toolhive" };
    expect(names(chooseShown([tool("a", copied), tool("b")]))).toEqual(["b listing:smithery"]);
  });

  it("are supplemented with names that only others know where a reader may have missed some", () => {
    const incomplete = { ...inPackage, incomplete: true };
    const tools = [
      tool("a", incomplete),
      tool("a"),
      tool("b"),
      tool("c", { reader: "listing:glama", source: "glama" }),
    ];
    expect(names(chooseShown(tools))).toEqual(["a javascript", "b listing:smithery"]);
    expect(names(chooseShown(tools.map((one) => ({ ...one, incomplete: one.source !== "glama" }))))).toEqual([
      "a javascript",
      "b listing:smithery",
      "c listing:glama",
    ]);
  });

  it("are none that a reader does not find any more, or that went with their listing", () => {
    const lost = tool("a", { ...live, current: false });
    expect(names(chooseShown([lost, tool("b", { ...inPackage, gone: true }), tool("c")]))).toEqual([
      "c listing:smithery",
    ]);
  });

  const some = fc.record({
    reading: fc.constantFrom<Partial<StoredTool>[]>({}, { listingId: 5, ref: "two" }, inPackage, live, {
      listingId: 6,
      source: "pypi",
      ref: "p",
      reader: "python",
    }),
    name: fc.constantFrom("a", "b", "c"),
    definitionHash: fc.constantFrom("1", "2"),
    current: fc.boolean(),
    gone: fc.boolean(),
    incomplete: fc.boolean(),
  });
  const stored = fc.array(some, { maxLength: 10 }).map((all) => {
    const tools = all.map(({ reading, name, ...more }) => tool(name, { ...more, ...reading }));
    return [
      ...new Map(tools.map((one) => [JSON.stringify([one.listingId, one.name, one.definitionHash]), one])).values(),
    ];
  });

  it("do not depend on the order, have one of each name, and are there", () => {
    fc.assert(
      fc.property(stored, fc.array(fc.nat(), { minLength: 10 }), (tools, numbers) => {
        const shown = chooseShown(tools);
        const shuffled = tools
          .map((one, index) => ({ one, at: numbers[index] ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const idsOf = (of: StoredTool[]) => of.map(({ id }) => id).sort();
        expect(idsOf(chooseShown(shuffled))).toEqual(idsOf(shown));
        expect(new Set(shown.map(({ name }) => name)).size).toBe(shown.length);
        expect(shown.every(({ current, gone }) => current && !gone)).toBe(true);
      }),
    );
  });

  it("that were shown before, and still are, are no change", () => {
    fc.assert(
      fc.property(stored, (tools) => {
        const ids = new Set(chooseShown(tools).map(({ id }) => id));
        const after = tools.map((one) => ({ ...one, shown: ids.has(one.id) }));
        expect(toolChanges(after, chooseShown(after))).toEqual([]);
      }),
    );
  });
});

describe("the changes of tools", () => {
  const was = { shown: true, current: false };
  const changes = (stored: StoredTool[]) => toolChanges(stored, chooseShown(stored));

  it("are what one reader finds otherwise than before, in one place", () => {
    expect(
      changes([
        tool("same", { shown: true }),
        tool("other", was),
        tool("other", { definitionHash: "other 2" }),
        tool("new"),
        tool("lost", was),
      ]),
    ).toEqual([
      { kind: "tool-removed", tool: "lost", before: "lost 1" },
      { kind: "tool-added", tool: "new", after: "new 1" },
      { kind: "tool-changed", tool: "other", before: "other 1", after: "other 2" },
    ]);
  });

  it("are the removal of all when the reader now finds none", () => {
    expect(changes([tool("a", was)])).toEqual([{ kind: "tool-removed", tool: "a", before: "a 1" }]);
  });

  it("are none when another reader now tells of the server's tools", () => {
    const before = [tool("a", { shown: true }), tool("b", { shown: true })];
    expect(changes([...before, tool("a", { ...live, definitionHash: "a 2" }), tool("c", live)])).toEqual([]);
    // And none when it falls silent.
    expect(changes([tool("a", { ...live, ...was, gone: true }), tool("b")])).toEqual([]);
  });

  it("are no removals where the listing went", () => {
    expect(changes([tool("a", { shown: true, gone: true }), tool("b", { shown: true, gone: true })])).toEqual([]);
    const other = { listingId: 7, ref: "two", shown: true };
    expect(changes([tool("a", { shown: true, gone: true }), tool("b", other)])).toEqual([]);
  });
});
