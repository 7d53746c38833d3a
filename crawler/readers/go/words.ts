/** The name of a function or method where it is declared. */
export const functionName = /^func\s+(?:\([^)\n]*\)\s*)?([\w\u0080-\uffff]+)/gm;

const isWord = new Uint8Array(128);
for (let code = 0; code < 128; code++) if (/\w/.test(String.fromCharCode(code))) isWord[code] = 1;
const slash = 47;

/** Counts words in texts outside comments: only those that are asked for, since most words of a program are others. */
export class Words {
  readonly all = new Map<string, number>();
  private readonly wanted: ReadonlySet<string>;
  /** For every first unit and length of a wanted word (both up to 255), whether there is one. */
  private readonly likely = new Uint8Array(256 * 256);

  constructor(wanted: Iterable<string>) {
    this.wanted = new Set(wanted);
    for (const word of this.wanted) this.likely[placeOf(word.charCodeAt(0), word.length)] = 1;
  }

  /** Adds to `counts` how often each wanted word is in a text. */
  count(text: string, counts = new Map<string, number>()): Map<string, number> {
    let start = -1;
    for (let at = 0; at <= text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 128 || isWord[code] === 1) {
        if (start < 0) start = at;
        continue;
      }
      if (start >= 0) {
        if (this.likely[placeOf(text.charCodeAt(start), at - start)] === 1) {
          const word = text.slice(start, at);
          if (this.wanted.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
        }
        start = -1;
      }
      if (code === slash && text.charCodeAt(at + 1) === slash) {
        const end = text.indexOf("\n", at);
        at = end < 0 ? text.length : end;
      }
    }
    return counts;
  }
}

const placeOf = (first: number, length: number): number => Math.min(first, 255) * 256 + Math.min(length, 255);
