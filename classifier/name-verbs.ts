import { is, role } from "./clause-words.ts";
import type { KnownWord } from "./lexeme.ts";
import { fold } from "./words.ts";

const none: readonly number[] = [];
/**
 * The verb of a name: its first word that is a verb and nothing else ("create" in `twilio_create_call`); a word that is
 * a noun as often gives way to such a verb beside or behind it (`message_delete`). Words joined by "or" and "and" are all
 * verbs. What comes after a preposition belongs to the object (`get_tasks_by_tag`).
 */
export function nameVerbs(row: readonly KnownWord[], server: ReadonlySet<string>): readonly number[] {
  const candidates: number[] = [];
  for (let at = 0; at < row.length; at++) {
    if (at > 0 && is(row[at], role.preposition) && !isJoint(row[at]?.text)) break;
    if (isCandidate(row, at)) candidates.push(at);
  }
  // `chat.scheduleMessage`
  if (row[0]?.text === "chat" && candidates[0] === 0 && candidates[1] === 1) candidates.shift();
  // `mcp_render_list_services`: what follows "mcp" is the product.
  if (row[0]?.text === "mcp" && candidates[0] === 1 && candidates[1] === 2 && is(row[2], role.openingVerb))
    candidates.shift();
  let chosen = candidates[0];
  if (chosen !== undefined && !isPlain(row, chosen)) {
    const isPrefix = chosen === 0 && isNamedIn(server, row[0]);
    const final = candidates.at(-1);
    const beside = candidates[1] === chosen + 1 ? candidates[1] : undefined;
    const plain = candidates.find((at) => isPlain(row, at));
    if ((chosen > 0 || is(row.at(-1), role.lookUp)) && final === row.length - 1) chosen = final;
    else if (chosen === 0 && row[0]?.text === "search" && !is(row[beside ?? 0], role.closingVerb)) chosen = 0;
    else if (isPlain(row, beside)) chosen = beside;
    // `post_users_add_list`: the first plain verb, not the last one.
    else if (isPlain(row, final) && final === row.length - 1) chosen = plain ?? final;
    else if (isPrefix && candidates.length > 1) chosen = candidates[1];
    else if (chosen > 0 && plain !== undefined) chosen = plain;
  }
  // `compute_disk_update`, `deploy_plan_get`: nouns first and the verb last, unless the name starts by asking.
  if (
    row.length > 2 &&
    is(row.at(-1), role.closingVerb) &&
    !is(row[0], role.openingVerb | role.closingVerb) &&
    !isJoint(row.at(-2)?.text)
  ) {
    chosen = row.length - 1;
  }
  if (chosen === undefined) return none;
  // `manage_delete_item`: a verb that says nothing by itself gives way to the one behind it.
  if (chosen + 1 === candidates[1] && is(row[chosen], role.lightVerb) && isPlain(row, chosen + 1)) chosen++;
  const found = [chosen];
  for (const at of candidates) {
    if (at > chosen && isJoint(row[at - 1]?.text)) found.push(at);
  }
  return found;
}

/** Whether the word at `at` may be the verb: it is one in its base form, and no part of a noun. */
function isCandidate(row: readonly KnownWord[], at: number): boolean {
  const word = row[at];
  if (word?.lexeme?.verb === undefined) return false;
  const { text, start, end } = word;
  if (text.endsWith("ing") || end - start !== text.length) return false;
  const next = row[at + 1];
  // At the end it is what something is done to (`jira_transition_issue`, `storm_track`).
  if ((text === "issue" || text === "track") && at > 0 && next === undefined) return false;
  if (text === "request" && at > 0 && is(row[at - 1], role.requested)) return false;
  if (next?.text === "request" && is(word, role.requested)) return false;
  return at !== row.length - 2 || !is(word, role.askedOf) || !is(next, role.answer);
}

/** Whether the word at `at` is a verb and no noun. */
function isPlain(row: readonly KnownWord[], at: number | undefined): boolean {
  return at !== undefined && !is(row[at], role.nounVerb);
}

/** Whether the word at `at` stands where a word that is a noun as often as a verb leaves no doubt which it is. */
export function isCertain(row: readonly KnownWord[], at: number, server: ReadonlySet<string>): boolean {
  if (at === 0 || !is(row[at], role.nounVerb) || isNamedIn(server, row[at - 1])) return true;
  return at === row.length - 1 && is(row[at], role.deed);
}

/** Whether the server's name has the word. */
function isNamedIn(server: ReadonlySet<string>, word: KnownWord | undefined): boolean {
  return word !== undefined && server.size > 0 && server.has(fold(word.text));
}

function isJoint(word: string | undefined): boolean {
  return word === "or" || word === "and";
}
