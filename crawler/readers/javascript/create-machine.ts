import type { ReadWarning } from "../../../catalog/tool.ts";
import type { PackageFiles } from "../package-files.ts";
import type { Trace } from "../trace.ts";
import { callValue, constructValue } from "./calls.ts";
import { noServices } from "./containers.ts";
import { zodVersion } from "./entries.ts";
import { evaluateExpression } from "./expressions.ts";
import { makeGlobals } from "./globals.ts";
import { sdkDialect } from "./json-dialect.ts";
import { limits, type Machine } from "./machine.ts";
import { getMember, iterateValue, setMember } from "./members.ts";
import { makeModules, type Modules } from "./modules.ts";
import type { Parsed } from "./parse.ts";
import { executeAll } from "./statements.ts";

const maxWarnings = 200;

/** A machine for one package: the operations tied together, and nothing run yet. */
export function createMachine(
  files: PackageFiles,
  warnings: ReadWarning[],
  follow: ReadonlySet<string>,
  parsed: Map<string, Parsed>,
  trace: Trace | undefined,
): { machine: Machine; modules: Modules } {
  const said = new Set<string>();
  const machine: Machine = {
    files,
    zodVersion: zodVersion(files),
    dialect: sdkDialect(files),
    program: "",
    steps: 0,
    stepsEnd: 0,
    reprieves: limits.reprieves,
    depth: 0,
    callDepth: 0,
    nested: 0,
    textMade: 0,
    weak: 0,
    against: 0,
    tries: [],
    presuming: true,
    presumed: 0,
    timers: undefined,
    trace,
    found: [],
    registered: new Map(),
    callbacks: [],
    listHandlers: [],
    candidates: [],
    toolShaped: [],
    answers: [],
    metadata: new Map(),
    services: noServices(),
    answerers: [],
    runs: new Map(),
    globals: new Map(),
    follow,
    wanted: new Map(),
    blamed: new Set(),
    yaml: new Map(),
    options: new Map(),
    exits: 0,
    warn(code, message, site) {
      const place = site && site.source.path !== "" ? ` (${site.source.path}:${site.source.lineAt(site.offset)})` : "";
      const text = `${message.slice(0, 500)}${place}`;
      if (said.has(text) || said.size >= maxWarnings) return;
      said.add(text);
      warnings.push({ code, message: text });
    },
    evaluate: (node, scope) => evaluateExpression(machine, node, scope),
    execute: (statements, scope) => executeAll(machine, statements, scope),
    call: (callee, self, args, site) => callValue(machine, callee, self, args, site),
    construct: (callee, args, site) => constructValue(machine, callee, args, site),
    get: (target, key, site) => getMember(machine, target, key, site),
    set: (target, key, value) => {
      setMember(machine, target, key, value);
    },
    iterate: (value, site) => iterateValue(machine, value, site),
    load: (from, specifier, site) => modules.load(from, specifier, site, false),
    requireFrom: (path) => modules.requireFrom(path),
  };
  const modules = makeModules(machine, parsed);
  machine.globals = makeGlobals(machine);
  return { machine, modules };
}
