// npm run bench NAME: runs scripts/bench/NAME.ts, which prints its figures and says with its exit code whether they hold.
import { readdirSync } from "node:fs";

const folder = new URL("./bench/", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length))
  .sort();
const [name, ...args] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  console.error(
    `${name === undefined ? "which benchmark?" : `no benchmark "${name}"`} npm run bench ${names.join(" | ")}`,
  );
  process.exitCode = 2;
} else {
  const { bench } = (await import(new URL(`${name}.ts`, folder).href)) as {
    bench: (args: string[]) => Promise<number> | number;
  };
  process.exitCode = await bench(args);
}
