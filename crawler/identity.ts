import type { Listing, Package } from "../catalog/server.ts";

/** Longer ones are no names of anything, and do not fit into PostgreSQL's index pages (2,704 bytes). */
const longest = 500;

/** The identifiers that a listing brings (DESIGN: `npm:…`, `repo:…`, `registry:…`, …), without repeats. */
export function identifiersOf(listing: Listing): string[] {
  const name = listing.registryName?.toLowerCase();
  const found = [
    // Only a registry verifies who may use a name; a package that says it has one (npm's mcpName) merely claims it.
    name === undefined ? null : listing.source === "registry" ? `registry:${name}` : `claim:registry:${name}`,
    ...listing.packages.map(packageIdentifier),
    ...listing.remotes.map((remote) => remoteIdentifier(remote.url)),
    listing.repository ? repositoryIdentifier(listing.repository.url, listing.repository.subfolder) : null,
  ];
  return [...new Set(found.filter((identifier) => identifier !== null && identifier.length <= longest))] as string[];
}

/**
 * Whether two listings with this identifier are one server. A repository alone is no proof: one repository may hold many
 * servers, so it is kept as a fact and does not merge. Nor does a claim: otherwise any package could join a known server.
 */
export function merges(identifier: string): boolean {
  return !identifier.startsWith("repo:") && !identifier.startsWith("claim:");
}

/** Names are compared as each package registry compares them: PyPI by PEP 503, OCI without tag and digest. */
function packageIdentifier({ type, identifier }: Package): string {
  switch (type) {
    case "pypi":
      return `pypi:${identifier.toLowerCase().replace(/[-_.]+/g, "-")}`;
    case "nuget":
    case "cargo":
      return `${type}:${identifier.toLowerCase()}`;
    case "oci":
      return `oci:${withoutTag(identifier).toLowerCase()}`;
    default:
      return `${type}:${identifier}`;
  }
}

function withoutTag(image: string): string {
  const name = image.split("@")[0] ?? image;
  const colon = name.lastIndexOf(":");
  // A colon before the last slash belongs to a port.
  return colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
}

/** `remote:` and the URL without default port, query, fragment and trailing slash; null for templates and non-URLs. */
function remoteIdentifier(url: string): string | null {
  if (url.includes("{") || !URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  return protocol === "https:" || protocol === "http:"
    ? `remote:${protocol}//${host}${pathname.replace(/\/+$/, "")}`
    : null;
}

const hostOfShorthand: Record<string, string> = {
  github: "github.com",
  gitlab: "gitlab.com",
  bitbucket: "bitbucket.org",
};

/**
 * `repo:host/owner/name[/subfolder]` in lower case, from any spelling: https, git+https, ssh, git@host:owner/name, npm
 * shorthands (`owner/name`, `gitlab:owner/name`), `.git`, `www.`, `/tree/BRANCH/subfolder`. Null for anything else.
 */
export function repositoryIdentifier(url: string, subfolder?: string): string | null {
  const spelled = url.trim().replace(/^git\+/, "");
  const shorthand = /^(?:(github|gitlab|bitbucket):)?([\w.-]+)\/([\w.-]+)$/i.exec(spelled);
  const scp = /^(?:ssh:\/\/)?git@([^:/]+)[:/](.+)$/i.exec(spelled);
  const written = shorthand
    ? `https://${hostOfShorthand[shorthand[1]?.toLowerCase() ?? "github"] ?? "github.com"}/${shorthand[2] ?? ""}/${shorthand[3] ?? ""}`
    : scp
      ? `https://${scp[1] ?? ""}/${scp[2] ?? ""}`
      : spelled.replace(/^git:/i, "https:");
  if (!URL.canParse(written)) return null;
  const { protocol, hostname, pathname } = new URL(written);
  const [owner, name, ...rest] = pathname.split("/").filter((part) => part !== "");
  if (!/^https?:$/.test(protocol) || owner === undefined || name === undefined) return null;
  const [marker, , ...inside] = rest[0] === "-" ? rest.slice(1) : rest;
  const folder = subfolder ?? (marker === "tree" || marker === "blob" || marker === "src" ? inside.join("/") : "");
  const parts = [hostname.replace(/^www\./, ""), owner, name.replace(/\.git$/i, ""), ...folder.split("/")];
  return `repo:${parts.filter((part) => part !== "" && part !== ".").join("/")}`.toLowerCase();
}

/** A readable slug: lower case, every run of other characters than letters and digits a `-`; GitHub namespaces without their prefix. */
export function slugOf(listing: Listing): string {
  const name = listing.name.replace(/^io\.github\./i, "");
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return slug.slice(0, 200) || "server";
}
