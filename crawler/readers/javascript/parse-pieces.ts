import { parseSync, type Program } from "oxc-parser";
import { statementEnds } from "./statement-ends.ts";
import { thinOut } from "./thin.ts";

/**
 * Files from this length on are parsed in pieces: the parser hands its tree over as one JSON text, and for a bundle of 6 MB
 * that text takes more memory than everything else.
 */
export const largeFile = 1_500_000;
const pieceLength = 500_000;

/**
 * A program from pieces of its text. A piece ends where a statement seems to end, and that is so when it can be parsed: an open
 * string, comment or bracket would be a syntax error. Undefined when that does not work out.
 */
export function parseInPieces(
  path: string,
  text: string,
  lang: "ts" | "tsx" | "jsx",
): { program: Program; esm: boolean } | undefined {
  let whole: Program | undefined;
  let esm = false;
  let from = 0;
  const ends = statementEnds(text);
  while (from < text.length) {
    const piece = nextPiece(path, text, from, lang, ends);
    if (!piece) return undefined;
    esm ||= piece.esm;
    thinOut(piece.program, from, { path, text, lang });
    // One by one: a spread of ten thousands of statements would overflow the stack.
    if (whole) for (const statement of piece.program.body) whole.body.push(statement);
    else whole = piece.program;
    from = piece.end;
  }
  return whole && { program: whole, esm };
}

/** How many ends of pieces are tried before the file is parsed as a whole. */
const maxTries = 4;

function nextPiece(
  path: string,
  text: string,
  from: number,
  lang: "ts" | "tsx" | "jsx",
  ends: readonly number[],
): { program: Program; esm: boolean; end: number } | undefined {
  let at = from + pieceLength;
  for (let tries = 0; tries < maxTries; tries++) {
    const end = ends.find((one) => one >= at) ?? text.length;
    const result = parseSync(path, text.slice(from, end), { lang, sourceType: "unambiguous", preserveParens: false });
    if (result.errors.length === 0)
      return { program: result.program, esm: result.program.sourceType === "module", end };
    if (end === text.length) return undefined;
    at = end + pieceLength / 10;
  }
  return undefined;
}
