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
const noServer: ReadonlySet<string> = new Set();

/** A listed value, the pointer to it from its parameter, and the words that say what it does. */
type Value = { at: string; value: string; words: string[] };

/** Meets the leaves that look for parameters by their names, and for what their listed values do. */
export function readParameters(ruleset: Ruleset, schema: JsonObject | undefined): void {
  const properties = schema?.["properties"];
  if (!isObject(properties)) return;
  const { leaves, index, lexicon } = ruleset;
  for (const [key, definition] of Object.entries(properties).slice(0, parametersRead)) {
    // Not a schema; and a pointer to it would name that text, not the key.
    if (typeof definition === "string") continue;
    const words = splitIdentifier(key.slice(0, 256), lexicon);
    // The words of all parameters that rules look for are in the lexicon.
    if (words.some(({ lexeme }) => lexeme === undefined)) continue;
    const uses = index.parameter.get(words.map(({ text }) => text).join(" "));
    if (uses === undefined) continue;
    const path = `/inputSchema/properties/${escapePointer(key)}`;
    const named = { path, start: 0, quote: key };
    let listed: Value[] | undefined;
    for (const { leaf, values } of uses) {
      if (hitOf(leaves, leaf) !== undefined) continue;
      if (values === undefined) {
        meet(leaves, leaf, 0, { place: places.parameter, proof: [named] });
        continue;
      }
      const found = (listed ??= listedValues(definition, ruleset)).find((one) =>
        one.words.some((word) => values.has(word)),
      );
      if (found === undefined) continue;
      const proof = [named, { path: `${path}${found.at}`, start: 0, quote: found.value }];
      meet(leaves, leaf, 0, { place: places.parameter, proof });
    }
  }
}

function listedValues(definition: Json, ruleset: Ruleset): Value[] {
  const values: Value[] = [];
  if (!isObject(definition)) return values;
  const add = (at: string, value: Json | undefined): void => {
    if (typeof value === "string" && value.length < 100 && values.length < valuesRead)
      values.push({ at, value, words: deedsOf(value, ruleset) });
  };
  const listed = definition["enum"];
  if (Array.isArray(listed))
    listed.slice(0, valuesRead).forEach((value, i) => {
      add(`/enum/${i}`, value);
    });
  for (const key of ["anyOf", "oneOf"]) {
    const options = definition[key];
    if (!Array.isArray(options)) continue;
    options.slice(0, valuesRead).forEach((option, i) => {
      if (!isObject(option)) return;
      add(`/${key}/${i}/const`, option["const"]);
      const inner = option["enum"];
      if (Array.isArray(inner))
        inner.slice(0, valuesRead).forEach((value, j) => {
          add(`/${key}/${i}/enum/${j}`, value);
        });
    });
  }
  return values;
}

/** What a listed value does where it is named as tools are (`get_deploy_log` gets), else all of its words; `merge_train_removed` is a state. */
function deedsOf(value: string, { lexicon }: Ruleset): string[] {
  const row = splitIdentifier(value, lexicon);
  if (row.length > 1 && fold(row.at(-1)?.text ?? "").endsWith("ed")) return [];
  const verbs = nameVerbs(row, noServer);
  return row.filter((_, at) => verbs.length === 0 || verbs.includes(at)).map(({ text }) => text);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
