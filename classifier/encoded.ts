/** Fewer characters of base64 or hex hold no order. */
export const shortestCode = 16;
const longest = 4_000;
const mostlyWords = 0.8;
const longestPicture = 200;

/** Whether a run of letters and digits is base64 or hex of plain words: text that a person cannot read and a model can. */
export function hidesWords(run: string): boolean {
  if (run.length < shortestCode || run.length > longest) return false;
  const decoded = /^(?:[0-9a-f]{2})+$/i.test(run) ? fromHex(run) : fromBase64(run);
  let words = 0;
  if (decoded === "" || decoded.split(" ").length < 3) return false;
  for (let i = 0; i < decoded.length; i++) {
    const code = decoded.charCodeAt(i);
    if (code === 32 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90)) words++;
    else if (code < 32 || code > 126) return false;
  }
  return words >= decoded.length * mostlyWords && words > 0;
}

function fromHex(run: string): string {
  let text = "";
  for (let i = 0; i < run.length; i += 2) text += String.fromCharCode(Number.parseInt(run.slice(i, i + 2), 16));
  return text;
}

// The first byte of three is in the first digit of four; that of a printable character makes it one of these.
const firstDigit = /[I-Za-f]/;

function fromBase64(run: string): string {
  for (let i = 0; i < run.length; i += 4) if (!firstDigit.test(run[i] ?? "")) return "";
  try {
    return atob(run.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}

/** A picture whose address takes data along, as in `![x](https://host/i?d=…)`. */
export function isCarrier(text: string, at: number): boolean {
  if (text[at + 1] !== "[") return false;
  const picture = text.slice(at, at + longestPicture);
  const address = picture.indexOf("](");
  return address > 0 && picture.slice(address).split(")")[0]?.includes("?") === true;
}
