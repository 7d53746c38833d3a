import { z } from "@hono/zod-openapi";
import { letters } from "../../catalog/grade.ts";
import { Finding, Risk } from "../../catalog/verdict.ts";

const ToolRefs = z.array(z.object({ server: z.string(), tool: z.string() }));

/** A server's grade (classifier/grade.ts): three answers that are kept apart, and the letter that follows from them. */
export const Grade = z
  .object({
    letter: z.enum(letters).nullable().openapi({ description: "Null where no tool is known and judged" }),
    because: z.array(z.string()).openapi({ description: "How the letter came about" }),
    capability: z
      .object({
        level: Risk.nullable(),
        can: z.array(
          z.object({
            rule: z.string(),
            title: z.string(),
            count: z.number().int().positive(),
            tools: z.array(z.string()).openapi({ description: "Ten at most" }),
          }),
        ),
        flow: z
          .object({ servers: z.array(z.string()), private: ToolRefs, untrusted: ToolRefs, out: ToolRefs })
          .nullable()
          .openapi({ description: "How private data can leave by strangers' orders, by its tools alone" }),
      })
      .openapi({ description: "What its worst tool can do" }),
    trust: z
      .object({
        level: z.enum(["good", "fair", "poor"]),
        facts: z.array(z.object({ fact: z.string(), holds: z.boolean().nullable() })),
      })
      .openapi({ description: "What is known of where it comes from" }),
    findings: z
      .object({
        level: z.enum(["none", "warn", "block"]),
        found: z.array(z.object({ tool: z.string(), finding: Finding })),
      })
      .openapi({ description: "Whether its definitions attack whoever reads them" }),
  })
  .openapi("Grade");
