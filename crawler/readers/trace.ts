/** A text that expressions stand in. */
type Source = { path: string; text: string };
/** An expression that had a value: `start` and `end` are UTF-16 offsets in its file. */
type Note = { source: Source; start: number; end: number; value: unknown };
/** A step on the way to a value: the source of an expression, and where it is. */
export type Step = { file: string; line: number; text: string };

/** Values of a reading are many; what comes after these is not noted. */
const maxNotes = 2_000_000;
const maxSteps = 6;
const maxText = 160;

/**
 * Which expressions had which values, while a package is read. It is kept only when somebody asks how a tool came about: values
 * are texts, compared as such, and whatever the reader uses for objects, compared by identity.
 */
export class Trace {
  private readonly byValue = new Map<unknown, Note[]>();
  private readonly origins = new Map<unknown, unknown>();
  private readonly texts = new Map<string, string>();
  private count = 0;

  /** An expression between two offsets of a file had a value. Numbers, booleans and nothing are not told apart, so not noted. */
  note(value: unknown, source: Source, start: number, end: number): void {
    if ((typeof value !== "string" && (typeof value !== "object" || value === null)) || this.count >= maxNotes) return;
    this.count += 1;
    if (!this.texts.has(source.path)) this.texts.set(source.path, source.text);
    const known = this.byValue.get(value);
    if (known) known.push({ source, start, end, value });
    else this.byValue.set(value, [{ source, start, end, value }]);
  }

  /** A line of a file, from 1, made a value. */
  noteLine(value: unknown, source: Source, line: number): void {
    let start = 0;
    for (let at = 1; at < line && start >= 0; at++) start = source.text.indexOf("\n", start) + 1;
    const end = source.text.indexOf("\n", start);
    this.note(value, source, start, end < 0 ? source.text.length : end);
  }

  /** A line of a file that expressions were read in; empty where none were. */
  lineAt(file: string, line: number): string {
    return this.texts.get(file)?.split("\n")[line - 1] ?? "";
  }

  /** What a definition has was made of a value of the reader; what is copied on the way is named by its JSON. */
  link(made: unknown, value: unknown): void {
    if (made !== value) this.origins.set(made, value);
  }

  /**
   * The expressions that had a value, from its use at a place back to a literal; then, where a text was put together, what is
   * inside it.
   */
  stepsTo(value: unknown, near: { file?: string | undefined; line?: number | undefined }): Step[] {
    let at = value;
    for (let hops = 0; hops < 5 && !this.byValue.has(at) && this.origins.has(at); hops++) at = this.origins.get(at);
    const chain = this.chain(at, near);
    const last = chain.at(-1);
    const inside = last && typeof at === "string" ? this.inside(last) : [];
    return [...chain, ...inside].slice(0, maxSteps).map(stepOf);
  }

  private chain(value: unknown, near: { file?: string | undefined; line?: number | undefined }): Note[] {
    const notes = (this.byValue.get(value) ?? []).slice(-300);
    const chain: Note[] = [];
    // They are in the order of evaluation: from the use on it goes back in time, to where the value was written down.
    for (let at = useOf(notes, near); at >= 0 && chain.length < maxSteps; at--) {
      const note = notes[at];
      // Brackets and casts around an expression have its value too.
      const isSame = (one: Note): boolean =>
        one.source.path === note?.source.path && one.start <= note.end && note.start <= one.end;
      if (!note || chain.some(isSame)) continue;
      chain.push(note);
      if (isLiteral(textOf(note))) break;
    }
    return chain;
  }

  /** The names and calls within an expression that gave parts of a text. */
  private inside(outer: Note): Note[] {
    const parts: Note[] = [];
    for (const [value, notes] of this.byValue) {
      if (typeof value !== "string" || value === outer.value || value === "") continue;
      const part = notes.find(
        (note) => note.source.path === outer.source.path && note.start >= outer.start && note.end <= outer.end,
      );
      if (!part || isLiteral(textOf(part))) continue;
      const origin = notes.find((note) => isLiteral(textOf(note)));
      parts.push(part, ...(origin ? [origin] : []));
      if (parts.length >= maxSteps) break;
    }
    return parts;
  }
}

/** The note that a tool was made with: the first one from its line on, or else the last one of all. */
function useOf(notes: readonly Note[], near: { file?: string | undefined; line?: number | undefined }): number {
  let best = notes.length - 1;
  let least = Infinity;
  for (const [at, note] of notes.entries()) {
    const far = note.source.path === near.file ? lineOf(note) - (near.line ?? 1) : Infinity;
    if (far >= 0 && far < least) [best, least] = [at, far];
  }
  return best;
}

const textOf = ({ source, start, end }: Note): string => source.text.slice(start, end);
const isLiteral = (text: string): boolean => /^(?:[a-zA-Z]{0,2}["'`]|\[|\{)/.test(text) && !text.includes("${");

function lineOf({ source, start }: Note): number {
  let line = 1;
  for (let at = source.text.indexOf("\n"); at >= 0 && at < start; at = source.text.indexOf("\n", at + 1)) line += 1;
  return line;
}

function stepOf(note: Note): Step {
  return { file: note.source.path, line: lineOf(note), text: shortened(textOf(note)) };
}

/** Source on one line, and not too much of it. */
export function shortened(text: string): string {
  const line = text
    .slice(0, 10 * maxText)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > maxText ? `${line.slice(0, maxText - 1)}…` : line;
}
