import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { filesFromText } from "../../../crawler/readers/package-files.ts";
import { parseJson, type ParsedPage, type Source } from "../../../crawler/source.ts";

const folder = fileURLToPath(new URL("../../fixtures/crawler/sources/", import.meta.url));

/** An answer in a source's recorded shape. `page` is the one that its first cursor gets; its extension is the format's. */
export function fixture(id: string, name = "page"): string {
  const file = readdirSync(`${folder}${id}`).find((path) => path.startsWith(`${name}.`));
  if (file === undefined) throw new Error(`write the fixture test/fixtures/crawler/sources/${id}/${name}.*`);
  return readFileSync(`${folder}${id}/${file}`, "utf8");
}

/** Parses a body whatever its source's format: an archive is given as the JSON of path to text. */
export function parse(source: Source, body: string, cursor: string): ParsedPage {
  if (source.format !== "tarball") return source.parse(body, cursor);
  return source.parse(filesFromText(z.record(z.string(), z.string()).catch({}).parse(parseJson(body))), cursor);
}

/** A page that could be parsed. */
export function parsed(source: Source, body: string, cursor: string): ParsedPage & { ok: true } {
  const page = parse(source, body, cursor);
  if (!page.ok) throw new Error(page.why);
  return page;
}
