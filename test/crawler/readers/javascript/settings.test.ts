import { describe, expect, it } from "vitest";
import { sdk, seen, withTwo } from "./packages.ts";

describe("settings decide what is listed", () => {
  it("yargs, commander and parseArgs: nobody gives options, so their defaults hold", () => {
    const tools = `server.tool("a", "Does a", { x: z.string() }, () => 1);
if (args.extra) server.tool("not", () => 1);
if (args.more) server.tool("b", "Does b", { y: z.string() }, () => 1);`;
    const ways = [
      `import yargs from "yargs"; import { hideBin } from "yargs/helpers";
const options = { extra: { type: "boolean", default: false }, more: { type: "boolean", default: true } };
const args = yargs(hideBin(process.argv)).scriptName("s").options(options).help().parseSync();`,
      `import { Command } from "commander";
const program = new Command().name("s").option("--extra", "more tools").option("--no-more", "fewer tools"); program.parse(process.argv);
const args = program.opts();`,
      `import { parseArgs } from "node:util";
const { values: args } = parseArgs({ options: { extra: { type: "boolean" }, more: { type: "boolean", default: true } } });`,
      `const args = { extra: process.argv.includes("--extra"), more: !process.argv.slice(2).some((arg) => arg === "--less") };`,
      `const config = z.object({ EXTRA: z.coerce.boolean().default(false), MORE: z.string().optional().transform((text) => text !== "no") }).parse(process.env);
const args = { extra: config.EXTRA, more: config.MORE };`,
      `import meow from "meow"; const { flags: args } = meow("Usage", { importMeta: import.meta, flags: { extra: { type: "boolean" }, more: { type: "boolean", default: true } } });`,
      `import { Command, Flags } from "@oclif/core";
class Serve extends Command { static flags = { extra: Flags.boolean({ default: false }), more: Flags.boolean({ default: true }) }; async run() { const { flags } = await this.parse(Serve); return flags; } }
const args = await new Serve().run();`,
      `const args = { extra: process.env.EXTRA === "true", more: process.env.MORE !== "false" };`,
      `const args = { extra: process.env.AUTH_MODE === "oauth", more: process.env.DB_CONNECTION_STRING !== undefined };`,
      `const args = { extra: (process.env.SETS ?? "base").split(",").includes("extra"), more: (process.env.SETS || "base,more").split(",").map((set) => set.trim()).includes("more") };`,
      `const sets = new Set(process.env.SETS ? process.env.SETS.split(",") : ["more"]); const args = { extra: sets.has("extra"), more: sets.has("more") };`,
    ];
    for (const way of ways) expect([way, seen(`${sdk}${way}\n${tools}`)]).toEqual([way, withTwo]);
  });

  it("a command that starts the server", () => {
    expect(
      seen(`${sdk}
import { program } from "commander";
program.command("serve").option("-e, --extra", "more").action(async (options) => {
  server.tool("a", "Does a", { x: z.string() }, () => 1);
  if (options.extra) server.tool("not", () => 1);
  server.tool("b", "Does b", { y: z.string() }, () => 1);
});
program.parseAsync();`),
    ).toEqual(withTwo);
  });

  it("a command of citty", () => {
    expect(
      seen(`${sdk}
import { defineCommand, runMain } from "citty";
runMain(defineCommand({ args: { extra: { type: "boolean" }, more: { type: "boolean", default: true } }, async run({ args }) {
  server.tool("a", "Does a", { x: z.string() }, () => 1);
  if (args.extra) server.tool("not", () => 1);
  if (args.more) server.tool("b", "Does b", { y: z.string() }, () => 1);
} }));`),
    ).toEqual(withTwo);
  });

  it("files of the user are presumed not to be there", () => {
    const ways = [
      `const load = () => { try { return JSON.parse(fs.readFileSync(path.join(os.homedir(), ".s.json"), "utf8")); } catch { return { sets: ["a", "b"] }; } };`,
      `let sets = ["a", "b"]; try { ({ sets } = JSON.parse(await fs.promises.readFile("/etc/s.json", "utf8"))); } catch {} const load = () => ({ sets });`,
      `const load = () => { let kind = "plain"; try { const text = fs.readFileSync("/proc/1/cgroup", "utf8"); if (text.includes("docker")) kind = "docker"; else if (text.includes("kube")) return { sets: ["not"] }; } catch {} return { sets: kind === "plain" ? ["a", "b"] : ["not"] }; };`,
      `async function has(file) { try { await fs.promises.access(file); return true; } catch { return false; } } const found = await has(path.resolve(process.cwd(), "s.json")); const load = () => ({ sets: found ? ["not"] : ["a", "b"] });`,
    ];
    for (const way of ways)
      expect([
        way,
        seen(`${sdk}import fs from "fs"; import os from "os"; import path from "path";\n${way}
for (const name of load().sets) server.tool(name, "Does " + name, { [name === "a" ? "x" : "y"]: z.string() }, () => 1);`),
      ]).toEqual([way, withTwo]);
  });

  it("what was not found for want of settings does not stop the server", () => {
    expect(
      seen(`${sdk}import fs from "fs"; import os from "os"; import path from "path";
function load() { const file = path.join(os.homedir(), ".s.json"); if (fs.existsSync(file)) { const found = JSON.parse(fs.readFileSync(file, "utf8")); if (found.token) return found; } return null; }
const valid = (config) => { if (!config) return false; return Boolean(config.token); };
function main() { if (!valid(load())) { throw new Error("log in first"); } for (const [name, key] of [["a", "x"], ["b", "y"]]) server.tool(name, "Does " + name, { [key]: z.string() }, () => 1); }
main();`),
    ).toEqual(withTwo);
  });

  it("a server that stops without its settings is read as if it had them", () => {
    expect(
      seen(`${sdk}
function stop(message) { console.error(message); process.exit(1); }
const config = process.env.CONFIG_FILE;
if (!config) { console.error("no config"); process.exitCode = 1; }
async function main() {
  if (!process.env.WORKSPACE) { console.error("Set WORKSPACE"); process.exit(1); return; }
  const region = process.env.REGION ?? stop("no region");
  server.tool("a", "Does a", { x: z.string() }, () => 1);
  server.tool("b", "Does b", { y: z.string() }, () => 1);
}
main().catch((error) => { console.error(error); process.exit(1); });`),
    ).toEqual(withTwo);
  });
});

describe("what fails when a server starts without settings", () => {
  const config = `function load() { const dir = process.env.WORKSPACE_DIR; if (!dir) throw new Error("WORKSPACE_DIR is not set"); return dir; }`;

  it("is recovered from where the package puts something in its place", () => {
    expect(
      seen(`${sdk}${config}
let x = "a"; try { x = load(); } catch (error) { x = "x"; }
const text = await fetch("https://example.com").then((answer) => answer.text()).catch(() => "Does b");
server.tool("a", "Does a", { [x]: z.string() }, () => 1);
server.tool("b", text, { y: z.string() }, () => 1);`),
    ).toEqual(withTwo);
  });

  it("does not matter where the package only says so, or would do nothing", () => {
    const tools = `server.tool("a", "Does a", { x: z.string() }, () => 1); server.tool("b", "Does b", { y: z.string() }, () => 1);`;
    for (const handler of [
      "console.error(error)",
      "console.error(error); process.exit(1)",
      "return 1",
      "failed = true; return;",
    ])
      expect(
        seen(`${sdk}${config} let failed = false;
async function main() { try { const dir = load(); ${tools} } catch (error) { ${handler} } }
main();`),
      ).toEqual(withTwo);
  });
});
