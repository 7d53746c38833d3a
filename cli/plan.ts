import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../catalog/user-error.ts";
import type { PlannedSource, Source } from "../crawler/source.ts";
import { allSources } from "../crawler/sources.ts";
import { config } from "../crawler/sources/config/config.ts";
import { starterPackages } from "../crawler/sources/npm/starter.ts";
import { missingTokens } from "./network.ts";
import { say } from "./output.ts";
import { parseEndpoint, parseRepository, parseTarget } from "./target.ts";

/** A source to crawl, before it is known where it is; `implied` are those of its names that nobody typed. */
export type Plan = Omit<PlannedSource, "baseUrl"> & { implied: readonly string[] };
type Meaning = { source: Source; all?: boolean; names?: readonly string[]; implied?: readonly string[] };

/** The word that stands for a first crawl. */
const starter = "starter";

/**
 * Which sources the words on the command line mean: a source's id, one of its servers, or `starter`. No words mean every
 * source that goes by itself; one whose tokens are not set is then left out, with a line that says so. Throws a UserError
 * for a word that means nothing, or whose source cannot be asked.
 */
export function plan(words: readonly string[], environment: Record<string, string | undefined> = process.env): Plan[] {
  if (words.length === 0) return everything(environment);
  const planned = new Map<string, Plan>();
  for (const word of words) {
    for (const { source, all = false, names = [], implied = [] } of meaningsOf(word)) {
      const missing = missingTokens(source, environment);
      if (missing.length > 0) throw new UserError(`${source.id} needs a token. Set ${missing.join(" and ")}.`);
      const before = planned.get(source.id);
      planned.set(source.id, {
        source,
        all: all || before?.all === true,
        names: [...new Set([...(before?.names ?? []), ...names, ...implied])],
        implied: [...(before?.implied ?? []), ...implied],
      });
    }
  }
  return [...planned.values()];
}

function everything(environment: Record<string, string | undefined>): Plan[] {
  return allSources.flatMap((source) => {
    if (source.extent.kind === "named") return [];
    const missing = missingTokens(source, environment);
    if (missing.length === 0) return [{ source, all: true, names: [], implied: [] }];
    say(`${source.id} is skipped: it needs a token; set ${missing.join(" and ")}.`);
    return [];
  });
}

function meaningsOf(word: string): Meaning[] {
  if (word === starter) return [{ source: sourceOf("npm"), implied: starterPackages }];
  if (!word.startsWith("config:")) return [meaningOf(word)];
  const path = pathIn(word);
  return [{ source: sourceOf("config"), names: [path] }, ...packagesIn(path)];
}

function meaningOf(word: string): Meaning {
  if (word.startsWith("github:")) return { source: sourceOf("github"), names: [parseRepository(word)] };
  if (/^https?:\/\//.test(word)) return { source: sourceOf("url"), names: [parseEndpoint(word)] };
  const source = allSources.find(({ id }) => id === word);
  if (source?.extent.kind === "named")
    throw new UserError(`${word} cannot be crawled as a whole. Name what you want of it: ${word}:NAME.`);
  if (source) return { source, all: true };
  if (!word.includes(":"))
    throw new UserError(
      `There is no source "${word}". The sources are ${allSources.map(({ id }) => id).join(", ")}; ${starter} is a first crawl.`,
    );
  const named = allSources.find(
    ({ id, extent }) => extent.kind !== "named" && id !== "npm" && word.startsWith(`${id}:`),
  );
  if (named) {
    const names = [word.slice(named.id.length + 1)];
    const [all, one] = [[], names].map((asked) => JSON.stringify(named.first({ since: null, names: asked })));
    if (all === one) throw new UserError(`${named.id} has no pages of single servers. Crawl all of it: ${named.id}.`);
    return { source: named, names };
  }
  if (word.startsWith("npm:search:")) return { source: sourceOf("npm"), names: [word.slice("npm:".length)] };
  const target = parseTarget(word);
  if (target.kind !== "npm") throw new UserError(`${word} cannot be crawled. Use: mcp-risk extract ${word}`);
  return {
    source: sourceOf("npm"),
    names: [target.version === undefined ? target.name : `${target.name}@${target.version}`],
  };
}

/** `config:PATH`, as a path that means the same wherever an interrupted crawl goes on. */
function pathIn(word: string): string {
  const path = word.slice("config:".length);
  if (path === "") throw new UserError("config: names no file. Write, for example, config:.mcp.json.");
  return resolve(path);
}

/** Settings of editors grow, but not beyond this. */
const maxConfigBytes = 10_000_000;

/** What tells the tools of the servers that a configuration starts: its packages. Nothing for a file that cannot be read; the crawl of the file says why. */
function packagesIn(path: string): Meaning[] {
  const text = textOf(path);
  const page = text === null ? null : config.parse(text, path);
  const packages = page?.ok ? page.listings.flatMap((listing) => listing.packages) : [];
  return (["npm", "pypi"] as const).flatMap((id) => {
    const names = packages.flatMap(({ type, identifier, version }) =>
      type === id ? [version === undefined ? identifier : `${identifier}@${version}`] : [],
    );
    return names.length === 0 ? [] : [{ source: sourceOf(id), implied: names }];
  });
}

function textOf(path: string): string | null {
  try {
    return statSync(path).size > maxConfigBytes ? null : readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function sourceOf(id: string): Source {
  const source = allSources.find((each) => each.id === id);
  if (!source) throw new Error(`there is no source ${id}`);
  return source;
}
