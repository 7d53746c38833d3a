import { arrayMethods } from "./arrays.ts";
import { errorClasses } from "./errors.ts";
import { deepCopy } from "./copies.ts";
import { dateGlobal } from "./dates.ts";
import { jsonGlobal } from "./json-global.ts";
import { intl } from "./intl.ts";
import { callAwaited } from "./functions.ts";
import { limits, type Machine } from "./machine.ts";
import { makeMap, mapMethods } from "./maps.ts";
import { makeProxy } from "./proxies.ts";
import { makeParameters, makeUrl } from "./urls.ts";
import { objectGlobal, objectPrototype, table } from "./object-global.ts";
import { encodings } from "./encodings.ts";
import { maths, plainGlobal, textOfCodes } from "./plain-globals.ts";
import { makeRegexp } from "./regexps.ts";
import { reflectGlobal } from "./reflect.ts";
import { promiseMembers, timerGlobals } from "./promises.ts";
import { processGlobal } from "./settings.ts";
import { stringMethods } from "./strings.ts";
import { toText } from "./text-of.ts";
import {
  isThing,
  native,
  newArray,
  newObject,
  presumedTruth,
  settled,
  truth,
  unknown,
  type NativeCall,
  type Site,
  type Value,
} from "./value.ts";

function undecided(value: Value): { presumed?: { value: Value } } {
  const presumed = presumedTruth(value);
  return presumed === undefined ? {} : { presumed: { value: presumed } };
}

/** Names that exist without being declared. */
export function makeGlobals(m: Machine): Map<string, Value> {
  const site: Site = { source: { path: "", text: "", lineAt: () => 1 }, offset: 0 };
  const object = objectGlobal(m);
  object.props?.set("prototype", objectPrototype(m, site));
  const text: NativeCall = (_, args, at) => (args.length === 0 ? "" : toText(m, args[0], at));
  const globals = new Map<string, Value>([
    ["Object", object],
    ["process", processGlobal(m, site)],
    ["JSON", jsonGlobal(m)],
    [
      "Array",
      table(
        "Array",
        {
          isArray: (_, [value], at) => {
            const given = settled(value);
            if (isThing(given) && (given.kind === "unknown" || given.kind === "choice" || given.kind === "external"))
              return unknown("its type is not known", at);
            return isThing(given) && given.kind === "array";
          },
          from: (_, [list, fn], at) => {
            const length = isThing(list) && list.kind === "object" ? settled(list.props.get("length")) : undefined;
            const { items, open } =
              typeof length === "number"
                ? { items: placesOf(m, list, length, at), open: undefined }
                : m.iterate(list, at);
            const made = newArray(at, [...items], open);
            return fn === undefined ? made : m.call(m.get(made, "map", at), made, [fn], at);
          },
          of: (_, items, at) => newArray(at, items),
        },
        (_, items, at) => {
          const [first] = items.map(settled);
          return newArray(at, items.length === 1 && typeof first === "number" ? empty(m, first) : items);
        },
      ),
    ],
    ["Promise", table("Promise", promiseMembers(m))],
    [
      "String",
      table(
        "String",
        {
          fromCharCode: (_, codes, at) => textOfCodes(codes, String.fromCharCode, at),
          fromCodePoint: (_, codes, at) => textOfCodes(codes, String.fromCodePoint, at),
          raw: (_, [strings, ...values], at) => {
            const { items } = m.iterate(m.get(strings, "raw", at), at);
            const parts = items.flatMap((item, index) => [item, index < values.length ? values[index] : ""]);
            return m.call(m.get(newArray(at, parts), "join", at), newArray(at, parts), [""], at);
          },
        },
        text,
      ),
    ],
    [
      "Number",
      table(
        "Number",
        {
          isInteger: (_, [value]) => Number.isInteger(value),
          isFinite: (_, [value]) => Number.isFinite(value),
          isNaN: (_, [value]) => Number.isNaN(value),
          parseInt: (_, [value, base]) => parseInt(String(isThing(value) ? "" : value), Number(base ?? 10)),
          parseFloat: (_, [value]) => parseFloat(String(isThing(value) ? "" : value)),
        },
        (_, [value], at) =>
          isThing(settled(value)) ? unknown("it is computed from something unknown", at) : Number(settled(value)),
      ),
    ],
    [
      "Boolean",
      table(
        "Boolean",
        {},
        (_, [value], at) => truth(value) ?? unknown("it depends on something unknown", at, undecided(value)),
      ),
    ],
    [
      "Symbol",
      table(
        "Symbol",
        { for: (_, [name]) => `@@${typeof name === "string" ? name : ""}` },
        (_, [name], at) => `@@${typeof name === "string" ? name : ""}:${at.offset}`,
      ),
    ],
    ["Reflect", reflectGlobal(m)],
    ["structuredClone", native("structuredClone", (_, [value], at) => deepCopy(m, value, at))],
    ["Date", dateGlobal(m, site)],
    ["URL", native("URL", (_, args, at) => makeUrl(m, args, at))],
    ["URLSearchParams", native("URLSearchParams", (_, args, at) => makeParameters(m, args, at))],
    ["Proxy", native("Proxy", (_, args, at) => makeProxy(m, args, at))],
    [
      "parseInt",
      native("parseInt", (_, [value, base], at) =>
        typeof settled(value) === "string"
          ? parseInt(settled(value) as string, Number(base ?? 10))
          : unknown("it is computed from something unknown", at),
      ),
    ],
    ["__awaiter", native("__awaiter", (_, [self, args, , body], at) => callAwaited(m, body, self, args, at))],
    ["Map", native("Map", (_, [from], at) => makeMap(m, false, from, at))],
    ["WeakMap", native("WeakMap", (_, [from], at) => makeMap(m, false, from, at))],
    ["Set", native("Set", (_, [from], at) => makeMap(m, true, from, at))],
    ["WeakSet", native("WeakSet", (_, [from], at) => makeMap(m, true, from, at))],
    [
      "console",
      native(
        "console",
        () => undefined,
        new Map(["log", "error", "warn", "info", "debug"].map((name) => [name, native(name, () => undefined)])),
      ),
    ],
    ["RegExp", native("RegExp", (_, [pattern, flags], at) => makeRegexp(pattern, flags, at))],
    ["Intl", intl],
    ["NaN", NaN],
    ["Infinity", Infinity],
  ]);
  const prototypes = { Array: arrayMethods(m), String: stringMethods(m), Map: mapMethods(m), Set: mapMethods(m) };
  for (const [name, methods] of Object.entries(prototypes)) {
    const owner = globals.get(name);
    if (!isThing(owner) || owner.kind !== "native") continue;
    owner.props ??= new Map();
    owner.props.set("prototype", newObject(site, methods));
  }
  for (const [name, value] of Object.entries(encodings)) globals.set(name, value);
  for (const name of ["encodeURIComponent", "decodeURIComponent", "encodeURI", "parseFloat", "isNaN"] as const) {
    globals.set(
      name,
      native(name, (_, [value], at) => plainGlobal(name, settled(value), at)),
    );
  }
  for (const [name, value] of [...errorClasses(m), ...timerGlobals(m)]) globals.set(name, value);
  const limitsOf: [string, number][] = [
    ["MAX_SAFE_INTEGER", Number.MAX_SAFE_INTEGER],
    ["MIN_SAFE_INTEGER", Number.MIN_SAFE_INTEGER],
    ["MAX_VALUE", Number.MAX_VALUE],
  ];
  const numbers = globals.get("Number");
  if (isThing(numbers) && numbers.kind === "native")
    for (const [name, value] of limitsOf) numbers.props?.set(name, value);
  globals.set("Math", maths);
  const symbols = globals.get("Symbol");
  if (isThing(symbols) && symbols.kind === "native")
    for (const name of ["iterator", "asyncIterator", "toStringTag"]) symbols.props?.set(name, `@@${name}`);
  const globalObject = newObject(site, globals);
  globalObject.open = unknown("it is a global that is not known");
  globals.set("globalThis", globalObject);
  return globals;
}

/** The items of `{ length, 0: …, 1: … }`. */
function placesOf(m: Machine, list: Value, length: number, site: Site): Value[] {
  const count = Math.min(Math.max(0, Math.floor(length)), limits.items);
  m.steps += count;
  return Array.from({ length: count }, (_, at) => m.get(list, String(at), site));
}

/** What `new Array(length)` has. */
function empty(m: Machine, length: number): Value[] {
  const count = Math.min(Math.max(0, Math.floor(length)), limits.items);
  m.steps += count;
  return Array.from({ length: count }, () => undefined);
}
