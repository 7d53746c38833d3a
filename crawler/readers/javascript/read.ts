import type { ReadTool, ReadWarning } from "../../../catalog/tool.ts";
import type { Trace } from "../trace.ts";
import type { PackageFiles } from "../package-files.ts";
import { createMachine } from "./create-machine.ts";
import { entryFiles, sourceFiles } from "./entries.ts";
import { recordAnswers, speaksOfListing, uncalledAnswerers } from "./json-rpc.ts";
import { escape, fruits, limits, OutOfBudget, type Machine } from "./machine.ts";
import type { Modules } from "./modules.ts";
import { wantedPackages } from "./outside.ts";
import type { WantedPackage } from "./resolve.ts";
import { mentionsRegistration } from "./sdk.ts";
import { mappedSources } from "./source-maps.ts";
import type { Parsed } from "./parse.ts";
import { askForTools, recordToolShaped } from "./registration.ts";
import { recordToolModules } from "./tool-modules.ts";
import { toTools } from "./tools.ts";
import { zodParse } from "./zod-parse.ts";
import { isThing, newObject, settled, unknown, type FunctionValue, type UnknownValue, type Value } from "./value.ts";

/**
 * `follow`: packages in node_modules whose files are there and are read like the package's own. `asking`: whoever asks can
 * get more packages, so a reading that found nothing may end early and say which ones it wants. `parsed`: files that were
 * parsed by a reading before, of the same files or fewer. `trace` is told which expressions had which values.
 */
export type ReadOptions = {
  follow?: ReadonlySet<string>;
  asking?: boolean;
  parsed?: Map<string, Parsed>;
  trace?: Trace | undefined;
};
/** `wanted`: other packages without which the reading is not complete. */
export type JavaScriptReading = { tools: ReadTool[]; warnings: ReadWarning[]; wanted: WantedPackage[] };

/**
 * The tools that a JavaScript or TypeScript package defines, read without running any of it: its code is evaluated as data by
 * an evaluator of our own, starting from the package's entry points. Where the code tells nothing and its source maps bring
 * what it was built of, that is read. What cannot be known becomes a warning.
 */
export function readJavaScript(files: PackageFiles, options: ReadOptions = {}): JavaScriptReading {
  const built = read(files, options);
  if (built.tools.length > 0 || (options.asking && built.wanted.length > 0)) return built;
  const mapped = mappedSources(files);
  if (!mapped) return built;
  const original = read(mapped.files, { ...options, parsed: new Map() });
  if (original.tools.length === 0) return built;
  const tools = original.tools.map(({ source, ...tool }) => ({
    ...tool,
    source: { ...source, ...(source.file === undefined ? {} : { file: mapped.nameOf(source.file) }) },
  }));
  return { ...original, tools };
}

/** Where nothing is found, what was presumed to fail at the start did not: a server that does nothing is not listed. */
function read(files: PackageFiles, { parsed = new Map(), ...options }: ReadOptions): JavaScriptReading {
  const first = readCode(files, { ...options, parsed }, true);
  if (first.tools.length > 0 || first.presumed === 0) return first;
  const second = readCode(files, { ...options, parsed }, false);
  return second.tools.length > 0 ? second : first;
}

function readCode(
  files: PackageFiles,
  { follow = new Set(), asking = false, parsed = new Map(), trace }: ReadOptions,
  presuming: boolean,
): JavaScriptReading & { presumed: number } {
  const warnings: ReadWarning[] = [];
  const { machine, modules } = createMachine(files, warnings, follow, parsed, trace);
  machine.presuming = presuming;
  const { programs, exported } = entryFiles(files);
  for (const group of [programs, exported]) {
    for (const path of group)
      task(machine, limits.steps / 2, () => {
        machine.program = path;
        modules.run(path);
      });
    settle(machine);
    answer(machine, modules);
    if (foundAny(machine)) break;
    for (const path of group) callExports(machine, modules, path);
    settle(machine);
    answer(machine, modules);
    if (foundAny(machine)) break;
  }
  if (asking && !foundAny(machine)) {
    const code = [...parsed.values()].reduce((sum, one) => sum + (one.ok ? one.source.text.length : 0), 0);
    const wanted = wantedPackages(machine, false, code);
    if (wanted.length > 0) return { tools: [], warnings, wanted, presumed: machine.presumed };
  }
  if (!foundAny(machine)) callCandidates(machine);
  if (!foundAny(machine))
    task(machine, limits.taskSteps, () => {
      recordToolShaped(machine);
    });
  if (!foundAny(machine)) {
    for (const path of sourceFiles(files)) task(machine, limits.taskSteps, () => void modules.run(path));
    settle(machine);
    answer(machine, modules);
    if (!foundAny(machine)) callCandidates(machine);
    if (!foundAny(machine))
      task(machine, limits.taskSteps, () => {
        recordToolModules(machine, modules);
        if (!foundAny(machine)) recordToolShaped(machine);
      });
  }
  let tools: ReadTool[] = [];
  task(machine, limits.taskSteps, () => {
    tools = toTools(machine, machine.found);
  });
  return { tools, warnings, wanted: wantedPackages(machine, true), presumed: machine.presumed };
}

/** Whether a tool was found that is listed by default. */
function foundAny(m: Machine): boolean {
  return m.found.some((one) => one.conditional === undefined && typeof settled(one.name) === "string");
}

/** Run one piece of work within its budget; what does not fit is left, with a warning. */
function task(m: Machine, steps: number, work: () => void): void {
  if (m.steps >= limits.steps && steps !== limits.taskSteps) return;
  m.stepsEnd = Math.min(m.steps + steps, limits.steps + limits.taskSteps);
  try {
    work();
  } catch (error) {
    // A stack that overflows is a package nested deeper than our own limits foresee: the package's fault, not a bug to stop on.
    if (!(error instanceof OutOfBudget) && !(error instanceof RangeError)) throw error;
    m.warn("too-much-work", "A part of the package takes more work to read than is allowed: tools may be missing.");
  }
  Object.assign(m, { weak: 0, against: 0, depth: 0, callDepth: 0, tries: [] });
}

const maxCallbacks = 3_000;

/** Let code that we do not see call what it was given, then ask every tools/list handler. */
function settle(m: Machine): void {
  const seen = new Map<unknown, number>();
  let fruitless = 0;
  for (let count = 0; m.callbacks.length > 0 && count < maxCallbacks; count++) {
    const next = m.callbacks.shift();
    if (!next) break;
    const times = seen.get(next.fn.node) ?? 0;
    if (times >= 8 || next.fn.calls > 0) continue;
    if (fruitless > limits.fruitlessCallbacks && !mentionsRegistration(next.fn)) continue;
    seen.set(next.fn.node, times + 1);
    const before = { steps: m.steps, fruits: fruits(m) };
    task(m, limits.taskSteps / 4, () => {
      m.against = next.against;
      // What code outside gets back it may call too: a command that is loaded when it is needed.
      escape(m, [callBlind(m, next.fn, next.given)]);
    });
    if (fruits(m) === before.fruits) fruitless += m.steps - before.steps;
  }
  for (const { handler, against, site } of m.listHandlers.splice(0)) {
    task(m, limits.taskSteps, () => {
      m.against = against;
      askForTools(m, handler, site);
    });
  }
}

/** Where nothing registers tools with an SDK: what the package itself answers to `tools/list`. */
function answer(m: Machine, modules: Modules): void {
  if (foundAny(m)) return;
  for (const fn of uncalledAnswerers(m)) task(m, limits.taskSteps / 4, () => void callBlind(m, fn));
  const speaks = modules.all().some(({ scope }) => speaksOfListing(scope.frame.source.text));
  task(m, limits.taskSteps / 4, () => {
    recordAnswers(m, speaks);
  });
}

function given(fn: FunctionValue): UnknownValue {
  return unknown("it is given by code outside the package", fn.site, { truthy: true });
}

/** Call a function with what nobody knows, or with what is `given`. */
function callBlind(m: Machine, fn: FunctionValue, value: Value = given(fn), self: Value = given(fn)): Value {
  const count = "params" in fn.node ? fn.node.params.length : 0;
  const args: Value[] = Array.from({ length: count }, () => value);
  if (fn.node.type === "ClassDeclaration" || fn.node.type === "ClassExpression") return m.construct(fn, args, fn.site);
  return m.call(fn, self, args, fn.site);
}

/** A package that only exports functions is started by calling them. */
function callExports(m: Machine, modules: Modules, path: string): void {
  const module = modules.run(path);
  if (!module) return;
  const exported = module.esm ? module.exports : module.cjs?.props.get("exports");
  const members: Value[] =
    isThing(exported) && exported.kind === "object"
      ? [...exported.props.keys()].map((key) => m.get(exported, key, exported.site))
      : [exported];
  for (const member of members) {
    if (!isThing(member) || member.kind !== "function" || member.calls > 0) continue;
    task(m, limits.taskSteps / 4, () => {
      callBlind(m, member, configured(m, exported, member) ?? given(member));
    });
  }
}

/** Smithery's convention: a module exports `configSchema` too, and its function gets `{ config }`, which nobody has set. */
function configured(m: Machine, exported: Value, fn: FunctionValue): Value {
  const schema = isThing(exported) ? m.get(exported, "configSchema", fn.site) : undefined;
  if (!isThing(schema) || schema.kind !== "zod") return undefined;
  const made = newObject(fn.site, [["config", zodParse(m, schema, given(fn), fn.site)]]);
  made.open = given(fn);
  return made;
}

/** Functions that register tools and that nothing seen so far has called; methods are called on an instance of their class. */
function callCandidates(m: Machine): void {
  const instances = new Map<Value, Value>();
  for (const fn of m.candidates.splice(0, maxCallbacks)) {
    if (fn.calls > 0) continue;
    const cls = fn.home?.kind === "object" ? fn.home.props.get("constructor") : undefined;
    if (isThing(cls) && cls.kind === "function" && !instances.has(cls)) {
      instances.set(cls, given(fn));
      task(m, limits.taskSteps / 4, () => instances.set(cls, callBlind(m, cls)));
      // Making an instance may have called it.
      if (fn.calls > 0) continue;
    }
    const self = instances.get(cls);
    const before = fruits(m);
    // An instance that could not be made as it should lacks what the method asks for.
    for (const on of self === undefined ? [given(fn)] : [self, given(fn)]) {
      if (fruits(m) > before) break;
      task(m, limits.taskSteps / 4, () => {
        callBlind(m, fn, given(fn), on);
      });
    }
  }
  settle(m);
}
