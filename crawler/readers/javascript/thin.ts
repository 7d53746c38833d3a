import { parseSync, type FunctionBody } from "oxc-parser";

/** What a tree was parsed from. */
type ParsedText = { path: string; text: string; lang: "ts" | "tsx" | "jsx" };

/** Shorter bodies take less memory than leaving them out would. */
const longBody = 1_000;
const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

type Node = Record<string, unknown> & { type: string; start: number; end: number };

/**
 * Takes the bodies of long functions out of a tree, and adds `by` to its offsets. A body is parsed again when it is asked for, which
 * is when the function is called: of a large bundle most are not.
 */
export function thinOut(tree: object, by: number, from: ParsedText): void {
  const queue: unknown[] = [tree];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (Array.isArray(node)) {
      for (const item of node) if (typeof item === "object" && item !== null) queue.push(item);
      continue;
    }
    const part = node as Node;
    if (typeof part.start === "number") part.start += by;
    if (typeof part.end === "number") part.end += by;
    if (functions.has(part.type)) leaveOutBody(part, by, from);
    for (const member of Object.values(part)) if (typeof member === "object" && member !== null) queue.push(member);
  }
}

function leaveOutBody(node: Node, by: number, from: ParsedText): void {
  const body = node["body"] as Node | null;
  if (body?.type !== "BlockStatement" || body.end - body.start < longBody) return;
  const head = `(${node["async"] === true ? "async " : ""}function${node["generator"] === true ? "*" : ""}()`;
  const [start, end] = [body.start + by, body.end + by];
  let known: FunctionBody | undefined;
  // Not to be seen by who lists what a node has: that would parse it.
  Object.defineProperty(node, "body", { enumerable: false, get: () => (known ??= parseBody(head, start, end, from)) });
}

/** The body of a function that stands in a text. Throws a RangeError where it means nothing without what is around it. */
function parseBody(head: string, start: number, end: number, from: ParsedText): FunctionBody {
  const text = `${head}${from.text.slice(start, end)})`;
  const options = { lang: from.lang, sourceType: "unambiguous", preserveParens: false } as const;
  const [statement] = parseSync(from.path, text, options).program.body;
  const made = statement?.type === "ExpressionStatement" ? statement.expression : undefined;
  const body = made?.type === "FunctionExpression" ? made.body : null;
  if (body?.end !== head.length + end - start) throw new RangeError("A function's body cannot be parsed alone.");
  thinOut(body, start - head.length, from);
  return body;
}
