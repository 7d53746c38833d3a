import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

/** Tools that make pictures, films and sounds. */
export const media: Rule[] = [
  {
    id: "media.make",
    category: "Write",
    title: "makes a picture, a film or a sound",
    why: "What it makes is kept as a file, and can be made anew.",
    when: {
      any: [
        { name: ["speech", "image", "video", "audio", "sound", "music", "3d"].map((what) => `to ${what}`) },
        {
          name: ["image", "video", "audio", "music", "voice"].flatMap((what) => [
            `${what} generator`,
            `${what} generation`,
          ]),
        },
        {
          all: [{ verb: ["design"] }, { object: list("voice image logo banner avatar sound picture icon") }],
        },
      ],
    },
    unless: { name: list("add upload link attach save url get list search query check poll cancel delete update") },
    weight: 0.95,
    examples: {
      match: [{ name: "image_to_video", description: "Returns the id of a task" }, { name: "design_voice" }],
      noMatch: [{ name: "image_to_text" }, { name: "design_system" }, { name: "add_tag_to_video" }],
    },
  },
];
