import type { ForInStatement, ForOfStatement, IfStatement, Statement, SwitchStatement, TryStatement } from "oxc-parser";
import { assignPattern } from "./assign.ts";
import { defaultName, executeDefault } from "./default-export.ts";
import { doubtful, doubtOf, loopEnd, merged, notTaken } from "./completions.ts";
import { makeClass } from "./classes.ts";
import { makeFunction, named } from "./functions.ts";
import { makeEnum, makeNamespace } from "./typescript.ts";
import { limits, step, under, type Completion, type Machine } from "./machine.ts";
import { keysOf } from "./members.ts";
import { declare, newScope } from "./scope.ts";
import { attempt, doubtOfFailure, fail, handlerOf, readingOn } from "./tries.ts";
import {
  isThing,
  presumedTruth,
  settled,
  truth,
  unknown,
  type Frame,
  type Scope,
  type Site,
  type Value,
} from "./value.ts";

/** Run statements in a scope that is already theirs: functions first, as JavaScript does. */
export function executeAll(m: Machine, statements: readonly Statement[], scope: Scope): Completion {
  hoistFunctions(m, statements, scope);
  for (const node of statements) {
    const done = executeOne(m, node, scope);
    // A module that would stop here for want of configuration is read on: its tools are defined all the same.
    if (done && (done.type !== "throw" || scope.parent)) return done;
  }
  return undefined;
}

function hoistFunctions(m: Machine, statements: readonly Statement[], scope: Scope): void {
  for (const statement of statements) {
    const exported = statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
    const node = exported ? statement.declaration : statement;
    if (node?.type !== "FunctionDeclaration") continue;
    const made = makeFunction(m, node, scope);
    if (node.id) declare(scope, node.id.name, made);
    if (statement.type === "ExportDefaultDeclaration") declare(scope, defaultName, made);
  }
}

function block(m: Machine, statements: readonly Statement[], scope: Scope): Completion {
  return executeAll(m, statements, newScope(scope, scope.frame, m.weak));
}

/** Run one statement; `label` is its own. */
function executeOne(m: Machine, node: Statement, scope: Scope, label?: string): Completion {
  step(m);
  switch (node.type) {
    case "ExpressionStatement":
      m.evaluate(node.expression, scope);
      return undefined;
    case "VariableDeclaration":
      for (const declarator of node.declarations) {
        // `var x;` again does not reset x.
        if (!declarator.init && node.kind === "var") continue;
        const value = declarator.init ? m.evaluate(declarator.init, scope) : undefined;
        if (declarator.id.type === "Identifier") named(value, declarator.init, declarator.id.name);
        assignPattern(m, declarator.id, value, scope, node.kind !== "var");
      }
      return undefined;
    case "ReturnStatement":
      return doubtful(
        { type: "return", value: node.argument ? m.evaluate(node.argument, scope) : undefined },
        scope.frame.doubt,
      );
    case "IfStatement":
      return executeIf(m, node, scope);
    case "BlockStatement":
      return block(m, node.body, scope);
    case "ClassDeclaration":
      if (node.id) declare(scope, node.id.name, makeClass(m, node, scope));
      return undefined;
    case "ForOfStatement":
    case "ForInStatement":
      return executeForEach(m, node, scope, label);
    case "ForStatement": {
      const inner = newScope(scope, scope.frame, m.weak);
      if (node.init?.type === "VariableDeclaration") executeOne(m, node.init, inner);
      else if (node.init) m.evaluate(node.init, inner);
      return loop(
        m,
        inner,
        node.body,
        () => (node.test ? m.evaluate(node.test, inner) : true),
        label,
        () => {
          if (node.update) m.evaluate(node.update, inner);
        },
      );
    }
    case "WhileStatement":
      return loop(m, scope, node.body, () => m.evaluate(node.test, scope), label);
    case "DoWhileStatement": {
      const first = loopEnd(executeOne(m, node.body, scope), label);
      return first ? first.result : loop(m, scope, node.body, () => m.evaluate(node.test, scope), label);
    }
    case "TryStatement":
      return executeTry(m, node, scope);
    case "ThrowStatement":
      return { type: "throw", value: m.evaluate(node.argument, scope) };
    case "SwitchStatement":
      return executeSwitch(m, node, scope);
    case "BreakStatement":
      return { type: "break", label: node.label?.name };
    case "ContinueStatement":
      return { type: "continue", label: node.label?.name };
    case "LabeledStatement": {
      const done = executeOne(m, node.body, scope, node.label.name);
      return done && (done.type === "break" || done.type === "continue") && done.label === node.label.name
        ? undefined
        : done;
    }
    case "TSEnumDeclaration":
      declare(scope, node.id.name, makeEnum(m, node, scope));
      return undefined;
    case "TSModuleDeclaration":
      if (node.kind !== "global") makeNamespace(m, node, scope);
      return undefined;
    case "ExportNamedDeclaration":
      return node.declaration ? executeOne(m, node.declaration, scope) : undefined;
    case "ExportDefaultDeclaration":
      executeDefault(m, node.declaration, scope);
      return undefined;
    default:
      // Imports were bound before the module ran; types, empty statements and function declarations need nothing here.
      return undefined;
  }
}

function executeIf(m: Machine, node: IfStatement, scope: Scope): Completion {
  const test = m.evaluate(node.test, scope);
  const known = truth(test);
  const run = (branch: Statement | null): Completion => (branch ? executeOne(m, branch, scope) : undefined);
  if (known !== undefined) return run(known ? node.consequent : node.alternate);
  const presumed = presumedTruth(test);
  if (presumed !== undefined) {
    const [likely, other] = presumed ? [node.consequent, node.alternate] : [node.alternate, node.consequent];
    const before = m.exits;
    const done = run(likely);
    if (other) notTaken(m, scope.frame, test, () => run(other));
    // Throwing and leaving for want of configuration is what a server does when it is not set up yet: go on as if it were.
    if (done?.type === "throw") fail(m, done.value, "settings");
    return done?.type === "throw" || m.exits > before ? undefined : doubtful(done, doubtOf(test));
  }
  const [first, second] = under(m, "weak", () => [run(node.consequent), run(node.alternate)]);
  return merged(first, second, scope);
}

// A function, because what runs in between sets the mark where the type checker does not look.
function mayHaveLeft(frame: Frame): boolean {
  return frame.left;
}

function loop(
  m: Machine,
  scope: Scope,
  body: Statement,
  test: () => Value,
  label?: string,
  update?: () => void,
): Completion {
  const before = m.steps;
  for (let round = 0; round < limits.rounds && m.steps - before < limits.fruitlessSteps; round++) {
    const go = truth(settled(test()));
    if (go === false) return undefined;
    const { frame } = scope;
    const leftBefore = frame.left;
    frame.left = false;
    const end = loopEnd(
      go === undefined ? under(m, "weak", () => executeOne(m, body, scope)) : executeOne(m, body, scope),
      label,
    );
    const left = mayHaveLeft(frame);
    frame.left = leftBefore;
    if (go === undefined) {
      if (end?.result?.type === "return") scope.frame.returns.push(end.result.value);
      return undefined;
    }
    if (end) return end.result;
    // It might have ended here: a loop that only an undecided condition ends is taken once.
    if (left && !update) return undefined;
    update?.();
  }
  return undefined;
}

function executeForEach(
  m: Machine,
  node: ForOfStatement | ForInStatement,
  scope: Scope,
  label: string | undefined,
): Completion {
  const site: Site = { source: scope.frame.source, offset: node.start };
  const over = m.evaluate(node.right, scope);
  const { items, open } = node.type === "ForOfStatement" ? m.iterate(over, site) : keysOf(over, site);
  const once = (item: Value): Completion => {
    const inner = newScope(scope, scope.frame, m.weak);
    if (node.left.type === "VariableDeclaration") {
      const pattern = node.left.declarations[0]?.id;
      if (pattern) assignPattern(m, pattern, item, inner, node.left.kind !== "var");
    } else assignPattern(m, node.left, item, inner, false);
    return executeOne(m, node.body, inner);
  };
  for (const item of items) {
    step(m);
    const end = loopEnd(once(item), label);
    if (end) return end.result;
  }
  if (open) {
    const end = under(m, "weak", () => once(unknown(open.why, open.site ?? site)));
    if (end?.type === "return") scope.frame.returns.push(end.value);
  }
  return undefined;
}

function executeTry(m: Machine, node: TryStatement, scope: Scope): Completion {
  let done = node.handler ? tried(m, node, scope) : block(m, node.block.body, scope);
  if (done?.type === "throw" && node.handler) {
    const inner = newScope(scope, scope.frame, m.weak);
    if (node.handler.param) assignPattern(m, node.handler.param, done.value, inner, true);
    done = block(m, node.handler.body.body, inner);
  }
  const last = node.finalizer && block(m, node.finalizer.body, scope);
  return last ?? done;
}

/** Run what is tried. Where it is presumed to fail, its rest is run as what is not done by default. */
function tried(m: Machine, { block: { body }, handler }: TryStatement, scope: Scope): Completion {
  const inner = newScope(scope, scope.frame, m.weak);
  hoistFunctions(m, body, inner);
  const { text } = scope.frame.source;
  const catching = text.slice(handler?.body.start, handler?.body.end);
  const tries = text.slice(body[0]?.start, body.at(-1)?.end);
  let at = 0;
  const made = attempt(m, handlerOf(catching, m.weak, tries), () => {
    for (; at < body.length; at++) {
      const statement = body[at];
      const done = statement && executeOne(m, statement, inner);
      if (done) return done;
    }
    return undefined;
  });
  if ("done" in made) return made.done;
  const doubt = doubtOfFailure(made.failure);
  if (doubt) {
    attempt(m, readingOn, () => {
      notTaken(m, scope.frame, doubt, () => executeAll(m, body.slice(at + 1), inner));
    });
    scope.frame.doubt ??= doubt;
  }
  return { type: "throw", value: made.failure.value };
}

function executeSwitch(m: Machine, node: SwitchStatement, scope: Scope): Completion {
  const value = settled(m.evaluate(node.discriminant, scope));
  const inner = newScope(scope, scope.frame, m.weak);
  for (const part of node.cases) hoistFunctions(m, part.consequent, inner);
  const tests = node.cases.map((part) => (part.test ? settled(m.evaluate(part.test, inner)) : undefined));
  const decided = !isThing(value) && tests.every((test) => !isThing(test));
  if (decided) {
    let at = node.cases.findIndex((part, index) => part.test !== null && tests[index] === value);
    if (at < 0) at = node.cases.findIndex((part) => part.test === null);
    for (const part of at < 0 ? [] : node.cases.slice(at)) {
      for (const statement of part.consequent) {
        const done = executeOne(m, statement, inner);
        if (done?.type === "break" && done.label === undefined) return undefined;
        if (done) return done;
      }
    }
    return undefined;
  }
  const ends: Completion[] = under(m, "weak", () =>
    node.cases.map((part) => {
      for (const statement of part.consequent) {
        const done = executeOne(m, statement, inner);
        if (done) return done;
      }
      return undefined;
    }),
  );
  for (const end of ends) if (end?.type === "return") scope.frame.returns.push(end.value);
  return undefined;
}
