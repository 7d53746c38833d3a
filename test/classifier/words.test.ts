import { describe, expect, test } from "vitest";
import { scanClauses } from "../../classifier/scan.ts";
import { fold, makeDictionary, scanWords, splitIdentifier, verbForms } from "../../classifier/words.ts";

const none = makeDictionary([]);
const split = (name: string): string =>
  splitIdentifier(name, none)
    .map(({ text }) => text)
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
    const known = makeDictionary(["删除", "文件"]);
    expect(splitIdentifier("删除大文件", known).map(({ text }) => text)).toEqual(["删除", "大", "文件"]);
  });

  test("every word says where it stands", () => {
    for (const { start, end, text } of splitIdentifier("getSQLQueries_2", none)) {
      expect(fold("getSQLQueries_2".slice(start, end))).toBe(text);
    }
  });
});

test("folding joins singular and plural, and leaves other endings", () => {
  expect(["branches", "queries", "addresses", "workflows", "status", "analysis", "this", "analyzes"].map(fold)).toEqual(
    ["branch", "query", "address", "workflow", "status", "analysis", "this", "analyze"],
  );
});

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
  const clauses = scanClauses(text, none).map(({ tokens }) => tokens.map((token) => token.text).join(" "));
  expect(clauses).toContain("never overwrite");
  expect(clauses).toContain("create a file");
  expect(clauses.join(" ")).not.toMatch(/rm|delete|example/);
});
