import type { ToxicFlow } from "../catalog/grade.ts";
import type { Finding } from "../catalog/verdict.ts";

/** A judged tool of a server in a stack: the servers that one agent has at once. */
export type StackTool = { server: string; name: string; findings: readonly Pick<Finding, "rule">[] };

/**
 * The legs of data theft: an agent that reads private data, reads what strangers wrote, and can send something out, can be told
 * by a stranger to send the data out (Simon Willison, "The lethal trifecta for AI agents", 16 June 2025).
 */
const legs = ["private", "untrusted", "out"] as const satisfies readonly (keyof ToxicFlow)[];
type Leg = (typeof legs)[number];

const legsOf: Readonly<Record<string, readonly Leg[]>> = {
  "flows.private": ["private"],
  "flows.secrets": ["private"],
  "flows.untrusted": ["untrusted"],
  "flows.sends": ["out"],
  // An address of the caller's choice takes along whatever is written into it.
  "signals.url": ["out"],
  // A shell reads files and opens connections.
  "signals.command": ["private", "out"],
  "signals.query": ["private"],
};

const maxTools = 10;

/**
 * The toxic flows of a stack: one for each server that has all legs by itself, then, where the others have them together, one over
 * these. Each leg names ten tools at most.
 */
export function toxicFlows(tools: readonly StackTool[]): ToxicFlow[] {
  const byServer = new Map<string, StackTool[]>();
  for (const tool of tools) {
    const own = byServer.get(tool.server);
    if (own) own.push(tool);
    else byServer.set(tool.server, [tool]);
  }
  const alone = [...byServer].flatMap(([server, own]) => flowOf([server], own) ?? []);
  const told = new Set(alone.flatMap(({ servers }) => servers));
  const others = tools.filter(({ server }) => !told.has(server));
  const together = flowOf([...byServer.keys()], others);
  return [...alone, ...(together ? [together] : [])];
}

function flowOf(servers: string[], tools: readonly StackTool[]): ToxicFlow | undefined {
  const flow: ToxicFlow = { servers: [], private: [], untrusted: [], out: [] };
  for (const { server, name, findings } of tools)
    for (const leg of new Set(findings.flatMap(({ rule }) => legsOf[rule] ?? [])))
      if (flow[leg].length < maxTools) flow[leg].push({ server, tool: name });
  if (legs.some((leg) => flow[leg].length === 0)) return undefined;
  const taken = new Set(legs.flatMap((leg) => flow[leg].map(({ server }) => server)));
  return { ...flow, servers: servers.filter((server) => taken.has(server)) };
}

/** Names that several servers of a stack give to a tool: the model may call the wrong one, and one may be meant to be called instead. */
export function sharedNames(tools: readonly StackTool[]): { tool: string; servers: string[] }[] {
  const byName = new Map<string, Set<string>>();
  for (const { name, server } of tools) byName.set(name, (byName.get(name) ?? new Set()).add(server));
  return [...byName]
    .filter(([, servers]) => servers.size > 1)
    .map(([tool, servers]) => ({ tool, servers: [...servers] }));
}
