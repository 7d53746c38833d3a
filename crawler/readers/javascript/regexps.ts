import type { Machine } from "./machine.ts";
import { matched, safeRegexp } from "./strings.ts";
import { isThing, native, settled, unknown, type RegexpValue, type Site, type Value } from "./value.ts";

/** `/pattern/.member`: patterns are run on texts that are known (strings.ts says which). */
export function regexpMember(m: Machine, target: RegexpValue, key: string, site: Site): Value {
  switch (key) {
    case "source":
      return target.source;
    case "flags":
      return target.flags;
    case "global":
      return target.flags.includes("g");
    case "lastIndex":
      return target.lastIndex ?? 0;
    case "test":
    case "exec":
      return native(key, (self, [input], at) => {
        const regexp = isThing(self) && self.kind === "regexp" ? self : target;
        const text = settled(input);
        if (typeof text !== "string") return unknown("it is looked for in a text that is not known", at);
        const pattern = safeRegexp(m, regexp, text);
        if (!pattern) return unknown("regular expressions of this kind are not run", at);
        m.steps += text.length >> 6;
        pattern.lastIndex = regexp.lastIndex ?? 0;
        const found = pattern.exec(text);
        regexp.lastIndex = pattern.lastIndex;
        if (key === "test") return found !== null;
        return found && matched(found, at);
      });
    default:
      return unknown("regular expressions are not run", site, { name: key });
  }
}

/** `new RegExp(pattern, flags)`. */
export function makeRegexp(pattern: Value, flags: Value, site: Site): Value {
  const [given, kinds] = [settled(pattern), settled(flags)];
  const known = isThing(given) && given.kind === "regexp" ? given : undefined;
  const source = known?.source ?? given;
  if (typeof source !== "string" || isThing(kinds)) return unknown("its pattern is not known", site, { truthy: true });
  return { kind: "regexp", source, flags: kinds === undefined ? (known?.flags ?? "") : String(kinds) };
}
