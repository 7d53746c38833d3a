import type { Json } from "../../../catalog/tool.ts";

/** A JSON Schema, or a part of one. */
export type Members = { [key: string]: Json };

/** Whether a schema says plain types and nothing else. */
export function isPlain(schema: Members): boolean {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return (
    Object.keys(schema).length === 1 &&
    types.every((type) => typeof type === "string" && type !== "object" && type !== "array")
  );
}

/** Newer versions of zod 4 write plain objects that must all hold as the one object that they describe together. */
export function folded(parts: Members[]): Members | undefined {
  const properties = Object.create(null) as Members;
  const required = new Set<Json>();
  for (const part of parts) {
    const plain = Object.keys(part).every((key) => key === "type" || key === "properties" || key === "required");
    if (part.type !== "object" || !plain) return undefined;
    for (const [key, schema] of Object.entries((part.properties ?? {}) as Members)) {
      if (key in properties) return undefined;
      properties[key] = schema;
    }
    for (const key of (part.required ?? []) as Json[]) required.add(key);
  }
  return { type: "object", properties, ...(required.size > 0 ? { required: [...required] } : {}) };
}

/** Unions of plain types (zod-to-json-schema, and newer zod 4) and of literals (the former) are written shorter than `anyOf`. */
export function unionOf(all: Members[], version: 3 | 4): Members {
  if (all.length > 0 && all.every(isPlain)) {
    const types = [...new Set(all.flatMap((option) => option.type ?? null))];
    return { type: types.length === 1 ? (types[0] ?? null) : types };
  }
  if (version === 3 && all.length > 0) {
    if (all.every((option) => "const" in option && !("description" in option))) {
      const types = [...new Set(all.map((option) => option.type ?? null))];
      return {
        type: types.length === 1 ? (types[0] ?? null) : types,
        enum: all.map((option) => option.const ?? null),
      };
    }
  }
  return { anyOf: all };
}

/** Of a bound and an exclusive one, zod 4 writes the narrower. */
export function onlyNarrower(made: Members): void {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = made;
  if (typeof minimum === "number" && typeof exclusiveMinimum === "number") {
    if (exclusiveMinimum >= minimum) delete made.minimum;
    else delete made.exclusiveMinimum;
  }
  if (typeof maximum === "number" && typeof exclusiveMaximum === "number") {
    if (exclusiveMaximum <= maximum) delete made.maximum;
    else delete made.exclusiveMaximum;
  }
}
