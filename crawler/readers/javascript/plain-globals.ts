import { limits } from "./machine.ts";
import { isThing, native, settled, unknown, type Site, type Value } from "./value.ts";

/** A global function of one plain value. */
export function plainGlobal(
  name: "encodeURIComponent" | "decodeURIComponent" | "encodeURI" | "parseFloat" | "isNaN",
  value: Value,
  site: Site,
): Value {
  if (isThing(value)) return unknown("it is computed from something unknown", site);
  // Encoding makes a text longer: doing it again and again must end.
  if (typeof value === "string" && value.length > limits.text) return unknown("the text is too long", site);
  try {
    if (name === "isNaN") return Number.isNaN(Number(value));
    if (name === "parseFloat") return parseFloat(String(value));
    return globalThis[name](String(value));
  } catch {
    return unknown("its text is not known", site);
  }
}

/** `String.fromCharCode(…)` and `String.fromCodePoint(…)`. */
export function textOfCodes(codes: Value[], make: (...codes: number[]) => string, site: Site): Value {
  const known = codes.map(settled).filter((code) => typeof code === "number");
  if (known.length !== codes.length || known.some((code) => !Number.isInteger(code) || code < 0 || code > 0x10ffff))
    return unknown("its text is not known", site);
  return make(...known);
}

const computed: Record<string, (...values: number[]) => number> = {
  min: Math.min,
  max: Math.max,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  trunc: Math.trunc,
  sign: Math.sign,
  abs: Math.abs,
  pow: Math.pow,
  sqrt: Math.sqrt,
  log2: Math.log2,
  log10: Math.log10,
};

/** `Math`: of known numbers. */
export const maths: Value = native(
  "Math",
  () => undefined,
  new Map<string, Value>(
    Object.entries(computed).map(([name, compute]) => [
      name,
      native(name, (_, given, at) => {
        const values = given.map(settled);
        return values.every((value) => typeof value === "number")
          ? compute(...values)
          : unknown("it is computed from something unknown", at);
      }),
    ]),
  ),
);
