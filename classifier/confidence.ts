/**
 * What the table was fitted to, and by how much it is wrong on servers that it was not fitted to (expected calibration error
 * over five folds), by `npx tsx scripts/fit-confidence.ts`.
 */
export const fitted = { tools: 539, calibrationError: 0.0061 } as const;

/**
 * How often a decision with at least this support was right. Neighbours are pooled until the share never falls (isotonic
 * regression) and each has ten tools, one right and one wrong tool are added to each, and the result is rounded down.
 */
const table: readonly (readonly [support: number, confidence: number])[] = [
  [0, 0.53],
  [0.646, 0.64],
  [0.713, 0.79],
  [0.778, 0.82],
  [0.846, 0.89],
  [0.905, 0.93],
  [0.93, 0.96],
  [0.931, 0.98],
];

/** The confidence of a decision that no rule supports. */
export const withoutSupport = 0.45;

/** The confidence of a decision with this support (classifier/decide.ts). */
export function calibrated(support: number): number {
  for (let i = table.length - 1; i > 0; i--) {
    const row = table[i];
    if (row !== undefined && support >= row[0]) return row[1];
  }
  return table[0]?.[1] ?? 0;
}
