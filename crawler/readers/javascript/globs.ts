import { RE2JS } from "re2js";
import type { Machine } from "./machine.ts";
import { insidePackage, normal, packageRoot, pathText } from "./node-path.ts";
import { pathsOf } from "./resolve.ts";
import { isThing, newArray, settled, type Site, type Value } from "./value.ts";

const modules = /^(?:glob|fast-glob|globby|tinyglobby)$/;
const longestPattern = 300;

/** A call of glob, fast-glob, globby or tinyglobby, over the files of the package. Undefined when its result cannot be known. */
export function globCall(m: Machine, module: string, name: string, [patterns, options]: Value[], site: Site): Value {
  if (!modules.test(module) || !/^(?:|default|glob(?:by)?(?:Sync)?|sync|async)$/.test(name)) return undefined;
  const option = (key: string): Value => (isThing(options) ? settled(m.get(options, key, site)) : undefined);
  const cwd = insidePackage(pathText(option("cwd")) ?? "");
  const wanted = listOf(m, patterns, site).map((pattern) => matcher(pattern, cwd));
  const ignored = listOf(m, option("ignore"), site).map((pattern) => matcher(pattern, cwd));
  const found = new Set<string>();
  for (const one of wanted) {
    if (!one) return undefined;
    for (const path of pathsOf(m.files)) {
      if (!one.matches(path) || ignored.some((other) => other?.matches(path))) continue;
      const relative = path.slice(cwd === undefined || cwd === "" ? 0 : cwd.length + 1);
      found.add(one.absolute || option("absolute") === true ? `${packageRoot}/${path}` : relative);
    }
  }
  m.steps += pathsOf(m.files).size * (wanted.length + ignored.length);
  return wanted.length === 0 ? undefined : newArray(site, [...found].sort());
}

function listOf(m: Machine, patterns: Value, site: Site): Value[] {
  const given = settled(patterns);
  return typeof given === "string" ? [given] : m.iterate(given, site).items;
}

type Matcher = { matches(path: string): boolean; absolute: boolean };

/** What a pattern matches among the paths of the package; undefined when it is not one that is understood here. */
function matcher(pattern: Value, cwd: string | undefined): Matcher | undefined {
  const given = settled(pattern);
  if (typeof given !== "string" || given.length > longestPattern || /[!@+]\(|\[/.test(given)) return undefined;
  const inside = insidePackage(given);
  if (inside === undefined && (given.startsWith("/") || cwd === undefined)) return undefined;
  const full = inside ?? (cwd === "" ? normal(given) : `${cwd ?? ""}/${normal(given)}`);
  const expression = compiled(`^${full.replace(/\*\*\/|\*\*|[^]/g, part)}$`);
  return expression && { matches: (path) => expression.matches(path), absolute: inside !== undefined };
}

/** Undefined for a pattern whose braces do not close. */
function compiled(text: string): RE2JS | undefined {
  try {
    return RE2JS.compile(text);
  } catch {
    return undefined;
  }
}

const special: Record<string, string> = {
  "**/": "(?:.*/)?",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
  "{": "(?:",
  "}": ")",
  ",": "|",
};

function part(text: string): string {
  return special[text] ?? (/\w/.test(text) ? text : `\\${text}`);
}
