import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "../built.ts";
import type { Measured } from "./extract/measure.ts";
import { samples } from "./extract/samples.ts";

// Prints how fast the package readers are next to the bare parser on the same files, and what one package costs at most. Each
// package is read in a process of its own, so that its memory is its own; seconds are of that process, not of the clock.

/** Of the bare parser's speed, over all made packages of a language. */
const leastRatio = 0.6;
const mostSeconds = 10;
const mostMegabytes = 500;

type Result = Measured & { what: string };

function measured(what: string, rounds: number): Result | undefined {
  const script = fileURLToPath(new URL("extract/measure.ts", import.meta.url));
  const run = spawnSync(process.execPath, ["--import", "tsx", script, what, String(rounds)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (run.status !== 0) return undefined;
  return { what, ...(JSON.parse(run.stdout) as Measured) };
}

const speed = ({ files, characters, read, parse }: Measured): string =>
  `${(characters / 1e6 / read).toFixed(2)} MB/s, ${(files / read).toFixed(0)} files/s, ${(parse / read).toFixed(2)} of the bare parser`;

function line({ what, reader, tools, files, characters, first, megabytes, ...times }: Result): string {
  const name = what
    .split("+")
    .map((path) => path.slice(path.lastIndexOf("/") + 1))
    .join("+");
  const rate = files === 0 ? "nothing parsed" : speed({ reader, tools, files, characters, first, megabytes, ...times });
  return `${name}: ${tools} tools (${reader}), ${files} files, ${(characters / 1e6).toFixed(2)} MB: ${rate}; first reading ${first.toFixed(1)} s, ${megabytes.toFixed(0)} MB`;
}

/** Runs the benchmark over made packages, and over the folders and archives that are given; 1 when a limit is not held. */
export function bench(given: string[]): number {
  build();
  const failed: string[] = [];
  const results: Result[] = [];
  for (const what of [...samples.map(({ name }) => name), ...given]) {
    const result = measured(what, given.includes(what) ? 1 : 40);
    if (!result) {
      failed.push(`${what} was not measured`);
      continue;
    }
    results.push(result);
    console.log(line(result));
    if (result.expected !== undefined && result.tools !== result.expected)
      failed.push(`${what} has ${result.expected} tools`);
    if (result.first > mostSeconds || result.megabytes > mostMegabytes)
      failed.push(`${what} takes more than ${mostSeconds} s or ${mostMegabytes} MB`);
  }
  for (const reader of ["javascript", "python", "go"]) {
    const own = results.filter((one) => one.reader === reader && one.expected !== undefined);
    const sum = (of: "read" | "parse" | "files" | "characters") => own.reduce((all, one) => all + one[of], 0);
    const all = { files: sum("files"), characters: sum("characters"), read: sum("read"), parse: sum("parse") };
    console.log(`${reader}: ${speed({ reader, tools: 0, first: 0, megabytes: 0, ...all })} (limit ${leastRatio})`);
    if (all.parse / all.read < leastRatio) failed.push(`the ${reader} reader is slower than it may be`);
  }
  const slowest = results.reduce((a, b) => (b.first > a.first ? b : a));
  const largest = results.reduce((a, b) => (b.megabytes > a.megabytes ? b : a));
  console.log(`slowest: ${slowest.what}, ${slowest.first.toFixed(1)} s (limit ${mostSeconds})`);
  console.log(`most memory: ${largest.what}, ${largest.megabytes.toFixed(0)} MB (limit ${mostMegabytes})`);
  for (const why of failed) console.log(`failed: ${why}`);
  return failed.length > 0 ? 1 : 0;
}
