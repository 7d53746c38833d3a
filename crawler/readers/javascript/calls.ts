import { callExternal, constructExternal } from "./external.ts";
import { bundledCall } from "./bundled.ts";
import { isYargs, parsedFlags, registerCommand } from "./command-lines.ts";
import { constructFunction } from "./classes.ts";
import { callFunction } from "./functions.ts";
import { allOptions, declareOption } from "./settings.ts";
import { noteAnswerer } from "./json-rpc.ts";
import { escape, under, type Machine } from "./machine.ts";
import { askedClient } from "./client.ts";
import { newPromise } from "./promises.ts";
import { sdkMethod, type Callee } from "./sdk.ts";
import { switchTool } from "./registered.ts";
import { recogniseCall } from "./registration.ts";
import { isThing, oneOf, unknown, type Site, type UnknownValue, type Value } from "./value.ts";
import { zodFromInstance } from "./zod-bundled.ts";

/** Call anything. Calls that register tools are taken note of; code that we do not see is given up on. */
export function callValue(m: Machine, callee: Value, self: Value, args: Value[], site: Site): Value {
  if (!isThing(callee)) return unknown("something is called that is not a function", site);
  if (args.length > 1) noteAnswerer(m, args);
  switch (callee.kind) {
    case "function": {
      const handled = knownCall(m, callee, args, site) ?? bundledCall(m, callee, self, args, site);
      return handled ? handled.value : callFunction(m, callee, self, args, site);
    }
    case "native":
      return callee.call(self, args, site);
    case "choice":
      return under(m, "weak", () =>
        oneOf(callee.options.filter(isThing).map((option) => m.call(option, self, args, site))),
      );
    case "external": {
      const handled = knownCall(m, callee, args, site);
      return handled ? handled.value : callExternal(m, callee, args, site);
    }
    case "unknown": {
      const handled = knownCall(m, callee, args, site);
      if (handled) return handled.value;
      return callUnknown(m, callee, args, site);
    }
    default:
      return unknown("something is called that is not a function", site);
  }
}

/** Calls of the SDK's methods: what registers tools, and what asks about the client. */
function knownCall(m: Machine, callee: Callee, args: Value[], site: Site): { value: Value } | undefined {
  const name = sdkMethod(callee);
  return name === undefined ? undefined : (recogniseCall(m, name, args, site) ?? askedClient(name, site));
}

function callUnknown(m: Machine, callee: UnknownValue, args: Value[], site: Site): Value {
  // `server.tool.apply(server, list)`, of a method that registers tools.
  const method = callee.self;
  if ((callee.name === "apply" || callee.name === "call") && isThing(method) && method.kind === "unknown") {
    const given = callee.name === "call" ? args.slice(1) : m.iterate(args[1], site).items;
    const handled = knownCall(m, method, given, site);
    if (handled) return handled.value;
  }
  // A promise is its value: what is passed to `then` is called with it.
  if (callee.name === "then" && args[0] !== undefined) return m.call(args[0], undefined, [callee.self], site);
  if (callee.name === "catch" || callee.name === "finally") return callee.self;
  if (callee.name === "bind" && callee.self !== undefined) return callee.self;
  const flags = callee.name === "parse" ? parsedFlags(m, args, site) : undefined;
  if (flags !== undefined) return flags;
  switchTool(m, callee, args, site);
  const made = unknown(callee.why, callee.site ?? site, { name: "()", self: callee.self });
  if (callee.name !== undefined) declareOption(m, callee.name, args, site);
  escape(m, callee.name === undefined ? args : registerCommand(m, callee.name, args, made, site));
  // commander's `program.opts()` and yargs' `.parseSync()` give what the command line says.
  const options = isYargs(callee) ? /^parse(?:Sync|Async)?$/ : /^(?:opts|optsWithGlobals|parseSync)$/;
  return callee.name !== undefined && options.test(callee.name) ? allOptions() : made;
}

/** `new X(...)`. */
export function constructValue(m: Machine, callee: Value, args: Value[], site: Site): Value {
  if (!isThing(callee)) return unknown("something is constructed that is not a class", site);
  switch (callee.kind) {
    case "function": {
      const zod = zodFromInstance(m, callee, args, site);
      return zod ?? constructFunction(m, callee, args, site);
    }
    case "native":
      return callee.name === "Promise" ? newPromise(m, args, site) : callee.call(undefined, args, site);
    case "external":
      return constructExternal(m, callee, args, site);
    case "choice":
      return under(m, "weak", () =>
        oneOf(callee.options.filter(isThing).map((option) => m.construct(option, args, site))),
      );
    default:
      escape(m, args);
      return unknown("it is an instance of a class from outside the package", site, { truthy: true });
  }
}
