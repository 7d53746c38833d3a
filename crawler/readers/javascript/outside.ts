import type { Machine } from "./machine.ts";
import { behind } from "./proxies.ts";
import { manifest, packageName, rootOf, type WantedPackage } from "./resolve.ts";
import { isThing, type Value } from "./value.ts";

/** Packages whose calls the evaluator knows, or that only carry tools which others define. */
const modelled =
  /^(?:@modelcontextprotocol\/(?!server-)[\w-]+|zod|zod-to-json-schema|@sinclair\/typebox|typebox|fastmcp|mcp-framework|commander|yargs|yargs-parser|minimist|mri|dotenv|dedent|ts-dedent|outdent|common-tags|yaml|js-yaml|@valibot\/to-json-schema|valibot|arktype|effect|joi|yup|awilix|ai)$/;

/** Ranges that the registry resolves: versions and tags, not files, repositories, links or aliases. */
const registryRange = /^[\w.*<>=~^| +-]+$/;

/** Take note of an import of another package: when tools are missing, they may be there. */
export function noteOutside(m: Machine, from: string, specifier: string): void {
  const name = packageName(specifier);
  if (m.wanted.has(name) || modelled.test(name)) return;
  const root = rootOf(m.files, from);
  const { dependencies, optionalDependencies, peerDependencies } = manifest(m.files, root);
  for (const group of [dependencies, optionalDependencies, peerDependencies]) {
    const range: unknown =
      typeof group === "object" && group !== null ? (group as Record<string, unknown>)[name] : undefined;
    if (typeof range !== "string" || !registryRange.test(range)) continue;
    m.wanted.set(name, { name, range, from: root });
    return;
  }
}

/** Why a value is not known that another package makes. */
export function madeBy(module: string): string {
  return `it is made by the package ${module}`;
}

/** Remember that a part of a tool, or a list of tools, is missing for this reason: `madeBy` and the like name a package. */
export function blame(m: Machine, why: string): void {
  const module = /the package (\S+)$/.exec(why)?.[1];
  if (module !== undefined) m.blamed.add(packageName(module));
}

/** Whether a value is a server that an SDK made: whoever is given it may register tools. */
export function isServer(value: Value): boolean {
  const given = behind(value);
  return (
    isThing(given) &&
    given.kind === "unknown" &&
    /^it is an instance of \w*(?:Server|MCP)\w* of the package (?:@modelcontextprotocol\/|fastmcp)/.test(given.why)
  );
}

/** Words in names of packages that say nothing about whose they are. */
const plainWords = new Set([
  "mcp",
  "server",
  "servers",
  "core",
  "client",
  "node",
  "tools",
  "utils",
  "common",
  "modelcontextprotocol",
]);

/** The most packages that are asked for when nothing was found and their names say nothing: a thin program has few. */
const fewPackages = 3;
/** The most characters of code that a thin program has. */
const thinCode = 200_000;

/**
 * The packages without which this reading is not complete: those that are named in what was lost; and when no tools were found
 * at all, those that were imported and whose names have to do with this package, or with MCP. `ownCode`: how many characters
 * of code were read.
 */
export function wantedPackages(m: Machine, complete: boolean, ownCode = 0): WantedPackage[] {
  const all = [...m.wanted.values()].filter(({ name }) => !m.follow.has(name));
  const blamed = all.filter(({ name }) => m.blamed.has(name));
  if (complete) return blamed;
  const own = manifest(m.files).name;
  const ownWords = wordsOf(typeof own === "string" ? own : "");
  const near = all.filter(({ name }) => name.includes("mcp") || wordsOf(name).some((word) => ownWords.includes(word)));
  const chosen = new Set([...near, ...blamed]);
  return chosen.size === 0 && all.length <= fewPackages && ownCode <= thinCode ? all : [...chosen];
}

function wordsOf(name: string): string[] {
  return name.split(/[@/_.-]+/).filter((word) => word.length > 2 && !plainWords.has(word));
}
