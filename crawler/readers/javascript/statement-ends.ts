import { beforeOperand, regexpEnd, templateEnd } from "./nesting.ts";

const marks = /"(?:[^"\\\n\r]|\\[^])*"|'(?:[^'\\\n\r]|\\[^])*'|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/|[`/(){}[\];]/g;
const statement = /\s*(?:var|let|const|async\s+function|function|class|import|export)(?![\w$])/y;

/**
 * Where statements outside all brackets seem to end, in order. Only a guess: whether a slash behind a bracket divides or starts a
 * regular expression is not told without parsing, and one that is taken wrongly makes brackets of its text.
 */
export function statementEnds(text: string): number[] {
  const ends: number[] = [];
  const open: string[] = [];
  marks.lastIndex = 0;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const [mark] = match;
    if (mark === "`" || (mark === "}" && open.at(-1) === "${")) {
      if (mark === "}") open.pop();
      const end = templateEnd(text, marks.lastIndex);
      marks.lastIndex = end.at;
      if (end.hole) open.push("${");
    } else if (mark === "/") {
      if (!divides(text, match.index)) marks.lastIndex = regexpEnd(text, marks.lastIndex);
    } else if (mark === "(" || mark === "[" || mark === "{") open.push(mark);
    else if (mark === ")" || mark === "]" || mark === "}") open.pop();
    if (open.length > 0 || (mark !== ";" && mark !== "}")) continue;
    statement.lastIndex = marks.lastIndex;
    if (statement.test(text)) ends.push(marks.lastIndex);
  }
  return ends;
}

function divides(text: string, at: number): boolean {
  let end = at;
  while (end > 0 && /\s/.test(text[end - 1] ?? "")) end--;
  const before = text.slice(Math.max(0, end - 12), end);
  return /[\w$\u0080-\uffff]$/.test(before) ? !beforeOperand.test(before) : /[)\]"'`]$/.test(before);
}
