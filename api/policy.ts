import type { Server } from "../catalog/server.ts";
import type { JudgedTool } from "../db/queries/shown-tools.ts";
import { formats } from "../policy/formats/index.ts";
import type { Format } from "../policy/formats/format.ts";
import { recommend, type RecommendOptions } from "../policy/recommend.ts";
import type { Recommendation } from "../policy/recommendation.ts";

/** What should happen to these tools of a server of the catalog; those that are not judged are left out. */
export function recommendFor(server: Server, tools: readonly JudgedTool[], options: RecommendOptions): Recommendation {
  const remote = server.identifiers.find(({ id }) => id.startsWith("remote:https://"))?.id.slice("remote:".length);
  const judged = tools.flatMap(({ tool, verdict }) =>
    verdict ? [{ ...verdict, inputSchema: tool.definition.inputSchema }] : [],
  );
  return { ...recommend(server.slug, judged, options), ...(remote === undefined ? {} : { url: remote }) };
}

const contentTypes: Readonly<Record<Format["language"], string>> = {
  json: "application/json",
  yaml: "application/yaml",
  toml: "application/toml",
  cedar: "text/plain; charset=utf-8",
};

/** The content type of a format's text. */
export const contentTypeOf = ({ language }: Format): string => contentTypes[language];

export const formatIds = formats.map(({ id }) => id);

/** The format with this id. */
export function formatOf(id: string): Format {
  const found = formats.find((format) => format.id === id);
  if (!found) throw new Error(`the format ${id} passed the contract and is not there`);
  return found;
}
