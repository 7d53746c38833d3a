import { parseSync, type ParseResult, type Program, type Statement } from "oxc-parser";
import { functionBodies, type Body } from "./function-bodies.ts";

/** A text to parse. `survives` says whether the parser's stack is enough for texts, where it may not be. */
type Input = {
  path: string;
  text: string;
  lang: "ts" | "tsx" | "jsx";
  survives: ((texts: readonly string[]) => boolean) | undefined;
};

/** The statements of function bodies that a tree lacks, by where their `{` stands. Each throws a RangeError where they make no sense. */
export type LateBodies = ReadonlyMap<number, () => readonly Statement[]>;

/** What is known of bodies that are left out, and whether one of them shows that its file is a module. */
type Late = { bodies: Map<number, () => readonly Statement[]>; esm: boolean };

/** Shorter bodies are parsed sooner than they are left out. */
const longBody = 250;
/** Longer lists of statements are parsed in pieces, not counting what is left out: a tree takes up to 150 times as much memory as its text. */
const pieceLength = 250_000;
/** The longest text that is parsed at once; data without a statement's end in it takes up to 150 MB for a million characters. */
export const longestParsed = 2_000_000;
/** In how many pieces an end is looked for where what seemed to be one is none. */
const maxTries = 4;

/** Stands for what is left out. Only a list of statements can have it in it: no class, object or type. */
const stub = "{throw 0";

/**
 * A program without the bodies of its long functions, each of which is parsed when it is asked for: most functions are never
 * called by who looks for tools. That a body ends where it seems to end is certain, because the program is parsed without it, and
 * it is parsed alone; where it cannot be, it is not left out. Undefined where the program cannot be parsed like this.
 */
export function parseHollow(input: Input): { program: Program; esm: boolean; bodies: LateBodies } | undefined {
  const top = functionBodies(input.text, longBody, input.lang !== "jsx");
  if (!top || input.survives?.(textsOf(input, top)) === false) return undefined;
  const late: Late = { bodies: new Map(), esm: false };
  const holes = top.inner.flatMap((body) => leaveOut(input, body, late));
  let program: Program | undefined;
  const parsed = inPieces(input, top, holes, (from, to) => {
    if (!survives(input, from, to, holes)) return false;
    const result = parse(input, hollowed(input.text, from, to, holes));
    if (result.errors.length > 0) return false;
    const piece = result.program;
    late.esm ||= piece.sourceType === "module";
    if (from > 0) shift(piece, from);
    // One by one: a spread of ten thousands of statements would overflow the stack.
    if (program) for (const statement of piece.body) program.body.push(statement);
    else program = piece;
    return true;
  });
  return parsed && program ? { program, ...late } : undefined;
}

/** All texts that are parsed when each is as it seems, but for blanks. */
function textsOf(input: Input, body: Body, texts: string[] = []): string[] {
  for (const one of body.inner) textsOf(input, one, texts);
  inPieces(input, body, body.inner, (from, to) => texts.push(hollowed(input.text, from, to, body.inner, "")) > 0);
  return texts;
}

/** Whether the parser's stack is enough for a part of the text. */
function survives(input: Input, from: number, to: number, holes: readonly Body[]): boolean {
  return input.survives === undefined || input.survives([hollowed(input.text, from, to, holes, "")]);
}

/** Makes a body one that is parsed when it is asked for. Gives what is left out where it stands: the body, or what is in it. */
function leaveOut(input: Input, body: Body, late: Late): readonly Body[] {
  const holes = body.inner.flatMap((one) => leaveOut(input, one, late));
  const pieces: { from: number; to: number }[] = [];
  const isSound = inPieces(
    input,
    body,
    holes,
    (from, to) =>
      survives(input, from, to, holes) &&
      isFunctionBody(input, hollowed(input.text, from, to, holes), late) &&
      pieces.push({ from, to }) > 0,
  );
  if (!isSound) return holes;
  let known: readonly Statement[] | undefined;
  late.bodies.set(body.start, () => (known ??= pieces.flatMap(({ from, to }) => statementsOf(input, from, to, holes))));
  return [body];
}

/**
 * Whether a text can be the body of a function. The parser is given what is an error behind it, and must say that nothing but this
 * is wrong: so it makes no tree, which would take most of the time.
 */
function isFunctionBody(input: Input, statements: string, late: Late): boolean {
  // In a block that must go on with `finally`: two functions taken for one would close it too soon.
  const text = `${asFunction(`try{${statements}}finally{}`).text}\n)`;
  const result = parse(input, text);
  const [error, ...others] = result.errors;
  // Asked for, or it would stay outside JavaScript's heap until garbage is collected.
  const { body, sourceType } = result.program;
  // `import.meta` is said in modules alone.
  late.esm ||= sourceType === "module";
  return body.length === 0 && others.length === 0 && error?.labels[0]?.start === text.length - 1;
}

/** A body's statements between two offsets, as they are where they stand. */
function statementsOf(input: Input, from: number, to: number, holes: readonly Body[]): readonly Statement[] {
  const { head, text } = asFunction(hollowed(input.text, from, to, holes));
  const [statement] = parse(input, text).program.body;
  const made = statement?.type === "ExpressionStatement" ? statement.expression : undefined;
  const body = made?.type === "FunctionExpression" ? made.body : null;
  if (body?.end !== text.length - 1) throw new RangeError("A function's body cannot be parsed alone.");
  shift(body, from - head.length);
  return body.body;
}

/** Gives a body, or a program, to `parsed` in pieces; false when it cannot be cut into pieces that can be parsed. */
function inPieces(
  input: Input,
  body: Body,
  holes: readonly Body[],
  parsed: (from: number, to: number) => boolean,
): boolean {
  const isProgram = body.start === 0 && body.end === input.text.length;
  const [first, last] = isProgram ? [0, body.end] : [body.start + 1, body.end - 1];
  let [from, tries, hole, leftOut] = [first, 0, 0, 0];
  for (const end of [...body.ends, last]) {
    for (let next = holes[hole]; next && next.end <= end; next = holes[++hole]) leftOut += next.end - next.start;
    const length = end - from - leftOut;
    if (end !== last && length < pieceLength * (1 + tries / 2)) continue;
    if (length > longestParsed) return false;
    if (parsed(from, end)) [from, tries, leftOut] = [end, 0, 0];
    else if (++tries > maxTries) return false;
  }
  return from === last;
}

function parse({ path, lang }: Input, text: string): ParseResult {
  return parseSync(path, text, { lang, sourceType: "unambiguous", preserveParens: false });
}

/** Part of a text, with as many blanks in the place of each hole, so that the rest stands where it did; or with other filling. */
function hollowed(text: string, from: number, to: number, holes: readonly Body[], filling = " "): string {
  let made = "";
  let at = from;
  for (const hole of holes) {
    if (hole.start < at || hole.end > to) continue;
    made += `${text.slice(at, hole.start)}${stub}${filling.repeat(hole.end - hole.start - stub.length - 1)}}`;
    at = hole.end;
  }
  return made + text.slice(at, to);
}

/** Statements as the body of a function in which all of them may be. */
function asFunction(statements: string): { head: string; text: string } {
  const isAsync = /\bawait\b/.test(statements);
  const head = `(${isAsync ? "async " : ""}function${/\byield\b/.test(statements) ? "*" : ""}(){`;
  return { head, text: `${head}${statements}})` };
}

/** Adds `by` to the offsets of a tree. */
function shift(tree: object, by: number): void {
  const queue: object[] = [tree];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (Array.isArray(node)) {
      for (const item of node as readonly unknown[]) if (typeof item === "object" && item !== null) queue.push(item);
      continue;
    }
    const part = node as Record<string, unknown>;
    if (typeof part["start"] === "number") part["start"] += by;
    if (typeof part["end"] === "number") part["end"] += by;
    for (const key in part) {
      const member = part[key];
      if (typeof member === "object" && member !== null) queue.push(member);
    }
  }
}
