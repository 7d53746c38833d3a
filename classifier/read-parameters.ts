import type { Json, JsonObject } from "../catalog/tool.ts";
import { hitOf, meet } from "./leaves.ts";
import { splitIdentifier } from "./lexicon.ts";
import { nameVerbs } from "./name-verbs.ts";
import { places } from "./places.ts";
import type { Ruleset } from "./rule.ts";
import { escapePointer } from "./texts.ts";
import { fold } from "./words.ts";

const parametersRead = 200;
const valuesRead = 100;
// `request.action`, `operations[].action`: what is further inside says less of what the tool does.
const deepest = 2;
const listsOperations = /(?:operation|action|command|request)s$/i;
const noServer: ReadonlySet<string> = new Set();

/** A part of a schema, and the pointer to it. */
type At = { schema: JsonObject; path: string };

/** A parameter: its name, its definition, the pointer to the name, and whether it is one of an object that is itself a parameter. */
type Parameter = { key: string; definition: Json; path: string; isInner: boolean };

/** A listed value, the pointer to it, and the words that say what it does. */
type Value = { path: string; value: string; words: string[] };

/** Meets the leaves that look for parameters by their names, and for what their listed values do. */
export function readParameters(ruleset: Ruleset, schema: JsonObject | undefined): void {
  if (schema === undefined) return;
  const { leaves, index, lexicon } = ruleset;
  for (const { key, definition, path, isInner } of parametersOf(schema)) {
    // Not a schema; and a pointer to it would name that text, not the key.
    if (typeof definition === "string") continue;
    const words = splitIdentifier(key.slice(0, 256), lexicon);
    // The words of all parameters that rules look for are in the lexicon.
    if (words.some(({ lexeme }) => lexeme === undefined)) continue;
    const uses = index.parameter.get(words.map(({ text }) => text).join(" "));
    if (uses === undefined) continue;
    const named = { path, start: 0, quote: key };
    let listed: Value[] | undefined;
    for (const { leaf, values } of uses) {
      if (hitOf(leaves, leaf) !== undefined) continue;
      if (values === undefined) {
        if (!isInner) meet(leaves, leaf, 0, { place: places.parameter, proof: [named] });
        continue;
      }
      const found = (listed ??= listedValues(definition, path, schema, ruleset)).find((one) =>
        one.words.some((word) => values.has(word)),
      );
      if (found === undefined) continue;
      const proof = [named, { path: found.path, start: 0, quote: found.value }];
      meet(leaves, leaf, 0, { place: places.parameter, proof });
    }
  }
}

/** The parameters of a schema: its properties, those of its variants and references, and those of objects and lists of operations among them. */
function parametersOf(root: JsonObject): Parameter[] {
  const found: Parameter[] = [];
  const seen = new Set<JsonObject>();
  const open: (At & { depth: number })[] = [{ schema: root, path: "/inputSchema", depth: 0 }];
  for (let item = open.shift(); item !== undefined && found.length < parametersRead; item = open.shift()) {
    for (const { schema, path } of alternatives(item, root)) {
      if (seen.has(schema)) continue;
      seen.add(schema);
      const properties = schema["properties"];
      if (!isObject(properties)) continue;
      for (const [key, definition] of Object.entries(properties)) {
        if (found.length >= parametersRead) break;
        const inner = `${path}/properties/${escapePointer(key)}`;
        found.push({ key, definition, path: inner, isInner: item.depth > 0 });
        if (!isObject(definition) || item.depth + 1 >= deepest) continue;
        if (definition["properties"] !== undefined || isComposed(definition))
          open.push({ schema: definition, path: inner, depth: item.depth + 1 });
        const items = definition["items"];
        if (isObject(items) && listsOperations.test(key))
          open.push({ schema: items, path: `${inner}/items`, depth: item.depth + 1 });
      }
    }
  }
  return found;
}

/** A schema with what it refers to and is made of (JSON Schema 2020-12, sections 8.2.3.1 and 10.2.1); each once. */
function alternatives(start: At, root: JsonObject): At[] {
  const found: At[] = [start];
  if (!isComposed(start.schema)) return found;
  for (let i = 0; i < found.length && found.length < valuesRead; i++) {
    const { schema, path } = found[i] ?? start;
    const add = (schema: Json | undefined, path: string): void => {
      if (isObject(schema) && found.length < valuesRead && !found.some((known) => known.schema === schema))
        found.push({ schema, path });
    };
    const reference = schema["$ref"];
    if (typeof reference === "string") {
      const [, container = "", name = ""] = /^#\/(\$defs|definitions)\/([^/~%]+)$/.exec(reference) ?? [];
      const definitions = root[container];
      if (isObject(definitions)) add(definitions[name], `/inputSchema/${container}/${name}`);
    }
    for (const key of ["anyOf", "oneOf", "allOf"]) {
      const options = schema[key];
      if (!Array.isArray(options)) continue;
      for (const [at, option] of options.slice(0, valuesRead).entries()) add(option, `${path}/${key}/${at}`);
    }
  }
  return found;
}

function isComposed(schema: JsonObject): boolean {
  const { $ref, anyOf, oneOf, allOf } = schema;
  return $ref !== undefined || anyOf !== undefined || oneOf !== undefined || allOf !== undefined;
}

/** The values that a parameter lists. */
function listedValues(definition: Json, path: string, root: JsonObject, ruleset: Ruleset): Value[] {
  const values: Value[] = [];
  if (!isObject(definition)) return values;
  const add = (value: Json | undefined, path: string): void => {
    if (typeof value === "string" && value.length < 100 && values.length < valuesRead)
      values.push({ path, value, words: deedsOf(value, ruleset) });
  };
  for (const { schema, path: at } of alternatives({ schema: definition, path }, root)) {
    add(schema["const"], `${at}/const`);
    const listed = schema["enum"];
    if (Array.isArray(listed))
      for (const [i, value] of listed.slice(0, valuesRead).entries()) add(value, `${at}/enum/${i}`);
  }
  return values;
}

/** What a listed value does where it is named as tools are (`get_deploy_log` gets), else all of its words; `merge_train_removed` is a state, a feed and an embed are none. */
function deedsOf(value: string, { lexicon }: Ruleset): string[] {
  const row = splitIdentifier(value, lexicon);
  if (row.length > 1 && /(?:[^be]|[^m]b)ed$/.test(fold(row.at(-1)?.text ?? ""))) return [];
  const verbs = nameVerbs(row, noServer);
  return row.filter((_, at) => verbs.length === 0 || verbs.includes(at)).map(({ text }) => text);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
