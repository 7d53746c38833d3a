import type { Finding, Risk } from "./verdict.ts";

/** The letters of a grade, best first. */
export const letters = ["A", "B", "C", "D", "F"] as const;
export type Letter = (typeof letters)[number];

/** A tool by its server and name. */
type ToolRef = { server: string; tool: string };

/** A way for data to leave: the tools of each leg. `servers` are those that it takes; one server alone is the worst. */
export type ToxicFlow = { servers: string[]; private: ToolRef[]; untrusted: ToolRef[]; out: ToolRef[] };

/** Something that a server can do, by the rule that tells it, with the tools that show it (ten at most) and how many there are. */
export type Capability = { rule: string; title: string; count: number; tools: string[] };

/** A fact that speaks for a server's origin; `holds` is null where the catalog cannot know it. */
export type TrustFact = { fact: string; holds: boolean | null };

/**
 * A server's grade, from three answers that are kept apart: what its worst tool can do, what is known of where it comes from, and
 * whether its definitions attack whoever reads them. `because` says how the letter came about.
 */
export type Grade = {
  letter: Letter | null;
  because: string[];
  capability: { level: Risk | null; can: Capability[]; flow: ToxicFlow | null };
  trust: { level: "good" | "fair" | "poor"; facts: TrustFact[] };
  findings: { level: "none" | "warn" | "block"; found: { tool: string; finding: Finding }[] };
};
