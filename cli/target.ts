import { UserError } from "../catalog/user-error.ts";
import { repositoryAt } from "../crawler/sources/github/repository.ts";

/** What a target on the command line names. */
export type Target = { kind: "npm"; name: string; version?: string } | { kind: "dir"; path: string };

// The registry's rules for names ("package.json", name): URL-safe, at most 214 characters, an optional scope.
const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;
const npmVersion = /^[a-z0-9][a-z0-9.+_-]*$/i;

/** Reads a target (`npm:NAME[@VERSION]`, `dir:PATH`). Throws a UserError that says what can be given instead. */
export function parseTarget(text: string): Target {
  if (text.startsWith("dir:")) return { kind: "dir", path: text.slice(4) || "." };
  if (text.startsWith("npm:search:"))
    throw new UserError(`${text} names no single package. Crawl what it finds with: mcp-risk crawl ${text}`);
  if (text.startsWith("npm:")) return parseNpm(text.slice(4), text);
  if (/^(github|config):/.test(text)) throw new UserError(`${text} can only be crawled. Use: mcp-risk crawl ${text}`);
  if (/^https?:/.test(text))
    throw new UserError(`${text}: endpoints cannot be read yet. Give npm:NAME[@VERSION] or dir:PATH.`);
  throw new UserError(`${text} is not a target. Give npm:NAME[@VERSION] (npm:@scope/name too) or dir:PATH.`);
}

function parseNpm(spec: string, text: string): Target {
  const at = spec.indexOf("@", 1);
  const name = at === -1 ? spec : spec.slice(0, at);
  const version = at === -1 ? undefined : spec.slice(at + 1);
  if (!npmName.test(name) || name.length > 214)
    throw new UserError(`${text}: "${name}" cannot be a package name. Write it as npm:NAME or npm:@scope/name.`);
  if (version !== undefined && !npmVersion.test(version))
    throw new UserError(
      `${text}: "${version}" is not an exact version or a dist-tag. Write npm:${name}@1.2.3 or @latest.`,
    );
  return { kind: "npm", name, ...(version === undefined ? {} : { version }) };
}

/** Reads `github:OWNER/REPO[@REF]` as the source's name for it. Throws a UserError for anything else. */
export function parseRepository(text: string): string {
  const spec = text.slice("github:".length);
  if (repositoryAt(spec)) return spec;
  throw new UserError(`${text} is not a repository. Write it as github:OWNER/REPO or github:OWNER/REPO@BRANCH.`);
}
