import type { z } from "zod";
import { Policy } from "../catalog/policy.ts";
import { compileRegex } from "./conditions.ts";
import { InterceptPolicy, interceptProblems } from "./intercept.ts";
import { pointer, type PolicyProblem } from "./problem.ts";

/** A policy document that can be enforced. */
export type PolicyDocument =
  { format: "policylayer"; policy: Policy } | { format: "intercept"; policy: InterceptPolicy };

/** A document, or what makes it none. */
export type ReadPolicy = { ok: true; document: PolicyDocument } | { ok: false; problems: PolicyProblem[] };

/** Read parsed JSON or YAML as a policy of PolicyLayer (version "1") or Intercept, whichever it is written as. */
export function readPolicy(value: unknown): ReadPolicy {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { ok: false, problems: [{ level: "error", path: "", message: "a policy is an object" }] };
  if (isIntercept(value)) {
    const read = InterceptPolicy.safeParse(value);
    if (!read.success) return { ok: false, problems: issues(read.error) };
    const problems = interceptProblems(read.data);
    return problems.length > 0
      ? { ok: false, problems }
      : { ok: true, document: { format: "intercept", policy: withOwnTools(read.data, value) } };
  }
  const read = Policy.safeParse(value);
  if (!read.success) return { ok: false, problems: issues(read.error) };
  const policy = withOwnTools(read.data, value);
  const problems = regexProblems(policy);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, document: { format: "policylayer", policy } };
}

/** PolicyLayer's documents must say what happens to tools that are not listed, and have no `rules`. */
function isIntercept(value: object): boolean {
  if ("description" in value || !("default" in value) || (value.default !== "allow" && value.default !== "deny"))
    return true;
  const tools = "tools" in value ? value.tools : undefined;
  if (typeof tools !== "object" || tools === null) return false;
  return Object.values(tools).some((tool) => typeof tool === "object" && tool !== null && "rules" in tool);
}

/** zod's copy of a record loses a key such as `__proto__`: the tools are put back as they were written. */
function withOwnTools<T extends object>(read: T, given: object): T {
  return "tools" in given ? { ...read, tools: given.tools } : read;
}

function issues(error: z.ZodError): PolicyProblem[] {
  return error.issues.map(({ path, message }) => ({
    level: "error",
    path: pointer(path.map((part) => (typeof part === "symbol" ? String(part) : part))),
    message,
  }));
}

function regexProblems(policy: Policy): PolicyProblem[] {
  return Object.entries(policy.tools ?? {}).flatMap(([name, tool]) =>
    (["require", "deny_if"] as const).flatMap((kind) =>
      (tool[kind] ?? []).flatMap((rule, at) =>
        rule.conditions.flatMap(({ op, value }, index): PolicyProblem[] =>
          op === "regex" && (typeof value !== "string" || !compileRegex(value))
            ? [
                {
                  level: "error",
                  path: pointer(["tools", name, kind, at, "conditions", index, "value"]),
                  message: "not a regular expression of RE2's syntax",
                },
              ]
            : [],
        ),
      ),
    ),
  );
}
