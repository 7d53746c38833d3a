import { parts, type Node } from "../syntax.ts";
import { madeText } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { isEnumMember, isThing, settled, unknown, type Scope, type UnknownValue, type Value } from "./value.ts";

const escapes: Record<string, string> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Python's escapes in a text literal (Language Reference, 2.4.1.1); `\N{…}` and what is unknown stay as they are. */
function unescape(text: string): string {
  if (!text.includes("\\")) return text;
  const plain = text.replace(
    /\\(?:([0-7]{1,3})|x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|(\r?\n)|([^]))/gi,
    (all: string, octal?: string, x?: string, u?: string, long?: string, line?: string, one?: string) => {
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
      const hex =
        (all.startsWith("\\x") ? x : undefined) ??
        (all.startsWith("\\u") ? u : undefined) ??
        (all.startsWith("\\U") ? long : undefined);
      if (hex !== undefined) return parseInt(hex, 16) <= 0x10ffff ? String.fromCodePoint(parseInt(hex, 16)) : all;
      if (line !== undefined) return "";
      return one !== undefined ? (escapes[one] ?? all) : all;
    },
  );
  return plain;
}

/** What is between the quotes of a literal without prefix and escapes, which most are: its parts need not be asked for. */
function plainText(text: string): string | undefined {
  const [quote = ""] = text;
  if ((quote !== '"' && quote !== "'") || text.includes("\\")) return undefined;
  const mark = text.startsWith(quote.repeat(3)) ? quote.repeat(3) : quote;
  const inside = text.slice(mark.length, -mark.length);
  return text.length >= 2 * mark.length && text.endsWith(mark) && !inside.includes(mark) ? inside : undefined;
}

/** A text literal, or an f-string whose holes are known. */
export function literal(m: Machine, node: Node, scope: Scope): Value {
  const plain = plainText(node.text);
  if (plain !== undefined) return madeText(m, plain) ?? unknown("it is too long");
  let text = "";
  let raw = false;
  let presumed = false;
  let hole: UnknownValue | undefined;
  for (const part of node.parts) {
    if (part.type === "string_start") {
      raw = /r/i.test(part.text);
      if (/b/i.test(part.text)) return unknown("it is made of bytes");
    } else if (part.type === "string_content") {
      const formatted = /^[a-z]*f/i.test(node.text);
      const content = raw ? part.text : unescape(part.text);
      text += formatted ? content.replaceAll("{{", "{").replaceAll("}}", "}") : content;
    } else if (part.type === "interpolation") {
      const value = interpolated(m, part, scope);
      const known = asText(settled(value));
      if (known === undefined)
        hole ??= isThing(value) && value.kind === "unknown" ? value : unknown("a part of it is decided at run time");
      else text += known;
      presumed ||= settled(value) !== value;
    }
  }
  if (hole) return unknown(hole.why, hole.site);
  const made = madeText(m, text);
  if (made === undefined) return unknown("it is too long");
  return presumed ? unknown("it depends on how the server is started", undefined, { value: made }) : made;
}

function interpolated(m: Machine, part: Node, scope: Scope): Value {
  const [expression] = parts(part);
  if (!expression) return unknown("it has an empty hole");
  const value = m.evaluate(expression, scope);
  const spec = parts(part).find(({ type }) => type === "format_specifier")?.text;
  const conversion = parts(part).find(({ type }) => type === "type_conversion")?.text;
  if (conversion === "!r") return typeof value === "string" ? repr(value) : value;
  if (spec !== undefined && spec !== ":" && spec !== ":s") {
    if (spec === ":," && typeof value === "number") return value.toLocaleString("en-US");
    return unknown("it is formatted at run time");
  }
  return value;
}

/** `str(value)`, where it is known. */
export function asText(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (isEnumMember(value)) {
    const inner = value.attrs.get("value");
    return typeof inner === "string" ? inner : undefined;
  }
  if (value.kind === "list") {
    if (value.open) return undefined;
    const items = value.items.map((item) => (typeof item === "string" ? repr(item) : asText(item)));
    if (items.some((item) => item === undefined)) return undefined;
    const [open, close] = value.type === "list" ? "[]" : value.type === "tuple" ? "()" : "{}";
    return value.type === "set"
      ? undefined
      : `${open}${items.join(", ")}${value.type === "tuple" && items.length === 1 ? "," : ""}${close}`;
  }
  if (value.kind === "dict") {
    if (value.open) return undefined;
    const items = [...value.entries].map((pair) =>
      pair.map((item) => (typeof item === "string" ? repr(item) : asText(item))),
    );
    return items.flat().includes(undefined) ? undefined : `{${items.map((pair) => pair.join(": ")).join(", ")}}`;
  }
  return undefined;
}

export function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/\t/g, "\\t").replace(/\r/g, "\\r");
  return quote + (quote === "'" ? inside.replace(/'/g, "\\'") : inside) + quote;
}

/** `template % values`, with `%s` and `%d` only. */
export function formatPercent(m: Machine, template: string, right: Value): Value {
  const values = isThing(right) && right.kind === "list" ? [...right.items] : [right];
  const found: (string | undefined)[] = [];
  const text = template.replace(/%(?:\((\w+)\))?([sdr%])/g, (all: string, key: string | undefined, kind: string) => {
    if (kind === "%") return "%";
    const value =
      key === undefined ? values.shift() : isThing(right) && right.kind === "dict" ? right.entries.get(key) : undefined;
    const known = value === undefined ? undefined : asText(value);
    found.push(known);
    return known ?? all;
  });
  return found.includes(undefined)
    ? unknown("a part of it is decided at run time")
    : (madeText(m, text) ?? unknown("it is too long"));
}

/** `template.format(…)`, with plain fields only. */
export function formatBraces(m: Machine, template: string, args: Value[], named: ReadonlyMap<string, Value>): Value {
  const found: (string | undefined)[] = [];
  let next = 0;
  const text = template.replace(/\{\{|\}\}|\{(\w*)\}/g, (all: string, key: string | undefined) => {
    if (all === "{{") return "{";
    if (all === "}}") return "}";
    const value =
      key === undefined || key === "" ? args[next++] : /^\d+$/.test(key) ? args[Number(key)] : named.get(key);
    const known = value === undefined ? undefined : asText(value);
    found.push(known);
    return known ?? all;
  });
  return found.includes(undefined)
    ? unknown("a part of it is decided at run time")
    : (madeText(m, text) ?? unknown("it is too long"));
}

/** Python's inspect.cleandoc: no common indentation, no empty lines around. */
export function cleandoc(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\t", "        ").split("\n");
  const indented = dedented(lines.slice(1));
  const all = [(lines[0] ?? "").trimStart(), ...indented];
  while (all.length > 0 && all.at(-1)?.trim() === "") all.pop();
  while (all.length > 0 && all[0]?.trim() === "") all.shift();
  return all.join("\n");
}

function dedented(lines: string[]): string[] {
  let margin = Infinity;
  for (const line of lines) if (line.trim() !== "") margin = Math.min(margin, line.length - line.trimStart().length);
  return lines.map((line) => (margin === Infinity ? line.trimStart() : line.slice(margin)));
}

/** Python's textwrap.dedent. */
export function dedent(text: string): string {
  return dedented(text.split("\n"))
    .map((line) => (line.trim() === "" ? "" : line))
    .join("\n");
}

/** The docstring of a function's or a class's body. */
export function docstring(m: Machine, definition: Node, scope: Scope): string | undefined {
  const first = definition.childForFieldName("body")?.firstPart;
  const inner = first?.type === "expression_statement" ? first.firstPart : first?.type === "string" ? first : undefined;
  if (inner?.type !== "string" && inner?.type !== "concatenated_string") return undefined;
  if (/^[a-z]*f/i.test(inner.text)) return undefined;
  const value = m.evaluate(inner, scope);
  return typeof value === "string" ? cleandoc(value) : undefined;
}
