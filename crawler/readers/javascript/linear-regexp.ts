import { RE2JS } from "re2js";

const longestPattern = 1_000;
/** The most characters of a text times those of its pattern: 4 million take RE2 a quarter of a second at worst. */
const mostWork = 4_000_000;
/** Counted repetitions are written out by RE2 as often as they say. */
const counted = /\{\d/g;
const longestCounted = 2_000;
/** Characters that JavaScript and RE2 do not both take for white space, or for the end of a line. */
const unlike = /[\v\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;

/**
 * A regular expression that takes linear time on any text: RE2's engine behind JavaScript's methods, which all match by `exec`
 * (ECMA-262, RegExpExec).
 */
class LinearRegexp extends RegExp {
  readonly #compiled: RE2JS;
  #ahead = { text: "", from: 0, to: 0 };

  constructor(pattern: RegExp | string, flags?: string) {
    super(pattern, flags);
    const kinds = [
      this.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0,
      this.multiline ? RE2JS.MULTILINE : 0,
      this.dotAll ? RE2JS.DOTALL : 0,
    ];
    this.#compiled = RE2JS.compile(
      RE2JS.translateRegExp(this.source),
      kinds.reduce((sum, kind) => sum | kind, 0),
    );
  }

  override exec(text: string): RegExpExecArray | null {
    const moving = this.global || this.sticky;
    const from = moving ? this.lastIndex : 0;
    const { text: before, from: start, to } = this.#ahead;
    // Splitting asks at every place: where the next match begins is looked for once.
    const isKnownNone = before === text && from >= start && from < to && this.sticky;
    const matcher = this.#compiled.matcher(text);
    if (isKnownNone || from > text.length || !matcher.find(from)) {
      if (!isKnownNone) this.#ahead = { text, from, to: Infinity };
      if (moving) this.lastIndex = 0;
      return null;
    }
    this.#ahead = { text, from, to: matcher.start() };
    if (this.sticky && matcher.start() !== from) {
      this.lastIndex = 0;
      return null;
    }
    if (moving) this.lastIndex = matcher.end();
    const parts = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? undefined);
    const named = Object.entries(this.#compiled.namedGroups()).map(([name, group]) => [name, parts[group]] as const);
    return Object.assign(parts as [string, ...string[]], {
      index: matcher.start(),
      input: text,
      groups: named.length > 0 ? (Object.fromEntries(named) as Record<string, string>) : undefined,
    });
  }
}

/**
 * A pattern that is run in linear time on this text, and the steps that it may take; undefined when it has what RE2 has not,
 * such as look-ahead, or takes too long.
 */
export function linearRegexp(
  source: string,
  flags: string,
  text: string,
): { pattern: RegExp; steps: number } | undefined {
  const work = (text.length + 1) * source.length;
  if (source.length > longestPattern || work > mostWork || unlike.test(text)) return undefined;
  const counts = source.match(counted)?.length ?? 0;
  if (counts > 2 || /\{\d*,?\d{3,}/.test(source) || (counts > 0 && text.length > longestCounted)) return undefined;
  try {
    return { pattern: new LinearRegexp(source, flags), steps: (counts > 0 ? work * 100 : work) >> 3 };
  } catch {
    return undefined;
  }
}
