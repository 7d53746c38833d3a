import { UserError } from "../catalog/user-error.ts";
import { repositoryAt } from "../crawler/sources/github/repository.ts";

/** What a target on the command line names. */
export type Target =
  | { kind: "npm"; name: string; version?: string }
  | { kind: "pypi"; name: string; version?: string }
  | { kind: "dir"; path: string }
  | { kind: "file"; path: string }
  | { kind: "github"; repository: string }
  | { kind: "url"; url: string };

// The registry's rules for names ("package.json", name): URL-safe, at most 214 characters, an optional scope.
const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;
const npmVersion = /^[a-z0-9][a-z0-9.+_-]*$/i;

// PEP 508, names.
const pypiName = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i;

/** Reads a target (`npm:NAME[@VERSION]`, `dir:PATH`, …). Throws a UserError that says what can be given instead. */
export function parseTarget(text: string): Target {
  if (text.startsWith("dir:")) return { kind: "dir", path: text.slice(4) || "." };
  if (text.startsWith("file:") && text.length > 5) return { kind: "file", path: text.slice(5) };
  if (text.startsWith("npm:search:"))
    throw new UserError(`${text} names no single package. Crawl what it finds with: mcp-risk crawl ${text}`);
  if (text.startsWith("npm:")) return parsePackage("npm", text);
  if (text.startsWith("pypi:")) return parsePackage("pypi", text);
  if (text.startsWith("github:")) return { kind: "github", repository: parseRepository(text) };
  const page = repositoryPage.exec(text)?.groups;
  if (page) return { kind: "github", repository: parseRepository(`github:${repositoryOf(page)}`) };
  if (/^https?:/.test(text)) return { kind: "url", url: parseEndpoint(text) };
  if (text.startsWith("config:")) throw new UserError(`${text} can only be crawled. Use: mcp-risk crawl ${text}`);
  throw new UserError(
    `${text} is not a target.${meant(text)} Give npm:NAME[@VERSION] (npm:@scope/name too), pypi:NAME, github:OWNER/REPO[/FOLDER], dir:PATH, file:ARCHIVE or an endpoint's URL.`,
  );
}

/** What a word without its kind was probably meant to be. */
function meant(text: string): string {
  if (/^(?:~|\.{0,2}\/|\.{1,2}$)/.test(text))
    return ` Did you mean ${/\.(?:tgz|tar\.gz|whl|zip)$/.test(text) ? "file" : "dir"}:${text}?`;
  const at = text.indexOf("@", 1);
  return npmName.test(at === -1 ? text : text.slice(0, at)) ? ` Did you mean npm:${text}?` : "";
}

function parsePackage(kind: "npm" | "pypi", text: string): Target {
  const spec = text.slice(kind.length + 1);
  const at = spec.indexOf("@", 1);
  const name = at === -1 ? spec : spec.slice(0, at);
  const version = at === -1 ? undefined : spec.slice(at + 1);
  if (!(kind === "npm" ? npmName : pypiName).test(name) || name.length > 214)
    throw new UserError(
      `${text}: "${name}" cannot be a package name. Write it as ${kind === "npm" ? "npm:NAME or npm:@scope/name" : "pypi:NAME"}.`,
    );
  if (version !== undefined && !npmVersion.test(version))
    throw new UserError(
      `${text}: "${version}" is not an exact version${kind === "npm" ? " or a dist-tag" : ""}. Write ${kind}:${name}@1.2.3${kind === "npm" ? " or @latest" : ""}.`,
    );
  return { kind, name, ...(version === undefined ? {} : { version }) };
}

/** An endpoint's URL. What is in it besides the address may be a secret, and is refused instead of kept. */
export function parseEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new UserError(`${text} is not a URL.`);
  if (url.username || url.password || url.search || url.hash)
    throw new UserError("Give the endpoint without user, query and fragment: the catalog keeps its address.");
  return url.href;
}

/** A repository's page, or that of a folder in it, as it is copied from a browser. */
const repositoryPage =
  /^https:\/\/(?:www\.)?github\.com\/(?<whole>[^/?#]+\/[^/?#]+?)(?:\.git)?(?:\/tree\/(?<ref>[^/?#]+)(?<folder>\/[^?#]*?)?)?\/?$/i;

function repositoryOf({ whole = "", ref, folder = "" }: Record<string, string | undefined>): string {
  return `${whole}${folder}${ref === undefined ? "" : `@${ref}`}`;
}

/** Reads `github:OWNER/REPO[/FOLDER][@REF]` as the source's name for it. Throws a UserError for anything else. */
export function parseRepository(text: string): string {
  const spec = text.slice("github:".length);
  if (repositoryAt(spec)) return spec;
  throw new UserError(
    `${text} is not a repository. Write it as github:OWNER/REPO, github:OWNER/REPO/FOLDER or github:OWNER/REPO@BRANCH.`,
  );
}
