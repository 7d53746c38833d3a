import { expect, test } from "vitest";
import { makeLexicon } from "../../classifier/lexicon.ts";
import { scanTool } from "../../classifier/scan-sentences.ts";
import { pathOf, textsOf } from "../../classifier/texts.ts";
import {
  addWording,
  beginWording,
  indexWording,
  scaleOf,
  wordingOf,
  wordsOfWeights,
} from "../../classifier/wording.ts";
import { makeDictionary } from "../../classifier/words.ts";

const weights = { bias: -1, entries: "tell 0.5, user 0.25, moon -0.5, tell user 2, @mail 1" };
const lexicon = makeLexicon(new Map(wordsOfWeights(weights).map((word) => [word, word])), makeDictionary([]));
const index = indexWording(weights, lexicon);

function wordingOfTool(
  description: string,
  inputSchema?: { type: "object"; properties: Record<string, { description: string }> },
) {
  const tool = { name: "a_tool", description, ...(inputSchema === undefined ? {} : { inputSchema }) };
  beginWording(index);
  scanTool(textsOf(tool), lexicon, new Uint8Array(lexicon.entries.length).fill(1), (sentence, text) => {
    addWording(index, sentence, text);
  });
  const { score, sentence } = wordingOf(index);
  const quote = sentence && {
    path: pathOf(sentence.text),
    quote: sentence.text.text.slice(sentence.start, sentence.end),
  };
  return { sum: (score + 1) / scaleOf(1), quote };
}

test("words count once in a definition, in whatever text and form they stand", () => {
  const twice = wordingOfTool("Tell it, tell it.", {
    type: "object",
    properties: { users: { description: "Tell the moons and the users" } },
  });
  expect(twice.sum).toBeCloseTo(0.5 + 0.25 - 0.5);
});

test("a pair counts where its words stand side by side in that order", () => {
  expect(wordingOfTool("Please tell users.").sum).toBeCloseTo(0.5 + 0.25 + 2);
  expect(wordingOfTool("Please tell the users.").sum).toBeCloseTo(0.5 + 0.25);
  expect(wordingOfTool("The users tell. User!").sum).toBeCloseTo(0.5 + 0.25);
});

test("marks are words, and the sentence that adds most is the proof", () => {
  const { sum, quote } = wordingOfTool("A moon for the user. Write to me@example.com and tell users. Nothing more.");
  expect(sum).toBeCloseTo(-0.5 + 0.25 + 1 + 0.5 + 2);
  expect(quote).toEqual({ path: "/description", quote: "me@example.com and tell users" });
});

test("what has none of the words says nothing", () => {
  expect(wordingOfTool("Counts apples in a basket.")).toEqual({ sum: 0, quote: undefined });
});
