import type { Refusal } from "../db/queries/sources.ts";

/** What a run did at one source. `asked` counts requests for pages and archives, whatever came of them. */
export type SourceSummary = {
  asked: number;
  /** Pages, and archives, that were read; and those that needed no new reading. */
  pages: number;
  archives: number;
  unchanged: number;
  /** Bytes of the bodies that were transferred, as decoded. */
  bytes: number;
  listings: number;
  /** What was not taken: rows, pages, archives. */
  refused: number;
  /** Work that failed for now; the next crawl tries it again. */
  failed: number;
  /** Listings that the source does not list any more. */
  gone: number;
};

/** What a run did so far. */
export type RunSummary = {
  sources: Map<string, SourceSummary>;
  tools: number;
  warnings: number;
  refusals: Refusal[];
  /** Hosts that could not be reached at all, with the reason. */
  unreachable: Map<string, string>;
  /** Listings that were read, or are unchanged: their refs, by source. */
  seen: Map<string, Set<string>>;
  /** Sources that reached the run's `limit`. */
  stopped: Set<string>;
};

/** A summary in which nothing has happened yet. */
export function emptySummary(sources: readonly string[]): RunSummary {
  const nothing = {
    asked: 0,
    pages: 0,
    archives: 0,
    unchanged: 0,
    bytes: 0,
    listings: 0,
    refused: 0,
    failed: 0,
    gone: 0,
  };
  return {
    sources: new Map(sources.map((id) => [id, { ...nothing }])),
    tools: 0,
    warnings: 0,
    refusals: [],
    unreachable: new Map(),
    seen: new Map(sources.map((id) => [id, new Set()])),
    stopped: new Set(),
  };
}

/** Adds to what a run did at a source. */
export function count(summary: RunSummary, source: string, done: Partial<SourceSummary>): void {
  const of = summary.sources.get(source);
  if (!of) throw new Error(`the summary does not know ${source}`);
  for (const [what, n] of Object.entries(done) as [keyof SourceSummary, number][]) of[what] += n;
}

/** One of a run's counts, over all its sources. */
export function total(summary: RunSummary, what: keyof SourceSummary): number {
  return [...summary.sources.values()].reduce((sum, of) => sum + of[what], 0);
}
