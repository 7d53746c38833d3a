import { createRequire } from "node:module";
import treeSitter, { type Language, type Node as ParserNode, type Tree } from "@vscode/tree-sitter-wasm";

export type Grammar = "python" | "go";

/** Where a text that is parsed comes from: the text that nodes are part of, and what their offsets and rows differ by in it. */
export type Origin = { text: string; by: number; rows: number };
/** Parses one text; its nodes can be used until the work that parsing was given to is done. Undefined when it cannot be parsed. */
export type Parse = (text: string, origin?: Origin) => Node | undefined;

const { Parser, Language: Languages } = treeSitter;
const require = createRequire(import.meta.url);
const languages = new Map<Grammar, Promise<Language>>();

async function load(grammar: Grammar): Promise<Language> {
  await Parser.init();
  return Languages.load(require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${grammar}.wasm`));
}

/** Does work that parses files of a language. Trees live outside JavaScript's heap, so all are freed when the work is done. */
export async function withParser<T>(grammar: Grammar, work: (parse: Parse) => T): Promise<T> {
  let loading = languages.get(grammar);
  if (!loading) languages.set(grammar, (loading = load(grammar)));
  const language = await loading;
  const parser = new Parser();
  const trees: Tree[] = [];
  try {
    parser.setLanguage(language);
    return work((text, origin = { text, by: 0, rows: 0 }) => {
      const tree = parser.parse(text);
      if (!tree) return undefined;
      trees.push(tree);
      return new Node(tree.rootNode, origin);
    });
  } finally {
    for (const tree of trees) tree.delete();
    parser.delete();
  }
}

/**
 * A node of a syntax tree. What was asked of the parser once is remembered: every question is a call into WebAssembly, and an
 * evaluator asks the same ones again and again.
 */
export class Node {
  readonly type: string;
  readonly startIndex: number;
  /** The line it starts in, from 0. */
  readonly row: number;
  private readonly inner: ParserNode;
  private readonly origin: Origin;
  private knownEnd: number | undefined;
  private knownParts: readonly Node[] | undefined;
  private knownFields: Map<string, Node | null> | undefined;

  constructor(inner: ParserNode, origin: Origin) {
    this.inner = inner;
    this.origin = origin;
    this.type = inner.type;
    this.startIndex = inner.startIndex + origin.by;
    this.row = inner.startPosition.row + origin.rows;
  }

  get endIndex(): number {
    return (this.knownEnd ??= this.inner.endIndex + this.origin.by);
  }

  /** The line it ends in, from 0. */
  get endRow(): number {
    return this.inner.endPosition.row + this.origin.rows;
  }

  get text(): string {
    return this.origin.text.slice(this.startIndex, this.endIndex);
  }

  /** Its children that have a meaning: no punctuation, comments or what the parser could not place. */
  get parts(): readonly Node[] {
    if (this.knownParts) return this.knownParts;
    const made: Node[] = [];
    for (const inner of this.inner.namedChildren) {
      if (!inner) continue;
      const child = new Node(inner, this.origin);
      if (isPart(child)) made.push(child);
    }
    return (this.knownParts = made);
  }

  /** The first of its parts, without asking for the others. */
  get firstPart(): Node | undefined {
    if (this.knownParts) return this.knownParts[0];
    for (let at = 0; ; at++) {
      const inner = this.inner.namedChild(at);
      if (!inner) return undefined;
      const child = new Node(inner, this.origin);
      if (isPart(child)) return child;
    }
  }

  childForFieldName(name: string): Node | null {
    const fields = (this.knownFields ??= new Map<string, Node | null>());
    let found = fields.get(name);
    if (found === undefined) {
      const id = fieldId(this.inner.tree.language, name);
      const inner = id < 0 ? null : this.inner.childForFieldId(id);
      fields.set(name, (found = inner && new Node(inner, this.origin)));
    }
    return found;
  }

  childrenForFieldName(name: string): Node[] {
    return this.inner.childrenForFieldName(name).flatMap((node) => (node ? [new Node(node, this.origin)] : []));
  }
}

const fieldIds = new WeakMap<Language, Map<string, number>>();

/** The number of a field, which the parser would look for in a list each time. */
function fieldId(language: Language, name: string): number {
  let ids = fieldIds.get(language);
  if (!ids) fieldIds.set(language, (ids = new Map<string, number>()));
  let id = ids.get(name);
  if (id === undefined) ids.set(name, (id = language.fieldIdForName(name) ?? -1));
  return id;
}

const isPart = ({ type }: Node): boolean => type !== "comment" && type !== "line_continuation" && type !== "ERROR";

const none: readonly Node[] = [];

/** The parts of a node, if there is one. */
export function parts(node: Node | null): readonly Node[] {
  return node?.parts ?? none;
}

/** The line of a node, from 1. */
export function lineOf(node: Node): number {
  return node.row + 1;
}
