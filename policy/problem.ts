/**
 * Something about a policy that its author should know: an `error` makes it invalid, a `warning` is a rule that does not do
 * what it looks like. `path` is a JSON Pointer (RFC 6901) into the policy.
 */
export type PolicyProblem = { level: "error" | "warning"; path: string; message: string };

/** A JSON Pointer (RFC 6901). */
export function pointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
