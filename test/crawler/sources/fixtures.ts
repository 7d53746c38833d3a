import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ToolDefinition } from "../../../catalog/tool.ts";
import { filesFromText } from "../../../crawler/readers/package-files.ts";
import { parseJson, type ParsedPage, type Source } from "../../../crawler/source.ts";

const folder = fileURLToPath(new URL("../../fixtures/crawler/sources/", import.meta.url));

/** An answer in a source's recorded shape. `page` is the one that its first cursor gets; its extension is the format's. */
export function fixture(id: string, name = "page"): string {
  const file = readdirSync(`${folder}${id}`).find((path) => path.startsWith(`${name}.`));
  if (file === undefined) throw new Error(`write the fixture test/fixtures/crawler/sources/${id}/${name}.*`);
  return readFileSync(`${folder}${id}/${file}`, "utf8");
}

const Answer = z.object({
  transport: z.enum(["streamable-http", "sse"]),
  name: z.string().optional(),
  version: z.string().optional(),
  tools: z.array(ToolDefinition),
});

/** Parses a body whatever its source's format: an archive is given as the JSON of path to text, a live answer as its JSON. */
export function parse(source: Source, body: string, cursor: string): ParsedPage {
  switch (source.format) {
    case "tarball":
      return source.parse(filesFromText(z.record(z.string(), z.string()).catch({}).parse(parseJson(body))), cursor);
    case "live":
      return source.parse(Answer.parse(parseJson(body)), cursor);
    default:
      return source.parse(body, cursor);
  }
}

/** A page that could be parsed. */
export function parsed(source: Source, body: string, cursor: string): ParsedPage & { ok: true } {
  const page = parse(source, body, cursor);
  if (!page.ok) throw new Error(page.why);
  return page;
}
