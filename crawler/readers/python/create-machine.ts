import type { ReadWarning } from "../../../catalog/tool.ts";
import type { PackageFiles } from "../package-files.ts";
import { parts, type Node, type Parse } from "../syntax.ts";
import type { Trace } from "../trace.ts";
import { builtin } from "./builtins.ts";
import { callValue } from "./calls.ts";
import { evaluateNode } from "./expressions.ts";
import { layoutOf, type Layout } from "./layout.ts";
import { limits } from "../budget.ts";
import { type Machine } from "./machine.ts";
import { getMember } from "./members.ts";
import { modelSchema } from "./models.ts";
import { createModules, type Modules } from "./modules.ts";
import { executeBlock } from "./statements.ts";
import { external, unknown, type Scope, type Site, type Value } from "./value.ts";

const maxWarnings = 500;

/** The state of one reading, with its operations put together. */
export function createMachine(
  files: PackageFiles,
  parse: Parse,
  warnings: ReadWarning[],
  trace: Trace | undefined,
): { machine: Machine; modules: Modules; layout: Layout } {
  const layout = layoutOf(files);
  const said = new Set<string>();
  const warn = (code: string, message: string, site?: Site): void => {
    const text = site ? `${site.module.path}:${site.line}: ${message}` : message;
    if (said.has(text) || said.size >= maxWarnings) return;
    said.add(text);
    warnings.push({ code, message: text });
  };
  const texts = layout.sources.map((path) => files.text(path) ?? "");
  const expressions = new Map<string, Node | undefined>();
  const machine: Machine = {
    files,
    steps: 0,
    stepsEnd: limits.taskSteps,
    depth: 0,
    callDepth: 0,
    textMade: 0,
    weak: 0,
    against: 0,
    servers: new Map(),
    callbacks: [],
    listHandlers: [],
    made: [],
    answers: [],
    candidates: [],
    trace,
    warn,
    decorates: texts.some((text) => /\bFastMCP\b|\bMCPServer\b/.test(text)),
    library: texts.some((text) => /^\s*(?:from|import)\s+fastmcp\b/m.test(text)) ? "fastmcp" : "sdk",
    evaluate: (node, scope) => evaluateNode(machine, node, scope),
    execute: (block, scope) => executeBlock(machine, block, scope, modules),
    call: (callee, args, site) => callValue(machine, callee, args, site),
    get: (target, name, site) => getMember(machine, target, name, site),
    classSchema: (cls, context) => modelSchema(machine, cls, context),
    lookup: (name, scope) => lookup(machine, name, scope),
    find: (name) => modules.find(name, ""),
    run: (module) => {
      modules.run(module);
    },
    parseExpression(text) {
      if (!expressions.has(text)) {
        const [statement] = expressions.size < 1_000 ? parts(parse(text.trim()) ?? null) : [];
        expressions.set(text, statement?.type === "expression_statement" ? parts(statement)[0] : undefined);
      }
      return expressions.get(text);
    },
  };
  const modules = createModules(machine, layout, parse);
  return { machine, modules, layout };
}

function lookup(m: Machine, name: string, scope: Scope): Value {
  for (let at: Scope | undefined = scope; at; at = at.parent ?? (at.kind === "module" ? undefined : at.module.scope)) {
    const known = at.vars.get(name);
    if (known !== undefined) return typeof known === "function" ? known() : known;
  }
  const own = builtin(m, name, scope);
  if (own !== undefined) return own;
  const star = scope.module.stars.at(-1);
  return star === undefined ? unknown(`${name} is not defined where it can be seen`) : external(`${star}.${name}`);
}
