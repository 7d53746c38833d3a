import { isCredential } from "../credentials.ts";
import type { Machine } from "./machine.ts";
import { elsewhere, packageRoot } from "./node-path.ts";
import { isThing, native, newArray, newObject, presume, settled, unknown, type Site, type Value } from "./value.ts";

/** The module name under which `process.env` is kept. */
const environmentModule = "process.env";
/** The module name under which the options of the command line are kept, however a package parses them. */
const argumentsModule = "process.argv";

/** What an environment variable is. */
export function environment(name: string): Value {
  if (isCredential(name)) return unknown(`it is the environment variable ${name}`, undefined, { truthy: true });
  return unknown(`it depends on the environment variable ${name}`, undefined, { presumed: { value: undefined } });
}

/** What an option of the command line is: nobody gives any, so it has its default. */
function argument(m: Machine, name: string): Value {
  const why = unknown(`it depends on the option --${name}`);
  if (name === "_") return presume(newArray(nowhere, []), why);
  const known = settled(m.options.get(name));
  return isThing(known) && known.kind === "unknown" ? known : presume(known, why);
}

/** Whether a value is the environment, of whose variables those that nobody names are presumed not to be there. */
export function isEnvironment(value: Value): boolean {
  return isThing(value) && value.kind === "external" && value.module === environmentModule && value.path.length === 0;
}

/** Whether the environment has a variable. */
export function hasVariable(name: string): Value {
  const value = environment(name);
  return isThing(value) && value.kind === "unknown" ? (value.presumed ? presume(false, value) : true) : false;
}

/** The place of what no file says. */
export const nowhere: Site = { source: { path: "", text: "", lineAt: () => 1 }, offset: 0 };

/** A member of the environment or of the command line; undefined when `module` is neither. */
export function setting(m: Machine, module: string, path: string[], key: string): { value: Value } | undefined {
  if (module !== environmentModule && module !== argumentsModule) return undefined;
  if (path.length > 0) return { value: undefined };
  if (module === argumentsModule && /^(?:opts|optsWithGlobals)$/.test(key)) return { value: native(key, allOptions) };
  return { value: module === environmentModule ? environment(key) : argument(m, key) };
}

/** The options of the command line. */
export function allOptions(): Value {
  return { kind: "external", module: argumentsModule, path: [] };
}

/**
 * Take note of an option that a package declares: yargs' `option("name", { default })` and `options({ name: { default } })`,
 * commander's `option("-n, --name <value>", "text", default)`.
 */
export function declareOption(m: Machine, method: string, args: Value[], site: Site): void {
  const [first] = args;
  if (method === "options" && isThing(first) && first.kind === "object") {
    for (const key of first.props.keys()) declareOption(m, "option", [key, m.get(first, key, site)], site);
    return;
  }
  if (!/^(?:option|requiredOption|positional|default)$/.test(method) || typeof first !== "string") return;
  const flag = /--(no-)?([\w-]+)/.exec(first);
  const details = args.slice(1).find((arg) => isThing(arg) && arg.kind === "object");
  let value = details === undefined ? (method === "default" ? args[1] : args.at(-1)) : m.get(details, "default", site);
  if (flag && details === undefined) value = flag[1] === undefined ? args.slice(2).at(-1) : true;
  if (isThing(value) && value.kind === "function") value = undefined;
  if (value === undefined || m.options.size > 1_000) return;
  const coerce = details === undefined ? undefined : m.get(details, "coerce", site);
  if (isThing(coerce) && coerce.kind === "function") value = m.call(coerce, undefined, [value], site);
  const aliases = details === undefined ? undefined : m.get(details, "alias", site);
  const names = typeof aliases === "string" ? [aliases] : m.iterate(aliases, site).items;
  for (const name of [flag?.[2] ?? first, ...names]) {
    if (typeof name !== "string") continue;
    m.options.set(name, value);
    m.options.set(
      name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    );
  }
}

/** commander's `new Option("-n, --name <value>", "text")`: its methods give itself, and `default(value)` is its default. */
export function declaredOption(m: Machine, [flags]: Value[], site: Site): Value {
  const option = newObject(site);
  for (const method of [
    "default",
    "choices",
    "env",
    "preset",
    "argParser",
    "hideHelp",
    "conflicts",
    "implies",
    "makeOptionMandatory",
  ])
    option.props.set(
      method,
      native(method, (_, [value], at) => {
        if (method === "default") declareOption(m, "option", [flags, "", value], at);
        return option;
      }),
    );
  return option;
}

/** What node:util's `parseArgs` gives when the command line is empty. */
export function parsedArguments(m: Machine, config: Value, site: Site): Value {
  const options = isThing(config) ? m.get(config, "options", site) : undefined;
  const values = newObject(site);
  if (isThing(options) && options.kind === "object") {
    for (const key of options.props.keys()) {
      const given = settled(m.get(m.get(options, key, site), "default", site));
      values.props.set(key, presume(given, unknown(`it depends on the option --${key}`)));
    }
  }
  const known = isThing(options) && options.kind === "object" && options.open === undefined;
  return newObject(site, [
    ["values", known ? values : allOptions()],
    ["positionals", presume(newArray(site, []), unknown("it depends on the command line"))],
  ]);
}

/** The path of the program, as `process.argv` and modules say it. */
export function programPath(m: Machine): string {
  return `${packageRoot}/${m.program}`;
}

/** `process`: a server is run on Linux, without arguments, and goes on where it would have left. */
export function processGlobal(m: Machine, site: Site): Value {
  const argvs = new Map<string, Value>();
  const argv = native("argv", () => {
    const program = programPath(m);
    const known =
      argvs.get(program) ??
      presume(newArray(site, ["/usr/bin/node", program]), unknown("it depends on the command line"));
    argvs.set(program, known);
    return known;
  });
  const made = newObject(site, [
    ["env", { kind: "external", module: environmentModule, path: [] }],
    ["argv", { kind: "accessor", get: argv }],
    ["execArgv", newArray(site, [])],
    ["platform", unknown("it depends on the platform", undefined, { presumed: { value: "linux" } })],
    ["arch", unknown("it depends on the platform", undefined, { presumed: { value: "x64" } })],
    ["version", "v22.0.0"],
    ["versions", newObject(site, [["node", "22.0.0"]])],
    ["cwd", native("cwd", () => unknown(elsewhere[0], undefined, { truthy: true }))],
    [
      "exit",
      native("exit", () => {
        m.exits += 1;
        return undefined;
      }),
    ],
    ["on", native("on", () => undefined)],
    ["once", native("once", () => undefined)],
    [
      "exitCode",
      {
        kind: "accessor",
        set: native("exitCode", () => {
          m.exits += 1;
          return undefined;
        }),
      },
    ],
  ]);
  made.open = unknown("it is a property of process");
  return made;
}
