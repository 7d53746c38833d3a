import { linearRegexp } from "./linear-regexp.ts";
import { limits, madeText, type Machine } from "./machine.ts";
import { methodTable } from "./method-table.ts";
import { isThing, newArray, newObject, settled, unknown, type Site, type Thing, type Value } from "./value.ts";

type Method = (
  text: string,
  args: (string | number | boolean | null | undefined)[],
) => string | number | boolean | undefined;

/** Methods whose arguments are plain values. Numbers that make text are bounded by the length rule below. */
const plain = {
  trim: (text) => text.trim(),
  trimStart: (text) => text.trimStart(),
  trimEnd: (text) => text.trimEnd(),
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  charAt: (text, [at]) => text.charAt(Number(at ?? 0)),
  charCodeAt: (text, [at]) => text.charCodeAt(Number(at ?? 0)),
  codePointAt: (text, [at]) => text.codePointAt(Number(at ?? 0)),
  at: (text, [at]) => text.at(Number(at ?? 0)),
  slice: (text, [from, to]) => text.slice(number(from), number(to)),
  substring: (text, [from, to]) => text.substring(number(from) ?? 0, number(to)),
  substr: (text, [from, count]) =>
    text.slice(number(from), count === undefined ? undefined : Number(from) + Number(count)),
  startsWith: (text, [part, at]) => text.startsWith(String(part), number(at)),
  endsWith: (text, [part, at]) => text.endsWith(String(part), number(at)),
  includes: (text, [part, at]) => text.includes(String(part), number(at)),
  indexOf: (text, [part, at]) => text.indexOf(String(part), number(at)),
  lastIndexOf: (text, [part]) => text.lastIndexOf(String(part)),
  concat: (text, parts) => text + parts.map(String).join(""),
  normalize: (text, [form]) => text.normalize(/^NFK?[CD]$/.test(String(form)) ? String(form) : "NFC"),
  localeCompare: (text, [other]) => (text < String(other) ? -1 : text > String(other) ? 1 : 0),
} satisfies Record<string, Method>;

function number(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/**
 * Whether a pattern is simple enough to run on a stranger's text: no group, back reference or look-around is repeated, and few
 * repetitions in all, so that matching takes at most quadratic time on a short text.
 */
function safePattern(source: string, text: string): boolean {
  if (source.length > 200 || /\)[*+?{]|\\\d|\(\?(?:[=!]|<[=!])/.test(source)) return false;
  const repeats = source.replace(/\\./g, "").match(/[*+{]/g)?.length ?? 0;
  return repeats === 0 || (repeats === 1 && text.length <= 20_000) || (repeats === 2 && text.length <= 2_000);
}

/** A regular expression that may be run on `text`, or undefined. */
export function safeRegexp(m: Machine, value: Value, text: string): RegExp | undefined {
  if (!isThing(value) || value.kind !== "regexp") return undefined;
  if (!safePattern(value.source, text)) {
    const linear = linearRegexp(value.source, value.flags, text);
    m.steps += linear?.steps ?? 0;
    return linear?.pattern;
  }
  try {
    return new RegExp(value.source, value.flags);
  } catch {
    return undefined;
  }
}

/** The methods of strings. */
export const stringMethods = methodTable((m) => {
  const table = new Map<string, (self: Value, args: Value[], site: Site) => Value>();
  const add = (name: string, run: (text: string, args: Value[], site: Site) => Value): void => {
    table.set(name, (self, given, site) => {
      const text = settled(self);
      if (typeof text !== "string") return unknown("it is computed from a text that is not known", site);
      // Looking through a long text is work too: 64 characters count as one step.
      m.steps += text.length >> 6;
      const made = run(text, given.map(settled), site);
      if (typeof made !== "string") return made;
      return madeText(m, made) ?? unknown("the text is too long", site);
    });
  };
  for (const [name, method] of Object.entries<Method>(plain)) {
    add(name, (text, args, site) => {
      const values = args.filter((arg): arg is Exclude<Value, Thing> => !isThing(arg));
      return values.length === args.length ? method(text, values) : unknown(`${name}() has an unknown argument`, site);
    });
  }
  for (const name of ["toString", "valueOf"]) add(name, (text) => text);
  add("repeat", (text, [count], site) => {
    const times = Number(isThing(count) ? NaN : count);
    return times >= 0 && text.length * times <= limits.text
      ? text.repeat(times)
      : unknown("the text is too long", site);
  });
  for (const [name, method] of [
    ["padStart", "padStart"],
    ["padEnd", "padEnd"],
  ] as const) {
    add(name, (text, [length, fill], site) => {
      const size = typeof length === "number" ? length : NaN;
      return size <= 10_000
        ? text[method](size, typeof fill === "string" ? fill : " ")
        : unknown("the text is too long", site);
    });
  }
  add("split", (text, [by, most], site) => {
    const pattern = safeRegexp(m, by, text);
    if (isThing(by) && !pattern) return unknown("it is split in a way that is not followed", site);
    const parts = by === undefined ? [text] : text.split(pattern ?? plainText(by));
    return newArray(site, parts.slice(0, typeof most === "number" ? Math.min(most, limits.items) : limits.items));
  });
  for (const name of ["replace", "replaceAll"]) {
    add(name, (text, [what, by], site) => replace(m, text, what, by, name === "replaceAll", site));
  }
  add("match", (text, [pattern], site) => {
    const safe = safeRegexp(m, pattern, text);
    const found = safe ? text.match(safe) : undefined;
    if (found === undefined) return unknown("regular expressions of this kind are not run", site);
    return found && matched(found, site);
  });
  add("matchAll", (text, [pattern], site) => {
    const safe = safeRegexp(m, pattern, text);
    if (!safe?.global) return unknown("regular expressions of this kind are not run", site);
    return newArray(
      site,
      [...text.matchAll(safe)].slice(0, limits.items).map((found) => matched(found, site)),
    );
  });
  return table;
});

/** What a match gives: its parts, and those that have names. */
export function matched(found: RegExpMatchArray, site: Site): Value {
  const made = newArray(site, [...found]);
  const groups = found.groups && newObject(site, Object.entries(found.groups));
  made.extras = new Map<string, Value>([
    ["index", found.index],
    ["input", found.input],
    ["groups", groups],
  ]);
  return made;
}

function plainText(value: Value): string {
  return isThing(value) ? "" : String(value);
}

function replace(m: Machine, text: string, what: Value, by: Value, all: boolean, site: Site): Value {
  const pattern = safeRegexp(m, what, text);
  if (isThing(what) && !pattern) return unknown("regular expressions of this kind are not run", site);
  const from = pattern ?? plainText(what);
  if (typeof from === "string" && from === "" && all && text.length > 10_000)
    return unknown("the text is too long", site);
  if (!isThing(by)) {
    const given = String(by);
    if (given.length > 10_000) return unknown("the text is too long", site);
    return all ? text.replaceAll(pattern?.global === false ? "" : from, given) : text.replace(from, given);
  }
  if (by.kind !== "function" && by.kind !== "native") return unknown("it is replaced by something unknown", site);
  const lost: Value[] = [];
  const replacer = (...parts: unknown[]): string => {
    const made = settled(
      m.call(
        by,
        undefined,
        parts.map((part) => (typeof part === "object" ? undefined : (part as Value))),
        site,
      ),
    );
    if (isThing(made)) lost.push(made);
    return String(isThing(made) ? "" : made);
  };
  const made = all ? text.replaceAll(from, replacer) : text.replace(from, replacer);
  return lost.length > 0 ? unknown("it is replaced by something unknown", site) : made;
}
