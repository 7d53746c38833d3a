import { z } from "zod";
import { parseJson } from "../../source.ts";
import type { PackageFiles } from "../package-files.ts";
import { normal } from "./node-path.ts";

/** How TypeScript finds what is imported (TSConfig reference: `baseUrl`, `paths`, `extends`). */
const Config = z.object({
  extends: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .catch(undefined),
  compilerOptions: z
    .object({
      baseUrl: z.string().nullish().catch(undefined),
      paths: z.record(z.string(), z.array(z.string())).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

/** Where names of imports lead: `baseUrl` is a folder of the package. */
type Aliases = { baseUrl?: string; paths: [before: string, after: string | undefined, targets: string[]][] };

const maxLength = 100_000;
const maxExtends = 5;
const none: Aliases = { paths: [] };
const known = new WeakMap<PackageFiles, Map<string, Aliases>>();

/** The paths in a package that its TypeScript configuration lets an import mean, the likeliest first: extensions may lack. */
export function aliased(files: PackageFiles, from: string, specifier: string): string[] {
  const { baseUrl, paths } = aliasesFor(files, from);
  const found: string[] = [];
  for (const [before, after, targets] of paths) {
    if (after === undefined ? specifier !== before : !specifier.startsWith(before) || !specifier.endsWith(after))
      continue;
    const star = after === undefined ? "" : specifier.slice(before.length, specifier.length - after.length);
    found.push(...targets.map((target) => target.replace("*", () => star)));
  }
  return baseUrl === undefined ? found : [...found, normal(`${baseUrl}/${specifier}`)];
}

/** Those of the nearest tsconfig.json above a file. */
function aliasesFor(files: PackageFiles, from: string): Aliases {
  const byFolder = known.get(files) ?? new Map<string, Aliases>();
  known.set(files, byFolder);
  const folder = from.includes("/") ? from.slice(0, from.lastIndexOf("/")) : "";
  let found = byFolder.get(folder);
  if (!found) {
    const path = folder === "" ? "tsconfig.json" : `${folder}/tsconfig.json`;
    const isTop = folder === "" || folder === "..";
    found = files.text(path) === undefined ? (isTop ? none : aliasesFor(files, folder)) : aliasesIn(files, path, 0);
    byFolder.set(folder, found);
  }
  return found;
}

function aliasesIn(files: PackageFiles, path: string, depth: number): Aliases {
  const config = Config.safeParse(jsonWithComments(files.text(path) ?? "")).data;
  if (!config || depth > maxExtends) return none;
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  const { baseUrl, paths } = config.compilerOptions ?? {};
  const base = normal(`${folder}/${baseUrl ?? "."}`.replace(/^\/+/, ""));
  if (paths)
    return {
      ...(baseUrl == null ? {} : { baseUrl: base }),
      paths: Object.entries(paths).map(([pattern, targets]) => {
        const [before = "", after] = pattern.split("*");
        return [before, after, targets.map((target) => normal(`${base}/${target}`.replace(/^\/+/, "")))];
      }),
    };
  for (const other of [config.extends ?? []].flat().reverse()) {
    if (!other.startsWith(".")) continue;
    const named = normal(`${folder}/${other}`.replace(/^\/+/, ""));
    const inherited = aliasesIn(files, files.text(named) === undefined ? `${named}.json` : named, depth + 1);
    if (inherited.paths.length > 0 || inherited.baseUrl !== undefined) return inherited;
  }
  return baseUrl == null ? none : { baseUrl: base, paths: [] };
}

const comment = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g;
const lastComma = /"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g;

/** The value of a JSON text that may have comments and commas too many, as tsconfig.json may; undefined when it is not one. */
function jsonWithComments(text: string): unknown {
  if (text.length > maxLength) return undefined;
  const keepText = (found: string): string => (found.startsWith('"') ? found : "");
  return parseJson(
    text
      .replace(/^\uFEFF/, "")
      .replace(comment, keepText)
      .replace(lastComma, keepText),
  );
}
