import { is, role } from "./clause-words.ts";
import { joinedVerb } from "./joined-verbs.ts";
import { colonIn, readLabel } from "./labels.ts";
import type { Section } from "./labels.ts";
import type { Lexeme, Verb } from "./lexeme.ts";
import type { Lexicon } from "./lexicon.ts";
import { places } from "./places.ts";
import type { Place } from "./places.ts";
import type { Clause, Token } from "./scan.ts";
import { goesSomewhere, isSecondDeed } from "./second-deed.ts";
import {
  afterCondition,
  behindModal,
  infinitive,
  isAdverb,
  isAnswer,
  isBase,
  isDeed,
  isDeniedBehind,
  isOwnVerb,
  isVerb,
  takesObject,
  operationOf,
  startsUnspaced,
  takesArguments,
} from "./verb-endings.ts";
import { finalVerbs } from "./final-verbs.ts";

/** A verb that is the tool's own, the `at`-th of these tokens. It leads the first clause about the tool, or stands in a list of its operations or in a later clause. */
type VerbUse = { verb: Verb; place: Place; tokens: readonly Token[]; at: number };

export type Reading = {
  verbs: VerbUse[];
  /** The words of what the first of the verbs is done to. */
  object: readonly Token[];
  /** The clauses about this tool itself, asides included. */
  own: Token[][];
};

// What they do is said by the list behind their colon; behind any other verb a colon starts details.
const generalVerbs = new Set(["manage", "control", "handle", "perform", "operate", "run", "管理"]);
const longestObject = 9;
const fillersBeforeVerb = 10;
// There a verb comes last, and most tokens are single characters.
const fillersUnspaced = 40;

/**
 * Whose verb is it? Of a description's clauses, keeps those that say what this tool does and finds their verbs. Conditions,
 * advice, other tools, examples, parameters, results and negations are left out.
 */
export function readClauses(clauses: readonly Clause[], lexicon: Lexicon<Lexeme>): Reading {
  const reading: Reading = { verbs: [], object: [], own: [] };
  let section: Section = "own";
  let labelOpen = false;
  let ownBefore = true;
  let isCutOff = false;
  let aside: readonly Token[] = [];
  // Of the verbs so far, each of which is looked at once, as a text may have very many.
  let [counted, hasLead, manages] = [0, false, false];
  for (const clause of clauses) {
    for (; counted < reading.verbs.length; counted++) {
      const use = reading.verbs[counted];
      hasLead ||= use?.place === places.lead;
      manages ||= generalVerbs.has(use?.verb.base ?? "");
    }
    // "e.g." cut in two: what follows "g." is an example.
    const isExample = isCutOff;
    isCutOff = clause.tokens.length === 1 && clause.tokens[0]?.text === "g";
    if (isExample || isCutOff) continue;
    if (clause.aside) {
      if (section !== "elsewhere" && ownBefore) {
        reading.own.push(clause.tokens);
        // "(deletes the records)": a deed in the third person with what it is done to is no list of operations.
        if (isDeed(clause.tokens)) addVerbs(reading, clause.tokens, places.body, lexicon);
      }
      aside = clause.tokens;
      continue;
    }
    const inBrackets = aside;
    aside = [];
    if (clause.apart && !labelOpen) section = "own";
    const label = readLabel(clause);
    if (label !== undefined) section = label.section;
    const tokens = afterCondition(label === undefined ? clause.tokens : clause.tokens.slice(label.length));
    labelOpen = tokens.length === 0;
    if (section === "elsewhere") continue;
    if (section === "operations") {
      if (!labelOpen) reading.own.push(tokens);
      for (const segment of segments(tokens, lexicon)) addVerbs(reading, segment, places.operation, lexicon);
      continue;
    }
    ownBefore = false;
    const colon = colonIn(tokens);
    const head = colon < 0 ? tokens : tokens.slice(0, colon);
    // "- create: makes a list" below "Manages lists": an operation and what it does.
    const isOperation = clause.item && colon > 0 && colon <= 2 && isBase(head[0]) && manages;
    const place = !hasLead ? places.lead : isOperation ? places.operation : places.body;
    const before = reading.verbs.length;
    if (head.length === 0 || !addVerbs(reading, head, place, lexicon)) {
      if (colon >= 0 && colon === tokens.length - 1) {
        section = "elsewhere";
        labelOpen = true;
      }
      continue;
    }
    ownBefore = true;
    reading.own.push(tokens);
    if (isOperation || !isGeneral(reading.verbs.slice(before))) continue;
    // "Manage lists: create, delete" and "Manage lists (create, delete)".
    const named = colon >= 0 ? segments(tokens.slice(colon + 1), lexicon) : segments(inBrackets, lexicon);
    if (colon >= 0 || isList(named)) for (const segment of named) addVerbs(reading, segment, places.operation, lexicon);
  }
  return reading;
}

/** Whether at least two of the segments begin with a verb in its base form. */
function isList(named: readonly (readonly Token[])[]): boolean {
  return named.filter(([first]) => isBase(first) && isVerb(first)).length >= 2;
}

function isGeneral(uses: readonly VerbUse[]): boolean {
  return uses.some((use) => generalVerbs.has(use.verb.base));
}

function segments(tokens: readonly Token[], lexicon: Lexicon<Lexeme>): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === "comma" || token.kind === "colon") parts.push([]);
    else parts.at(-1)?.push(operationOf(token, lexicon));
  }
  return parts;
}

/** Adds the clause's own verbs; false when the clause is about something else. */
function addVerbs(reading: Reading, tokens: readonly Token[], place: Place, lexicon: Lexicon<Lexeme>): boolean {
  const last = finalVerbs(tokens, place === places.lead);
  if (last !== undefined) {
    const first = last[0];
    if (first !== undefined && reading.verbs.length === 0)
      reading.object = tokens.slice(Math.max(0, first.at - longestObject), first.at);
    for (const { at, verb } of last) reading.verbs.push({ verb, place, tokens, at });
    return last.length > 0;
  }
  const start = findLead(tokens, place, lexicon);
  if (start === "elsewhere") return false;
  if (start === "none" || start === "denied") return true;
  const isFirst = reading.verbs.length === 0;
  const lead = tokens[start];
  if (lead === undefined || isDeniedBehind(tokens, start)) return true;
  const base = joinedVerb(tokens, start, lexicon) ?? lead.lexeme?.verb;
  if (base !== undefined) {
    const isFurther = place === places.body && !isBase(lead) && !base.isNoun && !lead.text.endsWith("ing");
    reading.verbs.push({ verb: base, place: isFurther ? places.further : place, tokens, at: start });
  }
  // "Create, update or delete …": verbs side by side share their object.
  let at = start + 1;
  for (;;) {
    const next = coordinated(tokens, at);
    if (next === undefined) break;
    const verb = tokens[next]?.lexeme?.verb;
    if (verb !== undefined) reading.verbs.push({ verb, place, tokens, at: next });
    at = next + 1;
  }
  if (isFirst && reading.verbs.length > 0) reading.object = objectFrom(tokens, at);
  addLaterVerbs(reading, tokens, at, place);
  return true;
}

/**
 * The index of the clause's first own verb; "none" for a clause without one, "denied" for what the tool does not do or
 * what cannot be done, "elsewhere" for a clause that is not about this tool.
 */
function findLead(
  tokens: readonly Token[],
  place: Place,
  lexicon: Lexicon<Lexeme>,
): number | "none" | "denied" | "elsewhere" {
  const unspaced = startsUnspaced(tokens);
  const limit = Math.min(tokens.length, unspaced ? fillersUnspaced : fillersBeforeVerb);
  for (let i = 0; i < limit; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    const { text } = token;
    if (i === 0 && text === "to") return "elsewhere";
    const isBaseForm = isBase(token);
    const next = tokens[i + 1];
    const after = next?.text ?? "";
    if (takesArguments(token, next)) return "elsewhere";
    if (text === "provide" && !is(next, role.offer) && !is(tokens[i + 2], role.offer))
      // "Provides the weather" is what it does; "Provide the id" is what the caller should do.
      return i === 0 && isBaseForm ? "elsewhere" : i;
    // "PDF tool for converting …", "an MCP tool that sends …"
    if (i > 0 && text === "tool" && is(next, role.toolLink)) continue;
    if (token.kind !== "word" && (token.kind !== "quoted" || place !== places.operation)) {
      if (token.kind === "comma" && i > 0 && !unspaced && !is(next, role.purpose)) return infinitive(tokens) ?? "none";
      continue;
    }
    if ((text === "use" || text === "call") && !token.joined) {
      if (i === 0 && after !== "this" && after !== "to" && after !== "it") {
        if (text === "use" || is(next, role.elsewhere) || next?.kind === "code" || after === "first")
          return "elsewhere";
        if (after === "for" || after === "") return "elsewhere";
      } else continue;
    }
    if ((is(token, role.negator) && !token.joined) || (text === "do" && after === "not")) return "denied";
    // "Unlike a note" is a deed, "unlike other reports" a comparison.
    if (is(token, role.comparing) && !is(next, role.determiner)) return i === 0 ? "elsewhere" : "none";
    const modal = behindModal(tokens, i);
    if (modal !== undefined) return modal;
    const verb = token.lexeme?.verb;
    // "Operation count": a noun behind a noun, where "operation counts" would be a verb.
    const before = i > 0 ? tokens[i - 1] : undefined;
    if (isBaseForm && verb?.isNoun === true && is(before, role.nounFiller)) return "none";
    // "Commit history": what is told of commits, where "Sync balances from the bank" is a deed.
    if (i === 0 && isBaseForm && is(token, role.askedOf) && isAnswer(tokens)) return "none";
    // "The start time must …": a noun behind its article.
    const isNamed = isBaseForm && is(before, role.article);
    // "Comments on a post", "Updates every hour": plural nouns, where "posts to a channel" is a verb.
    const isPlural = !isBaseForm && !text.endsWith("ing");
    if (isPlural && is(token, role.thing) && (is(next, role.afterThing) || after.endsWith("ed") || after === "made"))
      return "none";
    if (isPlural && verb?.isNoun === true && after === "of") return "none";
    // 每天更新: the second thing that is said, of nothing.
    if (place === places.body && unspaced && i > 0 && i === tokens.length - 1 && !takesObject(tokens)) return "none";
    if (verb !== undefined && !isNamed && !token.joined && isOwnVerb(tokens, i)) {
      // "Deleting it cannot be undone" is about the deleting, not what this tool does.
      return text.endsWith("ing") && i === 0 && place === places.body ? "elsewhere" : i;
    }
    if (is(token, role.elsewhere))
      return before === undefined || before.text === "tool" || before.text === "this" ? "elsewhere" : "none";
    if (is(token, role.filler) || isAdverb(token) || unspaced) continue;
    if (i === 0 && is(token, role.useOrder)) {
      if (!is(next, role.thisTool) && !is(tokens[i + 2], role.thisTool)) return "elsewhere";
      continue;
    }
    const tool = toolBehind(tokens, i);
    const behind = tokens[tool + 1];
    // "The director tool orchestrates …": what stands behind "tool" is its verb.
    const isSubject = isVerb(behind) && !isBase(behind) && behind?.text.endsWith("ing") === false;
    if (tool < 0 || (!is(behind, role.toolLink) && !isSubject))
      return joinedVerb(tokens, i, lexicon) === undefined ? (infinitive(tokens) ?? "none") : i;
    i = tool - 1;
  }
  return "none";
}

/** The index of the word for a tool close behind `at`; -1: none. */
function toolBehind(tokens: readonly Token[], at: number): number {
  for (let i = at + 1; i < Math.min(at + 5, tokens.length); i++) if (tokens[i]?.text === "tool") return i;
  return -1;
}

/** The index of a verb joined to the one before `at` by a comma, "and", "or" or "then". */
function coordinated(tokens: readonly Token[], at: number): number | undefined {
  let i = at;
  let joined = false;
  while (i < tokens.length && i < at + 4) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.kind === "comma" || is(token, role.joint)) joined = true;
    else if (joined && token.kind === "word" && isVerb(token)) return i;
    else if (!isAdverb(token)) break;
    i++;
  }
  return undefined;
}

/** ", and deletes the original": a verb after the object counts as the tool's when its form and place leave no doubt. */
function addLaterVerbs(reading: Reading, tokens: readonly Token[], from: number, place: Place): void {
  for (let i = from; i < tokens.length; i++) {
    const next = coordinated(tokens, i);
    if (next === undefined) continue;
    const token = tokens[next];
    const verb = token?.lexeme?.verb;
    const isDetermined = is(tokens[next + 1], role.determiner);
    const isNoun = verb?.isNoun === true;
    const isSent = isNoun && !isDetermined && goesSomewhere(tokens, from, next);
    if (token !== undefined && verb !== undefined && !token.joined && (isDetermined || !isNoun || isSent)) {
      // "Takes the next task and marks it as begun": as much a part of the purpose as what came before.
      const isPurpose =
        place === places.lead && (isSent || (!isNoun && (isDetermined || isSecondDeed(tokens, from, next))));
      if (reading.verbs.length === 0) reading.object = objectFrom(tokens, next + 1);
      reading.verbs.push({ verb, place: isPurpose ? places.operation : places.body, tokens, at: next });
    }
    i = next;
  }
}

function objectFrom(tokens: readonly Token[], from: number): Token[] {
  const object: Token[] = [];
  for (let i = from; i < tokens.length && object.length < longestObject; i++) {
    const token = tokens[i];
    if (token === undefined || token.kind === "colon") break;
    if (token.kind === "comma" || (!token.joined && is(token, role.preposition))) break;
    object.push(token);
  }
  return object;
}
