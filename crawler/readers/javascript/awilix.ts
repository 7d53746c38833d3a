import { escape, type Machine } from "./machine.ts";
import { isClass } from "./functions.ts";
import {
  isThing,
  native,
  newObject,
  unknown,
  type FunctionValue,
  type NativeCall,
  type ObjectValue,
  type Site,
  type Value,
} from "./value.ts";

/** How each registration of a container makes its value, given the container's cradle. */
const makers = new WeakMap<ObjectValue, (cradle: ObjectValue, site: Site) => Value>();

/** A call of awilix, whose containers give what functions and classes ask for by name; undefined when it is not known. */
export function awilixCall(m: Machine, module: string, path: readonly string[], args: Value[], site: Site): Value {
  if (module !== "awilix") return undefined;
  const name = path.at(-1) ?? "";
  const [first] = args;
  if (name === "createContainer") return container(m, isByName(m, first, site), site);
  if (name === "asValue") return registration(site, () => first);
  if (name === "aliasTo")
    return registration(site, (cradle, at) => (typeof first === "string" ? m.get(cradle, first, at) : undefined));
  if (name === "asFunction" || name === "asClass") {
    return registration(site, (cradle, at) => {
      const given = asked(m, first, cradle, at);
      return name === "asClass" ? m.construct(first, given, at) : m.call(first, undefined, given, at);
    });
  }
  return undefined;
}

/** The containers whose parameters are looked up by their names (`InjectionMode.CLASSIC`). */
const byName = new WeakSet<ObjectValue>();

function isByName(m: Machine, options: Value, site: Site): boolean {
  const mode = isThing(options) ? m.get(options, "injectionMode", site) : undefined;
  return mode === "CLASSIC" || (isThing(mode) && mode.kind === "external" && mode.path.at(-1) === "CLASSIC");
}

function asked(m: Machine, fn: Value, cradle: ObjectValue, site: Site): Value[] {
  if (!byName.has(cradle) || !isThing(fn) || fn.kind !== "function") return [cradle];
  return parametersOf(fn).map((name) => m.get(cradle, name, site));
}

function parametersOf({ node }: FunctionValue): string[] {
  let from = node;
  if (isClass(node)) {
    const part = node.body.body.find((one) => one.type === "MethodDefinition" && one.kind === "constructor");
    if (part?.type !== "MethodDefinition") return [];
    from = part.value;
  }
  return "params" in from ? from.params.flatMap((one) => (one.type === "Identifier" ? [one.name] : [])) : [];
}

/** What `asClass(…)` and the like give: methods that say how long it lives give it again. */
function registration(site: Site, make: (cradle: ObjectValue, site: Site) => Value): Value {
  const made = newObject(site);
  for (const name of ["singleton", "scoped", "transient", "proxy", "classic", "disposer", "inject", "setLifetime"])
    made.props.set(
      name,
      native(name, () => made),
    );
  makers.set(made, make);
  return made;
}

function container(m: Machine, classic: boolean, site: Site): Value {
  const known = new Map<string, ObjectValue>();
  const values = new Map<string, Value>();
  const made = newObject(site);
  const cradle = newObject(site, [], m.weak);
  const resolve = (name: string, at: Site): Value => {
    const one = known.get(name);
    if (!one) return unknown(`${name} is not in the container`, at);
    // What asks for itself gets nothing.
    if (!values.has(name)) {
      values.set(name, undefined);
      values.set(name, makers.get(one)?.(cradle, at));
    }
    return values.get(name);
  };
  cradle.proxied = {
    target: cradle,
    get: resolve,
    set: () => undefined,
    has: (name) => known.has(name),
    keys: () => [...known.keys()],
  };
  if (classic) byName.add(cradle);
  const add = (name: Value, value: Value): void => {
    if (typeof name === "string" && isThing(value) && value.kind === "object" && makers.has(value))
      known.set(name, value);
    else escape(m, [value]);
  };
  const methods: Record<string, NativeCall> = {
    register: (_, [first, second]) => {
      if (isThing(first) && first.kind === "object") for (const [name, value] of first.props) add(name, value);
      else add(first, second);
      return made;
    },
    resolve: (_, [name], at) => (typeof name === "string" ? resolve(name, at) : unknown("its name is not known", at)),
    hasRegistration: (_, [name]) => typeof name === "string" && known.has(name),
    build: (_, [fn], at) => {
      const given = asked(m, fn, cradle, at);
      return isThing(fn) && fn.kind === "function" && isClass(fn.node)
        ? m.construct(fn, given, at)
        : m.call(fn, undefined, given, at);
    },
    createScope: () => made,
    dispose: () => undefined,
  };
  for (const [name, call] of Object.entries(methods)) made.props.set(name, native(name, call));
  made.props.set("cradle", cradle);
  return made;
}
