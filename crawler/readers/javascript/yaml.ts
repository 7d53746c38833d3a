import { parse as parseYaml } from "yaml";
import { parsedJson } from "./json-global.ts";
import type { Machine } from "./machine.ts";
import { settled, unknown, type Site, type Value } from "./value.ts";

/** Parsing takes up to a second for a megabyte. */
const maxYaml = 1_000_000;

/** What a YAML text is, read by the rules of YAML 1.2 with a bound on what aliases unfold to. */
export function parsedYaml(m: Machine, text: Value, site: Site): Value {
  const given = settled(text);
  if (typeof given !== "string") return unknown("it is parsed from a text that is not known", site);
  if (given.length > maxYaml) return unknown("the YAML is too long", site);
  let json = m.yaml.get(given);
  if (json === undefined) {
    m.steps += given.length >> 4;
    m.yaml.set(given, (json = jsonOfYaml(given)));
  }
  return json === null ? unknown("the YAML cannot be parsed", site) : parsedJson(json, site);
}

function jsonOfYaml(text: string): string | null {
  try {
    return JSON.stringify((parseYaml(text, { maxAliasCount: 100, logLevel: "silent" }) as unknown) ?? null);
  } catch {
    return null;
  }
}
