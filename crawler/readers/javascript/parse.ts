import { parseSync, type Program } from "oxc-parser";
import type { Source } from "./value.ts";

export type Parsed =
  { ok: true; program: Program; source: Source; esm: boolean } | { ok: false; why: string; line: number };

/** Nesting that a parser written for people's code may not survive: checked first, because a stack that overflows takes the process along. */
const maxNesting = 1_000;
const maxBytes = 20_000_000;

/** Parse one file. A file that cannot be parsed gives a reason, never half a program. */
export function parseFile(path: string, text: string): Parsed {
  if (text.length > maxBytes) return { ok: false, why: `it is longer than ${maxBytes} characters`, line: 1 };
  const starts = lineStarts(text);
  const source: Source = { path, text, lineAt: (offset) => lineAt(starts, offset) };
  if (nesting(text) > maxNesting) return { ok: false, why: "it is nested too deeply", line: 1 };
  try {
    const lang = /\.[cm]?ts$/.test(path) ? "ts" : path.endsWith(".tsx") ? "tsx" : "jsx";
    const result = parseSync(path, text, { lang, sourceType: "unambiguous", preserveParens: false });
    const error = result.errors.find((one) => severityOf(one) === "Error");
    const { program } = result;
    if (error && program.body.length === 0) {
      return { ok: false, why: error.message, line: lineAt(starts, error.labels[0]?.start ?? 0) };
    }
    return { ok: true, program, source, esm: result.module.hasModuleSyntax };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : "the parser failed", line: 1 };
  }
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

/** How deep brackets nest, counted without regard to strings: enough to notice what was made to overflow a stack. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth -= 1;
  }
  return deepest;
}
