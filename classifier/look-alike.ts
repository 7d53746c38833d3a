import type { Likeness } from "../catalog/look-alike.ts";

/**
 * A server by what it is called: the identifiers of its packages and its repository (`owner/name`), without their type, and the
 * owners that these tell (npm scope, owner of the repository). `weight` grows with how well known it is.
 */
export type Named = { id: number; names: readonly string[]; owners: readonly string[]; weight: number };

/** That server `id` is called `name`, which is easily taken for the name `ofName` of the better known server `of`. */
export type Likened = { id: number; name: string; of: number; ofName: string; how: Likeness };

/** Words that say nothing about whose server it is: names that differ only in these are not alike. */
const generic = new Set([
  "mcp",
  "server",
  "servers",
  "client",
  "tool",
  "tools",
  "the",
  "ai",
  "agent",
  "api",
  "official",
]);
/** Of shorter names many differ in one letter by chance. */
const shortest = 6;
const longest = 100;
/** So much better known than the other must be whose name is said to be imitated. */
const lead = 8;

/** Letters that are taken for others (Unicode Technical Standard 39, "confusables": those that keyboards have). */
const looks: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  i: "l",
  "|": "l",
  "5": "s",
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  х: "x",
  у: "y",
  і: "l",
  ѕ: "s",
  ο: "o",
  α: "a",
};

/**
 * Servers whose names are easily taken for that of a much better known one (`known`) of somebody else: what typing errors and
 * quick looks lead to (typosquatting). At most one for each server, that with the best known one. Time grows with the names'
 * lengths, not with their pairs.
 */
export function lookAlikes(known: readonly Named[], all: Iterable<Named>): Likened[] {
  const index = indexOf(known);
  const found: Likened[] = [];
  for (const one of all) {
    const best = bestOf(index, one);
    if (best) found.push(best);
  }
  return found;
}

function bestOf(index: Index, one: Named): Likened | undefined {
  const own = new Set(one.names.map(plain));
  let best: Likened | undefined;
  let weight = one.weight + lead - 1;
  for (const name of own)
    for (const { server, name: ofName } of near(index, name)) {
      if (server.id === one.id || server.weight <= weight || own.has(ofName)) continue;
      if (server.owners.some((owner) => one.owners.includes(owner))) continue;
      const how = likeness(name, ofName);
      if (how === null) continue;
      best = { id: one.id, name, of: server.id, ofName, how };
      weight = server.weight;
    }
  return best;
}

type Entry = { server: Named; name: string };
type Index = ReadonlyMap<string, readonly Entry[]>;

const plain = (name: string): string => name.normalize("NFKC").toLowerCase().slice(0, longest);

function indexOf(known: readonly Named[]): Index {
  const index = new Map<string, Entry[]>();
  for (const server of known)
    for (const name of new Set(server.names.map(plain)))
      for (const key of keysOf(name)) {
        const entries = index.get(key);
        if (entries) entries.push({ server, name });
        else index.set(key, [{ server, name }]);
      }
  return index;
}

function* near(index: Index, name: string): Generator<Entry> {
  for (const key of keysOf(name)) yield* index.get(key) ?? [];
}

/** What two names have in common of which one letter is another, missing, more, or changed with its neighbour; or that look alike. */
function keysOf(name: string): Set<string> {
  if (distinctive(name).length < shortest) return new Set();
  const keys = new Set([name, `~${skeleton(name)}`]);
  for (let i = 0; i < name.length; i++) keys.add(name.slice(0, i) + name.slice(i + 1));
  return keys;
}

/** How `name` is like `other`; null when it is not, or is the same. */
export function likeness(name: string, other: string): Likeness | null {
  if (name === other) return null;
  const [a, b] = [name.replace(/[-_./@]/g, ""), other.replace(/[-_./@]/g, "")];
  if (a === b) return "signs";
  if (skeleton(name) === skeleton(other)) return "letters";
  return distinctive(name) !== distinctive(other) && isOneLetterOff(name, other) ? "one letter" : null;
}

function skeleton(name: string): string {
  let text = "";
  for (const letter of name) if (!"-_./@".includes(letter)) text += looks[letter] ?? letter;
  return text.replaceAll("rn", "m").replaceAll("vv", "w");
}

function distinctive(name: string): string {
  return name
    .split(/[-_./@]/)
    .filter((word) => !generic.has(word))
    .join("");
}

/** One letter is another, missing or more, or two neighbours are exchanged (Damerau, 1964). Digits count versions, so they may differ. */
function isOneLetterOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (/\d/.test(left + right)) return false;
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
