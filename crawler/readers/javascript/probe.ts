import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const parser = createRequire(import.meta.url).resolve("oxc-parser");
const seconds = 10;

/**
 * Whether the parser survives a text: tried in a process of its own, which may die, and in a thread there, whose stack is
 * smaller than that of a process. The text is parsed and never run; its tree, which would take much memory, is not asked for.
 */
export function parserSurvives(path: string, text: string, lang: string): boolean {
  const code = `
    const { parentPort, workerData } = require("node:worker_threads");
    const { parseSync } = require(workerData.parser);
    parentPort.postMessage(parseSync(workerData.path, workerData.text, workerData.options).errors.length);`;
  const main = `
    const { Worker } = require("node:worker_threads");
    const [code, parser, path, lang] = process.argv.slice(1);
    const text = require("node:fs").readFileSync(0, "utf8");
    const options = { lang, sourceType: "unambiguous", preserveParens: false };
    new Worker(code, { eval: true, workerData: { parser, path, text, options } }).on("error", () => process.exit(1));`;
  const tried = spawnSync(process.execPath, ["-e", main, code, parser, path, lang], {
    input: text,
    stdio: ["pipe", "ignore", "ignore"],
    timeout: seconds * 1_000,
    env: {},
  });
  return tried.status === 0;
}
