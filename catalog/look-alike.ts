/** How a name comes close to another: only signs between its words, or letters that look alike, or one letter, make the difference. */
export const likenesses = ["signs", "letters", "one letter"] as const;
export type Likeness = (typeof likenesses)[number];

/** That a server is called `name`, which is easily taken for the name `ofName` of the better known server with the slug `of`. */
export type LookAlike = { name: string; of: string; ofName: string; how: Likeness };

const differences: Readonly<Record<Likeness, string>> = {
  signs: "only in the signs between its words",
  letters: "only in letters that look alike",
  "one letter": "in one letter",
};

/** Says it in a sentence. */
export function lookAlikeWords({ name, of, ofName, how }: LookAlike): string {
  return `Its name ${name} differs ${differences[how]} from ${ofName}, which the better known server ${of} has: make sure that it is the one you mean.`;
}
