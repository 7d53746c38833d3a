import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const parser = createRequire(import.meta.url).resolve("oxc-parser");
const seconds = 10;

/**
 * Whether the parser survives texts, one after the other: tried in a process of its own, which may die, and in a thread there, whose
 * stack is smaller than that of a process. They are parsed and never run; their trees, which would take much memory, are not
 * asked for, and what the parser made of one is freed before the next.
 */
export function parserSurvives(path: string, texts: readonly string[], lang: string): boolean {
  const code = `
    const { parentPort, workerData } = require("node:worker_threads");
    const { parseSync } = require(workerData.parser);
    let errors = 0;
    for (const text of workerData.texts) {
      errors += parseSync(workerData.path, text, workerData.options).errors.length;
      globalThis.gc?.();
    }
    parentPort.postMessage(errors);`;
  const main = `
    const { Worker } = require("node:worker_threads");
    const [code, parser, path, lang] = process.argv.slice(1);
    const texts = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    const options = { lang, sourceType: "unambiguous", preserveParens: false };
    new Worker(code, { eval: true, workerData: { parser, path, texts, options } }).on("error", () => process.exit(1));`;
  const tried = spawnSync(process.execPath, ["--expose-gc", "-e", main, code, parser, path, lang], {
    input: JSON.stringify(texts),
    stdio: ["pipe", "ignore", "ignore"],
    timeout: seconds * 1_000,
    env: {},
  });
  return tried.status === 0;
}
