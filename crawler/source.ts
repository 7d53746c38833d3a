import type { z } from "zod";
import type { Listing, ListingStatus, Package } from "../catalog/server.ts";
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
      /** Further lists that this page names, such as a sitemap's sitemaps. */
      lists?: Cursor[];
      /** Pages about single servers that this page names, such as a list's details. */
      also?: Cursor[];
      /** Versions of servers that the page tells of, older ones too; they add up over pages and runs. */
      versions?: ListedVersion[];
      rejected: Rejection[];
    }
  /** `final`: the answer is understood and says no, so asking again cannot help. */
  | { ok: false; why: string; final?: boolean };

/** That a listing (by its `ref`) has had a version. `publishedAt` is RFC 3339. */
export type ListedVersion = { ref: string; version: string; publishedAt?: string; status?: ListingStatus };

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
  /** Milliseconds between two requests to its host, and how many may be under way; with where the numbers come from. */
  pace: { delayMs: number; concurrency: number; because: string };
  /**
   * How a run of all that it has goes. `list`: it names every server, so one that it no longer names is gone. `packages`: it
   * cannot name all; a run asks for what it finds, for the packages of this type that other sources name, and for what it
   * gave before. `known`: it is asked, after the others, for the remotes or repositories that the catalog knows then. `named`:
   * it only answers for what the user names.
   */
  extent:
    | { kind: "list" }
    | { kind: "packages"; type: Package["type"] }
    | { kind: "known"; of: "remotes" | "repositories" }
    | { kind: "named" };
  /** The environment variables that hold the tokens it needs, and the header that each goes into; without them it is skipped. */
  tokens?: { variable: string; header: string }[];
  /** The cursors to begin with. */
  first: (plan: CrawlPlan) => Cursor[];
};

/** A source that is asked over HTTP. */
type FetchedSource = SourceFacts & {
  /** Null: the user's npm configuration says where (`registry`). */
  baseUrl: string | null;
  request: (cursor: Cursor) => PageRequest;
};

/** Answers that are text. HTML pages are asked for only as robots.txt allows. */
export type TextSource = FetchedSource & {
  format: "json" | "html" | "text";
  parse: (body: string, cursor: Cursor) => ParsedPage;
};

/** Answers that are gzipped tarballs, such as a repository's; `parse` gets their text files, unpacked under limits. */
export type TarballSource = FetchedSource & {
  format: "tarball";
  /**
   * The archive is a server's own code, in this folder of it ("" for all of it): the runner reads its tools as well, for the one
   * listing that `parse` gives of the files that are seen from there.
   */
  codeIn?: (cursor: Cursor) => string;
  parse: (files: PackageFiles, cursor: Cursor) => ParsedPage;
};

/** Files of the user's own computer; a cursor is a path. */
export type FileSource = SourceFacts & { format: "file"; parse: (text: string, path: Cursor) => ParsedPage };

/** Running servers that are asked for their tools; a cursor is an endpoint's URL. */
export type LiveSource = SourceFacts & { format: "live"; parse: (answer: LiveAnswer, url: Cursor) => ParsedPage };

/** What a running server said of itself (MCP `serverInfo`) and its tools, checked one by one. */
export type LiveAnswer = {
  transport: "streamable-http" | "sse";
  name?: string;
  title?: string;
  version?: string;
  instructions?: string;
  tools: ToolDefinition[];
};

/** A place that lists servers. It describes itself, and is otherwise pure functions; the runner does the rest. */
export type Source = TextSource | TarballSource | FileSource | LiveSource;

/** A source to crawl: from where ("" when it is not asked over HTTP), whether all that it has, and which servers besides by name. */
export type PlannedSource = { source: Source; baseUrl: string; all: boolean; names: string[] };

/** Parses JSON from a stranger; undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The first problem of a failed zod parse, as "where: what" (or only what, of the whole), for a rejection. */
export function firstIssue(error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const [issue] = error.issues;
  if (!issue) return "does not have the expected shape";
  return issue.path.length === 0 ? issue.message : `${issue.path.map(String).join("/")}: ${issue.message}`;
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
