import { expect, test } from "vitest";
import { role, rolesOf } from "../../classifier/clause-words.ts";

test("every role has a bit of its own, in a number that is positive", () => {
  const bits = Object.values(role);
  expect(new Set(bits).size).toBe(bits.length);
  for (const bit of bits) expect(Math.log2(bit) % 1).toBe(0);
});

test("a word has the roles of all sets that it is in", () => {
  expect(rolesOf("the")).toBe(role.filler | role.determiner | role.article);
  expect(rolesOf("permanently")).toBe(role.adverb);
  expect(rolesOf("apple")).toBe(0);
});
