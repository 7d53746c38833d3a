import type { Rule } from "../../catalog/rule.ts";

const leavesNoDoubt = [
  "delete",
  "remove",
  "drop",
  "purge",
  "wipe",
  "destroy",
  "erase",
  "revoke",
  "pay",
  "refund",
  "uninstall",
];

/** What the author claims in annotations. Claims may add to what the definition shows, and take nothing away from it. */
export const hints: Rule[] = [
  {
    id: "hints.not-read-only",
    category: "Write",
    title: "is said by its author not to be read-only",
    why: "Where the definition itself says nothing, the author's own warning counts.",
    when: { hint: "readOnlyHint", is: false },
    examples: {
      match: [{ name: "frobnicate", annotations: { readOnlyHint: false } }],
      noMatch: [{ name: "frobnicate" }, { name: "frobnicate", annotations: { readOnlyHint: true } }],
    },
  },
  {
    id: "hints.contradiction",
    kind: "other",
    level: "warn",
    title: "claims to be read-only and is named as the opposite",
    why: "A client that trusts the claim would run it without asking.",
    when: { all: [{ hint: "readOnlyHint", is: true }, { verb: leavesNoDoubt }, { name: leavesNoDoubt }] },
    examples: {
      match: [{ name: "delete_file", annotations: { readOnlyHint: true } }],
      noMatch: [
        { name: "delete_file", annotations: { readOnlyHint: false } },
        { name: "list_deleted_files", annotations: { readOnlyHint: true } },
      ],
    },
  },
];
