import type { Condition } from "../catalog/rule.ts";

const parts = ["verb", "object", "name", "description", "server"] as const;

function words(list: readonly string[]): string {
  return list.map((word) => (word.includes(" ") ? `“${word}”` : word)).join(", ");
}

/** A rule's condition in words; `marked` is what its and, or and not are shown as. */
export function conditionWords(what: Condition, marked: (word: string) => string = (word) => word): string {
  const nested = (one: Condition): string => {
    const text = conditionWords(one, marked);
    return "all" in one || "any" in one ? `(${text})` : text;
  };
  if ("all" in what) return what.all.map(nested).join(` ${marked("and")} `);
  if ("any" in what) return what.any.map(nested).join(` ${marked("or")} `);
  if ("not" in what) return `${marked("not")} ${nested(what.not)}`;
  if ("hint" in what) return `the author claims ${what.hint}: ${String(what.is)}`;
  if ("sentence" in what) {
    const { sentence, spare = [], except = [] } = what;
    const lists = sentence.map((list, place) => (spare.includes(place) ? `(${words(list)})` : words(list)));
    const missing = spare.length > 0 ? " (one in brackets may be missing)" : "";
    const others = except.map((those) => those.map(words).join(" … ")).join("; or ");
    return `in one sentence: ${lists.join(" … ")}${missing}${others === "" ? "" : `, except one with ${others}`}`;
  }
  if ("wording" in what) return "its words, all together, are those of attacks";
  if ("characters" in what) {
    const hex = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    return `a character of ${what.characters.map(([from, to]) => `${hex(from)}–${hex(to)}`).join(", ")}`;
  }
  if ("parameter" in what)
    return `parameter ${words(what.parameter)}${what.value === undefined ? "" : ` with a value ${words(what.value)}`}`;
  for (const part of parts) {
    const list = (what as Partial<Record<(typeof parts)[number], string[]>>)[part];
    if (list !== undefined) return `${part}: ${words(list)}`;
  }
  return "";
}
