import type { ReadTool, ReadWarning } from "../../../catalog/tool.ts";
import type { PackageFiles } from "../package-files.ts";
import { withParser } from "../syntax.ts";
import type { Trace } from "../trace.ts";
import { callBlind } from "./calls.ts";
import { createMachine } from "./create-machine.ts";
import { entriesOf } from "./entries.ts";
import { parentOf } from "./layout.ts";
import { limits, OutOfBudget } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { allTools, askForTools, keepAnswers, keepMade } from "./listed.ts";
import { toTools } from "./tools.ts";
import { isThing } from "./value.ts";

const maxCallbacks = 3_000;

/**
 * The tools that a Python package defines, read without running any of it: its code is evaluated as data, starting from the
 * programs that it installs, then from all of its modules. What cannot be known becomes a warning.
 */
export async function readPython(
  files: PackageFiles,
  { trace }: { trace?: Trace | undefined } = {},
): Promise<{ tools: ReadTool[]; warnings: ReadWarning[] }> {
  const warnings: ReadWarning[] = [];
  const tools = await withParser("python", (parse) => {
    const { machine: m, modules, layout } = createMachine(files, parse, warnings, trace);
    const found = () => allTools(m).some(({ name }) => typeof name === "string");
    for (const { module, name } of entriesOf(files)) {
      const start = modules.find(module, "");
      if (!start) continue;
      // The package's own __init__ runs before its modules.
      const above = layout.at(parentOf(start.path), "");
      for (const each of above === undefined || above === start.path ? [start] : [modules.inFile(above), start])
        task(m, () => {
          modules.touch(each);
          modules.run(each);
        });
      const main = name === undefined ? undefined : start.scope.vars.get(name);
      const fn = typeof main === "function" ? main() : main;
      if (fn !== undefined && isThing(fn) && fn.kind === "function" && fn.calls.count === 0)
        task(m, () => {
          callBlind(m, fn);
        });
    }
    settle(m);
    const started = found();
    if (!started) {
      const sources = layout.sources.map((path) => modules.inFile(path));
      for (const module of sources)
        task(m, () => {
          modules.touch(module);
        });
      settle(m);
      callCandidates(m);
      settle(m);
    } else warnOfCandidates(m);
    settle(m);
    if (!found()) keepMade(m);
    const speaking = found() ? undefined : layout.sources.find((path) => files.text(path)?.includes("tools/list"));
    if (speaking !== undefined) keepAnswers(m, { module: modules.inFile(speaking), line: 1 });
    let tools: ReadTool[] = [];
    task(m, () => {
      tools = toTools(m, allTools(m));
    });
    return tools;
  });
  return { tools, warnings };
}

/** Run one piece of work within its budget; what does not fit is left, with a warning. */
function task(m: Machine, work: () => void): void {
  m.stepsEnd = Math.min(m.steps + limits.taskSteps, limits.steps);
  try {
    work();
  } catch (error) {
    // A stack that overflows is a package nested deeper than our own limits foresee: the package's fault, not a bug to stop on.
    if (!(error instanceof OutOfBudget) && !(error instanceof RangeError)) throw error;
    m.warn("too-much-work", "A part of the package takes more work to read than is allowed: tools may be missing.");
  }
  Object.assign(m, { weak: 0, against: 0, depth: 0, callDepth: 0 });
}

/** Let code that we do not see call what it was given, then ask every function that lists tools. */
function settle(m: Machine): void {
  for (let count = 0; m.callbacks.length > 0 && count < maxCallbacks; count++) {
    const next = m.callbacks.shift();
    if (!next || next.fn.calls.count > 0) continue;
    task(m, () => {
      m.against = next.against;
      callBlind(m, next.fn);
    });
  }
  for (const { handler, against, site } of m.listHandlers.splice(0)) {
    task(m, () => {
      m.against = against;
      askForTools(m, handler, site);
    });
  }
}

/** Functions that hold registrations and that nothing seen so far has called. */
function callCandidates(m: Machine): void {
  for (const fn of m.candidates.splice(0, maxCallbacks)) {
    if (fn.calls.count > 0) continue;
    task(m, () => {
      callBlind(m, fn);
    });
  }
}

/** The same, when tools were found without them: nothing may ever call them. */
function warnOfCandidates(m: Machine): void {
  for (const { calls, node, name, site } of m.candidates) {
    if (calls.count === 0 && /\.(?:tool|add_tool)\b/.test(node.text))
      m.warn("unregistered-tools", `${name} registers tools, but nothing that can be seen calls it.`, site);
  }
}
