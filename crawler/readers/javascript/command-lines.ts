import { escape, type Machine } from "./machine.ts";
import { allOptions, declareOption } from "./settings.ts";
import {
  isThing,
  newArray,
  newObject,
  presume,
  settled,
  unknown,
  type ObjectValue,
  type Site,
  type UnknownValue,
  type Value,
} from "./value.ts";

/** Packages that take all options of a command line in one table, and give their values in one object. */
const modules = /^(?:meow|citty|@oclif\/core)$/;

/**
 * A call of meow, citty or oclif. meow gives `flags`; citty calls `run({ args })` of the command that it is given; what oclif's
 * `Flags.boolean({ default })` says is read where the command parses itself (`parsedFlags`). Undefined when it is none of them.
 */
export function commandLineCall(m: Machine, module: string, path: readonly string[], args: Value[], site: Site): Value {
  if (!modules.test(module)) return undefined;
  const [first] = args;
  if (module === "@oclif/core") return path.at(-2) === "Flags" && isObject(first) ? first : undefined;
  const config = module === "meow" ? args.find(isObject) : first;
  if (!isObject(config)) return undefined;
  declareOption(m, "options", [m.get(config, module === "meow" ? "flags" : "args", site)], site);
  if (module === "meow")
    return newObject(site, [
      ["flags", allOptions()],
      ["input", presume(newArray(site, []), unknown("it depends on the command line"))],
      ["pkg", unknown("it is the package's manifest", site, { truthy: true })],
    ]);
  if (path.at(-1) === "defineCommand") {
    const given = newObject(site, [
      ["args", allOptions()],
      ["rawArgs", presume(newArray(site, []), unknown("it depends on the command line"))],
    ]);
    escape(m, [m.get(config, "run", site)], given);
  }
  return undefined;
}

/**
 * What a parser of command lines does with what is registered with it: commander's `action(fn)` and the handler of yargs'
 * `command(name, text, builder, handler)`, or `command({ builder, handler })`, get the options, after the builder has declared
 * them. Gives the arguments that are left.
 */
export function registerCommand(m: Machine, method: string, args: Value[], parser: Value, site: Site): Value[] {
  if (method === "action") {
    escape(m, args, allOptions());
    return [];
  }
  if (method !== "command") return args;
  const [first, , third, fourth] = args;
  const [builder, handler] = isObject(first)
    ? [m.get(first, "builder", site), m.get(first, "handler", site)]
    : [third, fourth];
  if (isObject(builder)) declareOption(m, "options", [builder], site);
  else escape(m, [builder], parser);
  escape(m, [handler], allOptions());
  return [];
}

/** Whether a value is what yargs' methods give: yargs again, whose `argv` and `parse()` are the options. */
export function isYargs(value: UnknownValue): boolean {
  return /the package yargs(?:\/yargs)?$/.test(value.why);
}

/** What oclif's `this.parse(Command)` gives: the defaults that the command's class declares. Undefined when it is another `parse`. */
export function parsedFlags(m: Machine, [command]: Value[], site: Site): Value {
  if (!isThing(command) || command.kind !== "function") return undefined;
  const declared = m.get(command, "flags", site);
  if (!isObject(declared)) return undefined;
  const flags = newObject(site);
  for (const key of declared.props.keys()) {
    const value = settled(m.get(m.get(declared, key, site), "default", site));
    const known = isThing(value) && (value.kind === "unknown" || value.kind === "function") ? undefined : value;
    flags.props.set(key, presume(known, unknown(`it depends on the option --${key}`)));
  }
  return newObject(site, [
    ["flags", flags],
    ["args", newObject(site)],
  ]);
}

function isObject(value: Value): value is ObjectValue {
  return isThing(value) && value.kind === "object";
}
