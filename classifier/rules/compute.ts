import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

/** Tools that make something and only return it. */
export const compute: Rule[] = [
  {
    id: "compute.make-text",
    category: "Read",
    title: "makes a text or a value and only returns it",
    why: "What it makes is its answer; nothing is stored.",
    when: {
      all: [
        {
          any: [
            {
              all: [
                { verb: list("generate create make build produce format render") },
                { name: list("uuid guid password hash checksum regex embedding nanoid slug random") },
              ],
            },
            {
              all: [
                { verb: list("generate produce write") },
                {
                  object: list(
                    "summary explanation suggestion recommendation outline checklist projection forecast ranking hypothesis",
                  ),
                },
              ],
            },
            {
              all: [
                { verb: ["generate"] },
                {
                  object: list(`
                    hypotheses schedule plan timeline itinerary snippet string sequence progression workout matrix command
                    advice strategy curve breakdown question ipsum
                  `),
                },
              ],
            },
            { all: [{ verb: ["generate"] }, { object: ["sql"] }, { not: { verb: ["run", "execute"] } }] },
            {
              all: [
                { verb: ["create", "generate"] },
                { any: [{ name: ["completion"] }, { object: ["chat completion", "text completion"] }] },
              ],
            },
            { all: [{ verb: ["render"] }, { object: list("template mustache jinja handlebars string") }] },
            {
              all: [
                { verb: ["build"] },
                { object: list("url uri query prompt payload topic cost path filter calldata context") },
              ],
            },
            {
              all: [
                { verb: list("generate format render") },
                {
                  object: [
                    ...list("diff statistic json xml"),
                    "typescript type",
                    "random token",
                    "random hex",
                    "hex token",
                  ],
                },
              ],
            },
          ],
        },
        {
          not: {
            object: list(
              "file database index record content issue field custom event attribute table excel pdf docx link image video banner",
            ),
          },
        },
        { not: { verb: list("store save insert persist upload add") } },
      ],
    },
    weight: 1.2,
    examples: {
      match: [
        { name: "generate_typescript_types", description: "Generates the types of a project" },
        { name: "generate_uuid" },
      ],
      noMatch: [
        { name: "create_content_type", description: "Create a content type" },
        { name: "generate_image" },
        { name: "generate_and_run_sql", description: "Generates SQL from a question and executes it" },
      ],
    },
  },
  {
    id: "compute.generate-by-computing",
    category: "Read",
    title: "makes what it works out, and only returns it",
    why: "Where the description says that it calculates, simulates or ranks, what it generates is the result.",
    when: {
      all: [
        {
          any: [
            {
              all: [
                { verb: ["generate"] },
                {
                  verb: list(`
        calculate compute simulate identify estimate determine analyze analyse aggregate rank recommend suggest
        evaluate forecast predict summarize
      `),
                },
              ],
            },
            {
              all: [
                { name: ["^apply", "^allocate", "^adjust", "^rebuild"] },
                { verb: list("calculate compute estimate determine") },
              ],
            },
          ],
        },
        { not: { verb: list("store save insert persist upload add create write send") } },
      ],
    },
    weight: 1.2,
    examples: {
      match: [
        { name: "generate_schedule", description: "Calculates the rest days of a training plan" },
        { name: "allocate_budget", description: "Calculates the share of each agent" },
      ],
      noMatch: [
        { name: "generate_invoice", description: "Creates an invoice" },
        { name: "calculate_schedule" },
        { name: "allocate_ip", description: "Returns the new address" },
      ],
    },
  },
  {
    id: "compute.think",
    category: "Read",
    title: "gives the model room to think, or a way of thinking",
    why: "A thought that is written down for the model itself changes nothing outside.",
    when: {
      any: [
        { name: list("think thinking sequentialthinking thought reasoning brainstorm metacognitive") },
        { parameter: ["next thought needed", "thought number"] },
        {
          all: [
            { verb: ["apply"] },
            {
              object: [
                ...[
                  "mental model",
                  "design pattern",
                  "programming paradigm",
                  "debugging approach",
                  "scientific reasoning",
                ],
                ...["moving average", "matrix"],
              ],
            },
          ],
        },
        { name: list("mentalmodel designpattern metacognitivemonitoring visualreasoning scientificmethod") },
      ],
    },
    unless: { name: list("save store delete remove create update add send clear reset export import") },
    weight: 1.25,
    examples: {
      match: [
        { name: "sequentialthinking", description: "A tool for solving problems through thoughts" },
        { name: "paradigm", description: "A tool for applying programming paradigms to problems" },
      ],
      noMatch: [{ name: "save_thought" }, { name: "weather" }],
    },
  },
  {
    id: "compute.add",
    category: "Read",
    title: "adds numbers up",
    why: "The sum is its answer; nothing is stored.",
    when: {
      all: [
        { verb: ["add"] },
        {
          any: [
            { object: list("number integer fraction vector matrix tensor") },
            { all: [{ parameter: ["a"] }, { parameter: ["b"] }] },
          ],
        },
      ],
    },
    unless: {
      any: [
        {
          object: list(
            "phone card order serial account tracking line page telephone mobile version store index image layer masked virtual caller",
          ),
        },
        { name: list("to database collection") },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "add", description: "Add two numbers" }],
      noMatch: [{ name: "add_phone_number" }, { name: "add", description: "Add an item" }],
    },
  },
];
