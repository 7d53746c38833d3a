import type { ReadTool, ReadWarning } from "../../../catalog/tool.ts";
import type { PackageFiles } from "../package-files.ts";
import { lineOf, withParser, type Parse } from "../syntax.ts";
import type { Trace } from "../trace.ts";
import { callBlind, callValue } from "./calls.ts";
import { evaluateNode } from "./expressions.ts";
import { limits, OutOfBudget } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { packagesOf, type Packages } from "./packages.ts";
import { executeBlock } from "./statements.ts";
import { placeOf, toTools } from "./tools.ts";
import { scopeOf } from "./types.ts";
import { functionName, Words } from "./words.ts";
import { settled, unknown, type Declaration, type FunctionValue, type Site, type Value } from "./value.ts";

/** What a file has that makes tools. */
const making = /\bNewTool(?:WithRawSchema)?\b|\bTool\s*\{|\bRegisterTool\(/;
const maxWarnings = 500;
const maxCallers = 5;

/**
 * The tools that a Go repository defines, read without running any of it: the functions that make tools are evaluated as data,
 * and their callers where a tool's name comes from them. What cannot be known becomes a warning.
 */
export async function readGo(
  files: PackageFiles,
  { trace }: { trace?: Trace | undefined } = {},
): Promise<{ tools: ReadTool[]; warnings: ReadWarning[] }> {
  const warnings: ReadWarning[] = [];
  const tools = await withParser("go", (parse) => {
    const { machine, packages } = createMachine(files, parse, warnings, trace);
    const folders = new Set(packages.sources.flatMap(({ text, folder }) => (making.test(text) ? [folder] : [])));
    const run = new Set<Declaration>();
    for (const folder of folders)
      for (const [name, one] of declarationsOf(machine, folder))
        if (making.test(one.node.text)) runOne(machine, packages, name, one, run);
    for (let level = 0; level < maxCallers && followCallers(machine, packages, run); level++);
    for (const fn of machine.literals.splice(0))
      if (fn.calls.count === 0 && making.test(fn.node.text))
        task(machine, () => {
          callBlind(machine, fn);
        });
    let tools: ReadTool[] = [];
    task(machine, () => {
      tools = toTools(machine);
    });
    return tools;
  });
  return { tools, warnings };
}

function createMachine(
  files: PackageFiles,
  parse: Parse,
  warnings: ReadWarning[],
  trace: Trace | undefined,
): { machine: Machine; packages: Packages } {
  const said = new Set<string>();
  const warn = (code: string, message: string, site?: Site): void => {
    const text = site ? `${site.source.path}:${site.line}: ${message}` : message;
    if (said.has(text) || said.size >= maxWarnings) return;
    said.add(text);
    warnings.push({ code, message: text });
  };
  const packages = packagesOf(files, parse, warn);
  const machine: Machine = {
    steps: 0,
    stepsEnd: 0,
    depth: 0,
    callDepth: 0,
    textMade: 0,
    weak: 0,
    found: new Map(),
    literals: [],
    trace,
    warn,
    evaluate: (node, scope, type) => evaluateNode(machine, node, scope, type),
    execute: (block, scope) => executeBlock(machine, block, scope),
    call: (callee, args, site) => callValue(machine, callee, args, site),
    packageIn: (folder) => packages.packageIn(folder),
    folderOf: (path) => packages.folderOf(path),
    valueOf: (name, declaration) => valueOf(machine, name, declaration),
    method: (type, name, from) => {
      const found = packages.packageIn(from.folder)?.methods.get(`${type}.${name}`);
      return found && functionOf(name, found);
    },
  };
  return { machine, packages };
}

const functions = new WeakMap<Declaration, FunctionValue>();

function functionOf(name: string, one: Declaration): FunctionValue {
  let fn = functions.get(one);
  if (!fn)
    functions.set(one, (fn = { kind: "function", name, node: one.node, source: one.source, calls: { count: 0 } }));
  return fn;
}

/** A declared name's value, made once; one that needs itself is not known. */
function valueOf(m: Machine, name: string, one: Declaration): Value {
  const { node, source } = one;
  if (node.type === "function_declaration") return functionOf(name, one);
  if (node.type === "type_spec" || node.type === "type_alias") return { kind: "type", name, node, source };
  if (!one.known) {
    one.known = { value: unknown("its value needs itself", { source, line: 1 }) };
    const scope = scopeOf(source);
    scope.vars.set("iota", one.iota);
    const value: Value = one.value
      ? m.evaluate(one.value, scope)
      : unknown(`${name} is set at run time`, { source, line: 1 });
    const isPart = typeof value === "object" && value?.kind === "tuple";
    one.known = { value: isPart ? (value.items[one.at] ?? null) : value };
  }
  return one.known.value;
}

function declarationsOf(m: Machine, folder: string): [string, Declaration][] {
  const own = m.packageIn(folder);
  return own ? [...own.declared, ...own.methods] : [];
}

/** Evaluates a function that makes tools, with arguments that nobody knows, or a variable; not what nothing mentions. */
function runOne(m: Machine, packages: Packages, name: string, one: Declaration, run: Set<Declaration>): void {
  if (run.has(one)) return;
  run.add(one);
  const isFunction = one.node.type === "function_declaration" || one.node.type === "method_declaration";
  if (!isFunction && one.node.type !== "var_declaration") return;
  const isInit = name.startsWith("init ");
  const own = isInit ? "init" : name.slice(name.lastIndexOf(".") + 1);
  const starts = own === "main" || isInit;
  if (!starts && isFunction && !isMentioned(packages, own, one)) {
    m.warn("unregistered-tools", `${own} makes tools, but nothing that can be seen calls it.`, {
      source: one.source,
      line: lineOf(one.node),
    });
    return;
  }
  task(m, () => {
    if (isFunction) callBlind(m, functionOf(own, one));
    else valueOf(m, name, one);
  });
}

const mentions = new WeakMap<Packages, Words>();

/** Whether anything besides a function itself, and comments, has its name. */
function isMentioned(packages: Packages, name: string, { node }: Declaration): boolean {
  let words = mentions.get(packages);
  if (!words) {
    words = new Words(
      packages.sources.flatMap(({ text }) => [...text.matchAll(functionName)].map(([, own = ""]) => own)),
    );
    mentions.set(packages, words);
    for (const { text } of packages.sources) words.count(text, words.all);
  }
  const all = words.all.get(name) ?? 0;
  // Most often the name stands in the function so few times, comments and longer names included, that it need not be read.
  return all > timesIn(node.text, name) || all > (words.count(node.text).get(name) ?? 0);
}

function timesIn(text: string, part: string): number {
  let times = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) times++;
  return times;
}

/** Where a tool's name was a parameter: evaluates what calls that function. False when there is nothing more to do. */
function followCallers(m: Machine, packages: Packages, run: Set<Declaration>): boolean {
  const named = new Set<string>();
  const open = new Map<string, Site>();
  for (const { tool } of m.found.values()) {
    if (typeof settled(tool.fields.get("Name")) === "string") named.add(placeOf(tool.site));
    else if (tool.fields.has("Name")) open.set(placeOf(tool.site), tool.site);
  }
  const makers = new Set<string>();
  for (const [place, site] of open) {
    if (named.has(place)) continue;
    for (const one of run) {
      const { node, source } = one;
      const { row, endRow } = node;
      const isAround = source === site.source && row < site.line && site.line <= endRow + 1;
      const name = node.childForFieldName("name")?.text;
      if (name !== undefined && (isAround || called(node.text, makers))) makers.add(name);
    }
  }
  if (makers.size === 0) return false;
  const before = run.size;
  const folders = new Set(packages.sources.flatMap(({ text, folder }) => (called(text, makers) ? [folder] : [])));
  for (const folder of folders)
    for (const [name, one] of declarationsOf(m, folder))
      if (called(one.node.text, makers)) runOne(m, packages, name, one, run);
  return run.size > before;
}

function called(text: string, names: ReadonlySet<string>): boolean {
  for (const name of names) if (new RegExp(`\\b${name}(?:\\[[^\\]\\n]*\\])?\\(`).test(text)) return true;
  return false;
}

/** Run one piece of work within its budget; what does not fit is left, with a warning. */
function task(m: Machine, work: () => void): void {
  m.stepsEnd = Math.min(m.steps + limits.taskSteps, limits.steps);
  try {
    work();
  } catch (error) {
    // A stack that overflows is a package nested deeper than our own limits foresee: the package's fault, not a bug to stop on.
    if (!(error instanceof OutOfBudget) && !(error instanceof RangeError)) throw error;
    m.warn("too-much-work", "A part of the repository takes more work to read than is allowed: tools may be missing.");
  }
  Object.assign(m, { weak: 0, depth: 0, callDepth: 0 });
}
