import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";
import { looking } from "./financial.ts";

/** Deeds that cost money, whatever they are. */
export const atCost: Rule[] = [
  {
    id: "at-cost.charged",
    category: "Financial",
    title: "does something that is charged for",
    why: "The author says whose money pays for it.",
    when: {
      all: [
        {
          verb: list(`
        collect order send sponsor boost promote settle renew upgrade extend submit take request confirm place reserve
        book add create enable activate provision print issue register
      `),
        },
        {
          description: [
            ...["card on file", "fee is deducted", "deducted from your credit", "deducted from your balance"],
            ...["deducted from the balance", "deducted from the account", "invoiced to", "card terminal"],
            ...["charged to your", "charged to the", "charged to their", "billed to the", "billed to your"],
            ...[
              "debited from",
              "card is charged",
              "balance is charged",
              "account is charged",
              "charge the card",
              "charge your card",
              "charge the saved card",
              "charge the customer",
            ],
          ],
        },
      ],
    },
    unless: { any: [{ name: looking }, { name: ["draft", "estimate", "quote", "preview"] }] },
    weight: 1.3,
    examples: {
      match: [{ name: "sponsor_post", description: "Sponsors a post. The fee is invoiced to the company." }],
      noMatch: [
        { name: "sponsor_post", description: "Names the sponsor of a post" },
        { name: "get_invoice", description: "What was charged to the account" },
      ],
    },
  },
];
