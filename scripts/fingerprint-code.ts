// Writes classifier/fingerprint.ts from the code that judges and grades, without its comments; with --check only says whether it is up to
// date.
import { readFileSync, writeFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { sha256 } from "../catalog/hash.ts";
import { fingerprint } from "../classifier/fingerprint.ts";

const target = new URL("../classifier/fingerprint.ts", import.meta.url);
const entries = ["classify.ts", "grade.ts"].map((file) => new URL(file, target));

/** The code of a file and of all of ours that it imports, each file once and in the order of their addresses. */
function codeBehind(files: readonly URL[]): string[] {
  const found = new Map<string, string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    // Its own text is the answer.
    if (found.has(file.href) || file.href === target.href) continue;
    const source = readFileSync(file, "utf8");
    const { code } = transformSync(source, { loader: "ts", minifyWhitespace: true, legalComments: "none" });
    found.set(file.href, code);
    for (const [, path = ""] of code.matchAll(/\bfrom"(\.[^"]+)"/g)) open.push(new URL(path, file));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, code]) => code);
}

const found = sha256(codeBehind(entries).join("\n")).slice(0, 12);

if (found === fingerprint) console.log("classifier/fingerprint.ts is up to date");
else if (process.argv.includes("--check")) {
  console.error("classifier/fingerprint.ts is out of date: run npm run docs and commit the result");
  process.exitCode = 1;
} else {
  writeFileSync(target, readFileSync(target, "utf8").replace(/"[0-9a-f]*"/, `"${found}"`));
  console.log(`wrote ${target.pathname}`);
}
