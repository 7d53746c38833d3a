/**
 * A hash of the verdicts on the examples of the rules and the definitions of the tests, and of the grades of servers that have
 * them, written by `npx tsx scripts/fingerprint-verdicts.ts`. The ruleset's version has it in it, so that a catalog is judged and
 * graded again when the same rules read a text otherwise than before, or the same verdicts lead to another grade.
 */
export const fingerprint: string = "156eb93bdd0c";
