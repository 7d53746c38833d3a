import type { Evidence } from "../catalog/verdict.ts";
import type { JsonObject, ToolDefinition } from "../catalog/tool.ts";

/** A string of a definition, or the name of a property, and where it stands: `key` of what `parent` is the path of. */
export type Text = { text: string; key: string; parent: Container | undefined };
/** A part of a text: from its `start` to its `end`, in UTF-16 code units. */
export type Span = { text: Text; start: number; end: number };

type Container = { key: string; parent: Container | undefined };

/** Every text of a definition. */
export type Texts = {
  /** The strings: name, title and description first. */
  strings: Text[];
  /** The names of properties. */
  keys: Text[];
  /** Strings and names with a character that is not plain ASCII. */
  unusual: Text[];
};

const longestOwnName = 100;
// Keywords of JSON Schema whose strings are values or names of properties.
const listing = new Set(["enum", "examples", "required"]);

/** The strings of a definition and the names of properties. The catalog bounds the depth; the stack here is our own. */
export function textsOf(tool: ToolDefinition): Texts {
  const texts: Texts = { strings: [], keys: [], unusual: [] };
  addText(texts, texts.strings, tool.name, "name", undefined);
  if (tool.title !== undefined) addText(texts, texts.strings, tool.title, "title", undefined);
  if (tool.description !== undefined) addText(texts, texts.strings, tool.description, "description", undefined);
  const shown = tool.annotations?.title;
  if (shown !== undefined) addText(texts, texts.strings, shown, "title", { key: "annotations", parent: undefined });
  if (tool.inputSchema !== undefined) walk(texts, "inputSchema", tool.inputSchema);
  if (tool.outputSchema !== undefined) walk(texts, "outputSchema", tool.outputSchema);
  return texts;
}

function walk(texts: Texts, key: string, schema: JsonObject): void {
  const open: { container: Container; value: object; named: boolean }[] = [
    { container: { key, parent: undefined }, value: schema, named: false },
  ];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const value = item.value as Readonly<Record<string, unknown>>;
    // Without a list of the keys, as there are very many; what is inherited is not of the definition.
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue;
      const inner = value[key];
      if (typeof inner === "string") {
        addText(texts, texts.strings, inner, key, item.container);
        continue;
      }
      if (item.named) addText(texts, texts.keys, key, key, item.container);
      if (typeof inner === "object" && inner !== null)
        open.push({ container: { key, parent: item.container }, value: inner, named: key === "properties" });
    }
  }
}

function addText(texts: Texts, list: Text[], text: string, key: string, parent: Container | undefined): void {
  const found: Text = { text, key, parent };
  list.push(found);
  if (isUnusual(text)) texts.unusual.push(found);
}

/** Whether a text has a character that is not plain ASCII. A loop, as most texts are too short for a regular expression to pay. */
function isUnusual(text: string): boolean {
  const { length } = text;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 126 || (code < 32 && code !== 9 && code !== 10 && code !== 13)) return true;
  }
  return false;
}

/** The JSON Pointer (RFC 6901) of a text. */
export function pathOf({ key, parent }: Text | Container): string {
  return `${parent === undefined ? "" : pathOf(parent)}/${escapePointer(key)}`;
}

/** A key as a step of a JSON Pointer. */
export function escapePointer(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}

/** The proof that lies in a part of a text: exactly what stands there. */
export function quoteOf({ text, start, end }: Span): Evidence {
  return { path: pathOf(text), start, quote: text.text.slice(start, end) };
}

/** Whether a text is what the author says of a parameter. */
export function describesParameter({ key, parent }: Text): boolean {
  if (key !== "description" || parent?.parent?.key !== "properties") return false;
  let root = parent.parent;
  while (root.parent !== undefined) root = root.parent;
  return root.key === "inputSchema";
}

/** What a definition may name without speaking of another tool, in lower case: itself, and all that its schemas list. */
export function ownNames({ strings, keys }: Texts): ReadonlySet<string> {
  const own = new Set<string>();
  for (const { text, key, parent } of strings) {
    const isName = key === "name" && parent === undefined;
    const isValue = key === "const" || key === "default" || listing.has(parent?.key ?? "");
    if ((isName || isValue) && text.length < longestOwnName) own.add(text.toLowerCase());
    if (parent?.key === "properties") own.add(key.toLowerCase());
  }
  for (const { text } of keys) own.add(text.toLowerCase());
  return own;
}
