import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readPolicy, type PolicyDocument } from "../../policy/document.ts";
import { decide, enforce, settle, swapPolicy, visibleTools, type Decision } from "../../policy/evaluate.ts";
import { sharedFile } from "../support/shared.ts";

type Call = { tool: string; args?: unknown; at: string; upstream?: string; settle_before_call?: number };
type Expected = { decision: string; rule?: string; message?: string; counters?: Record<string, number> };
type Case = {
  id: string;
  kind: "decision" | "validate" | "list";
  title: string;
  policy: unknown;
  calls?: Call[];
  expect: Expected[] & { valid: boolean; errors_contain: string[]; tools: string[] };
  policy_after?: unknown;
  swap_before_call?: number;
  state_store?: boolean;
  upstream_list?: { result: { tools: { name: string }[] } };
  quirk?: boolean;
};

const path = sharedFile("data/policy/cases-dev.jsonl");
const cases =
  path === null
    ? []
    : readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Case);

function documentOf(policy: unknown): PolicyDocument {
  const read = readPolicy(policy);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.document;
}

/** Replays a case's calls; every call is settled before the next one, unless the case says when. */
function replay(one: Case): { decision: Decision; counters: Record<string, number> }[] {
  const enforced = enforce(documentOf(one.policy), { counting: one.state_store !== false });
  const late: { before: number; end: () => void }[] = [];
  return (one.calls ?? []).map((call, index) => {
    for (const { before, end } of late) if (before === index) end();
    if (one.swap_before_call === index) {
      const after = readPolicy(one.policy_after);
      if (after.ok) swapPolicy(enforced, after.document);
    }
    const decision = decide(enforced, { tool: call.tool, args: call.args, at: Date.parse(call.at) });
    const counters = () => Object.fromEntries([...enforced.counters].map(([name, { used }]) => [name, used]));
    const end = (): void => {
      settle(enforced, decision, call.upstream === "rpc_error" ? "not-run" : "used");
    };
    if (call.settle_before_call === undefined) end();
    else late.push({ before: call.settle_before_call, end });
    return { decision, counters: counters() };
  });
}

// Where the other engine's behaviour is a trap, ours is the stricter one that the case itself recommends: types are strict, an
// amount below zero cannot be counted, decimals are kept, and what a past window took is not given to the next one.
const ours: Record<string, string[]> = {
  "ic-100": ["deny"],
  "ic-101": ["deny"],
  "ic-102": ["deny"],
  "ic-104": ["deny"],
  "ic-105": ["allow", "deny", "deny"],
  "ic-106": ["allow", "deny", "deny", "deny"],
  "ic-108": ["allow", "allow", "allow", "deny"],
};

it.skipIf(path === null)("the cases are where they should be", () => {
  expect(cases.length).toBeGreaterThan(100);
});

it.each(cases.filter(({ kind, quirk }) => kind === "decision" && !quirk))("$id $title", (one) => {
  const replayed = replay(one);
  for (const [at, expected] of one.expect.entries()) {
    const { decision, rule, message, counters } = expected;
    expect(replayed[at]).toMatchObject({
      decision: { decision, ...(rule === undefined ? {} : { rule }), ...(message === undefined ? {} : { message }) },
      ...(counters ? { counters } : {}),
    });
  }
});

it.each(cases.filter(({ quirk }) => quirk))("$id $title: ours", (one) => {
  expect(replay(one).map(({ decision }) => decision.decision)).toEqual(ours[one.id]);
});

it.each(cases.filter(({ kind }) => kind === "validate"))("$id $title", (one) => {
  const read = readPolicy(one.policy);
  expect(read.ok).toBe(one.expect.valid);
  const said = read.ok ? "" : read.problems.map(({ message }) => message).join("\n");
  for (const text of one.expect.errors_contain) expect(said).toContain(text);
});

it.each(cases.filter(({ kind }) => kind === "list"))("$id $title", (one) => {
  const listed = visibleTools(enforce(documentOf(one.policy)), one.upstream_list?.result.tools ?? []);
  expect(listed.map(({ name }) => name)).toEqual(one.expect.tools);
});
