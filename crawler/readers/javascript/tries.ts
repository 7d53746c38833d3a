import { errorObject } from "./errors.ts";
import type { Handler, Machine } from "./machine.ts";
import { nowhere } from "./settings.ts";
import { isThing, presume, unknown, type Site, type UnknownValue, type Value } from "./value.ts";

/**
 * How sure it is that something fails: its code says so, no such file is presumed to be there, a setting is missing, or nobody
 * answers.
 */
type Cause = "sure" | "files" | "settings" | "network";

/** Thrown by what fails inside something that goes on without it, and caught there by `attempt`. */
export class Failure extends Error {
  constructor(
    readonly value: Value,
    readonly reason: Cause,
  ) {
    super("It fails.");
  }
}

const recovering = /\breturn\s+(?!;|void 0|undefined\b)[^\s;}]|[\w$\])]\s*(?:[-+*|&?]|\?\?|\|\|)?=(?![=>])/;

/** The handler that a text is: the body of a `catch`, after what is `tried`. */
export function handlerOf(text: string, weak: number, tried = ""): Handler {
  const end = /\bexit\w*\(/.test(text) ? "leaves" : /\bthrow\b/.test(text) ? "rethrows" : "goes on";
  const expects = end === "rethrows" && /\b(?:ENOENT|(?:ERR_)?MODULE_NOT_FOUND)\b/.test(text);
  // What gives up without a word puts nothing in its place.
  const recovers = recovering.test(text) && !/\breturn(?:\s+void 0)?\s*[;}]/.test(text);
  return { end: expects ? "goes on" : end, recovers, expects, starts: /\.(?:connect|start)\(/.test(tried), weak };
}

/** The handler that a function is which `promise.catch(…)` is given: one that gives nothing is only told of what fails. */
export function callbackHandler(text: string, weak: number): Handler {
  const arrow = /^(?:async\s*)?(?:\([^()]*\)|[\w$]+)\s*=>\s*/.exec(text);
  const gives = arrow !== null && !/^(?:\{|console\b|void\b|undefined\b)/.test(text.slice(arrow[0].length));
  const known = arrow !== null || /^(?:async\s+)?function\b/.test(text);
  const made = handlerOf(text, weak);
  const recovers = known && (gives || /\breturn\s+[^\s;}]/.test(text));
  return { ...made, recovers, end: made.end === "goes on" && !recovers ? "leaves" : made.end };
}

/** The handler of something that reads on whatever fails in it. */
export const readingOn: Handler = { end: "leaves", recovers: false, weak: 0 };

/** Whether an error says that a file or a module is not there. */
function isMissing(error: Value): boolean {
  return isThing(error) && error.kind === "object" && typeof error.props.get("code") === "string";
}

/**
 * Fail with a value, where something around goes on without what fails. Returns where nothing does, or where that is not
 * certain: whoever reads a package goes on there.
 */
export function fail(m: Machine, value: Value, cause: Cause): void {
  const handler = m.tries.findLast(({ end, expects }) => end !== "rethrows" && !(expects && !isMissing(value)));
  if (handler?.end !== "goes on") return;
  if (cause !== "files" && m.weak !== handler.weak) return;
  if (cause === "settings" || cause === "network") {
    const matters = handler.recovers || (cause === "network" && !handler.starts);
    if (!matters || !m.presuming) return;
    m.presumed += 1;
  }
  throw new Failure(value, cause);
}

/** Do something that may fail, with a handler around it. */
export function attempt<T>(m: Machine, handler: Handler, work: () => T): { done: T } | { failure: Failure } {
  const { depth, callDepth } = m;
  const before = m.tries.length;
  m.tries.push(handler);
  try {
    return { done: work() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    Object.assign(m, { depth, callDepth });
    return { failure: error };
  } finally {
    m.tries.length = before;
  }
}

const doubts = {
  files: "it depends on files outside the package",
  settings: "it depends on settings",
  network: "it depends on the network",
};

/** What a failure is presumed from; undefined when it is certain. */
export function doubtOfFailure({ reason }: Failure): UnknownValue | undefined {
  if (reason === "sure") return undefined;
  return unknown(doubts[reason], undefined, { truthy: true });
}

/** A promise that is rejected, or what a function gives that throws and is read on. */
export function rejected(value: Value, site: Site, why = "the promise is rejected"): UnknownValue {
  return unknown(why, site, { rejected: { value } });
}

/** The value that a promise is rejected with. */
export function rejectionOf(value: Value): { value: Value } | undefined {
  return isThing(value) && value.kind === "unknown" ? value.rejected : undefined;
}

/** The value of `await promise`. */
export function awaited(m: Machine, value: Value): Value {
  const rejection = rejectionOf(value);
  if (rejection) fail(m, rejection.value, "sure");
  if (isAnswer(value)) fail(m, networkError(m, value), "network");
  return value;
}

const asksNetwork =
  /^(?:fetch is not defined in the package|it is made by the package (?:axios|got|ky|node-fetch|undici|cross-fetch|superagent))$/;

/** What is thrown when nobody answers: a TypeError by `fetch`, and by other packages something of theirs. */
function networkError(m: Machine, { why, site }: UnknownValue): Value {
  return why.startsWith("fetch")
    ? errorObject(m, "fetch failed", site ?? nowhere, "", "TypeError")
    : unknown("it is an error of the network", site, { truthy: true });
}

/** Whether a value is what somebody answers over the network: a server is presumed to start where nobody does. */
export function isAnswer(value: Value): value is UnknownValue {
  return isThing(value) && value.kind === "unknown" && value.name !== "fetch" && asksNetwork.test(value.why);
}

/** What is gone on with after a failure: that there is nothing is as presumed as the failure. */
export function recovered(value: Value, failure: Failure): Value {
  const doubt = doubtOfFailure(failure);
  return doubt && !isThing(value) && !value ? presume(value, doubt) : value;
}
