import { lineEnd, quoteEnd, regexpEnd, templateEnd } from "./nesting.ts";

/** The body of a function, from its `{` to behind its `}`. `ends`: where statements of its own end, in order. */
export type Body = { start: number; end: number; inner: Body[]; ends: number[] };

/** Whether a word was said whose bracket is still to come, and whether that makes a value or declares something. */
type Awaited = "no" | "declaration" | "value";

/** A bracket that is open. Braces of TypeScript's types and declarations count as objects or blocks. */
type Level = {
  kind: "block" | "body" | "class" | "object" | "hole" | "paren" | "control" | "head" | "bracket";
  start: number;
  /** Whether it makes a value: behind it a slash divides. */
  value: boolean;
  /** How many `?` wait for their colon. */
  conditions: number;
  /** `function` waits for its parameters, and `class` for its body. */
  fn: Awaited;
  cls: Awaited;
  /** Whether parameters were closed here: of a declaration, of a value, or of a method. */
  head: Awaited;
  /** Whether a colon followed these: a type, then the body. */
  typed: boolean;
  /** How many bodies were complete when it was opened; how long those in it are together, and how deep they are in each other. */
  bodies: number;
  inner: number;
  deep: number;
  ends: number[];
};

/** Ends are noted this far from each other: they are where a text may be cut, not a list of statements. */
const betweenEnds = 16_000;
/** How deep bodies in bodies are told apart: each is parsed with blanks as long as those in it. */
const maxInner = 12;

const word = 1;
const digit = 2;
const space = 3;
/** What a character is; the rest are marks. Letters outside ASCII, `#` of private names and `\` of escapes belong to words. */
const classes = new Uint8Array(128);
for (const char of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$#\\") classes[char.charCodeAt(0)] = word;
for (const char of "0123456789") classes[char.charCodeAt(0)] = digit;
for (const char of "\t\n\v\f\r ") classes[char.charCodeAt(0)] = space;

/** Words behind which an operand comes: there a slash starts a regular expression, and a brace an object. */
const operators = "return typeof case in delete void throw new instanceof yield await extends";
const meanings = new Map<string, "operator" | "default" | "control" | "starts" | "function" | "class" | "async">([
  ...operators.split(" ").map((one) => [one, "operator"] as const),
  ...["if", "while", "for", "with", "switch", "catch"].map((one) => [one, "control"] as const),
  ...["do", "else", "try", "finally"].map((one) => [one, "starts"] as const),
  ...(["default", "function", "class", "async"] as const).map((one) => [one, one] as const),
]);
/** Which words may be among these, by first letter and length: most are not. */
const maybe = new Uint8Array(128 * 16);
for (const one of meanings.keys()) maybe[one.charCodeAt(0) * 16 + one.length] = 1;

const declares = /\s*(?:var|let|const|async\s+function|function|class|import|export)(?![\w$])/y;

const goesOn = /\s*(?:else|while)(?![\w$])/y;

function classOf(code: number): number {
  // Behind the end of the text there is no number, and nothing.
  if (!(code >= 128)) return classes[code] ?? 0;
  return code === 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff ? space : word;
}

/** Where a word or number ends that starts at `at`. */
function wordEnd(text: string, at: number, code: number): number {
  let end = at + 1;
  let kind = classOf(text.charCodeAt(end));
  while (kind === word || kind === digit) kind = classOf(text.charCodeAt(++end));
  if (classOf(code) !== digit || text.charCodeAt(end) !== 46) return end;
  // The point of a number, and what is behind it.
  kind = classOf(text.charCodeAt(++end));
  while (kind === word || kind === digit) kind = classOf(text.charCodeAt(++end));
  return end;
}

function newLevel(kind: Level["kind"], start: number, value: boolean, bodies: number): Level {
  return {
    kind,
    start,
    value,
    conditions: 0,
    fn: "no",
    cls: "no",
    head: "no",
    typed: false,
    bodies,
    inner: 0,
    deep: 0,
    ends: [],
  };
}

/**
 * The bodies of functions that have at least `least` characters of their own, and those inside them, found in one pass without parsing; the
 * top is the whole text, as if it were one. This is a guess that holds for nearly all programs: whether a slash divides, and
 * whether a brace is a block's, only the grammar tells (ECMA-262, section 12). Undefined where brackets or quotes do not match.
 */
export function functionBodies(text: string, least: number, typescript: boolean): Body | undefined {
  const bodies: Body[] = [];
  const open: Level[] = [];
  const top = newLevel("block", 0, false, 0);
  let level = top;
  /** Whether what was read last can be divided, and whether a statement may start here. */
  let operand = false;
  let start = true;
  /** The mark that was read last, `=>` as `a`; the meaning of a word; empty for other operands. */
  let last = ";";
  let closed = level;

  const enter = (kind: Level["kind"], at: number, value = false): void => {
    open.push(level);
    level = newLevel(kind, at, value, bodies.length);
    operand = false;
    start = kind === "block" || kind === "body" || kind === "class";
  };
  const leave = (...allowed: Level["kind"][]): boolean => {
    const outer = open.pop();
    closed = level;
    if (!outer || !allowed.includes(closed.kind)) return false;
    outer.inner += closed.inner;
    outer.deep = Math.max(outer.deep, closed.deep);
    level = outer;
    return true;
  };
  const isMethod = (): boolean =>
    last === ")" && closed.kind === "paren" && (level.kind === "class" || level.kind === "object");
  const forget = (): void => {
    level.fn = level.cls = level.head = "no";
    level.typed = false;
  };

  const openBrace = (at: number): void => {
    const { cls, head, typed } = level;
    if (cls !== "no" && (operand || last === "class" || last === ">")) {
      level.cls = "no";
      enter("class", at, cls === "value");
    } else if (last === "a" || isMethod()) enter("body", at);
    else if (head !== "no" && (typed ? operand || last === ">" : last === ")")) {
      level.head = "no";
      level.typed = false;
      enter("body", at, head === "value");
    } else if (level.kind === "paren" || level.kind === "bracket" || level.kind === "hole") enter("object", at, true);
    else if (start || operand) enter("block", at);
    else enter("object", at, true);
  };
  const closeBrace = (end: number): boolean => {
    if (!leave("block", "body", "class", "object")) return false;
    if (closed.kind === "body") complete(closed, end);
    operand = closed.value;
    start = !operand;
    return true;
  };
  const complete = (body: Level, end: number): void => {
    // What it has besides those in it counts: so there are no more of them than the text is long.
    const own = end - body.start - body.inner;
    if (own < least || body.deep >= maxInner) return;
    level.inner += own;
    level.deep = Math.max(level.deep, body.deep + 1);
    bodies.push({ start: body.start, end, inner: bodies.splice(body.bodies), ends: body.ends });
  };
  const openParen = (at: number): void => {
    const { fn, kind } = level;
    // `class` may be the name of a method.
    if (last === "class") level.cls = "no";
    if (fn !== "no") {
      level.head = fn;
      level.fn = "no";
      enter("head", at);
    } else enter(last === "control" && kind !== "class" && kind !== "object" ? "control" : "paren", at);
  };
  const closeParen = (): boolean => {
    if (!leave("paren", "control", "head")) return false;
    start = closed.kind === "control";
    operand = !start;
    return true;
  };
  const colon = (): void => {
    start = operand = false;
    if (level.conditions > 0) level.conditions -= 1;
    else if (level.head !== "no" || isMethod()) {
      if (level.head === "no") level.head = "declaration";
      level.typed = true;
    } else {
      level.fn = level.cls = "no";
      start = level.kind === "block" || level.kind === "body";
    }
  };
  const readWord = (at: number, end: number, code: number): void => {
    const known = code < 128 && end - at < 16 && maybe[code * 16 + end - at] === 1 && last !== ".";
    const meaning = known ? meanings.get(text.slice(at, end)) : undefined;
    if (meaning === "async") return;
    const isValue = !start && !operand && last !== "default";
    start = meaning === "starts";
    // `void` and `typeof` are said in types too.
    operand = meaning === undefined || (meaning === "operator" && level.typed);
    last = operand ? "" : (meaning ?? "");
    if (!operand && meaning !== "operator" && level.typed) forget();
    if (meaning === "function") level.fn = isValue ? "value" : "declaration";
    else if (meaning === "class") level.cls = isValue ? "value" : "declaration";
  };
  const noteEnd = (at: number): void => {
    if ((level.kind !== "body" && level !== top) || at - (level.ends.at(-1) ?? level.start) < betweenEnds) return;
    // What goes on behind a block may need it; behind a semicolon only a branch or the end of a loop does.
    const next = last === ";" ? goesOn : declares;
    next.lastIndex = at;
    if (next.test(text) === (next === declares)) level.ends.push(at);
  };
  /** A mark that is none of the above; gives where it ends. */
  const readMark = (at: number, mark: string): number => {
    const next = text[at + 1];
    let end = at + 1;
    if (mark === ";") {
      forget();
      level.conditions = 0;
    } else if (mark === ",") level.conditions = 0;
    else if (mark === "?" && (next === "?" || (next === "." && classOf(text.charCodeAt(at + 2)) !== digit))) end += 1;
    else if (mark === "?") level.conditions += 1;
    else if (mark === "=" && next === ">") {
      end += 1;
      level.head = "no";
      level.typed = false;
    } else if ((mark === "+" || mark === "-") && next === mark) end += 1;
    const counts = end > at + 1 && (mark === "+" || mark === "-");
    const asserts = mark === "!" && typescript && operand && next !== "=";
    operand = counts || asserts;
    start = mark === ";";
    last = mark === "=" && end > at + 1 ? "a" : mark === "?" && next === "." ? "." : mark;
    return end;
  };

  let at = text.startsWith("#!") ? lineEnd(text, 0) : 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = classOf(code);
    if (kind === space) {
      at += 1;
      continue;
    }
    if (kind !== 0) {
      const end = wordEnd(text, at, code);
      readWord(at, end, code);
      at = end;
      continue;
    }
    const mark = text[at] ?? "";
    const from = at;
    at += 1;
    if (mark === "/" && text[at] === "/") at = lineEnd(text, at);
    else if (mark === "/" && text[at] === "*") {
      at = text.indexOf("*/", at + 1) + 2;
      if (at === 1) return undefined;
    } else if (mark === '"' || mark === "'" || (mark === "/" && !operand)) {
      at = mark === "/" ? regexpEnd(text, at) : quoteEnd(text, at);
      if (at < 0) return undefined;
      start = false;
      operand = true;
      last = "";
    } else if (mark === "`" || (mark === "}" && level.kind === "hole")) {
      if (mark === "}") leave("hole");
      const end = templateEnd(text, at);
      at = end.at;
      last = "";
      if (end.hole) enter("hole", from);
      else {
        operand = true;
        start = false;
      }
    } else if (mark === "{") {
      openBrace(from);
      last = mark;
    } else if (mark === "(") {
      openParen(from);
      last = mark;
    } else if (mark === "[") {
      enter("bracket", from);
      last = mark;
    } else if (mark === "}" || mark === ")" || mark === "]") {
      if (!(mark === "}" ? closeBrace(at) : mark === ")" ? closeParen() : leave("bracket"))) return undefined;
      if (mark === "]") operand = !(start = false);
      last = mark;
      if (mark === "}" && start) noteEnd(at);
    } else if (mark === ":") {
      colon();
      last = mark;
    } else {
      at = readMark(from, mark);
      if (mark === ";") noteEnd(at);
    }
  }
  return open.length > 0 ? undefined : { start: 0, end: text.length, inner: bodies, ends: top.ends };
}
