import type { Child } from "hono/jsx";
import { visibleJson, visibleText } from "../../catalog/text.ts";
import { segments, type Mark } from "./marks.ts";

const hiddenRun = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+)/u;

/** A stranger's text on one line: inert, with control and invisible characters shown as such. */
export function Line({ text, marks = [] }: { text: string; marks?: readonly Mark[] }) {
  if (isBlank(text)) return <Blank text={text} />;
  if (marks.length === 0) return <bdi>{shown(text)}</bdi>;
  return (
    <bdi>
      {segments(text, marks).map(({ text: piece, kind }) =>
        kind === null ? shown(piece) : <mark class={kind}>{shown(piece)}</mark>,
      )}
    </bdi>
  );
}

// A name may be nothing but spaces, and a link has to have words.
const isBlank = (text: string): boolean => text !== "" && text.trim() === "";

function Blank({ text }: { text: string }) {
  const codes = Array.from(text, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  return <Hidden codes={codes.join("")} />;
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

type MarkedText = { text: string; marks: readonly Mark[]; limit?: number; plain?: boolean };

/**
 * A stranger's text with the marked stretches highlighted, each with the numbers of its findings behind it, unless it is to be
 * `plain`; new lines stay. What is behind `limit` is only counted.
 */
export function Marked({ text, marks, limit = proseShown, plain = false }: MarkedText) {
  const rest = text.length - limit;
  if (isBlank(text)) return <Blank text={text} />;
  return (
    <>
      {segments(text.slice(0, limit), marks).map(({ text: piece, kind, notes }) => (
        <>
          {kind === null ? lines(piece) : <mark class={kind}>{lines(piece)}</mark>}
          {plain ? null : <Notes notes={notes} />}
        </>
      ))}
      {rest > 0 ? <small>… and {counted(rest, "more character")}</small> : null}
    </>
  );
}

const notesShown = 6;

/** The numbers of findings, each leading to it. */
export function Notes({ notes }: { notes: readonly number[] }) {
  if (notes.length === 0) return null;
  return (
    <sup class="ref">
      {notes.slice(0, notesShown).map((note) => (
        <a href={`#finding-${note}`} aria-label={`Finding ${note}`}>
          {note}
        </a>
      ))}
    </sup>
  );
}

function lines(text: string): Child[] {
  // A lone carriage return is hidden text in some terminals; only the pair that ends a line is ordinary.
  return text.split(/(\r?\n|\t)/).map((part, index) => (index % 2 === 1 ? part.replace("\r", "") : shown(part)));
}

/** Odd places of the split are the runs of hidden characters. */
function shown(text: string): Child[] {
  return text.split(hiddenRun).map((part, index) => (index % 2 === 1 ? <Hidden codes={visibleText(part)} /> : part));
}

function Hidden({ codes }: { codes: string }) {
  return (
    <span class="hidden-characters" title="control or invisible characters">
      {codes}
    </span>
  );
}

/** A document to copy: one click in it selects all of it, and where there is a script a button copies it. `id` is its own in the page. */
export function Document({ text, label, id }: { text: string; label: string; id: string }) {
  return (
    <div class="copied">
      <pre class="document whole" tabindex={0} aria-label={label} role="region">
        <code id={id}>{visibleJson(text.trimEnd())}</code>
      </pre>
      <button type="button" data-copies={id} aria-label={`Copy: ${label}`} hidden>
        Copy
      </button>
    </div>
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
