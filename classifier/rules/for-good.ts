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
    id: "for-good.loses",
    category: "Destructive",
    title: "restores or replaces something, and says what is lost by it",
    why: "The author says that what was there is gone.",
    when: {
      all: [
        {
          verb: list(
            "restore replace rollback revert recreate reset downgrade rebuild reformat reimage reflash rewind repartition",
          ),
        },
        {
          description: [
            ...["thrown away", "for good", "are discarded", "is discarded", "are lost", "is lost", "get lost"],
            ...["are overwritten", "is overwritten", "are wiped", "is wiped", "are erased", "is erased"],
            ...["without a backup", "without backup", "without keeping a backup"],
          ],
        },
      ],
    },
    weight: 1.3,
    examples: {
      match: [
        {
          name: "restore_site",
          description: "Restores a site. Newer pages are lost.",
        },
      ],
      noMatch: [
        { name: "restore_site", description: "Restores a site from a backup" },
        { name: "restore_note", description: "Restores a note. Nothing is lost." },
        { name: "replace_text", description: "Replaces words in a text. Spaces at its end are removed." },
      ],
    },
  },
  {
    id: "for-good.trash",
    category: "Destructive",
    title: "moves something to the trash",
    why: "What is in the trash is deleted after a while.",
    when: {
      any: [
        { name: ["to trash"] },
        {
          all: [
            { verb: ["move", "send", "put"] },
            { description: ["to the trash", "to trash", "to the recycle bin", "into the trash"] },
          ],
        },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "move_to_trash" }, { name: "note_away", description: "Moves a note to the trash" }],
      noMatch: [{ name: "move_note", description: "Moves a note to another folder" }, { name: "assign_item_to_bin" }],
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
