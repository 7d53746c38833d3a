import type { Json, JsonObject } from "../../catalog/tool.ts";
import type { Mark } from "./marks.ts";
import { Line, Marked } from "./text.tsx";

type Parameter = { name: string; path: string; type: string; required: boolean; description?: string; values?: string };

const rowsShown = 200;
const valuesShown = 20;
const textShown = 4_000;

/** A key as a part of a JSON Pointer (RFC 6901). */
function pointerPart(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The parameters that a tool's input schema names; a schema is a stranger's text, and anything may be in it. */
function parametersOf(schema: JsonObject | undefined): Parameter[] {
  const properties = schema?.["properties"];
  if (!isObject(properties)) return [];
  const required = schema?.["required"];
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties).map(([name, value]) => {
    const inner = isObject(value) ? value : {};
    const description = inner["description"];
    const values = listedValues(inner);
    return {
      name,
      path: `/inputSchema/properties/${pointerPart(name)}`,
      type: typeWords(inner),
      required: needed.has(name),
      ...(typeof description === "string" ? { description } : {}),
      ...(values === undefined ? {} : { values }),
    };
  });
}

function typeWords(schema: JsonObject): string {
  const type = schema["type"];
  const items = schema["items"];
  const item = isObject(items) ? items["type"] : undefined;
  if (type === "array" && typeof item === "string") return `array of ${item}`;
  if (typeof type === "string") return type;
  if (Array.isArray(type)) return type.filter((one) => typeof one === "string").join(" or ");
  for (const key of ["anyOf", "oneOf"]) {
    const options = schema[key];
    if (!Array.isArray(options)) continue;
    const types = options.flatMap((option) =>
      isObject(option) && typeof option["type"] === "string" ? option["type"] : [],
    );
    if (types.length > 0) return [...new Set(types)].slice(0, valuesShown).join(" or ");
  }
  return "any";
}

function listedValues(schema: JsonObject): string | undefined {
  const listed = schema["enum"];
  const parts: string[] = [];
  if (Array.isArray(listed) && listed.length > 0) {
    const more = listed.length - valuesShown;
    const some = listed.slice(0, valuesShown).map((value) => JSON.stringify(value));
    parts.push(`one of ${some.join(", ")}${more > 0 ? ` and ${more} more` : ""}`);
  }
  if (schema["default"] !== undefined) parts.push(`default ${JSON.stringify(schema["default"])}`);
  return parts.length === 0 ? undefined : parts.join("; ");
}

/** What a tool asks for, with the words highlighted that its verdict quotes. */
export function ParameterTable({
  schema,
  marksAt,
}: {
  schema: JsonObject | undefined;
  marksAt: (path: string) => Mark[];
}) {
  const parameters = parametersOf(schema);
  if (parameters.length === 0) return <p class="empty">It asks for no parameters.</p>;
  return (
    <>
      <table class="parameters">
        <caption class="unseen">Parameters</caption>
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col">Type</th>
            <th scope="col">What the author says</th>
          </tr>
        </thead>
        <tbody>
          {parameters.slice(0, rowsShown).map(({ name, path, type, required, description, values }) => (
            <tr>
              <th scope="row">
                <code>
                  <bdi>
                    <Marked text={name} marks={marksAt(path)} limit={textShown} />
                  </bdi>
                </code>
                {required ? <small>required</small> : null}
              </th>
              <td>
                <Line text={type} />
              </td>
              <td class="prose" dir="auto">
                {description === undefined ? null : (
                  <Marked text={description} marks={marksAt(`${path}/description`)} limit={textShown} />
                )}
                {values === undefined ? null : (
                  <small>
                    <Line text={values.slice(0, textShown)} />
                  </small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {parameters.length > rowsShown ? <p>And {parameters.length - rowsShown} more, in the definition below.</p> : null}
    </>
  );
}
