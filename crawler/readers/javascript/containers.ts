import type { Class } from "oxc-parser";
import { isClass } from "./functions.ts";
import type { Machine } from "./machine.ts";
import { metadataOf } from "./metadata.ts";
import { lookup } from "./scope.ts";
import {
  isThing,
  native,
  newArray,
  newObject,
  unknown,
  type FunctionValue,
  type NativeCall,
  type ObjectValue,
  type Scope,
  type Services,
  type Site,
  type Value,
} from "./value.ts";

/** What the containers of a package have, before anything was said to them. */
export function noServices(): Services {
  return { bound: new Map(), made: new Map(), asked: new Map(), modules: new Map() };
}

const containers = /^(?:tsyringe|inversify|@nestjs\/(?:common|core))$/;
const maxParameters = 50;

/** A call of a container's package; undefined when it is not known. */
export function containerCall(m: Machine, module: string, path: readonly string[], args: Value[], site: Site): Value {
  if (!containers.test(module)) return undefined;
  const name = path.at(-1) ?? "";
  const [first] = args;
  if (/^(?:inject|multiInject|injectAll|Inject)$/.test(name))
    return asking(m, first, name !== "inject" && name !== "Inject");
  if (name === "Module" && isObject(first))
    return native(name, (_, [cls]) => {
      m.services.modules.set(cls, first);
      return undefined;
    });
  if (module === "tsyringe" && path.at(-2) === "container") return tsyringe(m, name, args, site);
  if (path.at(-2) === "NestFactory" && name.startsWith("create")) return application(m, first, site);
  return /^(?:injectable|singleton|scoped|autoInjectable|Injectable)$/.test(name)
    ? native(name, () => undefined)
    : undefined;
}

/** `new Container()` of inversify; undefined when it is something else. */
export function newContainer(m: Machine, module: string, name: string | undefined, site: Site): Value {
  if (module !== "inversify" || name !== "Container") return undefined;
  const get: NativeCall = (_, [token], at) => resolveOne(m, token, at);
  return methods(site, {
    bind: (_, [token], at) => binding(m, token, at),
    get,
    getAsync: get,
    resolve: get,
    getAll: (_, [token], at) => resolveAll(m, token, at),
    isBound: (_, [token]) => m.services.bound.has(token),
    load: () => undefined,
  });
}

/** inversify's `bind(token).to(Class)` and the like, whose results can be asked for more. */
function binding(m: Machine, token: Value, site: Site): Value {
  const rest = newObject(site);
  for (const name of "inSingletonScope inTransientScope inRequestScope whenTargetNamed whenNamed onActivation".split(
    " ",
  ))
    rest.props.set(
      name,
      native(name, () => rest),
    );
  const bind =
    (make: (value: Value, at: Site) => Value): NativeCall =>
    (_, [value], at) => {
      add(m, token, () => make(value, at));
      return rest;
    };
  return methods(site, {
    to: bind((cls, at) => instance(m, cls, at)),
    toSelf: bind((_, at) => instance(m, token, at)),
    toConstantValue: bind((value) => value),
    toDynamicValue: bind((fn, at) => m.call(fn, undefined, [unknown("it is a container's context", at)], at)),
    toService: bind((other, at) => resolveOne(m, other, at)),
  });
}

function tsyringe(m: Machine, name: string, args: Value[], site: Site): Value {
  const [token, given] = args;
  switch (name) {
    case "register":
      provide(m, token, given, site);
      break;
    case "registerSingleton":
      add(m, token, () => instance(m, given ?? token, site));
      break;
    case "registerInstance":
      add(m, token, () => given);
      break;
    case "resolve":
      return resolveOne(m, token, site);
    case "resolveAll":
      return resolveAll(m, token, site);
    case "isRegistered":
      return m.services.bound.has(token);
    default:
      return undefined;
  }
  return { kind: "external", module: "tsyringe", path: ["container"] };
}

/** Bind a token to what a provider says: `{ useClass }`, `{ useValue }`, `{ useFactory }`, `{ useToken }`, or a class. */
function provide(m: Machine, token: Value, provider: Value, site: Site): void {
  const said = (key: string): Value => (isObject(provider) ? m.get(provider, key, site) : undefined);
  if (!isObject(provider)) add(m, token, () => instance(m, provider, site));
  else if (provider.props.has("useValue")) add(m, token, () => said("useValue"));
  else if (said("useClass") !== undefined) add(m, token, () => instance(m, said("useClass"), site));
  else if (said("useFactory") !== undefined) {
    const asked = m.iterate(said("inject"), site).items;
    add(m, token, () =>
      m.call(
        said("useFactory"),
        undefined,
        asked.map((one) => resolveOne(m, one, site)),
        site,
      ),
    );
  } else {
    const other = said("useToken") ?? said("useExisting");
    if (other !== undefined) add(m, token, () => resolveOne(m, other, site));
  }
}

function add(m: Machine, token: Value, make: () => Value): void {
  let made: { value: Value } | undefined;
  const once = (): Value => (made ??= { value: make() }).value;
  m.services.bound.set(token, [...(m.services.bound.get(token) ?? []), once]);
}

function resolveOne(m: Machine, token: Value, site: Site): Value {
  const make = m.services.bound.get(token)?.at(-1);
  if (make) return make();
  return isThing(token) && token.kind === "function"
    ? instance(m, token, site)
    : unknown("it is what a container has under a name", site, { truthy: true });
}

function resolveAll(m: Machine, token: Value, site: Site): Value {
  return newArray(
    site,
    (m.services.bound.get(token) ?? []).map((make) => make()),
  );
}

/** The one object of a class, made with what its constructor asks for. */
function instance(m: Machine, cls: Value, site: Site): Value {
  if (!isThing(cls) || cls.kind !== "function") return m.construct(cls, [], site);
  const known = m.services.made.get(cls);
  if (known !== undefined) return known;
  // A class that asks for itself by way of others gets what is not known.
  m.services.made.set(cls, unknown("it is made of itself", site, { truthy: true }));
  const types = m.iterate(metadataOf(m, "design:paramtypes", cls, undefined, site), site).items;
  const asked = m.services.asked.get(cls);
  const count = Math.min(Math.max(types.length, ...[...(asked?.keys() ?? [])].map((at) => at + 1)), maxParameters);
  const args = Array.from({ length: count }, (_, at) => {
    const one = asked?.get(at);
    if (!one) return resolveOne(m, types[at], site);
    return one.all ? resolveAll(m, one.token, site) : resolveOne(m, one.token, site);
  });
  const made = m.construct(cls, args, site);
  m.services.made.set(cls, made);
  return made;
}

/** The decorator of a parameter: `@inject(token)`. */
function asking(m: Machine, token: Value, all: boolean): Value {
  return native("inject", (_, [cls, , at]) => {
    if (typeof at !== "number" || at >= maxParameters) return undefined;
    const known = m.services.asked.get(cls) ?? new Map<number, { token: Value; all: boolean }>();
    m.services.asked.set(cls, known.set(at, { token, all }));
    return undefined;
  });
}

/** Take note of what a class in TypeScript asks for: the types and decorators of its constructor's parameters. */
export function noteParameters(m: Machine, cls: FunctionValue, node: Class, scope: Scope): void {
  const constructor = node.body.body.find((part) => part.type === "MethodDefinition" && part.kind === "constructor");
  if (node.decorators.length === 0 || constructor?.type !== "MethodDefinition") return;
  const types = constructor.value.params.map((parameter, at): Value => {
    for (const decorator of parameter.decorators ?? [])
      m.call(m.evaluate(decorator.expression, scope), undefined, [cls, undefined, at], cls.site);
    const inner = parameter.type === "TSParameterProperty" ? parameter.parameter : parameter;
    const type = "typeAnnotation" in inner ? inner.typeAnnotation?.typeAnnotation : undefined;
    const name =
      type?.type === "TSTypeReference" && type.typeName.type === "Identifier" ? type.typeName.name : undefined;
    const found = name === undefined ? undefined : lookup(scope, name)?.binding;
    return found?.alias ? found.alias() : found?.value;
  });
  m.metadata.set(cls, new Map([["design:paramtypes", newArray(cls.site, types)]]));
}

/** What NestJS makes of a module: its providers and those of what it imports, started. */
function application(m: Machine, root: Value, site: Site): Value {
  const classes: Value[] = [];
  const seen = new Set<Value>();
  const take = (module: Value): void => {
    if (seen.has(module) || !isThing(module)) return;
    seen.add(module);
    const cls = isObject(module) ? m.get(module, "module", site) : module;
    for (const said of [m.services.modules.get(cls), isObject(module) ? module : undefined]) {
      if (!said) continue;
      for (const other of m.iterate(m.get(said, "imports", site), site).items) take(other);
      for (const key of ["providers", "controllers"])
        for (const provider of m.iterate(m.get(said, key, site), site).items) {
          const token = isObject(provider) ? m.get(provider, "provide", site) : provider;
          if (isObject(provider)) provide(m, token, provider, site);
          classes.push(token);
        }
    }
    if (isThing(cls) && cls.kind === "function" && isClass(cls.node)) classes.push(cls);
  };
  take(root);
  const objects = classes.map((cls) => resolveOne(m, cls, site));
  for (const hook of ["onModuleInit", "onApplicationBootstrap"])
    for (const object of objects) {
      const fn = isObject(object) ? m.get(object, hook, site) : undefined;
      if (isThing(fn) && fn.kind === "function") m.call(fn, object, [], site);
    }
  const get: NativeCall = (_, [token], at) => resolveOne(m, token, at);
  const made = methods(site, { get, resolve: get });
  made.open = unknown("it is an application of NestJS", site, { truthy: true });
  return made;
}

function methods(site: Site, calls: Record<string, NativeCall>): ObjectValue {
  return newObject(
    site,
    Object.entries(calls).map(([name, call]) => [name, native(name, call)] as const),
  );
}

function isObject(value: Value): value is ObjectValue {
  return isThing(value) && value.kind === "object";
}
