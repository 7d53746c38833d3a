/**
 * A hash of the code that judges and grades, written by `npx tsx scripts/fingerprint-code.ts`. The ruleset's version has it in it, so
 * that a catalog is judged and graded again when the same rules may read a text otherwise than before.
 */
export const fingerprint: string = "c116283cd1f5";
