import type { Json } from "../../../catalog/tool.ts";
import type { PackageFiles } from "../package-files.ts";
import { manifest } from "./resolve.ts";
import type { Members } from "./zod-shorter.ts";

export const draft7 = "http://json-schema.org/draft-07/schema#";
export const draft2020 = "https://json-schema.org/draft/2020-12/schema";
export type Dialect = typeof draft7 | typeof draft2020;

/**
 * The dialect that the SDK writes schemas in: draft 7 in its first version (`@modelcontextprotocol/sdk`), 2020-12 in its second
 * (`@modelcontextprotocol/server`). Undefined when the manifest names neither.
 */
export function sdkDialect(files: PackageFiles): Dialect | undefined {
  const { dependencies, peerDependencies, devDependencies } = manifest(files);
  const names = [dependencies, peerDependencies, devDependencies].flatMap((group) =>
    typeof group === "object" && group !== null ? Object.keys(group) : [],
  );
  if (names.includes("@modelcontextprotocol/sdk")) return draft7;
  return names.includes("@modelcontextprotocol/server") ? draft2020 : undefined;
}

let last: { text: string; dialect: Dialect } | undefined;

/** The dialect of the SDK that is in a bundle: what only its second version says to its users survives minifiers. */
export function dialectOfCode(text: string | undefined): Dialect {
  if (text === undefined) return draft7;
  if (last?.text !== text)
    last = { text, dialect: text.includes("does not implement `~standard.jsonSchema`") ? draft2020 : draft7 };
  return last.dialect;
}

const maps = new Set(["properties", "patternProperties", "definitions"]);
const schemas = new Set(["items", "additionalItems", "additionalProperties", "propertyNames", "not"]);
const lists = new Set(["anyOf", "oneOf", "allOf"]);

/** A schema of draft 7, as zod 4 writes it in another dialect (JSON Schema 2020-12, "Migrating from older drafts"). */
export function inDialect(schema: Members, dialect: Dialect): Members {
  return dialect === draft7 ? schema : (modern(schema) as Members);
}

function modern(schema: Json): Json {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return schema;
  const made: Members = {};
  for (const [key, value] of Object.entries(schema)) {
    if (maps.has(key) && isObject(value))
      made[key === "definitions" ? "$defs" : key] = Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, modern(member)]),
      );
    else if (lists.has(key) && Array.isArray(value)) made[key] = value.map(modern);
    else if (key === "$ref" && typeof value === "string") made.$ref = value.replace("#/definitions/", "#/$defs/");
    else if (key === "items" && Array.isArray(value)) made.prefixItems = value.map(modern);
    else if (key === "additionalItems") made.items = modern(value);
    else made[key] = schemas.has(key) ? modern(value) : value;
  }
  return inlined(made);
}

/** Draft 7 allows nothing beside a reference, so zod puts it in `allOf` there. */
function inlined(schema: Members): Members {
  const [only, ...more] = Array.isArray(schema.allOf) ? schema.allOf : [];
  if (more.length > 0 || !isObject(only) || Object.keys(only).join() !== "$ref") return schema;
  const made = { ...schema, ...only };
  delete made.allOf;
  return made;
}

function isObject(value: Json | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
