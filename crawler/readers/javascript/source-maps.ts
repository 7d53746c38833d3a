import { posix } from "node:path";
import { z } from "zod";
import type { PackageFiles } from "../package-files.ts";
import { isOwnCode } from "./entries.ts";

/** The part of a source map that carries its sources (ECMA-426, section 9, "Source map format"). */
const SourceMap = z.object({
  sourceRoot: z.string().nullish(),
  sources: z.array(z.string().nullable()),
  sourcesContent: z.array(z.string().nullable()),
});

const maxMapLength = 20_000_000;
const maxSources = 2_000;
const maxText = 20_000_000;

/**
 * What a package's build was made of, out of the source maps that it ships: the same files, with those sources in place of the
 * code that was built from them. `nameOf` says where the text of such a path really is: `dist/index.js.map!src/index.ts`.
 * Undefined when no map brings a source.
 */
export function mappedSources(
  files: PackageFiles,
): { files: PackageFiles; nameOf: (path: string) => string } | undefined {
  const texts = new Map<string, string>();
  const names = new Map<string, string>();
  const built = new Set<string>();
  let length = 0;
  for (const path of files.paths()) {
    if (!/\.[cm]?js\.map$/.test(path) || !isOwnCode(path.slice(0, -4))) continue;
    for (const [source, text] of sourcesOf(path, files.text(path) ?? "")) {
      length += text.length;
      if (texts.size >= maxSources || length > maxText) break;
      texts.set(source, text);
      names.set(source, `${path}!${source}`);
      built.add(path.slice(0, -4));
    }
  }
  if (texts.size === 0) return undefined;
  const others = files.paths().filter((path) => !built.has(path) && !texts.has(path));
  return {
    files: { paths: () => [...others, ...texts.keys()], text: (path) => texts.get(path) ?? files.text(path) },
    nameOf: (path) => names.get(path) ?? path,
  };
}

/** The sources of one map that are the package's own code, by their place in the package. */
function sourcesOf(path: string, text: string): [string, string][] {
  if (text.length > maxMapLength || !text.includes('"sourcesContent"')) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  const map = SourceMap.safeParse(parsed);
  if (!map.success) return [];
  const { sources, sourcesContent, sourceRoot } = map.data;
  return sources.flatMap((source, index): [string, string][] => {
    const content = sourcesContent[index];
    if (source === null || typeof content !== "string") return [];
    // Bundlers write "webpack://name/./src/a.ts" and the like: what follows the name is a path in the package.
    const plain = source.replace(/^[a-z-]+:\/\/[^/]*\//i, "/");
    const from = plain.startsWith("/") ? plain.slice(1) : posix.join(posix.dirname(path), sourceRoot ?? "", plain);
    const place = posix.normalize(from).replace(/^(?:\.\.\/)+/, "");
    return isOwnCode(place) ? [[place, content]] : [];
  });
}
