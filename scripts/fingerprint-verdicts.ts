// Writes classifier/fingerprint.ts from the verdicts on all examples of the rules; with --check only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { canonicalJson, sha256 } from "../catalog/hash.ts";
import { classify } from "../classifier/classify.ts";
import { fingerprint } from "../classifier/fingerprint.ts";
import { rules } from "../classifier/rules/index.ts";

const target = new URL("../classifier/fingerprint.ts", import.meta.url);
const examples = rules.flatMap(({ examples: { match, noMatch } }) => [...match, ...noMatch]);
const verdicts = examples.map(({ server, ...tool }) => ({ ...classify(tool, { server }), ruleset: undefined }));
const found = sha256(canonicalJson(verdicts)).slice(0, 12);

if (found === fingerprint) console.log("classifier/fingerprint.ts is up to date");
else if (process.argv.includes("--check")) {
  console.error("classifier/fingerprint.ts is out of date: run npm run docs and commit the result");
  process.exitCode = 1;
} else {
  writeFileSync(target, readFileSync(target, "utf8").replace(/"[0-9a-f]*"/, `"${found}"`));
  console.log(`wrote ${target.pathname}`);
}
