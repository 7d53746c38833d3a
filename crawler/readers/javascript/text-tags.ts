import type { Machine } from "./machine.ts";
import { isThing, settled, unknown, type Site, type Value } from "./value.ts";

/** Removes the indentation that all lines share, after the first one (the `dedent` package), or in all (`common-tags`). */
function unindented(text: string, from: 0 | 1): string {
  const lines = text.split("\n");
  const indents = lines
    .slice(from)
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines
    .map((line, index) => (index < from ? line : line.slice(indent)))
    .join("\n")
    .trim();
}

/** What the tags of the common-tags package do to a text. */
const commonTags: Record<string, (text: string) => string> = {
  stripIndent: (text) => unindented(text, 0),
  stripIndents: (text) =>
    text
      .split("\n")
      .map((line) => line.trim())
      .join("\n")
      .trim(),
  oneLine: (text) => text.replace(/[ \t]*\n\s*/g, " ").trim(),
  oneLineTrim: (text) => text.replace(/[ \t]*\n\s*/g, "").trim(),
  html: (text) => unindented(text, 0),
  safeHtml: (text) => unindented(text, 0),
  codeBlock: (text) => unindented(text, 0),
  source: (text) => unindented(text, 0),
};

/** A call of a tag for texts: of dedent and its likes, and of common-tags. Undefined when it is something else. */
export function textTag(m: Machine, module: string, name: string, args: Value[], site: Site): Value {
  if (module === "common-tags") {
    const tag = Object.hasOwn(commonTags, name) ? commonTags[name] : undefined;
    if (!tag) return undefined;
    const inlined = name === "html" || name === "codeBlock" || name === "source";
    const text = tagged(m, args, site, { raw: false, inlined });
    return typeof text === "string" ? tag(text) : text;
  }
  if (!/^(?:dedent|ts-dedent|outdent|string-dedent|endent)$/.test(module) && name !== "dedent") return undefined;
  // `dedent.withOptions({ … })` and `outdent({ … })` give a tag.
  const [first] = args;
  if (name === "withOptions" || (isThing(first) && first.kind === "object"))
    return { kind: "external", module, path: [] };
  const text = tagged(m, args, site, { raw: true, inlined: false });
  return typeof text === "string" ? unindented(text, 1) : text;
}

/** The text of a template with its values; with `inlined`, further lines of a value get the indentation of its place. */
function tagged(m: Machine, args: Value[], site: Site, how: { raw: boolean; inlined: boolean }): Value {
  const [strings, ...values] = args;
  if (!isThing(strings)) return typeof strings === "string" ? strings : "";
  const parts = m.iterate(how.raw ? m.get(strings, "raw", site) : strings, site).items;
  let text = "";
  for (const [index, item] of parts.entries()) {
    const value = index > 0 ? settled(values[index - 1]) : "";
    if (isThing(value) || isThing(item)) {
      const why = isThing(value) && value.kind === "unknown" ? value.why : "a part of the text is not known";
      return unknown(why, isThing(value) && value.kind === "unknown" ? (value.site ?? site) : site);
    }
    const indent = how.inlined ? (/[ \t]*$/.exec(text)?.[0] ?? "") : "";
    text +=
      String(value ?? "").replaceAll("\n", `\n${indent}`) +
      (how.raw ? String(item).replaceAll("\\n", "\n").replaceAll("\\`", "`") : String(item));
  }
  return text;
}
