import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { likeness, lookAlikes, type Named } from "../../classifier/look-alike.ts";

const server = (id: number, name: string, weight = 0, owners: string[] = []): Named => ({
  id,
  names: [name],
  owners,
  weight,
});

describe("look-alike names", () => {
  it.each([
    ["mcp-server-postgress", "mcp-server-postgres", "one letter"],
    ["mcp-server-postgers", "mcp-server-postgres", "one letter"],
    ["playwrite-mcp", "playwrita-mcp", "one letter"],
    ["playwright-mcp", "@playwright/mcp", "signs"],
    ["mcp_twitter", "mcp-twitter", "signs"],
    ["p1aywright-mcp", "playwright-mcp", "letters"],
    ["modelcontextprotocoI/servers", "modelcontextprotocol/servers", "one letter"],
    ["modelcontextprotoco1/servers", "modelcontextprotocol/servers", "letters"],
    ["firecrawl-rncp", "firecrawl-mcp", "letters"],
    ["fіrecrawl-mcp", "firecrawl-mcp", "letters"],
    ["notes-v1-mcp", "notes-v2-mcp", null],
    ["github-mcp", "mcp-github", null],
    ["weather-mcp", "weather-mcp-server", null],
    ["weather-mcp", "weather-mcp", null],
  ])("%s and %s: %s", (name, other, how) => {
    expect(likeness(name, other)).toBe(how);
    expect(likeness(other, name)).toBe(how);
  });

  it("finds what is taken for a better known name, once for each server", () => {
    const known = [server(1, "@playwright/mcp", 40, ["playwright"]), server(2, "mcp-server-postgres", 30)];
    const others = [
      server(3, "playwright-mcp", 10),
      server(4, "mcp-server-postgress", 2),
      server(5, "unrelated-things", 2),
    ];
    expect(lookAlikes(known, [...known, ...others])).toEqual([
      { id: 3, name: "playwright-mcp", of: 1, ofName: "@playwright/mcp", how: "signs" },
      { id: 4, name: "mcp-server-postgress", of: 2, ofName: "mcp-server-postgres", how: "one letter" },
    ]);
  });

  it("says nothing of an owner's own names, of nearly as well known servers, and of short names", () => {
    const known = [server(1, "@playwright/mcp", 40, ["playwright"]), server(2, "mcp-server-time", 40)];
    const others = [
      server(3, "playwright-mcp", 10, ["playwright"]),
      server(4, "playwright-mcp", 39),
      server(5, "mcp-server-tima", 0),
    ];
    expect(lookAlikes(known, [...known, ...others])).toEqual([]);
  });

  it("finds every name with one letter more, whatever the names are", () => {
    const letter = fc.constantFrom("a", "b", "c", "d", "e", "g", "k", "p", "t", "x");
    const name = fc.string({ unit: letter, minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(name, letter, fc.nat(), (text, more, at) => {
        const place = at % text.length;
        const longer = text.slice(0, place) + more + text.slice(place);
        expect(lookAlikes([server(1, text, 40)], [server(2, longer)])).toMatchObject([{ id: 2, of: 1 }]);
      }),
    );
  });

  it("comes to the end of any names", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 200 }), { maxLength: 8 }), (names) => {
        const all = names.map((name, id) => server(id, name, id * 10));
        for (const found of lookAlikes(all, all)) expect(found.id).not.toBe(found.of);
      }),
    );
  });
});
