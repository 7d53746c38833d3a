import type { Machine } from "./machine.ts";
import { isThing, newArray, newObject, type Site, type Value } from "./value.ts";

/** mcp-use's way to write what a tool takes: `inputs: [{ name, type, required, description }, …]`. */
export function inputList(m: Machine, inputs: Value, site: Site): Value {
  if (!isThing(inputs) || inputs.kind !== "array") return undefined;
  const [properties, required] = [newObject(site), newArray(site, [])];
  properties.open = inputs.open;
  for (const input of inputs.items) {
    const name = m.get(input, "name", site);
    if (typeof name !== "string") continue;
    const said = ["type", "description", "default"].map((key) => [key, m.get(input, key, site)] as const);
    properties.props.set(name, newObject(site, said));
    if (m.get(input, "required", site) === true) required.items.push(name);
  }
  return newObject(site, [
    ["type", "object"],
    ["properties", properties],
    ...(required.items.length > 0 ? [["required", required] as const] : []),
  ]);
}
