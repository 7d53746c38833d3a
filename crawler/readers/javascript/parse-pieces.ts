import { parseSync, type Program } from "oxc-parser";

/**
 * Files from this length on are parsed in pieces: the parser hands its tree over as one JSON text, and for a bundle of 6 MB
 * that text takes more memory than everything else.
 */
export const largeFile = 1_500_000;
const pieceLength = 500_000;

/** A statement that bundlers start at the beginning of a line. */
const statementStart = /[;}]\s*\n(?=(?:var|let|const|function|async function|class|import|export) )/g;

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
  while (from < text.length) {
    const piece = nextPiece(path, text, from, lang);
    if (!piece) return undefined;
    esm ||= piece.esm;
    if (from > 0) shift(piece.program, from);
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
): { program: Program; esm: boolean; end: number } | undefined {
  let at = from + pieceLength;
  for (let tries = 0; tries < maxTries; tries++) {
    statementStart.lastIndex = at;
    const found = at < text.length && statementStart.test(text);
    const end = found ? statementStart.lastIndex : text.length;
    const result = parseSync(path, text.slice(from, end), { lang, sourceType: "unambiguous", preserveParens: false });
    if (result.errors.length === 0)
      return { program: result.program, esm: result.program.sourceType === "module", end };
    if (end === text.length) return undefined;
    at = end + pieceLength / 10;
  }
  return undefined;
}

/** Add to every offset in a tree. */
function shift(program: Program, by: number): void {
  const queue: unknown[] = [program];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (Array.isArray(node)) {
      for (const item of node) if (typeof item === "object" && item !== null) queue.push(item);
      continue;
    }
    if (typeof node !== "object" || node === null) continue;
    const place = node as { start?: unknown; end?: unknown };
    if (typeof place.start === "number") place.start += by;
    if (typeof place.end === "number") place.end += by;
    for (const member of Object.values(node) as unknown[])
      if (typeof member === "object" && member !== null) queue.push(member);
  }
}
