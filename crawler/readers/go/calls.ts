import { parts, type Node } from "../syntax.ts";
import { callOutside, methodOfServer } from "./sdk.ts";
import { limits, step } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { isThing, list, settled, unknown, type FunctionValue, type Scope, type Site, type Value } from "./value.ts";

type Parameter = { name: string; type: string; rest: boolean };

function parametersOf(node: Node): Parameter[] {
  return parts(node.childForFieldName("parameters")).flatMap((part) => {
    const type = part.childForFieldName("type")?.text ?? "";
    const rest = part.type === "variadic_parameter_declaration";
    const names = part.childrenForFieldName("name").flatMap((name) => (name.type === "identifier" ? [name.text] : []));
    return (names.length === 0 ? ["_"] : names).map((name) => ({ name, type, rest }));
  });
}

/** What a call gives, as far as it can be known. */
export function callValue(m: Machine, callee: Value, args: Value[], site: Site): Value {
  step(m);
  const known = settled(callee);
  if (!isThing(known)) return unknown("what is called is not a function", site);
  switch (known.kind) {
    case "native":
      return known.call(args, site);
    case "function":
      return callFunction(m, known, args, site);
    case "type":
      return args.length === 1 ? (args[0] ?? null) : unknown("it is converted at run time", site);
    case "external":
      return methodOfServer(m, known.name, args, site) ?? callOutside(m, known, args, site);
    case "unknown": {
      const method = /^\?\.(\w+)$/.exec(known.type ?? "")?.[1];
      if (method !== undefined) return methodOfServer(m, method, args, site) ?? unknown(known.why, known.site ?? site);
      // Translations are functions from a key and the text that holds when there is none.
      const [key, text] = args;
      if (/Transl/i.test(known.type ?? "") && typeof key === "string" && typeof text === "string")
        return unknown("it can be translated", site, { presumed: { value: text } });
      return unknown(known.why, known.site ?? site);
    }
    default:
      return unknown("what is called is not a function", site);
  }
}

function callFunction(m: Machine, fn: FunctionValue, args: Value[], site: Site): Value {
  if (m.callDepth > limits.callDepth || fn.calls.count >= limits.callsOfOne)
    return unknown(`calls of ${fn.name} go too far`, site);
  fn.calls.count += 1;
  m.callDepth += 1;
  try {
    const frame = { returns: [] as Value[] };
    const scope: Scope = { vars: new Map(), ...(fn.scope ? { parent: fn.scope } : {}), source: fn.source, frame };
    const receiver = parts(fn.node.childForFieldName("receiver"))[0]?.childForFieldName("name")?.text;
    if (receiver !== undefined) scope.vars.set(receiver, fn.self ?? unknown("it is given by its caller", site));
    parametersOf(fn.node).forEach(({ name, type, rest }, at) => {
      const given = rest ? list(args.slice(at)) : args[at];
      scope.vars.set(name, given ?? unknown(`${fn.name} is called without its ${name}`, site, { type }));
    });
    const own = fn.node.childForFieldName("body");
    const body = own && (fn.source.bodies?.get(own.startIndex)?.() ?? own);
    const done = body ? m.execute(body, scope) : undefined;
    if (done?.type === "return") return done.value;
    return frame.returns[0] ?? null;
  } finally {
    m.callDepth -= 1;
  }
}

/** Calls a function with arguments that nobody knows; their types are known. */
export function callBlind(m: Machine, fn: FunctionValue): void {
  const site = { source: fn.source, line: 1 };
  const args = parametersOf(fn.node).flatMap(({ name, type, rest }) =>
    rest ? [] : [unknown(`${name} of ${fn.name} is decided by its caller`, site, { type })],
  );
  callFunction(m, fn, args, site);
}
