import { toolLimits, type ReadTool, type ReadWarning } from "../../catalog/tool.ts";
import { readGo } from "./go/read.ts";
import { readJavaScript, type ReadOptions } from "./javascript/read.ts";
import type { WantedPackage } from "./javascript/resolve.ts";
import { readManifests } from "./manifests.ts";
import { isOwn, type PackageFiles } from "./package-files.ts";
import { readPython } from "./python/read.ts";
import { readReadme } from "./readme.ts";

/** How a package was read: by its source, what its author's manifests say, or what its README names. */
export const packageReaders = ["javascript", "python", "go", "manifest", "readme"] as const;
type PackageReader = (typeof packageReaders)[number];

/** `reader`: the one that found the tools, or the first that looked. */
export type PackageTools = { reader: PackageReader; tools: ReadTool[]; warnings: ReadWarning[] };
type Read = { tools: ReadTool[]; warnings: ReadWarning[]; wanted?: WantedPackage[] };
type Language = {
  reader: PackageReader;
  manifest: RegExp;
  source: RegExp;
  read: (files: PackageFiles, options?: ReadOptions) => Read | Promise<Read>;
};

const languages: Language[] = [
  { reader: "javascript", manifest: /(?:^|\/)package\.json$/, source: /\.[cm]?[jt]sx?$/, read: readJavaScript },
  {
    reader: "python",
    manifest: /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg|PKG-INFO|METADATA)$/,
    source: /\.py$/,
    read: readPython,
  },
  { reader: "go", manifest: /(?:^|\/)go\.mod$/, source: /\.go$/, read: readGo },
];

const unread: [RegExp, string][] = [
  [/(?:^|\/)Cargo\.toml$/, "Rust"],
  [/(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/, "Java or Kotlin"],
  [/\.csproj$/, "C#"],
  [/(?:^|\/)Gemfile$/, "Ruby"],
];

/**
 * The tools in a package's files: by the reader of its language, and when that finds nothing by the next language's; then from
 * its manifests, then the names in its README. Tools that cannot be kept (keep-tools.ts) become warnings. `wanted` are other
 * packages that may define what is missing; while the reader is `asking`, nothing else is looked at before they were.
 */
export async function readFiles(
  files: PackageFiles,
  options?: ReadOptions,
): Promise<PackageTools & { wanted: WantedPackage[] }> {
  const paths = files.paths().filter(isOwn);
  const present = languages
    .map((language) => ({ ...language, weight: weightOf(language, paths) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const warnings: ReadWarning[] = [];
  const wanted: WantedPackage[] = [];
  for (const { reader, read } of present) {
    const found = await read(files, options);
    warnings.push(...found.warnings);
    wanted.push(...(found.wanted ?? []));
    if (found.tools.length > 0 || (options?.asking && wanted.length > 0))
      return { ...kept(reader, found.tools, warnings), wanted };
  }
  const others = unread.flatMap(([manifest, language]) =>
    paths.some((path) => manifest.test(path)) ? [language] : [],
  );
  if (others.length > 0)
    warnings.push({ code: "language-not-read", message: `source language not read yet: ${others.join(", ")}` });
  const said = readManifests(files);
  warnings.push(...said.warnings);
  if (said.tools.length > 0) return { ...kept("manifest", said.tools, warnings), wanted };
  const named = readReadme(files);
  if (named.length > 0) {
    warnings.push({
      code: "names-only",
      message: "The tools' names are those that the README lists; nothing more is known.",
    });
    return { ...kept("readme", named, warnings), wanted };
  }
  return { reader: present[0]?.reader ?? "manifest", tools: [], warnings, wanted };
}

/** How much speaks for a language: its manifest, most of all at the top, then its files. */
function weightOf({ manifest, source }: Language, paths: string[]): number {
  const found = paths.filter((path) => manifest.test(path));
  if (found.some((path) => !path.includes("/") || /^[^/]+\.(?:dist|egg)-info\//.test(path))) return 3;
  return found.length > 0 ? 2 : paths.some((path) => source.test(path)) ? 1 : 0;
}

/** What a reader found, which is at most as much as a catalog keeps. */
function kept(reader: PackageReader, found: ReadTool[], warnings: ReadWarning[]): PackageTools {
  if (found.length > toolLimits.tools)
    warnings.push({ code: "too-many-tools", message: `more than ${toolLimits.tools} tools; the rest was not read` });
  return { reader, tools: found.slice(0, toolLimits.tools), warnings };
}
