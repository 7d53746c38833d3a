import type { Grade, Letter } from "./grade.ts";
import type { Server, ServerFacts } from "./server.ts";
import type { Category, Risk } from "./verdict.ts";

/** The languages that packages and code are known to be in. */
export const languages = ["javascript", "python", "go", "rust", "dotnet"] as const;
export type Language = (typeof languages)[number];

/** How many current tools a server has, in all and by category and risk (under one ruleset; unjudged tools count in `tools` only). */
export type RiskProfile = {
  tools: number;
  categories: Partial<Record<Category, number>>;
  risks: Partial<Record<Risk, number>>;
};

/** A server as a list shows it: `description` is its beginning, and of packages and remotes there are ten at most. */
export type ServerSummary = Pick<
  ServerFacts,
  "name" | "title" | "description" | "status" | "version" | "packages" | "remotes" | "repository"
> & { profile: RiskProfile; letter: Letter | null; findings: Grade["findings"]["level"] };

/** A tool as a list shows it: `description` is its beginning; null is what the current rules have not judged. */
export type ToolSummary = {
  name: string;
  title?: string;
  description?: string;
  category: Category | null;
  risk: Risk | null;
  confidence: number | null;
};

/** What is known of a server beyond its facts; of its tools there are a hundred at most, by name. */
export type ServerCard = {
  profile: RiskProfile;
  grade: Grade;
  /** Since when each field says so (RFC 3339). */
  saidAt: Record<string, string>;
  identifiers: Server["identifiers"];
  tools: ToolSummary[];
};
