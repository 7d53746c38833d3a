/**
 * Why a JSON value cannot be stored as PostgreSQL text or json, or null when it can. Text holds no
 * U+0000, and neither can be read out of json, nor half of a surrogate pair (PostgreSQL 18 documentation, section 8.14). Looks at every string and every object key.
 */
export function unstorableText(value: unknown): string | null {
  const waiting: unknown[] = [value];
  for (let item = waiting.pop(); item !== undefined || waiting.length > 0; item = waiting.pop()) {
    if (typeof item === "string") {
      if (item.includes("\u0000")) return "contains a NUL character";
      if (!item.isWellFormed()) return "contains half of a surrogate pair";
    } else if (typeof item === "object" && item !== null) {
      for (const [key, member] of Object.entries(item)) {
        if (!Array.isArray(item)) waiting.push(key);
        waiting.push(member);
      }
    }
  }
  return null;
}

// C0 and C1 controls, and the characters that reorder, hide or join text: bidi controls, zero-width and format
// characters, tags, line and paragraph separators (Unicode categories Cc, Cf, Zl, Zp; UAX #9).
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A stranger's text made inert for a terminal or a page line: control and invisible characters shown as `\u{…}`. */
export function visibleText(text: string): string {
  return text.replace(invisible, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * JSON text with every control and invisible character as a JSON escape: visible, and still the same JSON. Outside
 * strings JSON has no such characters but new lines.
 */
export function visibleJson(text: string): string {
  return text.replace(invisible, (char) =>
    char === "\n"
      ? char
      : Array.from(
          { length: char.length },
          (_, unit) => `\\u${char.charCodeAt(unit).toString(16).padStart(4, "0")}`,
        ).join(""),
  );
}
