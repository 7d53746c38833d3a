import { resolve } from "node:path";
import { expect, it, vi } from "vitest";
import { UserError } from "../../catalog/user-error.ts";
import { missingTokens, tokenHeaders } from "../../cli/network.ts";
import { plan } from "../../cli/plan.ts";
import { pulsemcpRegistry } from "../../crawler/sources/pulsemcp-registry/pulsemcp-registry.ts";
import { starterPackages } from "../../crawler/sources/npm/starter.ts";

const tokens = { PULSEMCP_API_KEY: "a key", PULSEMCP_TENANT_ID: "tenant" };
const meaning = (...words: string[]) => plan(words, {}).map(({ source, all, names }) => [source.id, all, names]);

it("means every source that goes by itself, and says which are skipped", () => {
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const ids = plan([], {}).map(({ source }) => source.id);
  expect(ids).toContain("registry");
  for (const id of ["config", "pulsemcp-registry"]) expect(ids).not.toContain(id);
  expect(said.mock.calls.flat().join("")).toContain(
    "pulsemcp-registry is skipped: it needs a token; set PULSEMCP_API_KEY and PULSEMCP_TENANT_ID.",
  );
  said.mockClear();
  expect(plan([], tokens).map(({ source }) => source.id)).toContain("pulsemcp-registry");
  expect(said).not.toHaveBeenCalled();
  said.mockRestore();
});

it("puts what belongs to one source together", () => {
  expect(meaning("registry")).toEqual([["registry", true, []]]);
  expect(meaning("starter")).toEqual([["npm", false, starterPackages]]);
  expect(plan(["npm:tavily-mcp", "starter"], {})).toMatchObject([
    { names: ["tavily-mcp", ...starterPackages.filter((name) => name !== "tavily-mcp")], implied: starterPackages },
  ]);
  expect(meaning("npm:a@1.0.0", "npm", "npm:search:mcp")).toEqual([["npm", true, ["a@1.0.0", "search:mcp"]]]);
  expect(meaning("github:Example/files@v1", "github:example/clock")).toEqual([
    ["github", false, ["Example/files@v1", "example/clock"]],
  ]);
  expect(meaning("config:.mcp.json")).toEqual([["config", false, [resolve(".mcp.json")]]]);
  expect(new Set(starterPackages).size).toBe(starterPackages.length);
});

it.each([
  ["github:example", /not a repository.*github:OWNER\/REPO/],
  ["github:example/../x", /not a repository/],
  ["config", /config:NAME/],
  ["config:", /names no file/],
  ["pulsemcp-registry", /needs a token.*PULSEMCP_API_KEY and PULSEMCP_TENANT_ID/],
  ["dir:.", /mcp-risk extract dir:/],
  ["nowhere", /no source "nowhere".*registry, npm.*starter/],
])("refuses %s, and says what to do", (word, says) => {
  expect(() => plan([word], {})).toThrow(UserError);
  expect(() => plan([word], {})).toThrow(says);
});

it("reads tokens from the environment, and shows none", () => {
  expect(missingTokens(pulsemcpRegistry, { PULSEMCP_API_KEY: " " })).toEqual([
    "PULSEMCP_API_KEY",
    "PULSEMCP_TENANT_ID",
  ]);
  expect(tokenHeaders(pulsemcpRegistry, { ...tokens, PULSEMCP_API_KEY: " a key\n" })).toEqual({
    "X-API-Key": "a key",
    "X-Tenant-ID": "tenant",
  });
  const bad = () => tokenHeaders(pulsemcpRegistry, { ...tokens, PULSEMCP_API_KEY: "secret\r\nX: y" });
  expect(bad).toThrow(/^PULSEMCP_API_KEY/);
  expect(bad).not.toThrow(/secret/);
});
