import type { Machine } from "./machine.ts";
import { matched, safeRegexp } from "./strings.ts";
import { native, settled, unknown, type Site, type Value } from "./value.ts";

/** `/pattern/.member`: simple patterns are run on texts that are known (strings.ts says which). */
export function regexpMember(m: Machine, target: Value, source: string, flags: string, key: string, site: Site): Value {
  switch (key) {
    case "source":
      return source;
    case "flags":
      return flags;
    case "global":
      return flags.includes("g");
    case "test":
    case "exec":
      return native(key, (self, [input], at) => {
        const text = settled(input);
        const pattern = typeof text === "string" ? safeRegexp(self ?? target, text) : undefined;
        if (!pattern || typeof text !== "string" || /[gy]/.test(flags)) {
          const why = "regular expressions of this kind are not run";
          return unknown(typeof text === "string" ? why : "it is looked for in a text that is not known", at);
        }
        m.steps += text.length >> 6;
        const found = pattern.exec(text);
        if (key === "test") return found !== null;
        return found && matched(found, at);
      });
    default:
      return unknown("regular expressions are not run", site, { name: key });
  }
}
