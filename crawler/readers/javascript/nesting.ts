/**
 * How deep a program nests, estimated without parsing it. The parser recurses on the native stack, where an overflow ends the whole
 * process: measured on an 8 MB stack it survives 2,000 nested functions and 4,000 chained `?:`, `=>`, `else if` or labels, and four
 * times as many unary and binary operators. The estimate skips strings and comments; a regular expression with a quote in it can
 * mislead it, so whoever reads packages of strangers in bulk should do that in a process that may die.
 */
const maxNesting = 1_000;
const maxChain = 10_000;

const heavy = new Set(["?", "=", ":", "<"]);
const light = new Set(["!", "~", "+", "-", "*", "/", "%", "&", "|", "^"]);
const keywords =
  "else|if|for|while|do|with|new|await|async|typeof|void|delete|yield|keyof|readonly|infer|unique|extends|throw";
const starts = "const|let|var|export|import|interface|type|return|class|enum";
// Names and numbers are most of a program and mean nothing here: only whole words that do are matched.
const tokens = new RegExp(
  [
    /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|\/\/[^\n]*|\/\*[^]*?\*\//.source,
    `(?<![\\w$])(?:(${starts})|(${keywords}))(?![\\w$])`,
    /[`?=:<!~+\-*/%&|^;,(){}[\]]/.source,
  ].join("|"),
  "g",
);

const weights = new Uint8Array(128);
for (const char of light) weights[char.charCodeAt(0)] = 1;
for (const char of heavy) weights[char.charCodeAt(0)] = 4;

/** Whether a text has so few brackets, operators and words that no order of them nests too deeply: most files, at a glance. */
function isPlainlyFlat(text: string): boolean {
  let brackets = 0;
  let weight = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isLetter = code >= 97 && code <= 122;
    if (isLetter && !inWord) weight += 4;
    inWord = isLetter;
    if (code < 128) weight += weights[code] ?? 0;
    if (code === 40 || code === 91 || code === 123) brackets += 1;
    if (brackets > maxNesting || weight > maxChain) return false;
  }
  return true;
}

/** Whether a program nests too deeply to be given to the parser. */
export function isTooDeep(text: string): boolean {
  if (isPlainlyFlat(text)) return false;
  // One count of chained operators for every open bracket; templates nest like brackets and their text is skipped.
  const counts = [0];
  const open: string[] = [];
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
    brackets += 1;
  };
  const leave = (): void => {
    if (open.length === 0) return;
    reset();
    counts.pop();
    open.pop();
    brackets -= 1;
  };
  tokens.lastIndex = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token, start, keyword] = match;
    if (token === "`" || (token === "}" && open.at(-1) === "${")) {
      if (token === "}") leave();
      const end = templateEnd(text, tokens.lastIndex);
      tokens.lastIndex = end.at;
      if (end.hole) enter("${");
    } else if (token === "(" || token === "[" || token === "{") enter(token);
    else if (token === ")" || token === "]" || token === "}") leave();
    else if (token === ";" || token === "," || start !== undefined) reset();
    else if (heavy.has(token) || keyword !== undefined) add(4);
    else if (light.has(token)) add(1);
    if (brackets > maxNesting || chain > maxChain) return true;
  }
  return false;
}

/** Where a template's text ends: after its closing back tick, or after the `${` of its next hole. */
function templateEnd(text: string, from: number): { at: number; hole: boolean } {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === "`") return { at: at + 1, hole: false };
    else if (char === "$" && text[at + 1] === "{") return { at: at + 2, hole: true };
  }
  return { at: text.length, hole: false };
}
