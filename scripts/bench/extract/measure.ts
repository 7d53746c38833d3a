import treeSitter from "@vscode/tree-sitter-wasm";
import { parseSync } from "oxc-parser";
import type { Parsed } from "../../../crawler/readers/javascript/parse.ts";
import type { PackageFiles } from "../../../crawler/readers/package-files.ts";
import type * as ReadFiles from "../../../crawler/readers/read-files.ts";
import type * as Syntax from "../../../crawler/readers/syntax.ts";
import { built } from "../../built.ts";
import { inputOf } from "./inputs.ts";

const { readFiles } = await built<typeof ReadFiles>("crawler/readers/read-files");
const { withParser } = await built<typeof Syntax>("crawler/readers/syntax");

/** `first`: seconds and MB of the first reading of the process, which loads the parser too. The other seconds are of one round when the process is warm. */
export type Measured = {
  reader: string;
  tools: number;
  expected?: number;
  files: number;
  characters: number;
  first: number;
  megabytes: number;
  read: number;
  parse: number;
};

/** Seconds of this process: other processes on the machine do not count. */
function seconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

const { Parser } = treeSitter;

/** The files that are parsed while they are read, by path. A reader may leave parts of one blank, and parse these on their own. */
async function parsedFiles(
  files: PackageFiles,
  work: (parsed: Map<string, Parsed>) => Promise<unknown>,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const parsed = new Map<string, Parsed>();
  const begins = (text: string): string => `${text.length} ${text.slice(0, 30)}`;
  const given = new Set<string>();
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back, and called with its object
  const { parse } = Parser.prototype;
  Parser.prototype.parse = function (...args) {
    const [text] = args;
    if (typeof text === "string") given.add(begins(text));
    return parse.apply(this, args);
  };
  try {
    await work(parsed);
  } finally {
    Parser.prototype.parse = parse;
  }
  for (const path of files.paths()) {
    const text = /\.(?:py|go)$/.test(path) ? (files.text(path) ?? "") : "";
    if (text !== "" && given.has(begins(text))) texts.set(path, text);
  }
  for (const [path, one] of parsed) if (one.ok) texts.set(path, one.source.text);
  return texts;
}

/** The parser alone, over the same texts; gives how many statements or trees there were. */
async function parseOnly(reader: string, texts: ReadonlyMap<string, string>): Promise<number> {
  let statements = 0;
  if (reader === "javascript") {
    for (const [path, text] of texts) {
      const lang = /\.[cm]?ts$/.test(path) ? "ts" : path.endsWith(".tsx") ? "tsx" : "jsx";
      // The tree is made when it is asked for.
      statements += parseSync(path, text, { lang, sourceType: "unambiguous", preserveParens: false }).program.body
        .length;
    }
  } else if (reader === "python" || reader === "go")
    await withParser(reader satisfies Syntax.Grammar, (parse) => {
      for (const text of texts.values()) if (parse(text)) statements += 1;
    });
  return statements;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = seconds();
  await work();
  return seconds() - before;
}

/** The median of the second half: by then all is compiled, as in a crawl that reads one package after the other. */
function warm(rounds: readonly number[]): number {
  const late = rounds.slice(rounds.length >> 1).sort((a, b) => a - b);
  return late[late.length >> 1] ?? 0;
}

/** Reads one input `rounds` times, and parses what the reader parsed as often, by turns. */
async function measure(what: string, rounds: number): Promise<Measured> {
  const { files, follow, expected } = await inputOf(what);
  const begun = seconds();
  const found = await readFiles(files, { follow });
  const first = seconds() - begun;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const isLanguage = found.reader !== "manifest" && found.reader !== "readme";
  const texts = isLanguage
    ? await parsedFiles(files, (parsed) => readFiles(files, { follow, parsed }))
    : new Map<string, string>();
  await parseOnly(found.reader, texts);
  const reads: number[] = [];
  const parses: number[] = [];
  for (let round = 0; round < rounds; round++) {
    reads.push(await timed(() => readFiles(files, { follow })));
    parses.push(await timed(() => parseOnly(found.reader, texts)));
  }
  const characters = [...texts.values()].reduce((sum, { length }) => sum + length, 0);
  return {
    reader: found.reader,
    tools: found.tools.length,
    ...(expected === undefined ? {} : { expected }),
    files: texts.size,
    characters,
    first,
    megabytes,
    read: warm(reads),
    parse: warm(parses),
  };
}

const [what = "", rounds = "3"] = process.argv.slice(2);
console.log(JSON.stringify(await measure(what, Number(rounds))));
