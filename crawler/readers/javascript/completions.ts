import { under, type Completion, type Machine } from "./machine.ts";
import { isThing, oneOf, presume, type Frame, type Scope, type UnknownValue, type Value } from "./value.ts";

/** Run what is presumed not to happen because of `why`: it decides nothing about how the function ends, but casts a doubt. */
export function notTaken(m: Machine, frame: Frame, why: Value, work: () => Completion): void {
  const { left, returns } = frame;
  const count = returns.length;
  const done = under(m, "against", work);
  if (done?.type === "return" || returns.length > count) frame.doubt ??= doubtOf(why);
  returns.length = count;
  frame.left = left;
}

/** The condition that a presumption rests on. */
export function doubtOf(test: Value): UnknownValue | undefined {
  return isThing(test) && test.kind === "unknown" ? test : undefined;
}

/** That a function gives nothing is as presumed as the condition on which it does: `return null` where no settings were found. */
export function doubtful(done: Completion, doubt: UnknownValue | undefined): Completion {
  if (done?.type !== "return" || !doubt || isThing(done.value) || done.value) return done;
  return { type: "return", value: presume(done.value, doubt) };
}

/** What holds after one of two ways was taken. A way that ends in `throw` was not taken. */
export function merged(first: Completion, second: Completion, scope: Scope): Completion {
  const ends = [first, second].filter((end) => end !== undefined && end.type !== "throw");
  if (first?.type === "return" && second?.type === "return") {
    return { type: "return", value: oneOf([first.value, second.value]) };
  }
  if (first?.type === "throw" && second?.type === "throw") return first;
  for (const end of ends) if (end?.type === "return") scope.frame.returns.push(end.value);
  if (first ?? second) scope.frame.left = true;
  if (first && second && ends.length === 1 && ends[0]?.type !== "return") return ends[0];
  if (first && second && ends.length > 0) return ends.find((end) => end?.type === "continue" || end?.type === "break");
  return undefined;
}

/** Whether the body of a loop, which may have a label, ended the loop, and with what. */
export function loopEnd(done: Completion, label: string | undefined): { result: Completion } | undefined {
  if (!done) return undefined;
  if (done.type === "continue" && (done.label === undefined || done.label === label)) return undefined;
  if (done.type === "break" && done.label === undefined) return { result: undefined };
  return { result: done };
}
