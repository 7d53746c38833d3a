import { isOwn, type PackageFiles } from "../package-files.ts";
import { parts, type Node, type Parse } from "../syntax.ts";
import { limits } from "../budget.ts";
import { parseHollow } from "./parse-hollow.ts";
import type { Declaration, Package, Site, Source } from "./value.ts";

/** The packages of a repository: their files by folder, what imports what, and their declarations when they are needed. */
export type Packages = {
  sources: Source[];
  folderOf(path: string): string | undefined;
  packageIn(folder: string): Package | undefined;
};

const besides =
  /(?:^|\/)(?:testdata|vendor|examples?|_examples|test|tests|e2e|mocks?|docs|third_party|benchmarks?|hack)\/|_test\.go$/i;
const importBlock = /^import\s*(?:\(([^)]*)\)|([\w.]*\s*"[^"\n]+"))/gm;
const importSpec = /(?:^|[\n;])\s*([\w.]+)?[ \t]*"([^"\n]+)"/g;

/** The files of a repository's own packages: no tests, examples or what is copied from others. */
export function packagesOf(
  files: PackageFiles,
  parse: Parse,
  warn: (code: string, message: string, site?: Site) => void,
): Packages {
  const modules = files
    .paths()
    .filter((path) => /(?:^|\/)go\.mod$/.test(path) && !/(?:^|\/)vendor\//.test(path))
    .flatMap((path) => {
      const name = /^\s*module\s+"?([^\s"]+)/m.exec(files.text(path) ?? "")?.[1];
      return name === undefined ? [] : [{ name, folder: path.replace(/\/?go\.mod$/, "") }];
    })
    .sort((a, b) => b.name.length - a.name.length);
  const sources: Source[] = [];
  const byFolder = new Map<string, Source[]>();
  for (const path of files.paths()) {
    if (!path.endsWith(".go") || besides.test(path)) continue;
    const text = files.text(path) ?? "";
    if (/^\/\/go:build ignore\b/m.test(text.slice(0, 2_000))) continue;
    const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
    const source: Source = { path, folder, text, imports: importsOf(text) };
    sources.push(source);
    const others = byFolder.get(folder);
    if (others) others.push(source);
    else byFolder.set(folder, [source]);
  }
  const folderOf = (path: string): string | undefined => {
    for (const { name, folder } of modules) {
      if (path !== name && !path.startsWith(`${name}/`)) continue;
      const found = [folder, path.slice(name.length + 1)].filter((part) => part !== "").join("/");
      return isOwn(found) || byFolder.has(found) ? found : intoFolder(found);
    }
    return undefined;
  };
  const known = new Map<string, Package | undefined>();
  let parsedBytes = 0;
  const read = (folder: string): Package | undefined => {
    const own = byFolder.get(folder);
    if (!own) return undefined;
    const made: Package = { folder, declared: new Map(), methods: new Map() };
    for (const source of own) {
      parsedBytes += source.text.length;
      if (source.text.length > limits.fileBytes || parsedBytes > limits.parsedBytes) {
        warn("too-large", "It is not read: there is too much source.", { source, line: 1 });
        continue;
      }
      const { tree, bodies } = parseHollow(parse, source.text);
      source.bodies = bodies;
      if (!tree || tree.type === "ERROR")
        warn("unparsed-file", "It cannot be parsed: tools may be missing.", { source, line: 1 });
      if (tree) declare(made, tree, source);
    }
    return made;
  };
  return {
    sources: reachable(sources, folderOf),
    folderOf,
    packageIn(folder) {
      if (!known.has(folder)) known.set(folder, read(folder));
      return known.get(folder);
    },
  };
}

/** A path that leads out of the folder that is read, and into it again (`../../cmd/server/tools`), as its files are named. */
function intoFolder(path: string): string {
  const ups = /^(?:\.\.\/)*/.exec(path)?.[0].length ?? 0;
  return path
    .slice(ups)
    .split("/")
    .slice(ups / 3)
    .join("/");
}

function importsOf(text: string): Map<string, string> {
  const imports = new Map<string, string>();
  for (const [, block, single] of text.slice(0, 20_000).matchAll(importBlock)) {
    for (const [, alias, path = ""] of (block ?? single ?? "").matchAll(importSpec))
      imports.set(alias ?? nameOf(path), path);
  }
  return imports;
}

/** What a package is most often called: its path's last part, without a version, `go-` or `-go`. */
function nameOf(path: string): string {
  const parts = path.split("/");
  const last = parts.at(-1) ?? "";
  const name = /^v\d+$/.test(last) ? (parts.at(-2) ?? last) : last;
  return name.replace(/^go-|-go$|\.v\d+$|\.go$/g, "").replaceAll("-", "_");
}

/** The files that a program of the repository is made of; all of its own, when it has none. */
function reachable(sources: Source[], folderOf: (path: string) => string | undefined): Source[] {
  const byFolder = new Map<string, Source[]>();
  for (const source of sources) byFolder.set(source.folder, [...(byFolder.get(source.folder) ?? []), source]);
  const queue = [...byFolder].flatMap(([folder, own]) =>
    isOwn(folder) && own.some(({ text }) => /^package main\b/m.test(text)) ? [folder] : [],
  );
  if (queue.length === 0) return sources.filter(({ folder }) => isOwn(folder));
  const seen = new Set(queue);
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    for (const { imports } of byFolder.get(folder) ?? []) {
      for (const path of imports.values()) {
        const next = folderOf(path);
        if (next === undefined || seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return sources.filter(({ folder }) => seen.has(folder));
}

const field = (node: Node, name: string) => node.childForFieldName(name);

function declare(into: Package, tree: Node, source: Source): void {
  const put = (name: string, node: Node, value?: Node, at = 0, iota = 0): void => {
    const declaration: Declaration = { node, source, value, at, iota };
    if (name !== "_") into.declared.set(name, declaration);
  };
  for (const node of parts(tree)) {
    const name = field(node, "name")?.text ?? "";
    if (node.type === "function_declaration") put(name === "init" ? `init ${source.path}` : name, node);
    else if (node.type === "method_declaration") {
      const receiver = field(node, "receiver")?.text ?? "";
      const type = /(\w+)\s*(?:\[[^\]]*\])?\s*\)$/.exec(receiver)?.[1] ?? "";
      into.methods.set(`${type}.${name}`, { node, source, at: 0, iota: 0 });
    } else if (node.type === "type_declaration")
      for (const spec of parts(node)) put(field(spec, "name")?.text ?? "", spec);
    else if (node.type === "const_declaration" || node.type === "var_declaration")
      for (const spec of specsOf(node)) put(spec.name, node, spec.value, spec.at, spec.iota);
  }
}

/** The names of a `const` or `var` declaration with their expressions; a constant without one repeats that before it. */
export function specsOf(
  node: Node,
): { name: string; value?: Node; at: number; iota: number; type: Node | null; count: number }[] {
  const specs = parts(node).flatMap((spec) => (spec.type === "var_spec_list" ? parts(spec) : [spec]));
  let before: Node | undefined;
  return specs.flatMap((spec, iota) => {
    const own = field(spec, "value") ?? undefined;
    before = own ?? (node.type === "const_declaration" ? before : undefined);
    const names = spec.childrenForFieldName("name").flatMap((name) => (name.type !== "," ? [name.text] : []));
    const values = parts(before ?? null);
    return names.map((name, at) => {
      const value = values.length === names.length ? values[at] : values[0];
      return {
        name,
        ...(value ? { value } : {}),
        at: values.length === names.length ? 0 : at,
        iota,
        type: field(spec, "type"),
        count: names.length,
      };
    });
  });
}
