import type { Rule } from "../../catalog/rule.ts";

/** Characters that make a person and a model see different things. */
export const invisibleUnicode: Rule[] = [
  {
    id: "invisible-unicode.characters",
    kind: "invisible-unicode",
    level: "warn",
    title: "contains characters that nobody sees",
    why: "Text that people cannot see but a model reads can carry orders.",
    // Zero-width space and word joiner, bidirectional embeddings and isolates; joiners are left out, which emoji need.
    when: {
      characters: [
        [0x200b, 0x200b],
        [0x202a, 0x202c],
        [0x2060, 0x2064],
        [0x2066, 0x2069],
      ],
    },
    examples: {
      match: [{ name: "weather", description: "Gets\u200b the weather" }],
      noMatch: [{ name: "family", description: "Draws a 👨‍👩‍👧" }],
    },
  },
  {
    id: "invisible-unicode.carrier",
    kind: "invisible-unicode",
    level: "block",
    title: "contains characters that can only hide or reorder text",
    why: "Tag characters spell whole sentences invisibly, overrides show text backwards, escapes repaint a terminal.",
    when: {
      characters: [
        [0x1b, 0x1b],
        [0x202d, 0x202e],
        [0xe0001, 0xe007f],
        [0xe0100, 0xe01ef],
      ],
    },
    examples: {
      match: [{ name: "weather", description: "Gets the weather\u{e0041}\u{e0042}" }],
      noMatch: [{ name: "weather", description: "Gets the weather ☀️" }],
    },
  },
  {
    id: "invisible-unicode.look-alike",
    kind: "invisible-unicode",
    level: "warn",
    title: "mixes Latin and Cyrillic letters in one word",
    why: "Letters that look alike make a name or an address pass for another.",
    when: { sentence: [["@mixed"]] },
    examples: {
      match: [{ name: "pay", description: "Pays with p\u0430ypal" }],
      noMatch: [{ name: "pay", description: "Оплата через paypal" }],
    },
  },
];
