import type { Machine } from "./machine.ts";
import { normal, packageRoot } from "./node-path.ts";
import { programPath } from "./settings.ts";
import { native, newObject, unknown, type Scope, type Site, type Value } from "./value.ts";

/** `import.meta`: where the module is, and whether it is the program. */
export function importMeta(m: Machine, scope: Scope, site: Site): Value {
  const path = `${packageRoot}/${scope.frame.source.path}`;
  const dir = path.slice(0, path.lastIndexOf("/"));
  return newObject(site, [
    ["url", `file://${path}`],
    [
      "resolve",
      native("resolve", (_, [specifier]) =>
        typeof specifier === "string" && /^\.{0,2}\//.test(specifier)
          ? `file://${normal(specifier.startsWith("/") ? specifier : `${dir}/${specifier}`)}`
          : unknown("it is the place of another package", site),
      ),
    ],
    ["filename", path],
    ["dirname", dir],
    ["main", path === programPath(m)],
    ["env", unknown("it is import.meta.env")],
  ]);
}
