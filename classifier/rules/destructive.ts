import type { Rule } from "../../catalog/rule.ts";

/** Tools that remove or overwrite for good, or take access away. */
export const destructive: Rule[] = [
  {
    id: "destructive.remove",
    category: "Destructive",
    title: "deletes or removes something",
    why: "What is removed does not come back by calling the tool again.",
    when: {
      verb: [
        "delete",
        "remove",
        "drop",
        "purge",
        "wipe",
        "trash",
        "destroy",
        "erase",
        "prune",
        "revoke",
        "ban",
        "uninstall",
        "truncate",
        "terminate",
        "clear",
        "flush",
        "删除",
        "清空",
        "移除",
        "撤销",
      ],
    },
    examples: {
      match: [
        { name: "delete_file", description: "Delete a file" },
        { name: "mysql_tool", description: "删除表中的记录" },
      ],
      noMatch: [
        { name: "list_deleted_files", description: "Returns deleted items" },
        {
          name: "check_dependents",
          description: "Before deleting, call this to see what depends on the item. Does not delete anything.",
        },
      ],
    },
  },
];
