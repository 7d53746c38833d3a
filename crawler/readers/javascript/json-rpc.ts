import { limits, type Machine } from "./machine.ts";
import { isSchemaTool, recordTool } from "./registration.ts";
import { isThing, type FunctionValue, type ObjectValue, type Site, type Value } from "./value.ts";

/** What a client asks for (https://modelcontextprotocol.io/specification/2025-06-18/server/tools#listing-tools). */
const listMethod = "tools/list";

/** Take note of `{ tools: … }`, and of what is kept to answer `tools/list`: a server may speak the protocol without an SDK. */
export function noteAnswer(m: Machine, made: ObjectValue): void {
  if (m.answers.length < limits.answers && made.props.has("tools")) m.answers.push(made);
  const handler = made.props.get(listMethod);
  if (isThing(handler) && handler.kind === "function") m.answerers.push(handler);
}

/** Take note of `anything("tools/list", handler)`. */
export function noteAnswerer(m: Machine, [method, handler]: Value[]): void {
  if (method === listMethod && isThing(handler) && handler.kind === "function") m.answerers.push(handler);
}

/** The functions that answer `tools/list` and were not called yet: nobody sees who calls them. */
export function uncalledAnswerers(m: Machine): FunctionValue[] {
  return m.answerers.splice(0, limits.answers).filter((fn) => fn.calls === 0);
}

/** Take what a package answers to `tools/list` for its tools. Only for packages that register none with an SDK. */
export function recordAnswers(m: Machine, speaks: boolean): void {
  for (const answer of m.answers.splice(0)) {
    if (!speaks) continue;
    const { items } = m.iterate(m.get(answer, "tools", answer.site), answer.site);
    for (const item of items) if (isSchemaTool(m, item)) recordTool(m, item, siteOf(item, answer));
  }
}

/** Whether a text of code speaks of listing tools. */
export function speaksOfListing(text: string): boolean {
  return text.includes(listMethod);
}

function siteOf(item: Value, answer: ObjectValue): Site {
  return isThing(item) && item.kind === "object" ? item.site : answer.site;
}
