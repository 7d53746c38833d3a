import type { Child } from "hono/jsx";
import { visibleJson, visibleText } from "../../catalog/text.ts";

/** A stretch of a text to highlight, in UTF-16 units; `deciding` when it decided the category. */
export type Mark = { start: number; end: number; deciding: boolean };

const hiddenRun = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+)/u;

/** A stranger's text on one line: inert, with control and invisible characters shown as such. */
export function Line({ text }: { text: string }) {
  return <bdi>{shown(text)}</bdi>;
}

// A hostile text can make a page a hundred times its own size; what an honest author writes is shorter than this.
const proseShown = 20_000;

/** A stranger's text that may have several lines, with the marked stretches highlighted. */
export function Prose({ text, marks = [] }: { text: string; marks?: readonly Mark[] }) {
  return (
    <p class="prose" dir="auto">
      <Marked text={text} marks={marks} />
    </p>
  );
}

type MarkedText = { text: string; marks: readonly Mark[]; limit?: number };

/** A stranger's text with the marked stretches highlighted; new lines stay. What is behind `limit` is only counted. */
export function Marked({ text, marks, limit = proseShown }: MarkedText) {
  const rest = text.length - limit;
  return (
    <>
      {segments(text.slice(0, limit), marks).map(({ text: piece, mark }) =>
        mark === undefined ? lines(piece) : <mark class={mark.deciding ? "deciding" : "also"}>{lines(piece)}</mark>,
      )}
      {rest > 0 ? <small>… and {counted(rest, "more character")}</small> : null}
    </>
  );
}

/**
 * Cuts a text where marks begin and end. Where marks lie over each other, one that decided wins. Marks that do not fit in
 * the text are cut to it.
 */
function segments(text: string, marks: readonly Mark[]): { text: string; mark?: Mark }[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of marks) for (const at of [start, end]) cuts.add(Math.min(Math.max(at, 0), text.length));
  const sorted = [...cuts].sort((a, b) => a - b);
  const found: { text: string; mark?: Mark }[] = [];
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1];
    if (end === undefined) break;
    const over = marks.filter((mark) => mark.start <= start && mark.end >= end);
    const mark = over.find((one) => one.deciding) ?? over[0];
    const before = found.at(-1);
    if (before && before.mark?.deciding === mark?.deciding) before.text += text.slice(start, end);
    else found.push({ text: text.slice(start, end), ...(mark ? { mark } : {}) });
  }
  return found;
}

function lines(text: string): Child[] {
  // A lone carriage return is hidden text in some terminals; only the pair that ends a line is ordinary.
  return text.split(/(\r?\n|\t)/).map((part, index) => (index % 2 === 1 ? part.replace("\r", "") : shown(part)));
}

/** Odd places of the split are the runs of hidden characters. */
function shown(text: string): Child[] {
  return text.split(hiddenRun).map((part, index) =>
    index % 2 === 1 ? (
      <span class="hidden-characters" title="control or invisible characters">
        {visibleText(part)}
      </span>
    ) : (
      part
    ),
  );
}

/** A document to copy: one click in it selects all of it. */
export function Document({ text, label }: { text: string; label: string }) {
  return (
    <pre class="document" tabindex={0} aria-label={label} role="region">
      <code>{visibleJson(text.trimEnd())}</code>
    </pre>
  );
}

/** The address of a stranger's link when a browser can follow it safely: http or https, and no user name in it. */
export function safeLink(url: string): string | null {
  const written = url.trim().replace(/^git\+(?=https?:)/i, "");
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return null;
  const { protocol, username, password, href } = new URL(written);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === "" ? href : null;
}

/** A stranger's link, or its text when it is not safe to follow. */
export function Outside({ url }: { url: string }) {
  const href = safeLink(url);
  if (href === null) return <Line text={url} />;
  // The address that will be followed is what is shown: international host names in their ASCII form.
  return (
    <a href={href} rel="nofollow noopener noreferrer ugc">
      {href}
    </a>
  );
}

/** A moment, to the day; the exact time for programs. */
export function Day({ at }: { at: string }) {
  return <time datetime={at}>{at.slice(0, 10)}</time>;
}

/** A number as people read it. */
export function figure(n: number): string {
  return n.toLocaleString("en-US");
}

/** `1 tool`, `2 tools`. */
export function counted(n: number, noun: string): string {
  return `${figure(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** The first `length` characters of a text, never half of one, and an ellipsis when there was more. */
export function shortened(text: string, length: number): string {
  const points = Array.from(text);
  return points.length > length ? `${points.slice(0, length).join("").trimEnd()}…` : text;
}
