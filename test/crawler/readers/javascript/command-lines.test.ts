import { expect, it } from "vitest";
import { seen } from "./packages.ts";

// One option has a default, one is off and one is not given: what is listed is what a start without arguments lists.
const start = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import yargs from "yargs"; import { hideBin } from "yargs/helpers";
function start(argv) {
  const server = new McpServer({ name: "s", version: "1" });
  for (const set of argv.sets) server.tool(set, "Does " + set, {}, () => 1);
  if (!argv.readOnly) server.tool("write", "Writes", {}, () => 1);
  if (argv.experimental) server.tool("not", () => 1);
}
`;
const listed = [
  ["core", "Does core", []],
  ["write", "Writes", []],
];

it.each([
  `start(await yargs(hideBin(process.argv)).option("sets", { type: "array", default: ["core"] }).option("read-only", { type: "boolean", default: false }).parse());`,
  `start(yargs(hideBin(process.argv)).options({ sets: { default: ["core"] }, readOnly: { type: "boolean" } }).strict().help().argv);`,
  `start(yargs.usage("x").option("s", { alias: "sets", default: "core", coerce: (text) => text.split(",") }).boolean("experimental").argv);`,
  `yargs(hideBin(process.argv)).command("serve", "Start", (y) => y.option("sets", { default: ["core"] }), async (argv) => { await start(argv); }).parseAsync();`,
  `yargs(hideBin(process.argv)).command("$0", "Start", { sets: { default: ["core"] }, experimental: { type: "boolean" } }, (argv) => start(argv)).parse();`,
  `const command = { command: ["start", "$0"], builder: (y) => y.option("sets", { default: ["core"] }).option("read-only", { default: false }), handler: (argv) => start(argv) };
yargs(hideBin(process.argv)).command(command).demandCommand().argv;`,
  `yargs(hideBin(process.argv)).command({ command: "serve", builder: { sets: { default: ["core"] } }, handler: (argv) => start(argv) }).parse();`,
])("yargs: %s", (way) => {
  expect(seen(start + way)).toEqual(listed);
});

it("commander: a command that asks for the options of the commands around it", () => {
  const program = `import { Command, Option } from "commander"; const program = new Command();
program.addOption(new Option("--sets <sets>", "Sets").default(["core"])).option("--experimental", "More");
program.command("serve", { isDefault: true }).option("--read-only", "No writes", false).action((own, command) => start({ ...command.optsWithGlobals(), ...own }));
program.parseAsync();`;
  expect(seen(start + program)).toEqual(listed);
});
