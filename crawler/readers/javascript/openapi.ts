import type { Json } from "../../../catalog/tool.ts";
import { fromJson, toJson } from "./json.ts";
import { parsedJson } from "./json-global.ts";
import type { Machine } from "./machine.ts";
import { insidePackage, pathText } from "./node-path.ts";
import { isThing, settled, type Site, type Value } from "./value.ts";
import { parsedYaml } from "./yaml.ts";

const parsers = /^(?:@apidevtools\/(?:swagger-parser|json-schema-ref-parser)|@readme\/openapi-parser)$/;
const maxNodes = 200_000;

/**
 * What a parser of OpenAPI documents gives for a file of the package, or for a document: with `dereference` and `validate`, its
 * references to its own parts are replaced by what they mean, as far as they are not inside themselves. Undefined for other calls.
 */
export function openapiCall(m: Machine, module: string, name: string, [source]: Value[], site: Site): Value {
  if (!parsers.test(module) || !/^(?:dereference|validate|bundle|parse)$/.test(name)) return undefined;
  const document = documentOf(m, source, site);
  const json = toJson(document);
  if (name === "bundle" || name === "parse" || !json.ok || json.value === undefined) return document;
  return fromJson(dereferenced(m, json.value), site);
}

function documentOf(m: Machine, source: Value, site: Site): Value {
  if (isThing(settled(source)) && pathText(source) === undefined) return source;
  const path = insidePackage(pathText(source) ?? "");
  const text = path === undefined ? undefined : m.files.text(path);
  if (text === undefined) return undefined;
  return path?.endsWith(".json") ? parsedJson(text, site) : parsedYaml(m, text, site);
}

function dereferenced(m: Machine, root: Json): Json {
  let nodes = 0;
  const walk = (value: Json, within: readonly string[]): Json => {
    nodes += 1;
    if (typeof value !== "object" || value === null || nodes > maxNodes) return value;
    if (Array.isArray(value)) return value.map((item) => walk(item, within));
    const ref = value.$ref;
    if (typeof ref === "string" && ref.startsWith("#/") && !within.includes(ref)) {
      const target = pointed(root, ref);
      return target === undefined ? value : walk(target, [...within, ref]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member, within)]));
  };
  const made = walk(root, []);
  m.steps += nodes;
  return made;
}

/** The part of a document that a reference means (RFC 6901). */
function pointed(root: Json, ref: string): Json | undefined {
  let at: Json | undefined = root;
  for (const part of ref.slice(2).split("/")) {
    if (typeof at !== "object" || at === null) return undefined;
    const key = unescaped(part).replaceAll("~1", "/").replaceAll("~0", "~");
    at = Array.isArray(at) ? at[Number(key)] : Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
