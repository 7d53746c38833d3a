import type { Db } from "../db/client.ts";
import { catalogFigures, type Figures } from "../db/queries/figures.ts";

// The count reads the whole catalog, and nobody misses a minute of a crawl in it.
const keptMs = 60_000;

/** A function that gives the catalog's figures, counted at most once a minute however many ask. */
export function keepFigures(db: Db, now: () => number = Date.now): () => Promise<Figures> {
  let kept: { until: number; figures: Promise<Figures> } | undefined;
  return () => {
    if (kept && now() < kept.until) return kept.figures;
    const fresh = { until: now() + keptMs, figures: catalogFigures(db) };
    kept = fresh;
    fresh.figures.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    return fresh.figures;
  };
}
