import { parseSync, type Program } from "oxc-parser";
import { longestParsed, parseHollow } from "./hollow.ts";
import { isPlainlyFlat, nestingOf } from "./nesting.ts";
import { parserSurvives } from "./probe.ts";
import type { Source } from "./value.ts";

export type Parsed =
  { ok: true; program: Program; source: Source; esm: boolean } | { ok: false; why: string; line: number };

/** The syntax tree takes up to 150 times as much memory as the text; real bundles are under 10 MB. */
const maxBytes = 12_000_000;

/** Below this length a file has little that could be left out. */
const minHollow = 2_000;

/** How often a reading may try in another process whether the parser survives a file: each time takes a quarter of a second. */
export type Tries = { left: number };
export const maxTries = 6;

/** Parse one file. A file that cannot be parsed gives a reason, never half a program. */
export function parseFile(path: string, text: string, tries: Tries = { left: maxTries }): Parsed {
  if (text.length > maxBytes) return { ok: false, why: `it is longer than ${maxBytes} characters`, line: 1 };
  let starts: number[] | undefined;
  const source: Source = { path, text, lineAt: (offset) => lineAt((starts ??= lineStarts(text)), offset) };
  const lang = /\.[cm]?ts$/.test(path) ? "ts" : path.endsWith(".tsx") ? "tsx" : "jsx";
  // No part of a text can nest deeper than all of it.
  const survives = isPlainlyFlat(text) ? undefined : survival(path, lang, tries);
  try {
    const hollow = text.length < minHollow ? undefined : parseHollow({ path, text, lang, survives });
    if (hollow) {
      const { bodies, ...parsed } = hollow;
      return { ok: true, ...parsed, source: { ...source, bodies } };
    }
    if (text.length > longestParsed)
      return { ok: false, why: `a part of it of more than ${longestParsed} characters cannot be divided`, line: 1 };
    if (survives?.([text]) === false) return { ok: false, why: "it is nested too deeply", line: 1 };
    const result = parseSync(path, text, { lang, sourceType: "unambiguous", preserveParens: false });
    const error = result.errors.find((one) => severityOf(one) === "Error");
    const { program } = result;
    if (error && program.body.length === 0) {
      return { ok: false, why: error.message, line: source.lineAt(error.labels[0]?.start ?? 0) };
    }
    return { ok: true, program, source, esm: program.sourceType === "module" };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : "the parser failed", line: 1 };
  }
}

/** Says of texts whether the parser's stack is enough for them; what it has said it knows. */
function survival(path: string, lang: string, tries: Tries): (texts: readonly string[]) => boolean {
  const known = new Set<string>();
  return (texts) => {
    const unclear: string[] = [];
    for (const text of texts.filter((one) => !known.has(one))) {
      const nesting = nestingOf(text, lang !== "ts");
      if (nesting === "deep") return false;
      if (nesting === "unclear") unclear.push(text);
    }
    if (unclear.length > 0 && !(tries.left-- > 0 && parserSurvives(path, unclear, lang))) return false;
    for (const text of texts) known.add(text);
    return true;
  };
}

// The declared type is a const enum of the package, which isolated modules cannot read: at run time it is this text.
function severityOf(error: { severity: unknown }): unknown {
  return error.severity;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
