import { toolsRank } from "./trust.ts";

/** A stored tool of a server: what it is, who found it where, and whether that still holds. */
export type StoredTool = {
  id: number;
  /** The listing that it was found for, and that listing's source and ref. */
  listingId: number;
  source: string;
  ref: string;
  reader: string;
  name: string;
  definitionHash: string;
  /** The reader still finds it. */
  current: boolean;
  /** The listing is not there any more. */
  gone: boolean;
  /** It was the server's tool of this name until now. */
  shown: boolean;
  /** The reader said that it may have missed tools. */
  incomplete: boolean;
};

/**
 * Which of a server's stored tools are its tools: those of the readers that are trusted most, as a whole, since a list also
 * says what is not there. Where such a reader may have missed tools, names that only others know are added. Of several
 * with one name the first counts, by trust and then by listing. Independent of the order of `stored`.
 */
export function chooseShown(stored: readonly StoredTool[]): StoredTool[] {
  const ordered = stored
    .filter(({ current, gone }) => current && !gone)
    .map((tool) => ({ tool, rank: toolsRank(tool.source, tool.reader) }))
    .sort((a, b) => a.rank - b.rank || compare(placeOf(a.tool), placeOf(b.tool)));
  const chosen = new Map<string, StoredTool>();
  let open = true;
  let level = -1;
  for (const { tool, rank } of ordered) {
    if (rank !== level) {
      if (!open) break;
      level = rank;
      open = false;
    }
    // One reader that may have missed tools is enough to look further.
    open ||= tool.incomplete;
    if (!chosen.has(tool.name)) chosen.set(tool.name, tool);
  }
  return [...chosen.values()];
}

const placeOf = ({ source, ref, reader, name, definitionHash }: StoredTool) =>
  JSON.stringify([source, ref, reader, name, definitionHash]);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A change of one tool of a server that was known before. `before` and `after` are hashes of definitions. */
export type ToolChange =
  | { kind: "tool-added"; tool: string; after: string }
  | { kind: "tool-removed"; tool: string; before: string }
  | { kind: "tool-changed"; tool: string; before: string; after: string };

/**
 * What became of a server's tools: `shown` are the new ones. Only what one reader finds in one place is compared with what
 * it found there before. Where another reader now tells of the server's tools, or a source does not list it any more, our
 * knowledge changed, not the server.
 */
export function toolChanges(stored: readonly StoredTool[], shown: readonly StoredTool[]): ToolChange[] {
  const reading = ({ listingId, reader }: StoredTool) => `${listingId} ${reader}`;
  const before = stored.filter((tool) => tool.shown);
  const readBefore = new Set(before.map(reading));
  const beforeByName = new Map(before.map((tool) => [tool.name, tool]));
  const names = new Set(shown.map(({ name }) => name));
  const changes = shown.flatMap((tool): ToolChange[] => {
    if (tool.shown || !readBefore.has(reading(tool))) return [];
    const last = beforeByName.get(tool.name);
    if (!last) return [{ kind: "tool-added", tool: tool.name, after: tool.definitionHash }];
    if (reading(last) !== reading(tool) || last.definitionHash === tool.definitionHash) return [];
    return [{ kind: "tool-changed", tool: tool.name, before: last.definitionHash, after: tool.definitionHash }];
  });
  const readNow = new Set(shown.map(reading));
  const removed = before.flatMap((tool): ToolChange[] =>
    !names.has(tool.name) && !tool.gone && (readNow.has(reading(tool)) || readNow.size === 0)
      ? [{ kind: "tool-removed", tool: tool.name, before: tool.definitionHash }]
      : [],
  );
  return [...changes, ...removed].sort((a, b) => compare(a.tool, b.tool));
}
