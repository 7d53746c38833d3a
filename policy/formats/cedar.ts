/** A text as a Cedar string literal (docs.cedarpolicy.com/policies/syntax-grammar, STR). */
export function cedarString(text: string): string {
  let made = "";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '"' || char === "\\") made += `\\${char}`;
    else if (code < 0x20 || code === 0x7f || (code >= 0x80 && /[\p{C}\p{Z}]/u.test(char)))
      made += `\\u{${code.toString(16)}}`;
    else made += char;
  }
  return `"${made}"`;
}

/** A number as Cedar's decimal, which has four places and 15 digits before the point; undefined when it does not fit. */
export function cedarDecimal(value: number): string | undefined {
  if (!Number.isFinite(value) || Math.abs(value) > 922_337_203_685_477) return undefined;
  const text = value.toFixed(4);
  return Number(text) === value ? `decimal("${text.replace(/(\.\d+?)0+$/, "$1")}")` : undefined;
}

/** A whole number as Cedar's long; undefined when it is none. */
export function cedarLong(value: number): string | undefined {
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
