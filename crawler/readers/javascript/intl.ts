import { limits } from "./machine.ts";
import { isThing, native, newObject, presume, settled, unknown, type NativeCall, type Value } from "./value.ts";

/** A server is presumed to run where English is spoken, in UTC. */
const resolved: NativeCall = (_, __, site) =>
  newObject(
    site,
    [["locale", "en-US"] as const, ["timeZone", "UTC"] as const].map(([key, value]) => [
      key,
      presume(value, unknown("it depends on the computer", site)),
    ]),
  );

const made: NativeCall = (_, __, site) =>
  Object.assign(newObject(site, [["resolvedOptions", native("resolvedOptions", resolved)]]), {
    open: unknown("it is written as people of a country do", site),
  });

const numberFormat: NativeCall = (self, args, site) => {
  const [locale, options] = args;
  const plain = options === undefined && (locale === undefined || locale === "en" || locale === "en-US");
  const formatter = made(self, args, site);
  if (plain && isThing(formatter) && formatter.kind === "object")
    formatter.props.set(
      "format",
      native("format", (_, [value], at) =>
        typeof value === "number" ? value.toLocaleString("en-US") : unknown("its text is not known", at),
      ),
    );
  return formatter;
};

const listFormat: NativeCall = (_, [, options], site) => {
  const type = isThing(options) && options.kind === "object" ? settled(options.props.get("type")) : undefined;
  const format: NativeCall = (__, [list], at) => {
    const given = settled(list);
    if (
      !isThing(given) ||
      given.kind !== "array" ||
      given.open ||
      !given.items.every((item) => typeof item === "string")
    )
      return unknown("its text is not known", at);
    if (given.items.reduce((sum, item) => sum + item.length, 0) > limits.text)
      return unknown("the text is too long", at);
    const kind = type === "disjunction" || type === "unit" ? type : "conjunction";
    return new Intl.ListFormat("en", { type: kind }).format(given.items);
  };
  return newObject(site, [["format", native("format", format)]]);
};

const pluralRules: NativeCall = (_, [, options], site) => {
  const ordinal = isThing(options) && options.kind === "object" && options.props.get("type") === "ordinal";
  const rules = new Intl.PluralRules("en", { type: ordinal ? "ordinal" : "cardinal" });
  const select: NativeCall = (__, [count], at) => {
    const given = settled(count);
    return typeof given === "number" ? rules.select(given) : unknown("its text is not known", at);
  };
  return newObject(site, [["select", native("select", select)]]);
};

/** `Intl`, as far as texts of tools are made with it. */
export const intl: Value = native(
  "Intl",
  () => undefined,
  new Map<string, Value>([
    ...["DateTimeFormat", "Collator"].map((name): [string, Value] => [name, native(name, made)]),
    ["NumberFormat", native("NumberFormat", numberFormat)],
    ["ListFormat", native("ListFormat", listFormat)],
    ["PluralRules", native("PluralRules", pluralRules)],
  ]),
);
