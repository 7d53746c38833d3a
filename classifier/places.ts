/** Where a word stands. The lower its rank, the stronger it is as proof; the weight is how much a finding there counts. */
export type Place = { readonly rank: number; readonly weight: number };

/**
 * The places, the strongest first. A name is chosen with care and is what a model calls; the first sentence says the purpose (`lead`);
 * listed operations and parameters say what is possible; a word in the middle of a name that is as often a noun is a guess
 * (`nameWord`); later sentences drift (`body`), but one that begins with its verb in the third person ("Also deletes the file",
 * `further`) counts where what it does lasts (decide.ts); `text` is anywhere else.
 */
export const places = {
  name: { rank: 0, weight: 1 },
  title: { rank: 1, weight: 0.95 },
  lead: { rank: 2, weight: 0.86 },
  operation: { rank: 3, weight: 0.83 },
  parameter: { rank: 4, weight: 0.8 },
  nameWord: { rank: 5, weight: 0.7 },
  further: { rank: 6, weight: 0.81 },
  body: { rank: 7, weight: 0.45 },
  text: { rank: 8, weight: 0.3 },
} as const satisfies Record<string, Place>;
