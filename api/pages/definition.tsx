import type { Child } from "hono/jsx";
import type { Json } from "../../catalog/tool.ts";
import { visibleJson } from "../../catalog/text.ts";
import { segments, type Mark } from "./marks.ts";
import { Notes } from "./text.tsx";

/**
 * A definition as JSON (as `JSON.stringify` with two spaces writes it), with the quoted stretches highlighted where they are.
 * Quotes of a member that is no text are of its name.
 */
export function MarkedJson({ value, marksAt }: { value: Json; marksAt: (path: string) => Mark[] }) {
  return <>{written(value, "", "\n", marksAt)}</>;
}

function written(value: Json, path: string, line: string, marksAt: (path: string) => Mark[]): Child[] {
  if (typeof value === "string") return ['"', ...escaped(value, marksAt(path)), '"'];
  if (typeof value !== "object" || value === null) return [JSON.stringify(value)];
  const inner = `${line}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return ["[]"];
    const items = value.flatMap((item, index) => [
      index === 0 ? inner : `,${inner}`,
      ...written(item, `${path}/${index}`, inner, marksAt),
    ]);
    return ["[", ...items, line, "]"];
  }
  // What JSON cannot say is not there.
  const members = Object.entries(value).filter(([, member]) => (member as Json | undefined) !== undefined);
  if (members.length === 0) return ["{}"];
  const lines = members.flatMap(([key, member], index) => {
    const at = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const ofKey = typeof member === "string" ? [] : marksAt(at);
    return [
      `${index === 0 ? inner : `,${inner}`}"`,
      ...escaped(key, ofKey),
      '": ',
      ...written(member, at, inner, marksAt),
    ];
  });
  return ["{", ...lines, line, "}"];
}

function escaped(text: string, marks: readonly Mark[]): Child[] {
  const asJson = (piece: string) => visibleJson(JSON.stringify(piece).slice(1, -1));
  if (marks.length === 0) return [asJson(text)];
  return segments(text, marks).flatMap(({ text: piece, kind, notes }) => [
    kind === null ? asJson(piece) : <mark class={kind}>{asJson(piece)}</mark>,
    <Notes notes={notes} />,
  ]);
}
