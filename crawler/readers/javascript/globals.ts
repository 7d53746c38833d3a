import { isShallow, type Json } from "../../../catalog/tool.ts";
import { fromJson, toJson } from "./json.ts";
import { type Machine } from "./machine.ts";
import { makeMap } from "./maps.ts";
import { entriesOf, objectGlobal, objectPrototype, table } from "./object-global.ts";
import {
  isThing,
  native,
  newArray,
  newObject,
  presume,
  presumedTruth,
  settled,
  truth,
  unknown,
  type NativeCall,
  type Site,
  type Value,
} from "./value.ts";

/** Variables that a server needs in order to start: it is run with them. All others are presumed not to be set. */
const credential =
  /key|token|secret|pass|credential|auth|cookie|client|tenant|account|username|ur[il]|endpoint|database/i;

/** The module name under which `process.env` is kept. */
export const environmentModule = "process.env";

/** What an environment variable is. */
export function environment(name: string): Value {
  if (credential.test(name)) return unknown(`it is the environment variable ${name}`, undefined, { truthy: true });
  return unknown(`it depends on the environment variable ${name}`, undefined, { presumed: { value: undefined } });
}

function undecided(value: Value): { presumed?: { value: Value } } {
  const presumed = presumedTruth(value);
  return presumed === undefined ? {} : { presumed: { value: presumed } };
}

/** Names that exist without being declared. */
export function makeGlobals(m: Machine): Map<string, Value> {
  const site: Site = { source: { path: "", text: "", lineAt: () => 1 }, offset: 0 };
  const object = objectGlobal(m);
  object.props?.set("prototype", objectPrototype(m, site));
  const same: NativeCall = (_, [value]) => value;
  const all: NativeCall = (_, [list], at) => {
    const { items, open } = m.iterate(list, at);
    return newArray(at, [...items], open);
  };
  const text: NativeCall = (_, [value = ""], at) => {
    const given = settled(value);
    return isThing(given) ? unknown("its text is not known", at) : String(given);
  };
  const args = newArray(site, ["node", "server"]);
  const processValue = newObject(site, [
    ["env", { kind: "external", module: environmentModule, path: [] }],
    ["argv", presume(args, unknown("it depends on the command line"))],
    ["platform", unknown("it depends on the platform", undefined, { presumed: { value: "linux" } })],
    ["cwd", native("cwd", () => unknown("it is the working directory"))],
    ["exit", native("exit", () => undefined)],
    ["on", native("on", () => undefined)],
    ["once", native("once", () => undefined)],
    ["exitCode", undefined],
  ]);
  processValue.open = unknown("it is a property of process");
  const error: NativeCall = (_, [message], at) =>
    newObject(at, [
      ["message", message],
      ["name", "Error"],
      ["stack", ""],
    ]);
  const globals = new Map<string, Value>([
    ["Object", object],
    ["process", processValue],
    [
      "JSON",
      table("JSON", {
        stringify: (_, [value, replacer, indent], at) => {
          const json = toJson(value);
          if (!json.ok || isThing(replacer) || isThing(indent)) return unknown("its JSON is not known", at);
          return json.value === undefined
            ? undefined
            : JSON.stringify(json.value, null, typeof indent === "boolean" ? undefined : (indent ?? undefined));
        },
        parse: (_, [value], at) => {
          const given = settled(value);
          if (typeof given !== "string") return unknown("it is parsed from a text that is not known", at);
          return parsedJson(given, at);
        },
      }),
    ],
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
            const { items, open } = m.iterate(list, at);
            const made = newArray(at, [...items], open);
            return fn === undefined ? made : m.call(m.get(made, "map", at), made, [fn], at);
          },
          of: (_, items, at) => newArray(at, items),
        },
        (_, items, at) => newArray(at, items.length === 1 ? [] : items),
      ),
    ],
    [
      "Promise",
      table("Promise", {
        resolve: same,
        all,
        allSettled: (_, [list], at) => {
          const { items, open } = m.iterate(list, at);
          return newArray(
            at,
            items.map((item) =>
              newObject(at, [
                ["status", "fulfilled"],
                ["value", item],
              ]),
            ),
            open,
          );
        },
        race: (_, [list], at) => m.iterate(list, at).items[0],
        reject: (_, __, at) => unknown("the promise is rejected", at),
      }),
    ],
    [
      "String",
      table(
        "String",
        {
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
    [
      "Reflect",
      table("Reflect", {
        ownKeys: (_, [value], at) =>
          newArray(
            at,
            entriesOf(m, value, at).entries.map(([key]) => key),
          ),
      }),
    ],
    ["structuredClone", native("structuredClone", same)],
    [
      "parseInt",
      native("parseInt", (_, [value, base], at) =>
        typeof settled(value) === "string"
          ? parseInt(settled(value) as string, Number(base ?? 10))
          : unknown("it is computed from something unknown", at),
      ),
    ],
    ["__awaiter", native("__awaiter", (_, [self, , , body], at) => m.call(body, self, [], at))],
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
    ["NaN", NaN],
    ["Infinity", Infinity],
  ]);
  for (const name of ["Error", "TypeError", "RangeError"]) globals.set(name, native(name, error));
  const limitsOf: [string, number][] = [
    ["MAX_SAFE_INTEGER", Number.MAX_SAFE_INTEGER],
    ["MIN_SAFE_INTEGER", Number.MIN_SAFE_INTEGER],
    ["MAX_VALUE", Number.MAX_VALUE],
  ];
  const numbers = globals.get("Number");
  if (isThing(numbers) && numbers.kind === "native")
    for (const [name, value] of limitsOf) numbers.props?.set(name, value);
  const maths = new Map<string, Value>();
  const plainMaths: Record<string, (...values: number[]) => number> = {
    min: Math.min,
    max: Math.max,
    floor: Math.floor,
    ceil: Math.ceil,
    round: Math.round,
    abs: Math.abs,
    pow: Math.pow,
  };
  for (const [name, compute] of Object.entries(plainMaths)) {
    maths.set(
      name,
      native(name, (_, given, at) => {
        const values = given.map(settled);
        return values.every((value) => typeof value === "number")
          ? compute(...values)
          : unknown("it is computed from something unknown", at);
      }),
    );
  }
  globals.set(
    "Math",
    native("Math", () => undefined, maths),
  );
  const symbols = globals.get("Symbol");
  if (isThing(symbols) && symbols.kind === "native")
    for (const name of ["iterator", "asyncIterator", "toStringTag"]) symbols.props?.set(name, `@@${name}`);
  const globalObject = newObject(site, globals);
  globalObject.open = unknown("it is a global that is not known");
  globals.set("globalThis", globalObject);
  return globals;
}

/** The value of a JSON text of the package. */
export function parsedJson(text: string, site: Site): Value {
  try {
    const parsed = JSON.parse(text) as Json;
    return isShallow(parsed, 200) ? fromJson(parsed, site) : unknown("the JSON is nested too deeply", site);
  } catch {
    return unknown("the JSON cannot be parsed", site);
  }
}
