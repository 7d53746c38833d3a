import { arktypeCall } from "./arktype.ts";
import { agentCall } from "./agents.ts";
import { awilixCall } from "./awilix.ts";
import { commandLineCall, registerCommand } from "./command-lines.ts";
import { containerCall, newContainer } from "./containers.ts";
import { callAwaited } from "./functions.ts";
import { effectCall, toolkitCall } from "./effect.ts";
import { emitterPrototype, isEmitter } from "./emitters.ts";
import { parsedJson } from "./json-global.ts";
import { allOptions, declareOption, declaredOption } from "./settings.ts";
import { escape, type Machine } from "./machine.ts";
import { fluentCall } from "./fluent-schemas.ts";
import { globCall } from "./globs.ts";
import { callNode } from "./node.ts";
import { makeParameters, makeUrl } from "./urls.ts";
import { blame, isServer, madeBy } from "./outside.ts";
import { localStorageOf } from "./local-storage.ts";
import { openapiCall } from "./openapi.ts";
import { textTag } from "./text-tags.ts";
import { typeboxCall } from "./typebox.ts";
import { valibotCall } from "./valibot.ts";
import { parsedYaml } from "./yaml.ts";
import { comesFrom, isThing, newObject, unknown, type ExternalValue, type Site, type Value } from "./value.ts";
import { convertedSchema } from "./wrapped-schemas.ts";
import { zodCall } from "./zod.ts";
import { schemaValue } from "./schema-json.ts";
import { addToolTable, madeTool } from "./registration.ts";

/** Call something that another package exports: a few packages are known, the rest gets its callbacks and stays unknown. */
export function callExternal(m: Machine, callee: ExternalValue, args: Value[], site: Site): Value {
  const name = callee.path.at(-1) ?? "";
  const { module } = callee;
  if ((module === "yaml" && name === "parse") || (module === "js-yaml" && /^(?:load|safeLoad)$/.test(name))) {
    return parsedYaml(m, args[0], site);
  }
  if (module.startsWith("node:") || isFs(module)) {
    const known = callNode(m, isFs(module) ? "fs" : module.slice(5), callee.path, args, site);
    if (known) return known.value;
  }
  const zodAt = callee.path.lastIndexOf("z");
  if (isZodModule(module) || zodAt >= 0) {
    const made = zodCall(m, zodAt >= 0 ? callee.path.slice(zodAt + 1) : callee.path, args, site, module);
    if (made !== undefined) return made;
  }
  const typeAt = callee.path.lastIndexOf("Type");
  if (typeAt >= 0 && /typebox/.test(module)) {
    const made = typeboxCall(m, callee.path.slice(typeAt + 1), args, site);
    if (made) return made;
  }
  // A default import is the module itself here (modules.ts).
  if (
    (/^(?:zodToJsonSchema|toJsonSchema|toJSONSchema|default)$/.test(name) || module === "zod-to-json-schema") &&
    isThing(args[0]) &&
    args[0].kind === "zod"
  ) {
    return schemaValue(m, args[0], module === "zod-to-json-schema" ? 3 : m.zodVersion, args[1], site);
  }
  if ((module === "minimist" || module === "mri" || module === "yargs-parser") && callee.path.length <= 1) {
    return allOptions();
  }
  // The SDK's second version takes JSON Schema as it is, wrapped by the first; the other adds what completes an argument.
  if ((name === "fromJsonSchema" || name === "completable") && /^@modelcontextprotocol\//.test(module)) return args[0];
  if (name === "__awaiter" && args.length > 3) return callAwaited(m, args[3], args[0], args[1], site);
  const converted =
    effectCall(m, module, callee.path, args, site) ??
    toolkitCall(m, module, callee.path, args, site) ??
    convertedSchema(m, module, args, site);
  if (converted !== undefined) return converted;
  for (const known of [arktypeCall, openapiCall, globCall, fluentCall, agentCall]) {
    const made = known(m, module, name, args, site);
    if (made !== undefined) return made;
  }
  const service = containerCall(m, module, callee.path, args, site) ?? awilixCall(m, module, callee.path, args, site);
  if (service !== undefined) return service;
  const tool = madeTool(m, name, args, site) ?? commandLineCall(m, module, callee.path, args, site);
  if (tool) return tool;
  const text = textTag(m, module, name, args, site);
  if (text !== undefined) return text;
  if (module === "valibot" || module === "@valibot/valibot") return valibotCall(m, name, args, site);
  if (name === "then" || name === "catch" || name === "finally") return unknown(comesFrom(module), site);
  declareOption(m, name, args, site);
  const made = unknown(madeBy(module), site, { self: callee });
  escape(m, registerCommand(m, name, args, made, site));
  if (args.some(isServer)) blame(m, madeBy(module));
  return made;
}

/** `new X(...)` of another package's class. */
export function constructExternal(m: Machine, callee: ExternalValue, args: Value[], site: Site): Value {
  if (callee.module === "node:url")
    return callee.path.at(-1) === "URLSearchParams" ? makeParameters(m, args, site) : makeUrl(m, args, site);
  if (isEmitter(callee)) return Object.assign(newObject(site), { proto: emitterPrototype(m, site) });
  const name = callee.path.at(-1);
  if (callee.module === "node:async_hooks" && name === "AsyncLocalStorage") return localStorageOf(m, site);
  if (callee.module === "commander" && name === "Option") return declaredOption(m, args, site);
  if (name === "MCPServer") addToolTable(m, args, site);
  const tool = madeTool(m, name, args, site) ?? newContainer(m, callee.module, name, site);
  if (tool) return tool;
  escape(m, args);
  return unknown(`it is an instance of ${callee.path.at(-1) ?? "a class"} of the package ${callee.module}`, site, {
    truthy: true,
  });
}

/** Whether a package has what node:fs has, and more. */
function isFs(module: string): boolean {
  return module === "fs-extra" || module === "graceful-fs";
}

/** Whether a module gives zod's functions. */
function isZodModule(module: string): boolean {
  return /^zod(?:\/|$)/.test(module);
}

/** The value of a JSON file of the package. */
export function jsonModule(m: Machine, path: string, site: Site): Value {
  const text = m.files.text(path);
  return text === undefined ? unknown(`${path} is not in the package`, site) : parsedJson(text, site);
}
