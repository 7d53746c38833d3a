import type { z } from "zod";
import type { Listing } from "../catalog/server.ts";
import { ToolDefinition, toolLimits } from "../catalog/tool.ts";
import type { PackageFiles } from "./readers/package-files.ts";

export type { PackageFiles } from "./readers/package-files.ts";

/** Where a source is in its list. Opaque to the runner, which keeps it and gives it back. */
export type Cursor = string;

/** What to ask for: a path below the source's base URL, so that no answer can send us anywhere else. */
export type PageRequest = {
  path: string;
  query?: Record<string, string>;
  accept?: string;
  /** Cap on the decoded answer, in bytes. Default: `defaultPageBytes`. */
  maxBytes?: number;
  /** Whether the same page will be asked for again, so that keeping its validators (ETag) is worth it. */
  revisited?: boolean;
};

export const defaultPageBytes = 20_000_000;

/**
 * What an answer means. An empty page has no listings; a row that cannot be used is rejected with its place (a JSON
 * Pointer) and the reason; a body of the wrong shape is `ok: false` and counts as a failed page.
 */
export type ParsedPage =
  | {
      ok: true;
      listings: Listing[];
      next: Cursor | null;
      /** Pages about single servers that this page names, such as a list's details. */
      also?: Cursor[];
      rejected: Rejection[];
    }
  /** `final`: the answer is understood and says no, so asking again cannot help. */
  | { ok: false; why: string; final?: boolean };

/** A part of a page that was not taken: its place (JSON Pointer, or path of a file) and the reason. */
export type Rejection = { at: string; why: string };

/** What a run asks a source for: what changed since then (RFC 3339; null: everything), or the named servers only. */
type CrawlPlan = { since: string | null; names: string[] };

/** What a source says about itself. */
type SourceFacts = {
  id: string;
  title: string;
  homepage: string;
  /** What a user gets from it, as a phrase: "names, packages and remotes of …". */
  gives: string;
  /** Null: the user's npm configuration says where (`registry`). */
  baseUrl: string | null;
  /** Milliseconds between two requests to its host, and how many may be under way; with where the numbers come from. */
  pace: { delayMs: number; concurrency: number; because: string };
  /** The environment variable that holds the token it needs; a source without its token is skipped. */
  tokenVariable?: string;
  /** The cursors to begin with. */
  first: (plan: CrawlPlan) => Cursor[];
  request: (cursor: Cursor) => PageRequest;
};

/** Answers that are text. HTML pages are asked for only as robots.txt allows. */
export type TextSource = SourceFacts & {
  format: "json" | "html" | "text";
  parse: (body: string, cursor: Cursor) => ParsedPage;
};

/** Answers that are gzipped tarballs, such as a repository's; `parse` gets their text files, unpacked under limits. */
export type TarballSource = SourceFacts & {
  format: "tarball";
  parse: (files: PackageFiles, cursor: Cursor) => ParsedPage;
};

/** A place that lists servers. It describes itself, and is otherwise three pure functions; the runner does the rest. */
export type Source = TextSource | TarballSource;

/** A source to crawl: from where, whether all that it has, and which servers besides by name. */
export type PlannedSource = { source: Source; baseUrl: string; all: boolean; names: string[] };

/** Parses JSON from a stranger; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The first problem of a failed zod parse, as "where: what", for a rejection. */
export function firstIssue(error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.map(String).join("/") || "it"}: ${issue.message}` : "does not have the expected shape";
}

/** The items that satisfy a schema; each other one is put into `rejected` with its place. */
export function keepValid<T>(
  schema: z.ZodType<T>,
  items: readonly unknown[] | null | undefined,
  at: string,
  rejected: Rejection[],
): T[] {
  return (items ?? []).flatMap((item, index) => {
    const parsed = schema.safeParse(item);
    if (!parsed.success) rejected.push({ at: `${at}/${index}`, why: firstIssue(parsed.error) });
    return parsed.success ? [parsed.data] : [];
  });
}

/** A listing's tools, each checked by itself; undefined when the source has no list at all ("not inspected"). */
export function keepTools(
  items: readonly unknown[] | null | undefined,
  at: string,
  rejected: Rejection[],
): ToolDefinition[] | undefined {
  return items ? keepValid(ToolDefinition, items.slice(0, toolLimits.tools), at, rejected) : undefined;
}
