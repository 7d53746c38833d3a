/**
 * How deep a program nests, told without parsing it. The parser recurses on the native stack, where an overflow ends the whole
 * process: measured on an 8 MB stack it survives 2,000 nested functions and 4,000 chained `?:`, `=>`, `else if` or labels, and four
 * times as many unary and binary operators. Strings, comments and regular expressions are skipped as JavaScript's lexical grammar
 * has it (ECMA-262, section 12). Where a quote may be plain text or the start of a string (JSX, a slash after a block, HTML-like
 * comments), the answer is `unclear`.
 */
const maxNesting = 1_000;
const maxChain = 50_000;
const maxElse = 2_500;

/** Operators and words nest where they are chained; links of a chain such as `a.b().c` take less of the stack each. */
const weightOf = { heavy: 20, light: 5, link: 4 } as const;
const heavy = new Set(["?", "=", ":", "<"]);
const light = new Set(["!", "~", "+", "-", "*", "/", "%", "&", "|", "^"]);
const keywords =
  "else|if|for|while|do|with|new|await|async|typeof|void|delete|yield|keyof|readonly|infer|unique|extends|throw|in|instanceof|as|satisfies";
const starts = "const|let|var|export|import|interface|type|return|class|enum";
/** What stands before an operand: after these, a slash starts a regular expression and a word starts no statement. */
const beforeOperand =
  /(?<![\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|instanceof|do|else|yield|await|extends|keyof|as|satisfies|is|infer|readonly|unique|default|asserts|import)$/;
// Names and numbers are most of a program and mean nothing here: only whole words that do are matched.
const tokens = new RegExp(
  [
    /["']|\/\/|\/\*|<!--|-->/.source,
    `(?<![\\w$])(?:(${starts})|(${keywords}))(?![\\w$])`,
    /[`?=:<!~+\-*/%&|^;,.(){}[\]]/.source,
  ].join("|"),
  "g",
);

const weights = new Uint8Array(128);
for (const char of light) weights[char.charCodeAt(0)] = weightOf.light;
for (const char of heavy) weights[char.charCodeAt(0)] = weightOf.heavy;
for (const char of ".)]`") weights[char.charCodeAt(0)] = weightOf.link;

/** Whether a text has so few brackets, operators and words that no order of them nests too deeply: most files, at a glance. */
export function isPlainlyFlat(text: string): boolean {
  let brackets = 0;
  let weight = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isLetter = code >= 97 && code <= 122;
    if (isLetter && !inWord) weight += weightOf.heavy;
    inWord = isLetter;
    if (code < 128) weight += weights[code] ?? 0;
    if (code === 40 || code === 91 || code === 123) brackets += 1;
    if (brackets > maxNesting || weight > maxChain) return false;
  }
  return true;
}

/** How deep a program nests: `flat` ones can be given to the parser, `deep` ones cannot. `jsx`: whether it may have JSX in it. */
export function nestingOf(text: string, jsx: boolean): "flat" | "deep" | "unclear" {
  if (isPlainlyFlat(text)) return "flat";
  // One count of chained operators for every open bracket; templates nest like brackets and their text is skipped.
  const counts = [0];
  // `if (a) b; else if (c) d;` goes on after its semicolon: these are counted until the bracket closes.
  const elses = [0];
  const open: string[] = [];
  const heads: boolean[] = [];
  let headClosed = -1;
  let comment = { start: -1, end: -1 };
  let chain = 0;
  let brackets = 0;
  const add = (weight: number): void => {
    chain += weight;
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + weight;
  };
  const reset = (): void => {
    chain -= counts.at(-1) ?? 0;
    counts[counts.length - 1] = 0;
  };
  const enter = (mark: string): void => {
    open.push(mark);
    counts.push(0);
    elses.push(0);
    brackets += 1;
  };
  const leave = (): void => {
    if (open.length === 0) return;
    reset();
    counts.pop();
    elses.pop();
    open.pop();
    brackets -= 1;
  };
  const before = (at: number): { char: string; isOperand: boolean } => {
    let end = at;
    while (end > 0) {
      if (end === comment.end) end = comment.start;
      else if (/\s/.test(text[end - 1] ?? "")) end -= 1;
      else break;
    }
    const char = text[end - 1] ?? "";
    if (char === ")") return { char, isOperand: end - 1 !== headClosed };
    if (/[\])}"'`]/.test(char)) return { char, isOperand: true };
    if (/[\w$\u0080-\uffff]/.test(char))
      return { char, isOperand: !beforeOperand.test(text.slice(Math.max(0, end - 12), end)) };
    return { char, isOperand: /\+\+$|--$/.test(text.slice(Math.max(0, end - 2), end)) || char === "!" };
  };
  tokens.lastIndex = text.startsWith("#!") ? Math.max(0, text.indexOf("\n")) : 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token, start, keyword] = match;
    if (
      token === "<!--" ||
      (token === "-->" && /(?:^|[\n\r\u2028\u2029])\s*$/.test(text.slice(Math.max(0, match.index - 100), match.index)))
    )
      return "unclear";
    if (token === '"' || token === "'") {
      const end = quoteEnd(text, tokens.lastIndex);
      // Not a string of JavaScript: text of JSX, or an error.
      if (end < 0) return "unclear";
      tokens.lastIndex = end;
    } else if (token === "//" || token === "/*") {
      const end = token === "//" ? lineEnd(text, tokens.lastIndex) : text.indexOf("*/", tokens.lastIndex) + 2;
      if (end === 1) return "unclear";
      tokens.lastIndex = end;
      const follows = comment.end >= 0 && text.slice(comment.end, match.index).trim() === "";
      comment = { start: follows ? comment.start : match.index, end: tokens.lastIndex };
    } else if (token === "/") {
      const { char, isOperand } = before(match.index);
      if (char === "}") return "unclear";
      // `a! / b` is a division in TypeScript, and `!/re/` is not: one that can be told from the other only by parsing.
      if (char === "!") return "unclear";
      if (isOperand) add(weightOf.light);
      else tokens.lastIndex = regexpEnd(text, tokens.lastIndex);
    } else if (token === "`" || (token === "}" && open.at(-1) === "${")) {
      if (token === "}") leave();
      const end = templateEnd(text, tokens.lastIndex);
      tokens.lastIndex = end.at;
      if (end.hole) enter("${");
      else add(weightOf.link);
    } else if (token === "(" || token === "[" || token === "{") {
      heads.push(
        token === "(" &&
          /(?<![\w$.])(?:if|while|for|with|for\s+await)\s*$/.test(
            text.slice(Math.max(0, match.index - 20), match.index),
          ),
      );
      enter(token);
    } else if (token === ")" || token === "]" || token === "}") {
      if (heads.pop()) headClosed = match.index;
      leave();
      add(weightOf.link);
    } else if (token === ";" || token === ",") reset();
    else if (start !== undefined) {
      if (before(match.index).isOperand) reset();
    } else if (heavy.has(token) || keyword !== undefined) {
      if (jsx && token === "<" && !before(match.index).isOperand) return "unclear";
      add(weightOf.heavy);
      if (keyword === "else") elses[elses.length - 1] = (elses.at(-1) ?? 0) + 1;
    } else if (light.has(token)) add(weightOf.light);
    else if (token === ".") add(weightOf.link);
    if (brackets > maxNesting || chain > maxChain || (elses.at(-1) ?? 0) > maxElse) return "deep";
  }
  return "flat";
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}

/** Where a line ends that has `from` in it. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** Where a text in quotes ends whose first quote stands before `from`; -1 when its line ends first. */
export function quoteEnd(text: string, from: number): number {
  const quote = text.charCodeAt(from - 1);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 92) at += text.startsWith("\r\n", at + 1) ? 2 : 1;
    else if (code === 10 || code === 13) return -1;
  }
  return -1;
}

/** Where a regular expression ends that starts before `from`: at its slash, or where its line does. */
export function regexpEnd(text: string, from: number): number {
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) return at + 1;
    else if (char === "\n" || char === "\r" || char === "\u2028" || char === "\u2029") return at;
  }
  return text.length;
}

/** Where a template's text ends: after its closing back tick, or after the `${` of its next hole. */
export function templateEnd(text: string, from: number): { at: number; hole: boolean } {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === "`") return { at: at + 1, hole: false };
    else if (char === "$" && text[at + 1] === "{") return { at: at + 2, hole: true };
  }
  return { at: text.length, hole: false };
}
