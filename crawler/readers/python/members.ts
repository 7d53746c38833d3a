import { allFields } from "./definitions.ts";
import { externalMember } from "./external.ts";
import { iterate } from "./iterate.ts";
import { argsOf, argument, type Machine } from "./machine.ts";
import { modelMember } from "./models.ts";
import { stringMember } from "./strings.ts";
import { moduleMember } from "./scanning.ts";
import { docstring } from "./text.ts";
import {
  dict,
  enumBases,
  external,
  isEnumMember,
  isKind,
  isThing,
  list,
  native,
  oneOf,
  settled,
  textOf,
  unknown,
  type ClassValue,
  type DictValue,
  type FunctionValue,
  type InstanceValue,
  type ListValue,
  type Site,
  type Value,
} from "./value.ts";

/** An attribute of a value. */
export function getMember(m: Machine, target: Value, name: string, site: Site): Value {
  if (typeof target === "string") return stringMember(m, target, name);
  if (!isThing(target)) return unknown(`there is no ${name} in it`, site);
  switch (target.kind) {
    case "module": {
      const { module } = target;
      const inner = m.find(module.name === "" ? name : `${module.name}.${name}`);
      m.run(module);
      const known = module.scope.vars.get(name);
      if (known !== undefined) return typeof known === "function" ? known() : known;
      const said = moduleMember(module, name);
      if (said !== undefined) return said;
      return inner
        ? { kind: "module", module: inner }
        : unknown(`${module.path} has no ${name} that can be seen`, site);
    }
    case "external":
      return external(`${target.path}.${name}`);
    case "generic":
      return getMember(m, target.of, name, site);
    case "class":
      return classMember(m, target, name, site);
    case "instance":
      return instanceMember(m, target, name, site);
    case "function":
      if (name === "__name__" || name === "__qualname__") return nameOf(target);
      // Python 3.13 takes the indentation away that its lines share.
      if (name === "__doc__") return target.attrs.get(name) ?? docstring(m, target.node, target.scope) ?? null;
      return target.attrs.get(name) ?? unknown(`${target.name} has no ${name} that can be seen`, site);
    case "list":
      return listMember(m, target, name);
    case "dict":
      return dictMember(m, target, name);
    case "choice":
      return oneOf(target.options.map((option) => getMember(m, option, name, site)));
    case "unknown":
      if (target.presumed) {
        const value = getMember(m, target.presumed.value, name, site);
        return isThing(value) ? value : unknown(target.why, target.site, { value });
      }
      return externalMember(m, target, name) ?? unknown(target.why, target.site ?? site);
    default:
      return unknown(`it has no ${name} that can be seen`, site);
  }
}

/** The name that a function shows. */
function nameOf(fn: FunctionValue): Value {
  const given = fn.attrs.get("__name__");
  if (given !== undefined) return given;
  if (!fn.wraps) return fn.name;
  return isThing(fn.wraps) && fn.wraps.kind === "function"
    ? nameOf(fn.wraps)
    : unknown("the function that it stands for is not known", fn.site);
}

function inherited(cls: ClassValue, name: string, depth = 0): Value | undefined {
  const own = cls.members.get(name);
  if (own !== undefined || depth > 20) return own;
  for (const base of cls.bases) {
    const found = isThing(base) && base.kind === "class" ? inherited(base, name, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function classMember(m: Machine, cls: ClassValue, name: string, site: Site): Value {
  const found = inherited(cls, name);
  if (isThing(found) && found.kind === "function" && found.role === "class") return { ...found, self: cls };
  if (found !== undefined) return found;
  if (name === "__name__" || name === "__qualname__") return cls.name;
  if (name === "__members__") return dict([...cls.members].filter(([, value]) => isEnumMember(value)));
  const made = modelMember(m, cls, name, site);
  if (made !== undefined) return made;
  return unknown(`${cls.name} has no ${name} that can be seen`, site);
}

function instanceMember(m: Machine, target: InstanceValue, name: string, site: Site): Value {
  const own = target.attrs.get(name);
  if (own !== undefined) return own;
  if (target.of.kind === "external") {
    return (
      externalMember(m, target, name) ??
      target.args.named.get(name) ??
      unknown(`what ${target.of.path} does is not seen`, site)
    );
  }
  const found = inherited(target.of, name);
  if (isThing(found) && found.kind === "function") {
    if (found.role === "static") return found;
    const bound = { ...found, self: found.role === "class" ? target.of : (target.behind ?? target) };
    return found.role === "property" ? m.call(bound, argsOf(), site) : bound;
  }
  if (found !== undefined) return isKind(target.of, /(?:^|\.)BaseSettings$/) ? fromEnvironment(found, site) : found;
  if (name === "__class__") return target.of;
  if (name === "__dict__") return dict(target.attrs);
  const text = isEnumMember(target) ? textOf(target) : undefined;
  if (text !== undefined) return stringMember(m, text, name);
  if (name === "model_dump" || name === "dict" || name === "_asdict")
    return native(name, () =>
      dict(allFields(target.of as ClassValue).map((field) => [field.name, m.get(target, field.name, site)] as const)),
    );
  return externalMember(m, target, name) ?? unknown(`${target.of.name} has no ${name} that can be seen`, site);
}

/** A setting's default holds as long as the environment says nothing else. */
function fromEnvironment(value: Value, site: Site): Value {
  const named = isThing(value) && value.kind === "instance" && value.of.kind === "external" ? value.args : undefined;
  const given = named ? argument(named, "default", 0) : value;
  return unknown("it depends on the environment", site, given === undefined ? undefined : { value: given });
}

function listMember(m: Machine, target: ListValue, name: string): Value {
  const add = (values: Value[], at = target.items.length): Value => {
    if (target.items.length + values.length > 50_000) target.open ??= unknown("it is too long");
    else target.items.splice(at, 0, ...values);
    return null;
  };
  switch (name) {
    case "append":
    case "add":
      return native(name, ({ list: [value = null] }) => add([value]));
    case "insert":
      return native(name, ({ list: [at, value = null] }) => add([value], typeof at === "number" ? at : undefined));
    case "extend":
    case "update":
      return native(name, ({ list: [more = null] }) => {
        const { items, open } = iterate(m, more);
        if (open) target.open ??= open;
        return add(items);
      });
    case "copy":
      return native(name, () => ({ ...target, items: [...target.items] }));
    case "union":
      return native(name, ({ list: others }) =>
        list([...target.items, ...others.flatMap((other) => iterate(m, other).items)], "set", target.open),
      );
    case "sort":
    case "reverse":
      return native(name, () => null);
    case "remove":
    case "discard":
      return native(name, ({ list: [value = null] }) => {
        const at = target.items.indexOf(value);
        if (at !== -1 && m.weak === 0) target.items.splice(at, 1);
        return null;
      });
    case "index":
      return native(name, ({ list: [value = null] }) => target.items.indexOf(value));
    default:
      return native(name, () => unknown("it is changed at run time"));
  }
}

function dictMember(m: Machine, target: DictValue, name: string): Value {
  const missing = (): Value => (target.open ? target.open : null);
  switch (name) {
    case "get":
      return native(name, ({ list: [key = null, otherwise = null] }) => {
        const found = subscriptKey(target, key);
        return found === undefined ? (target.open ? missing() : otherwise) : found;
      });
    case "items":
      return native(name, () =>
        list(
          [...target.entries].map((pair) => list(pair, "tuple")),
          "list",
          target.open,
        ),
      );
    case "keys":
      return native(name, () => list([...target.entries.keys()], "list", target.open));
    case "values":
      return native(name, () => list([...target.entries.values()], "list", target.open));
    case "copy":
      return native(name, () => dict(target.entries, target.open));
    case "update":
      return native(name, ({ list: [more = null], named }) => {
        const from = settled(more);
        if (isThing(from) && from.kind === "dict")
          for (const [key, value] of from.entries) target.entries.set(key, value);
        else if (from !== null) target.open ??= unknown("what is put into it is not known");
        for (const [key, value] of named) target.entries.set(key, value);
        return null;
      });
    case "setdefault":
      return native(name, ({ list: [key = null, value = null] }) => {
        if (!target.entries.has(key)) target.entries.set(key, value);
        return target.entries.get(key) ?? null;
      });
    case "pop":
      return native(name, ({ list: [key = null, otherwise] }) => {
        const value = target.entries.has(key) ? (target.entries.get(key) ?? null) : (otherwise ?? missing());
        if (m.weak === 0) target.entries.delete(key);
        return value;
      });
    default:
      return native(name, () => unknown("it is changed at run time"));
  }
}

function subscriptKey(target: DictValue, key: Value): Value | undefined {
  const text = textOf(key);
  return target.entries.has(key) || text === undefined ? target.entries.get(key) : target.entries.get(text);
}

const types = /^(?:[A-Z]\w*|type|list|dict|set|tuple|frozenset|str|int|float|bool)$/;

/** `target[keys]`: an item, or a type with arguments. */
export function subscript(m: Machine, target: Value, keys: Value[], site: Site): Value {
  const [key = null] = keys;
  if (isThing(target)) {
    if (target.kind === "dict")
      return (
        subscriptKey(target, key) ??
        (isThing(key) && key.kind === "unknown" ? oneOfMany(target) : unknown("it has no such key", site))
      );
    if (target.kind === "list") {
      const at = typeof key === "number" && key < 0 ? key + target.items.length : key;
      return typeof at === "number" && !target.open
        ? (target.items[at] ?? unknown("it has no such item", site))
        : unknown("which item it is is decided at run time", site);
    }
    if (target.kind === "class" && isKind(target, enumBases)) {
      return (
        target.members.get(textOf(key) ?? "") ?? unknown(`which ${target.name} it is is decided at run time`, site)
      );
    }
    if (
      target.kind === "class" ||
      (target.kind === "external" && types.test(target.path.slice(target.path.lastIndexOf(".") + 1)))
    ) {
      const args = keys.flatMap((each) =>
        isThing(each) && each.kind === "list" && each.type === "tuple" && keys.length === 1 ? each.items : [each],
      );
      return { kind: "generic", of: target, args };
    }
    if (target.kind === "external" && /environ$/.test(target.path))
      return unknown("it depends on the environment", site);
    if (target.kind === "generic") return target;
    if (target.kind === "unknown") return target.presumed ? subscript(m, target.presumed.value, keys, site) : target;
    if (target.kind === "choice") return oneOf(target.options.map((option) => subscript(m, option, keys, site)));
    const getItem = target.kind === "instance" ? m.get(target, "__getitem__", site) : null;
    if (isThing(getItem) && getItem.kind === "function") return m.call(getItem, argsOf(key), site);
  }
  if (typeof target === "string" && typeof key === "number")
    return target.at(key) ?? unknown("it has no such letter", site);
  return unknown("which item it is is decided at run time", site);
}

function oneOfMany(target: DictValue): Value {
  return target.entries.size <= 8 && !target.open
    ? oneOf([...target.entries.values()])
    : unknown("which item it is is decided at run time");
}
