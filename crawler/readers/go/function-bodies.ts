/** The body of a function that is declared at the top of a file: the offset of its `{`, that behind its `}`, and its row from 0. */
export type Body = { start: number; end: number; row: number };

/** What means something between words: the rest is passed over. */
const marks = new Uint8Array(128);
for (const mark of "\n\"'`/(){}[]") marks[mark.charCodeAt(0)] = 1;

/**
 * The bodies of a file's functions and methods, told by Go's lexical grammar alone (https://go.dev/ref/spec#Lexical_elements): none
 * of its marks mean one thing here and another there. Undefined where brackets or quotes do not match.
 */
export function functionBodies(text: string): Body[] | undefined {
  const bodies: Body[] = [];
  let depth = 0;
  let row = 0;
  /** Whether a function is being declared, and its body is still to come; then the body, until its end. */
  let declares = startsFunction(text, 0);
  let body: Body | undefined;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code >= 128 || marks[code] === 0) {
      at += 1;
      continue;
    }
    const mark = text[at] ?? "";
    if (mark === "/" && text[at + 1] !== "*") {
      at = text[at + 1] === "/" ? orEnd(text, text.indexOf("\n", at)) : at + 1;
      continue;
    }
    const end = mark === "\n" ? at + 1 : tokenEnd(text, at, mark);
    if (end < 0) return undefined;
    if (mark === "\n") {
      row += 1;
      // A declaration ends with its line where no bracket is open: a body begins on the line of the result.
      if (depth === 0) declares = startsFunction(text, end);
    } else if (mark === "(" || mark === "[" || mark === "{") {
      if (mark === "{" && depth === 0 && declares && !isOfType(text, at)) {
        declares = false;
        body = { start: at, end: at, row };
      }
      depth += 1;
    } else if (mark === ")" || mark === "]" || mark === "}") {
      depth -= 1;
      if (depth < 0) return undefined;
      if (depth === 0 && body) {
        bodies.push({ ...body, end });
        body = undefined;
      }
    } else row += linesIn(text, at, end);
    at = end;
  }
  return depth === 0 ? bodies : undefined;
}

const orEnd = (text: string, at: number): number => (at < 0 ? text.length : at);

function startsFunction(text: string, at: number): boolean {
  return text.startsWith("func", at) && (text[at + 4] === " " || text[at + 4] === "(");
}

/** Whether a brace belongs to a type: the result of a function may be `struct{…}` or `interface{…}`. */
function isOfType(text: string, brace: number): boolean {
  let end = brace;
  while (text[end - 1] === " " || text[end - 1] === "\t") end -= 1;
  return /(?:^|\W)(?:struct|interface)$/.test(text.slice(Math.max(0, end - 12), end));
}

/** Where a text, rune or comment ends that starts with a mark; behind any other mark. -1 when it does not end. */
function tokenEnd(text: string, at: number, mark: string): number {
  if (mark === "`" || mark === "/") {
    const close = mark === "/" ? "*/" : mark;
    const end = text.indexOf(close, at + mark.length + close.length - 1);
    return end < 0 ? -1 : end + close.length;
  }
  if (mark !== '"' && mark !== "'") return at + 1;
  for (let next = at + 1; next < text.length && text[next] !== "\n"; next++) {
    if (text[next] === mark) return next + 1;
    if (text[next] === "\\") next += 1;
  }
  return -1;
}

/** How many lines end between two offsets. */
export function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
