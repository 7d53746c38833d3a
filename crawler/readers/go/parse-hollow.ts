import { parts, type Node, type Parse } from "../syntax.ts";
import { functionBodies, linesIn } from "./function-bodies.ts";

/** The bodies of functions that a tree lacks, by where their `{` stands; null where one cannot be parsed. */
export type LateBodies = ReadonlyMap<number, () => Node | null>;

/** Shorter bodies are parsed sooner than they are left out. */
const longBody = 200;

/**
 * The tree of a file without the bodies of its functions, each of which is parsed when it is asked for: most functions of a
 * server are never called by who looks for tools. What stands behind them keeps its offset and line.
 */
export function parseHollow(parse: Parse, text: string): { tree: Node | undefined; bodies: LateBodies } {
  const late = new Map<number, () => Node | null>();
  let hollow = "";
  let from = 0;
  for (const { start, end, row } of functionBodies(text) ?? []) {
    if (end - start < longBody) continue;
    const lines = linesIn(text, start, end);
    hollow += `${text.slice(from, start)}{${" ".repeat(end - start - lines - 2)}${"\n".repeat(lines)}}`;
    from = end;
    let known: Node | null | undefined;
    late.set(start, () => (known ??= parseBody(parse, text, start, end, row)));
  }
  return { tree: parse(hollow + text.slice(from), { text, by: 0, rows: 0 }), bodies: late };
}

function parseBody(parse: Parse, text: string, start: number, end: number, row: number): Node | null {
  const head = "package p\nfunc f() ";
  const tree = parse(head + text.slice(start, end), { text, by: start - head.length, rows: row - 1 });
  const made = parts(tree ?? null).find(({ type }) => type === "function_declaration");
  return made?.childForFieldName("body") ?? null;
}
