import { callAwaited } from "./functions.ts";
import { limits, type Machine } from "./machine.ts";
import { registerCommand } from "./command-lines.ts";
import { allOptions, declareOption } from "./settings.ts";
import {
  isThing,
  native,
  newObject,
  settled,
  textOf,
  type FunctionValue,
  type Site,
  type Value,
  type ZodValue,
} from "./value.ts";
import { parsedYaml } from "./yaml.ts";
import { miniCall, toJsonSchemaCall, zodFromInstance } from "./zod-bundled.ts";

/** Calls into libraries that a bundler copied into the package, known by what their code says. */
export function bundledCall(
  m: Machine,
  callee: FunctionValue,
  self: Value,
  args: Value[],
  site: Site,
): { value: Value } | undefined {
  const [first, second] = args;
  // zod 4 makes its classes with $constructor("ZodString", (instance, def) => …).
  if (typeof first === "string" && /^\$?Zod[A-Z]\w*$/.test(first) && isThing(second) && second.kind === "function") {
    return { value: zodClass(m, first) };
  }
  if (callee.node.end - callee.node.start > limits.items) return undefined;
  const awaited = asyncHelper(m, callee, args, site);
  if (awaited) return awaited;
  const method = commandLineMethod(callee);
  if (method !== undefined) return commandLineCall(m, method, self, args, site);
  const schema = [first, second].find(isZod);
  if (schema) {
    const text = textOf(callee);
    const changed = miniCall(m, text, args, site);
    if (changed !== undefined) return { value: changed };
    if (schema === first) return toJsonSchemaCall(m, callee, text, schema, args, site);
  }
  if (typeof settled(first) === "string" && isYamlParser(callee)) return { value: parsedYaml(m, first, site) };
  return undefined;
}

function isZod(value: Value): value is ZodValue {
  return isThing(value) && value.kind === "zod";
}

/**
 * Helpers of compilers that run a generator as an async function: TypeScript's `__awaiter(this, args, Promise, function* …)`,
 * esbuild's `__async(this, args, function* …)`, and Babel's `_asyncToGenerator(function* …)`, which gives a function.
 */
function asyncHelper(m: Machine, callee: FunctionValue, args: Value[], site: Site): { value: Value } | undefined {
  const body = args.at(-1);
  if (!isThing(body) || body.kind !== "function" || !("generator" in body.node) || !body.node.generator)
    return undefined;
  const text = textOf(callee);
  if (args.length === 1 && /asyncGeneratorStep|new Promise/.test(text))
    return { value: Object.assign(body, { awaited: true }) };
  if (args.length < 3 || !/Promise/.test(text) || !/\bnext\b/.test(text)) return undefined;
  return { value: callAwaited(m, body, args[0], args[1], site) };
}

/**
 * What is inside the methods of a commander (the first seven) or yargs that was copied into the package: texts and names of
 * properties survive minifiers.
 */
const commandLineBodies: [string, RegExp][] = [
  ["action", /_actionHandler\s*=/],
  ["option", /_optionEx\(/],
  ["requiredOption", /_optionEx\(/],
  ["addOption", /_registerOption\(/],
  ["opts", /_storeOptionsAsProperties/],
  ["parse", /_parseCommand\(/],
  ["parseAsync", /_parseCommand\(/],
  ["option", /<string\|object> \[object\]/],
  ["positional", /["']<string> <object>["']/],
  ["default", /<object\|string\|array> \[\*\]/],
  ["command", /<string\|array\|object> \[string\|boolean\]/],
  ["parse", /\[string\|array\] \[function\|boolean\|object\]/],
];

function commandLineMethod(callee: FunctionValue): string | undefined {
  const { home } = callee;
  if (!home) return undefined;
  return commandLineBodies.find(([name, body]) => home.props.get(name) === callee && body.test(textOf(callee)))?.[0];
}

function commandLineCall(m: Machine, method: string, self: Value, args: Value[], site: Site): { value: Value } {
  // commander's `new Option(…)` keeps what it was given.
  const [made] = args;
  if (method === "addOption")
    declareOption(m, "option", [m.get(made, "flags", site), "", m.get(made, "defaultValue", site)], site);
  else declareOption(m, method, args, site);
  registerCommand(m, method, args, self, site);
  return { value: method === "opts" || method.startsWith("parse") ? allOptions() : self };
}

const yamlParser = /expected a single document in the stream|\.toJS\(Object\.assign\(\{\s*reviver/;
const longestParser = 2_000;

/** Whether a function is `load` of a js-yaml, or `parse` of a yaml, that was copied into the package. */
function isYamlParser(callee: FunctionValue): boolean {
  return callee.node.end - callee.node.start < longestParser && yamlParser.test(textOf(callee));
}

function zodClass(m: Machine, name: string): Value {
  const make = native(name, (_, args, site) => {
    const zod = zodFromInstance(m, make, args, site);
    return (
      zod ??
      newObject(site, [
        ["_def", args[0]],
        ["zodClass", name],
      ])
    );
  });
  return make;
}
