import { packageRoot } from "./expressions.ts";
import { environment, environmentModule, parsedJson } from "./globals.ts";
import { escape, type Machine } from "./machine.ts";
import { typeboxCall } from "./typebox.ts";
import {
  isThing,
  newArray,
  newObject,
  presume,
  settled,
  unknown,
  type ExternalValue,
  type Site,
  type Value,
} from "./value.ts";
import { zodCall } from "./zod.ts";
import { schemaValue } from "./schema-json.ts";

/** Call something that another package exports: a few packages are known, the rest gets its callbacks and stays unknown. */
export function callExternal(m: Machine, callee: ExternalValue, args: Value[], site: Site): Value {
  const name = callee.path.at(-1) ?? "";
  const { module } = callee;
  if (module.startsWith("node:")) {
    const known = callNode(m, module.slice(5), name, args, site);
    if (known) return known.value;
  }
  const zodAt = callee.path.lastIndexOf("z");
  if (isZodModule(module) || zodAt >= 0) {
    const made = zodCall(m, zodAt >= 0 ? callee.path.slice(zodAt + 1) : callee.path, args, site, module);
    if (made !== undefined) return made;
  }
  const type = callee.path.lastIndexOf("Type");
  if (type >= 0 && /typebox/.test(module)) {
    const made = typeboxCall(m, callee.path.slice(type + 1), args, site);
    if (made) return made;
  }
  if (
    /^(?:zodToJsonSchema|toJsonSchema|toJSONSchema|default)$/.test(name) &&
    isThing(args[0]) &&
    args[0].kind === "zod"
  ) {
    return schemaValue(m, args[0], module === "zod-to-json-schema" ? 3 : m.zodVersion, site);
  }
  if ((module === "minimist" || module === "mri" || module === "yargs-parser") && callee.path.length <= 1) {
    return { kind: "external", module: environmentModule, path: [] };
  }
  if (name === "dedent" || module === "dedent" || module === "ts-dedent" || module === "outdent") {
    const text = dedent(m, args, site);
    if (text !== undefined) return text;
  }
  if (name === "then" || name === "catch" || name === "finally")
    return unknown(`it comes from the package ${module}`, site);
  escape(m, args);
  return unknown(`it is made by the package ${module}`, site, { self: callee });
}

/** `new X(...)` of another package's class. */
export function constructExternal(m: Machine, callee: ExternalValue, args: Value[], site: Site): Value {
  if (callee.module === "node:url") return makeUrl(args, site);
  escape(m, args);
  return unknown(`it is an instance of ${callee.path.at(-1) ?? "a class"} of the package ${callee.module}`, site, {
    truthy: true,
  });
}

/** Whether a module gives zod's functions. */
function isZodModule(module: string): boolean {
  return /^zod(?:\/|$)/.test(module);
}

function dedent(m: Machine, args: Value[], site: Site): Value {
  const [strings, ...values] = args;
  let text = typeof strings === "string" ? strings : "";
  if (isThing(strings)) {
    const { items } = m.iterate(m.get(strings, "raw", site), site);
    for (const [index, item] of items.entries()) {
      const value = index > 0 ? settled(values[index - 1]) : "";
      if (isThing(value) || isThing(item)) return unknown("a part of the text is not known", site);
      text += String(value) + String(item);
    }
  }
  const lines = text.split("\n");
  const indents = lines
    .slice(1)
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines
    .map((line, index) => (index === 0 ? line : line.slice(indent)))
    .join("\n")
    .trim();
}

function callNode(m: Machine, module: string, name: string, args: Value[], site: Site): { value: Value } | undefined {
  const values = args.map(settled);
  const texts = values.filter((value) => typeof value === "string");
  if ((module === "path" || module === "path/posix") && name === "resolve") {
    // What comes before the last absolute path does not matter, and need not be known.
    const from = values.findLastIndex((value) => typeof value === "string" && value.startsWith("/"));
    const rest = values.slice(from).filter((value) => typeof value === "string");
    return from >= 0 && rest.length === values.length - from ? { value: normal(rest.join("/")) } : undefined;
  }
  if (module === "path" || module === "path/posix") return callPath(name, texts, texts.length === values.length);
  if (module === "url" && name === "fileURLToPath") {
    const href = isThing(values[0]) ? m.get(values[0], "href", site) : values[0];
    return typeof href === "string" ? { value: href.replace(/^file:\/\//, "") } : undefined;
  }
  if (module === "url" && name === "pathToFileURL" && typeof values[0] === "string") {
    return { value: newObject(site, [["href", `file://${values[0]}`]]) };
  }
  if (module === "module" && name === "createRequire") {
    const from = typeof values[0] === "string" ? values[0].replace(/^file:\/\//, "") : "";
    return { value: m.requireFrom(insidePackage(from) ?? site.source.path) };
  }
  if (module === "util" && name === "parseArgs") {
    const options = isThing(values[0]) ? m.get(values[0], "options", site) : undefined;
    return {
      value: newObject(site, [
        ["values", optionDefaults(m, options, site)],
        ["positionals", presume(newArray(site, []), unknown("it depends on the command line"))],
      ]),
    };
  }
  if ((module === "fs" || module === "fs/promises") && (name === "readFileSync" || name === "readFile")) {
    const target = isThing(values[0]) ? m.get(values[0], "href", site) : values[0];
    const path = typeof target === "string" ? insidePackage(target.replace(/^file:\/\//, "")) : undefined;
    const text = path === undefined ? undefined : m.files.text(path);
    return text === undefined ? undefined : { value: text };
  }
  if (module === "fs" && name === "existsSync" && typeof values[0] === "string") {
    const path = insidePackage(values[0]);
    return path !== undefined && m.files.text(path) !== undefined ? { value: true } : undefined;
  }
  return undefined;
}

/** What options are when the command line gives none: their defaults, and the settings that a server needs in order to start. */
function optionDefaults(m: Machine, options: Value, site: Site): Value {
  const made = newObject(site);
  if (!isThing(options) || options.kind !== "object") return { kind: "external", module: environmentModule, path: [] };
  for (const key of options.props.keys()) {
    const given = settled(m.get(m.get(options, key, site), "default", site));
    made.props.set(
      key,
      given === undefined ? environment(key) : presume(given, unknown(`it depends on the option --${key}`)),
    );
  }
  return made;
}

/** The path inside the package that a full path means, or undefined when it is elsewhere. */
function insidePackage(path: string): string | undefined {
  const plain = normal(path);
  return plain.startsWith(`${packageRoot}/`) ? plain.slice(packageRoot.length + 1) : undefined;
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return (path.startsWith("/") ? "/" : "") + parts.join("/");
}

function callPath(name: string, texts: string[], all: boolean): { value: Value } | undefined {
  if (!all) return undefined;
  const [first = ""] = texts;
  switch (name) {
    case "join":
      return { value: normal(texts.join("/")) };
    case "dirname":
      return { value: first.includes("/") ? first.slice(0, first.lastIndexOf("/")) || "/" : "." };
    case "basename":
      return { value: first.slice(first.lastIndexOf("/") + 1).replace(texts[1] ?? "", "") };
    case "extname":
      return { value: /\.[^./]*$/.exec(first)?.[0] ?? "" };
    default:
      return undefined;
  }
}

/** `new URL("./file", import.meta.url)`, for files of the package. */
function makeUrl(args: Value[], site: Site): Value {
  const [path, base] = args.map(settled);
  if (typeof path !== "string" || typeof base !== "string" || !base.startsWith("file://")) {
    return unknown("it is a URL", site, { truthy: true });
  }
  const folder = base.slice(7, base.lastIndexOf("/") + 1);
  const full = normal(path.startsWith("/") ? path : folder + path);
  return newObject(site, [
    ["href", `file://${full}`],
    ["pathname", full],
  ]);
}

/** The value of a JSON file of the package. */
export function jsonModule(m: Machine, path: string, site: Site): Value {
  const text = m.files.text(path);
  return text === undefined ? unknown(`${path} is not in the package`, site) : parsedJson(text, site);
}
