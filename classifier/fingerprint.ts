/**
 * A hash of the verdicts on all examples of the rules, written by `npx tsx scripts/fingerprint-verdicts.ts`. The ruleset's version has
 * it in it, so that a catalog is judged again when the same rules read a text otherwise than before.
 */
export const fingerprint: string = "8fcf568afbd7";
