import type { Machine } from "./machine.ts";
import { madeText } from "../budget.ts";
import { isCredential } from "../credentials.ts";
import { isThing, list, noText, settled, unknown, type Value } from "./value.ts";

const asText = (value: Value | undefined): string | undefined => {
  const known = settled(value);
  return typeof known === "string"
    ? known
    : typeof known === "number" || typeof known === "boolean"
      ? String(known)
      : undefined;
};

/** fmt.Sprintf with the plain verbs. */
function formatted(m: Machine, template: string, args: Value[]): Value {
  const rest = [...args];
  const values: (string | undefined)[] = [];
  const text = template.replace(/%(?:([svdqt])|%)/g, (all: string, verb: string | undefined) => {
    if (verb === undefined) return "%";
    const value = asText(rest.shift());
    values.push(value);
    return verb === "q" ? JSON.stringify(value ?? "") : (value ?? all);
  });
  // Widths and other verbs are not formatted.
  return values.includes(undefined) || /%[^svdqt%]/.test(template.replaceAll("%%", ""))
    ? unknown(noText)
    : (madeText(m, text) ?? unknown("it is too long"));
}

type Call = (m: Machine, args: Value[]) => Value | undefined;
const texts =
  (change: (...texts: string[]) => string): Call =>
  (_m, args) => {
    const known = args.map(settled);
    return known.every((each) => typeof each === "string") ? change(...known) : undefined;
  };

/** What a variable of the environment is. */
function setting(name: Value | undefined, presumed: Value): Value {
  const known = settled(name);
  const isNeeded = typeof known !== "string" || isCredential(known);
  const why = "it depends on the environment";
  return isNeeded ? unknown(why) : unknown(why, undefined, { presumed: { value: presumed } });
}

/** Functions of Go's standard library that definitions are made with, by package and name. */
const functions: Record<string, Call> = {
  "fmt.Sprintf": (m, [template, ...args]) => {
    const known = settled(template);
    return typeof known === "string" ? formatted(m, known, args) : undefined;
  },
  "fmt.Sprint": (_m, args) => {
    const all = args.map(asText);
    return all.includes(undefined) ? undefined : all.join("");
  },
  "strings.Join": (m, [given, by]) => {
    const items = isThing(given) && given.kind === "list" && !given.open ? given.items.map(asText) : [undefined];
    return items.includes(undefined) || typeof by !== "string" ? undefined : (madeText(m, items.join(by)) ?? undefined);
  },
  "strings.TrimSpace": texts((text = "") => text.trim()),
  "strings.ToLower": texts((text = "") => text.toLowerCase()),
  "strings.ToUpper": texts((text = "") => text.toUpperCase()),
  "strings.TrimPrefix": texts((text = "", part = "") => (text.startsWith(part) ? text.slice(part.length) : text)),
  "strings.TrimSuffix": texts((text = "", part = "") =>
    part !== "" && text.endsWith(part) ? text.slice(0, -part.length) : text,
  ),
  "strings.ReplaceAll": texts((text = "", from = "", to = "") =>
    text.length * (to.length + 1) > 10_000_000 ? text : text.replaceAll(from, () => to),
  ),
  "builtin.string": (_m, [value]) => (typeof settled(value) === "string" ? value : undefined),
  "builtin.any": (_m, [value]) => value,
  "builtin.len": (_m, [value]) => {
    const known = settled(value);
    if (typeof known === "string") return Buffer.byteLength(known);
    return isThing(known) && known.kind === "list" && !known.open ? known.items.length : undefined;
  },
  "builtin.append": (_m, [to = null, ...more]) => {
    const known = settled(to);
    const before = isThing(known) && known.kind === "list" ? known : known === null ? list([]) : undefined;
    if (!before || before.items.length + more.length > 50_000) return undefined;
    const spread = more.find((value) => isThing(value) && value.kind === "unknown" && value.type === "...");
    const open = isThing(spread) && spread.kind === "unknown" ? spread : before.open;
    return list([...before.items, ...more.filter((value) => value !== spread)], open);
  },
  // A server starts without optional settings, and with the credentials that it asks for.
  "os.Getenv": (_m, [name]) => setting(name, ""),
  "os.LookupEnv": (_m, [name]) => ({ kind: "tuple", items: [setting(name, ""), setting(name, false)] }),
  "json.RawMessage": (_m, [value]) => value,
  // Its text is only wanted where JSON is: the value stands for it.
  "json.Marshal": (_m, [value = null]) => ({ kind: "tuple", items: [value, null] }),
  "slices.Concat": (_m, args) =>
    list(args.flatMap((each) => (isThing(each) && each.kind === "list" ? each.items : []))),
};
for (const name of ["int", "int8", "int16", "int32", "int64", "uint", "uint64", "float32", "float64", "bool"]) {
  functions[`builtin.${name}`] = (_m, [value]) => value;
}

/** What a function of the standard library gives; undefined when it is not known. */
export function outside(m: Machine, name: string, args: Value[]): Value | undefined {
  return Object.hasOwn(functions, name) ? functions[name]?.(m, args) : undefined;
}
