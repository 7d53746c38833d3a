import type { Machine } from "./machine.ts";
import { defineMetadata, metadataOf, ownMetadata } from "./metadata.ts";
import { entriesOf, table } from "./object-global.ts";
import { native, newArray, unknown, type NativeValue } from "./value.ts";

/** `Reflect`, with what the package reflect-metadata adds to it. */
export function reflectGlobal(m: Machine): NativeValue {
  return table("Reflect", {
    get: (_, [value, key], at) =>
      typeof key === "string" ? m.get(value, key, at) : unknown("it is read by a key that is not known", at),
    has: (_, [value, key], at) => m.call(m.get(value, "hasOwnProperty", at), value, [key], at),
    apply: (_, [fn, self, list], at) => m.call(fn, self, m.iterate(list, at).items, at),
    construct: (_, [cls, list], at) => m.construct(cls, m.iterate(list, at).items, at),
    ownKeys: (_, [value], at) =>
      newArray(
        at,
        entriesOf(m, value, at).entries.map(([key]) => key),
      ),
    metadata: (_, [key, value]) =>
      native("metadata", (__, [target, member]) => {
        defineMetadata(m, key, value, target, member);
        return undefined;
      }),
    defineMetadata: (_, [key, value, target, member]) => {
      defineMetadata(m, key, value, target, member);
      return undefined;
    },
    getMetadata: (_, [key, target, member], at) => metadataOf(m, key, target, member, at),
    getOwnMetadata: (_, [key, target, member]) => ownMetadata(m, key, target, member),
    hasMetadata: (_, [key, target, member], at) => metadataOf(m, key, target, member, at) !== undefined,
    hasOwnMetadata: (_, [key, target, member]) => ownMetadata(m, key, target, member) !== undefined,
  });
}
