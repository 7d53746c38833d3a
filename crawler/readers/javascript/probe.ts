import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const parser = createRequire(import.meta.url).resolve("oxc-parser");
const seconds = 10;

/**
 * Whether the parser survives texts, one after the other: tried in a process of its own, which may die, and in a thread there, whose
 * stack is smaller than that of a process. They are parsed and never run; their trees, which would take much memory, are not
 * asked for, and what the parser made of one is freed before the next: only between two turns of the event loop does Node-API
 * free anything.
 */
export function parserSurvives(path: string, texts: readonly string[], lang: string): boolean {
  const code = `
    const { parentPort, workerData } = require("node:worker_threads");
    const { parseSync } = require(workerData.parser);
    const next = (at, errors) => {
      if (at === workerData.texts.length) return parentPort.postMessage(errors);
      const found = parseSync(workerData.path, workerData.texts[at], workerData.options).errors.length;
      globalThis.gc?.();
      setImmediate(next, at + 1, errors + found);
    };
    next(0, 0);`;
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
