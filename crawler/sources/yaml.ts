import { parse } from "yaml";

/** Parses YAML from a stranger; undefined when it is not YAML. */
export function parseYaml(text: string): unknown {
  try {
    // No aliases: `&a [*a, *a]` is a structure without an end. No catalogue uses them.
    return parse(text, { maxAliasCount: 0, prettyErrors: false, logLevel: "error" }) as unknown;
  } catch {
    return undefined;
  }
}
