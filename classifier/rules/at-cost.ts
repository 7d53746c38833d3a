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
            ...["fee is deducted", "deducted from your credit", "deducted from your balance", "fee is invoiced to"],
            ...["charged to your", "billed to your", "invoiced to your", "debited from your"],
            ...["your card is charged", "balance is charged", "your account is charged", "charge your card"],
            ...["default card is charged", "saved card is charged", "charge the saved card"],
          ],
        },
      ],
    },
    unless: {
      any: [
        { name: looking.map((word) => `^${word}`) },
        {
          name: list("draft quote preview webhook alert notification price coupon expense entry reader method invoice"),
        },
      ],
    },
    weight: 1.3,
    examples: {
      match: [{ name: "sponsor_post", description: "Sponsors a post. The fee is invoiced to the company." }],
      noMatch: [
        { name: "create_alert", description: "Sends you an e-mail when your card is charged" },
        { name: "sponsor_post", description: "Names the sponsor of a post" },
        { name: "get_invoice", description: "What was charged to the account" },
      ],
    },
  },
];
