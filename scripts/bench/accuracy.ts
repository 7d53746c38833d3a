import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const score = new URL("../shared/score/", root);
const classify = ["npm", "run", "-s", "mcp-risk", "--", "classify", "--input", "-", "--json"];

/** Prints what the shared scorer says of `mcp-risk classify`: categories first, then threat findings. */
export function bench(): number {
  if (!existsSync(score)) {
    console.log(`accuracy skipped: the labelled data is not at ${fileURLToPath(score)}`);
    return 0;
  }
  const runs = [
    ["classification.mjs", ...classify],
    ["findings.mjs", "data/findings/dev.jsonl", ...classify],
  ];
  let worst = 0;
  for (const [script = "", ...args] of runs) {
    const run = spawnSync(process.execPath, [fileURLToPath(new URL(script, score)), ...args], {
      cwd: fileURLToPath(root),
      stdio: ["ignore", "inherit", "inherit"],
    });
    worst = Math.max(worst, run.status ?? 1);
  }
  return worst;
}
