import { spawnSync } from "node:child_process";

const count = 50_000;

/** Makes many requests from our own OpenAPI document: no error of ours, no hang, and answers as declared. */
export function bench(args: string[]): number {
  const began = performance.now();
  const run = spawnSync("npx", ["vitest", "run", "test/api/openapi-fuzz.test.ts"], {
    env: { ...process.env, FUZZ_REQUESTS: args[0] ?? String(count) },
    stdio: "inherit",
  });
  console.log(`${args[0] ?? count} requests, ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  return run.status ?? 1;
}
