import type { Rule } from "../../catalog/rule.ts";

/** Tools that move or commit money or assets. */
export const financial: Rule[] = [
  {
    id: "financial.pay",
    category: "Financial",
    title: "moves or commits money",
    why: "Money that is paid, charged or refunded is not undone by calling the tool again.",
    when: {
      any: [
        { verb: ["pay", "refund", "withdraw", "purchase", "支付", "转账", "退款"] },
        {
          all: [
            { verb: ["create", "send", "process", "make", "transfer", "issue", "charge"] },
            { object: ["payment", "refund", "payout", "fund", "money", "charge"] },
          ],
        },
      ],
    },
    examples: {
      match: [{ name: "create_refund", description: "Process a refund for a captured payment" }],
      noMatch: [{ name: "list_payments", description: "List payments" }, { name: "transfer_file" }],
    },
  },
];
