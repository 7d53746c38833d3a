import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Lexeme } from "../../classifier/lexeme.ts";
import { findWord, makeLexicon, numberHashed, numberOf, readWord, splitIdentifier } from "../../classifier/lexicon.ts";
import { scanClauses } from "../../classifier/scan.ts";
import { fold, isUnspaced, makeDictionary, scanWords, verbForms } from "../../classifier/words.ts";

/** A lexicon that knows some words. */
function lexiconOf(...words: string[]) {
  const entries = words.map((text): [string, Lexeme] => [
    text,
    { text, roles: 0, verb: undefined, object: 0, name: 0, description: 0 },
  ]);
  return makeLexicon(new Map(entries), makeDictionary(words));
}
const none = lexiconOf();
const split = (name: string): string =>
  splitIdentifier(name, none)
    .map(({ text }) => fold(text))
    .join(" ");

describe("the words of an identifier", () => {
  test.each([
    ["create_issue", "create issue"],
    ["create-issue", "create issue"],
    ["createIssue", "create issue"],
    ["calendar.events.list", "calendar event list"],
    ["getSQLQuery", "get sql query"],
    ["GOOGLECALENDAR_CLEAR_CALENDAR", "googlecalendar clear calendar"],
    ["n8n_list_workflows", "n8n list workflow"],
    ["oauth2Token", "oauth2 token"],
    ["TwilioApiV2010--DeleteQueue", "twilio api v2010 delete queue"],
    ["__", ""],
    ["🔥deploy", "deploy"],
  ])("%s", (name, words) => {
    expect(split(name)).toBe(words);
  });

  test("a script without spaces is divided by the words that are known", () => {
    const known = lexiconOf("删除", "文件");
    expect(splitIdentifier("删除大文件", known).map(({ text }) => text)).toEqual(["删除", "大", "文件"]);
  });

  test("every word says where it stands", () => {
    for (const { start, end, text } of splitIdentifier("getSQLQueries_2", none)) {
      expect(fold("getSQLQueries_2".slice(start, end))).toBe(fold(text));
    }
  });
});

test("folding joins singular and plural, and leaves other endings", () => {
  expect(["branches", "queries", "addresses", "workflows", "status", "analysis", "this", "analyzes"].map(fold)).toEqual(
    ["branch", "query", "address", "workflow", "status", "analysis", "this", "analyze"],
  );
});

test.each(["cookie", "cache", "status", "alias", "api", "menu", "gpu", "movie", "undo", "focus", "virus"])(
  "%s in the plural or the third person is the same word",
  (word) => {
    const form = /(?:s|o)$/.test(word) ? `${word}es` : `${word}s`;
    expect(fold(form)).toBe(fold(word));
  },
);

test("a verb's own forms leave out the participle", () => {
  expect(verbForms("delete")).toEqual(["delete", "deleting"]);
  expect(verbForms("get")).toEqual(["get", "geting", "getting"]);
  expect(verbForms("delete")).not.toContain("deleted");
});

test("plain words keep an apostrophe inside, and lose the possessive", () => {
  expect(scanWords("Don't tell—the user's").map(({ text }) => text)).toEqual(["don't", "tell", "the", "user"]);
});

test("prose is divided at sentences, items and brackets; code blocks and addresses are left out", () => {
  const text =
    "Creates a file (never overwrites).\n\n- Use `path`, e.g. a/b.txt\n```\nrm -rf /\n```\nSee https://example.com/delete now";
  const clauses = scanClauses(text, lexiconOf("create", "overwrite")).map(({ tokens }) =>
    tokens.map((token) => token.text).join(" "),
  );
  expect(clauses).toContain("never overwrite");
  expect(clauses).toContain("create a file");
  expect(clauses.join(" ")).not.toMatch(/rm|delete|example/);
});

describe("a lexicon", () => {
  const words = ["query", "branch", "class", "status", "user", "don't", "use", "удалить", "删除"];
  const lexicon = lexiconOf(...words);
  const find = (word: string): string | undefined => findWord(lexicon, `_${word}_`, 1, 1 + word.length)?.text;

  test("finds a word in each of its forms, and nothing else", () => {
    expect(["Query", "queries", "QUERIES", "branches", "class", "users", "user's", "Users'", "uses"].map(find)).toEqual(
      ["query", "query", "query", "branch", "class", "user", "user", undefined, "use"],
    );
    expect(["удалить", "Удалить", "删除", "删", "quer", "querys", ""].map(find)).toEqual([
      "удалить",
      "удалить",
      "删除",
      undefined,
      undefined,
      "query",
      undefined,
    ]);
  });

  test("finds the same word whether it was read from the text or cut out before", () => {
    const text = fc.array(
      fc.oneof(fc.constantFrom(...words, "Queries", "user's", "fooBar", " ", "'", "’", "_"), fc.string()),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const prose = parts.join("");
        for (const { start, end } of scanWords(prose)) {
          if (isUnspaced(prose.charCodeAt(start))) continue;
          const { end: stop, hash, camel } = readWord(prose, start);
          const word = prose.slice(start, stop);
          expect(stop === end || isUnspaced(prose.charCodeAt(stop))).toBe(true);
          expect(camel).toBe(/[a-z][A-Z]/.test(word));
          expect(numberHashed(lexicon, hash, prose, start, stop)).toBe(numberOf(lexicon, prose, start, stop));
        }
      }),
    );
  });

  test("has a word exactly when its folded form is one of its words", () => {
    const form = fc
      .tuple(fc.constantFrom(...words, "quer", "bran"), fc.constantFrom("", "s", "es", "ies", "y", "'s", "S"))
      .map(([word, end]) => word + end);
    fc.assert(
      fc.property(fc.oneof(form, fc.string()), (word) => {
        const folded = fold(word);
        expect(find(word)).toBe(words.includes(folded) ? folded : undefined);
      }),
    );
  });
});
