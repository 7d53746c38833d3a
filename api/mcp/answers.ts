import { z } from "zod";
import { letters } from "../../catalog/grade.ts";
import { Category, Evidence, FindingKind, FindingLevel, Risk } from "../../catalog/verdict.ts";
import { formatIds } from "../policy.ts";

// What the tools of the MCP endpoint say. Smaller than what the API says: it all goes into a model's context.

const ServerItem = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string().optional(),
  grade: z.enum(letters).nullable(),
  findings: z.enum(["none", "warn", "block"]),
  tools: z.number().int(),
  risks: z.record(z.string(), z.number()),
});

const ToolItem = z.object({
  server: z.string(),
  name: z.string(),
  description: z.string().optional(),
  category: Category.nullable(),
  risk: Risk.nullable(),
});

export const SearchAnswer = z.object({
  servers: z.array(ServerItem),
  tools: z.array(ToolItem),
  corrected: z.array(z.object({ word: z.string(), to: z.array(z.string()) })),
});

export const GradeAnswer = z.object({
  letter: z.enum(letters).nullable(),
  because: z.array(z.string()),
  trust: z.enum(["good", "fair", "poor"]),
  can: z.array(z.string()).describe("What its tools can do"),
  leak: z.boolean().describe("Whether its tools alone can leak private data by a stranger's orders"),
});

const FoundThreat = z.object({ tool: z.string(), level: FindingLevel, what: z.string(), quotes: z.array(z.string()) });

export const ServerAnswer = z.object({
  slug: z.string(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  status: z.string(),
  version: z.string().optional(),
  license: z.string().optional(),
  packages: z.array(z.string()),
  remotes: z.array(z.string()),
  repository: z.string().optional(),
  grade: GradeAnswer,
  threats: z.array(FoundThreat),
  risks: z.record(z.string(), z.number()),
  tools: z.array(ToolItem.omit({ server: true })).describe("By name, a hundred at most"),
  toolCount: z.number().int(),
});

export const ToolAnswer = z.object({
  server: z.string(),
  name: z.string(),
  definition: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe("Null where it is withheld, because it attacks whoever reads it, or too large"),
  withheld: z.string().nullable(),
  category: Category.nullable(),
  risk: Risk.nullable(),
  confidence: z.number().nullable(),
  because: z.array(z.object({ rule: z.string(), quotes: z.array(z.string()) })),
  findings: z.array(
    z.object({
      rule: z.string(),
      kind: FindingKind,
      level: FindingLevel,
      what: z.string(),
      evidence: z.array(Evidence).max(5),
    }),
  ),
  attackPatterns: z.array(z.object({ id: z.string(), name: z.string() })),
  readBy: z.string(),
  readIn: z.string(),
  lastSeen: z.string(),
});

export const CheckAnswer = z.object({
  target: z.string(),
  known: z.boolean(),
  advice: z.string(),
  slug: z.string().nullable(),
  grade: GradeAnswer.nullable(),
  risks: z.record(z.string(), z.number()),
  worstTools: z.array(ToolItem.omit({ server: true, description: true })).describe("Ten at most"),
  threats: z.array(FoundThreat),
});

const Refs = z.array(z.object({ server: z.string(), tool: z.string() }));

export const StackAnswer = z.object({
  servers: z.array(
    z.object({
      target: z.string(),
      slug: z.string().nullable(),
      grade: z.enum(letters).nullable(),
      worst: Risk.nullable(),
    }),
  ),
  flows: z
    .array(z.object({ servers: z.array(z.string()), private: Refs, untrusted: Refs, out: Refs }))
    .describe("Ways for private data to leave by a stranger's orders"),
  sameNames: z.array(z.object({ tool: z.string(), servers: z.array(z.string()) })).describe("Tools that share a name"),
  threats: z.array(FoundThreat.extend({ server: z.string() })),
  advice: z.string(),
});

export const PolicyAnswer = z.object({
  format: z.enum(formatIds),
  file: z.string().describe("Where the text belongs"),
  text: z.string(),
  lost: z.array(z.object({ server: z.string(), tool: z.string().nullable(), what: z.string(), instead: z.string() })),
  unknown: z.array(z.string()).describe("Servers that the catalog does not know"),
});
