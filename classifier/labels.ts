import { is, role } from "./clause-words.ts";
import type { Clause, Token } from "./scan.ts";
import { isVerb } from "./verb-endings.ts";

/** What the clauses below a label are about: the tool itself, something else, or its operations. */
export type Section = "own" | "elsewhere" | "operations";

const longestLabel = 7;

/** The index of the first colon; -1: none. */
export function colonIn(tokens: readonly Token[]): number {
  for (let i = 0; i < tokens.length; i++) if (tokens[i]?.kind === "colon") return i;
  return -1;
}

/** A label is a few words before a colon, or a whole short heading, that do not start with the tool's own verb. */
export function readLabel(clause: Clause): { section: Section; length: number } | undefined {
  const colon = colonIn(clause.tokens);
  const length = colon < 0 ? clause.tokens.length : colon;
  if (length === 0 || length > longestLabel || (colon < 0 && !clause.item && !clause.apart)) return undefined;
  const words = clause.tokens.slice(0, length);
  const skip = colon < 0 ? length : colon + 1;
  if (colon >= 0 || length <= 4) {
    // "Supported actions:" lists operations, "Supported formats:" does not.
    const names = length > 1 ? words.filter((word) => !word.text.startsWith("support")) : words;
    if (colon >= 0 && names.some((word) => is(word, role.operationLabel)))
      return { section: "operations", length: skip };
    const first = words[0];
    const isDeed = isVerb(first) && (length > 2 || !is(first, role.asideLabel));
    if (!isDeed && words.some((word) => is(word, role.asideLabel))) return { section: "elsewhere", length: skip };
  }
  if (colon < 0 || words.some(isVerb)) return undefined;
  return { section: "own", length: skip };
}
