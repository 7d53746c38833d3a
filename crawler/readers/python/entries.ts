import { bundleStart } from "../manifests.ts";
import { isOwn, type PackageFiles } from "../package-files.ts";

/** Where a package starts: `module:function` of its scripts, and its `__main__.py`. */
export type Entries = { module: string; name?: string }[];

const script = /^[ \t]*[\w."'-]+[ \t]*=[ \t]*["']?([\w.]+)(?::([\w.]+))?["']?[ \t]*(?:#.*)?$/gm;

/**
 * The programs that a package installs (Entry points specification: `[console_scripts]` of entry_points.txt; PyPA,
 * pyproject.toml `[project.scripts]`; poetry has the same table under its own name), and what an MCPB bundle starts.
 */
export function entriesOf(files: PackageFiles): Entries {
  const found = files
    .paths()
    .filter(isOwn)
    .flatMap((path) => {
      const text = files.text(path) ?? "";
      if (/(?:^|\/)pyproject\.toml$/.test(path))
        return scriptsIn(text, /^\[(?:project\.scripts|tool\.poetry\.scripts|project\.entry-points[^\]]*)\]/);
      return /\.(?:dist|egg)-info\/entry_points\.txt$/.test(path)
        ? scriptsIn(text, /^\[(?:console_scripts|gui_scripts|mcp[^\]]*)\]/)
        : [];
    });
  const bundle = bundleStart(files);
  if (bundle?.path.endsWith(".py"))
    found.unshift({ module: bundle.path.replace(/(?:\/__init__)?\.py$/, "").replaceAll("/", ".") });
  return found.slice(0, 200);
}

function scriptsIn(text: string, heading: RegExp): Entries {
  const found: Entries = [];
  for (const section of text.split(/^(?=\[)/m)) {
    if (!heading.test(section)) continue;
    for (const [, module = "", name] of section.matchAll(script))
      found.push(name === undefined ? { module } : { module, name });
  }
  return found;
}
