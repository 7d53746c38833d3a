import type { Machine } from "./machine.ts";
import { isThing, unknown, type Site, type Value } from "./value.ts";

/** Say something of a target, or of one of its members. */
export function defineMetadata(m: Machine, key: Value, value: Value, target: Value, member: Value): void {
  if (!isThing(target)) return;
  const known = m.metadata.get(target) ?? new Map<string, Value>();
  m.metadata.set(target, known.set(nameOf(key, member), value));
}

/** What was said of a target itself. */
export function ownMetadata(m: Machine, key: Value, target: Value, member: Value): Value {
  return m.metadata.get(target)?.get(nameOf(key, member));
}

const maxParents = 50;

/** What was said of a target, or of what it inherits from. */
export function metadataOf(m: Machine, key: Value, target: Value, member: Value, site: Site): Value {
  let at = target;
  for (let depth = 0; isThing(at) && depth < maxParents; depth++) {
    const own = ownMetadata(m, key, at, member);
    if (own !== undefined) return own;
    at = at.kind === "function" ? at.parent : at.kind === "object" ? at.proto : undefined;
  }
  return isThing(key) ? unknown("what was said under a key that is not known", site) : undefined;
}

function nameOf(key: Value, member: Value): string {
  const text = (value: Value): string => (isThing(value) ? "" : String(value));
  return member === undefined ? text(key) : `${text(key)}\0${text(member)}`;
}
