import { listed } from "./clause-words.ts";
import type { Token } from "./scan.ts";

const joints = listed("and then");
const directions = listed("to into onto");
// What is found decides what is done next; "Get the time and update rate" goes on with a noun.
const checks = listed("check verify validate ensure detect find checking verifying validating detecting finding");
// What follows one of these says what something is for, or what others do.
const turns = listed("to that which who can could may might where how when what must should be being");

/**
 * Whether the verb at `at` goes on with what the verb before `from` began: joined by "and" or "then", in the same form, and
 * in no clause of its own ("Check if it is paid and mark order", but not "Get what users create and delete").
 */
export function isSecondDeed(tokens: readonly Token[], from: number, at: number): boolean {
  const first = tokens[from - 1];
  const second = tokens[at];
  if (first === undefined || second === undefined || !checks.has(first.text)) return false;
  if (formOf(first) !== formOf(second)) return false;
  if (!joints.has(tokens[at - 1]?.text ?? "")) return false;
  return !turnsAway(tokens, from, at);
}

/**
 * Whether a word that is a noun as often is a verb at `at`: joined to what the verb before `from` began, in the same form, and
 * with a place that its object goes to ("Sum up the prices and transfer USDC to the seller").
 */
export function goesSomewhere(tokens: readonly Token[], from: number, at: number): boolean {
  const first = tokens[from - 1];
  const second = tokens[at];
  if (first === undefined || second === undefined || formOf(first) !== formOf(second)) return false;
  if (!joints.has(tokens[at - 1]?.text ?? "")) return false;
  if (turnsAway(tokens, from, at)) return false;
  return [2, 3, 4].some((distance) => directions.has(tokens[at + distance]?.text ?? ""));
}

function formOf({ text, start, end }: Token): "ing" | "third person" | "base" {
  if (text.endsWith("ing")) return "ing";
  return end - start > text.length ? "third person" : "base";
}

// What is further away has its own clause around it; and a list of a thousand verbs is not read a thousand times.
const longestWay = 40;

function turnsAway(tokens: readonly Token[], from: number, at: number): boolean {
  if (at - from > longestWay) return true;
  for (let i = from; i < at; i++) if (turns.has(tokens[i]?.text ?? "")) return true;
  return false;
}
