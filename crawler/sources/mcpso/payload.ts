import { parseJson } from "../../source.ts";

const call = "self.__next_f.push(";

/**
 * The `metadata` object in the React payload that Next.js embeds: scripts push `[1, "id:JSON\nid:JSON…"]`, where a row
 * may go on in the next push. Undefined when there is none.
 */
export function findMetadata(scripts: readonly string[]): unknown {
  const payload = scripts.map(pushed).join("");
  for (const row of payload.split("\n")) {
    if (!row.includes('"metadata"')) continue;
    const found = metadataIn(parseJson(row.slice(row.indexOf(":") + 1)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text that a script pushes to the payload; "" for any other script. */
function pushed(script: string): string {
  const start = script.indexOf(call);
  const end = script.lastIndexOf(")");
  if (start === -1 || end < start) return "";
  const value = parseJson(script.slice(start + call.length, end));
  return Array.isArray(value) && typeof value[1] === "string" ? value[1] : "";
}

/** The first object that is called `metadata`, wherever it is. A list instead of recursion, so depth cannot overflow. */
function metadataIn(root: unknown): unknown {
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (key === "metadata" && typeof child === "object" && child !== null && !Array.isArray(child))
        return child as unknown;
      if (child !== undefined) open.push(child);
    }
  }
  return undefined;
}
