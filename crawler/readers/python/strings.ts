import { iterate } from "./iterate.ts";
import { madeText } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { formatBraces } from "./text.ts";
import { dict, isThing, list, native, settled, textOf, unknown, type Args, type Value } from "./value.ts";

type Method = (m: Machine, self: string, args: Args) => Value | undefined;

const first = ({ list: [value] }: Args): string | undefined => (value === undefined ? undefined : textOf(value));
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

function strip(self: string, args: Args, start: boolean, end: boolean): string | undefined {
  const given = args.list[0] ?? null;
  const chars = given === null ? "\\s" : typeof given === "string" ? escaped(given) : undefined;
  if (chars === undefined) return undefined;
  if (chars === "") return self;
  const set = new RegExp(`[${chars}]`, "u");
  const letters = Array.from(self);
  let from = 0;
  let to = letters.length;
  if (start) while (from < to && set.test(letters[from] ?? "")) from += 1;
  if (end) while (to > from && set.test(letters[to - 1] ?? "")) to -= 1;
  return letters.slice(from, to).join("");
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();

/** Methods of `str` that texts of definitions are made with. What is not here is not known. */
const methods: Record<string, Method> = {
  strip: (_m, self, args) => strip(self, args, true, true),
  lstrip: (_m, self, args) => strip(self, args, true, false),
  rstrip: (_m, self, args) => strip(self, args, false, true),
  lower: (_m, self) => self.toLowerCase(),
  casefold: (_m, self) => self.toLowerCase(),
  upper: (_m, self) => self.toUpperCase(),
  title: (_m, self) => titled(self),
  capitalize: (_m, self) => capital(self),
  format: (m, self, { list: given, named }) => formatBraces(m, self, given, named),
  replace(m, self, args) {
    const [from, to] = [first(args), args.list[1]];
    if (from === undefined || typeof to !== "string") return undefined;
    if (self.length * (to.length + 1) > 50_000_000) return undefined;
    return madeText(
      m,
      self.replaceAll(from, () => to),
    );
  },
  join(m, self, { list: [given = null] }) {
    const { items, open } = iterate(m, given);
    const texts = items.map((item) => textOf(settled(item)));
    if (open || texts.some((text) => text === undefined)) return undefined;
    return madeText(m, texts.join(self));
  },
  split(_m, self, args) {
    const by = first(args);
    const limit = args.list[1] ?? args.named.get("maxsplit");
    if (by === "" || (limit !== undefined && typeof limit !== "number")) return undefined;
    const all = by === undefined ? self.trim().split(/\s+/) : self.split(by);
    if (typeof limit !== "number" || by === undefined || all.length <= limit + 1) return list(all);
    return list([...all.slice(0, limit), all.slice(limit).join(by)]);
  },
  splitlines: (_m, self) => list(self.replace(/\n$/, "").split(/\r?\n/)),
  startswith: (_m, self, args) => starts(args, (part) => self.startsWith(part)),
  endswith: (_m, self, args) => starts(args, (part) => self.endsWith(part)),
  removeprefix: (_m, self, args) => {
    const part = first(args);
    return part === undefined ? undefined : self.startsWith(part) ? self.slice(part.length) : self;
  },
  removesuffix: (_m, self, args) => {
    const part = first(args);
    return part === undefined ? undefined : part !== "" && self.endsWith(part) ? self.slice(0, -part.length) : self;
  },
  encode: () => undefined,
  isdigit: (_m, self) => /^\d+$/.test(self),
  isidentifier: (_m, self) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(self),
  maketrans: () => dict(),
};

function starts(args: Args, test: (part: string) => boolean): boolean | undefined {
  const [given] = args.list;
  if (typeof given === "string") return test(given);
  if (!isThing(given) || given.kind !== "list") return undefined;
  return given.items.some((part) => typeof part === "string" && test(part));
}

/** Python's `str.title`: each run of letters begins with a capital. */
export function titled(text: string): string {
  return text.replace(/\p{L}+/gu, capital);
}

export function stringMember(m: Machine, self: string, name: string): Value {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (name === "value") return self;
  return native(name, (args) => {
    for (const value of [...args.list, ...args.named.values()])
      if (isThing(value) && value.kind === "unknown" && !value.presumed) return value;
    return method?.(m, self, args) ?? unknown(`its .${name}() is not known`);
  });
}
