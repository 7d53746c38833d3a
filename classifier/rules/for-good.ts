import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

/** Deeds that mostly can be taken back, and here cannot. */
export const forGood: Rule[] = [
  {
    id: "for-good.ends",
    category: "Destructive",
    title: "ends or closes something for good",
    why: "The author says that it lasts.",
    when: {
      all: [
        {
          verb: list(
            "deactivate close disable end lapse unpublish archive overwrite replace block lock cancel void redact",
          ),
        },
        { description: ["permanently", "irrevocably", "for good", "forever"] },
      ],
    },
    weight: 1.3,
    examples: {
      match: [{ name: "deactivate_account", description: "Deactivates an account permanently" }],
      noMatch: [{ name: "deactivate_account", description: "Deactivates an account" }, { name: "close_issue" }],
    },
  },
  {
    id: "for-good.clean",
    category: "Destructive",
    title: "cleans up what is stored",
    why: "What is cleaned away is gone.",
    when: {
      any: [
        {
          all: [
            { verb: ["clean", "cleanup"] },
            { object: list("backup branch image volume snapshot resource container artifact worktree untracked") },
          ],
        },
        { name: ["git clean"] },
      ],
    },
    weight: 1.1,
    examples: {
      match: [
        { name: "git_clean" },
        { name: "cleanup_old_backups", description: "Clean up backups older than a month" },
      ],
      noMatch: [{ name: "clean_text" }, { name: "data_cleaner", description: "Clean a table of numbers" }],
    },
  },
];
