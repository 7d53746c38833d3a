import type { Machine } from "./machine.ts";
import {
  isThing,
  native,
  newObject,
  presume,
  settled,
  unknown,
  type NativeCall,
  type NativeValue,
  type ObjectValue,
  type Site,
  type Value,
} from "./value.ts";

/** Where a date keeps its time: milliseconds, or what is not known. */
const time = "@@time";
const now = (site: Site): Value => unknown("it depends on the time", site, { truthy: true });

/** What of a date needs no time zone but UTC, where a server is presumed to run. */
const numbers = ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"] as const;
const texts = ["toISOString", "toJSON", "toUTCString"] as const;
const localTexts = ["toLocaleDateString", "toLocaleTimeString", "toLocaleString"] as const;

function dateOf(value: Value): Date | undefined {
  const given = isThing(value) && value.kind === "object" ? settled(value.props.get(time)) : undefined;
  return typeof given === "number" && Number.isFinite(given) ? new Date(given) : undefined;
}

/** A method of dates whose time is known. */
function method(name: string, run: (date: Date, args: Value[], site: Site) => Value): [string, Value] {
  const call: NativeCall = (self, args, site) => {
    const date = dateOf(self);
    return date ? run(date, args, site) : now(site);
  };
  return [name, native(name, call)];
}

/** The year of a date: of one that is not known, this year is presumed. */
const year: NativeCall = (self, _, site) => {
  const date = dateOf(self);
  if (date) return date.getUTCFullYear();
  const why = unknown("it depends on the time", site);
  const isNow = isThing(self) && self.kind === "object" && isThing(self.props.get(time));
  return isNow ? presume(new Date().getUTCFullYear(), why) : why;
};

/** What a date is that was set: code sets dates that it makes of now. */
const changed: NativeCall = (self, _, site) => {
  if (isThing(self) && self.kind === "object") self.props.set(time, now(site));
  return now(site);
};

function prototype(site: Site): ObjectValue {
  const made = newObject(site, [
    method("getTime", (date) => date.getTime()),
    method("valueOf", (date) => date.getTime()),
    ...texts.map((name) => method(name, (date) => date[name]())),
    ...numbers.flatMap((part) =>
      [`get${part}`, `getUTC${part}`].map((name) => method(name, (date) => date[`getUTC${part}`]())),
    ),
    ...localTexts.map((name) => method(name, (date, args, at) => localText(date, name, args, at))),
    method("toString", (_, __, at) => unknown("its text depends on the computer", at)),
  ]);
  for (const name of ["getFullYear", "getUTCFullYear"]) made.props.set(name, native(name, year));
  for (const part of numbers.filter((one) => one !== "Day"))
    for (const name of [`set${part}`, `setUTC${part}`]) made.props.set(name, native(name, changed));
  return made;
}

function localText(date: Date, name: (typeof localTexts)[number], [locale, options]: Value[], site: Site): Value {
  const given = settled(options);
  const chosen: Record<string, unknown> = { timeZone: "UTC" };
  if (isThing(given) && given.kind === "object" && !given.open)
    for (const [key, value] of given.props) chosen[key] = isThing(value) ? undefined : value;
  else if (given !== undefined) return unknown("its text is not known", site);
  try {
    const language = settled(locale);
    return date[name](typeof language === "string" ? language : "en-US", chosen);
  } catch {
    return unknown("its text is not known", site);
  }
}

/** `Date`: what of the time a definition depends on is not known. */
export function dateGlobal(m: Machine, site: Site): NativeValue {
  const proto = prototype(site);
  const make: NativeCall = (_, args, at) => {
    const values = args.map((value) =>
      settled(isThing(value) && value.kind === "object" ? value.props.get(time) : value),
    );
    const plain = values.filter((value) => typeof value === "number" || typeof value === "string");
    const known = args.length > 0 && plain.length === args.length;
    const numbersOnly = plain.filter((value) => typeof value === "number");
    const made = newObject(at, [], m.weak);
    made.proto = proto;
    let value: Value = now(at);
    if (known && plain.length === 1) value = new Date(plain[0] ?? NaN).getTime();
    else if (known && numbersOnly.length === plain.length) value = Date.UTC(...(numbersOnly as [number]));
    made.props.set(time, value);
    return made;
  };
  const props = new Map<string, Value>([
    ["now", native("now", (_, __, at) => now(at))],
    [
      "UTC",
      native("UTC", (_, given, at) => {
        const values = given.map(settled).filter((value) => typeof value === "number");
        return values.length === given.length && values.length > 0 ? Date.UTC(...(values as [number])) : now(at);
      }),
    ],
    [
      "parse",
      native("parse", (_, [text], at) =>
        typeof settled(text) === "string" ? Date.parse(settled(text) as string) : now(at),
      ),
    ],
    ["prototype", proto],
  ]);
  return native("Date", make, props);
}
