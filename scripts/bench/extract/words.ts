const things = ["issue", "page", "invoice", "branch", "alert", "ticket", "folder", "contact", "dataset", "order"];
const verbs = ["list", "get", "create", "update", "delete", "search", "export", "assign"];
const fields = ["owner", "state", "query", "label", "region", "after", "format", "priority", "channel", "reason"];

/** The words of one made tool: they follow from its number. */
export type Words = { name: string; verb: string; thing: string; fields: string[]; description: string };

export function wordsOf(file: number, tool: number): Words {
  const at = file * 31 + tool * 7;
  const verb = verbs[tool % verbs.length] ?? "get";
  const thing = things[file % things.length] ?? "item";
  const own = Array.from({ length: 2 + (at % 4) }, (_, index) => fields[(at + index * 3) % fields.length] ?? "id");
  return {
    name: `${verb}_${thing}_${file}_${tool}`,
    verb,
    thing,
    fields: [...new Set(own)],
    description: `${verb.slice(0, 1).toUpperCase()}${verb.slice(1)} one or more ${thing}s of the workspace, newest first.`,
  };
}

/** `count` things that are made from their number. */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A name in CamelCase. */
export const camel = (name: string): string =>
  name.replace(/(?:^|_)(\w)/g, (_all, letter: string) => letter.toUpperCase());
