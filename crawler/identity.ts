import type { Listing, Package } from "../catalog/server.ts";

/** Longer ones are no names of anything, and do not fit into PostgreSQL's index pages (2,704 bytes). */
const longest = 500;

/** Sources whose key for a listing says nothing beyond the package, repository or endpoint that the listing brings anyway. */
const keyless = new Set(["registry", "npm", "pypi", "awesome", "github", "url", "config"]);

/**
 * The identifiers that a listing brings, without repeats: `registry:NAME`, `npm:NAME`, `pypi:NAME`, `oci:IMAGE`, `mcpb:URL`,
 * `nuget:NAME`, `cargo:NAME`, `remote:URL`, `repo:HOST/OWNER/NAME[/SUBFOLDER]`, its key in its source (`glama:NS/SLUG`), and
 * `claim:registry:NAME`. What each of them proves, `partition` decides.
 */
export function identifiersOf(listing: Listing): string[] {
  const name = listing.registryName?.toLowerCase();
  const found = [
    // Only a registry verifies who may use a name; a package that says it has one (npm's mcpName) merely claims it.
    name === undefined ? null : listing.source === "registry" ? `registry:${name}` : `claim:registry:${name}`,
    ...listing.packages.map(packageIdentifier),
    ...listing.remotes.map((remote) => remoteIdentifier(remote.url)),
    listing.repository ? repositoryIdentifier(listing.repository.url, listing.repository.subfolder) : null,
    keyless.has(listing.source) ? null : `${listing.source}:${listing.ref}`,
  ];
  return [...new Set(found.filter((identifier) => identifier !== null && isSound(identifier)))] as string[];
}

/** PostgreSQL's text takes no NUL and no half of a surrogate pair, and no name needs a control character. */
function isSound(identifier: string): boolean {
  return identifier.length <= longest && !/[\p{Cc}\p{Cs}]/u.test(identifier);
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
      return `oci:${image(identifier.toLowerCase())}`;
    default:
      return `${type}:${identifier}`;
  }
}

/** The image without tag, digest, and what Docker adds to a name without a host (distribution/reference, `normalize.go`). */
function image(reference: string): string {
  const name = reference.split("@")[0] ?? reference;
  const colon = name.lastIndexOf(":");
  // A colon before the last slash belongs to a port.
  const untagged = colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
  return untagged.replace(/^(?:index\.)?docker\.io\//, "").replace(/^library\//, "");
}

/**
 * `remote:` and the URL without user, default port, query, fragment and trailing slash, its percent-encoding as RFC 3986
 * section 6.2.2 has it. Null for what is no web address, and for templates: their address is not known.
 */
export function remoteIdentifier(url: string): string | null {
  if (/[{<]|%7b|%3c/i.test(url) || !URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return null;
  const path = pathname.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : encoded.toUpperCase();
  });
  return `remote:${protocol}//${host}${path.replace(/\/+$/, "")}`;
}

/** Whose repositories are always OWNER/NAME, so that what follows in an identifier is a subfolder. */
const twoPartForges = new Set(["github.com", "bitbucket.org", "codeberg.org"]);

/** Other names of a forge: npm's shorthands (docs: package.json, "repository"), SSH over the HTTPS port, and downloads. */
const forgeOf: Record<string, string> = {
  github: "github.com",
  gitlab: "gitlab.com",
  bitbucket: "bitbucket.org",
  "ssh.github.com": "github.com",
  "altssh.gitlab.com": "gitlab.com",
  "altssh.bitbucket.org": "bitbucket.org",
  "codeload.github.com": "github.com",
};

/** First parts of a path that are the forge's own pages, not owners. */
const ownPages: Record<string, Set<string>> = {
  "github.com": new Set(
    "about account apps codespaces collections contact copilot customer-stories dashboard discussions edu education enterprise events explore features issues join login logout marketplace mcp models new notifications orgs organizations partners pricing pulls readme resources search security sessions settings signup site solutions sponsors stars team topics trending users watching".split(
      " ",
    ),
  ),
  "gitlab.com": new Set("-|admin|api|dashboard|explore|groups|help|profile|projects|search|users".split("|")),
  "bitbucket.org": new Set(["account", "blog", "dashboard", "product", "repo", "site"]),
  "codeberg.org": new Set(["api", "explore", "org", "user"]),
};

/**
 * `repo:HOST/OWNER/NAME[/SUBFOLDER]` in lower case, from any spelling: https, git+https, ssh, git@host:owner/name, npm
 * shorthands (`owner/name`, `gitlab:owner/name`), `.git`, `www.`, `/tree/BRANCH/subfolder`, raw files. On hosts that have
 * groups in groups, GitLab's `/-/` stands before the subfolder. Null for what is no repository of a forge.
 */
export function repositoryIdentifier(url: string, subfolder?: string): string | null {
  const written = asWebAddress(url.trim());
  if (written === null || !URL.canParse(written)) return null;
  const { hostname, pathname } = new URL(written);
  const named = hostname.replace(/\.$/, "").replace(/^www\./, "");
  const parts = pathname.split("/").filter((part) => part !== "");
  if (named === "raw.githubusercontent.com") return identifierOn("github.com", parts.toSpliced(2, 0, "raw"), subfolder);
  if (named === "api.github.com")
    return parts[0] === "repos" ? identifierOn("github.com", parts.slice(1), subfolder) : null;
  return identifierOn(forgeOf[named] ?? named, parts, subfolder);
}

/** The identifier of the whole repository: the given one without its subfolder. */
export function repositoryRoot(identifier: string): string {
  const [host = "", ...path] = identifier.slice("repo:".length).split("/");
  return twoPartForges.has(host)
    ? `repo:${[host, ...path.slice(0, 2)].join("/")}`
    : (identifier.split("/-/")[0] ?? identifier);
}

/** Every way to write a repository down, as an https URL. */
function asWebAddress(spelled: string): string | null {
  // Forms that ask for a repository are often answered so; it is not the repository "a" of a user "n".
  if (/^n\/a$/i.test(spelled)) return null;
  const shorthand = /^(github|gitlab|bitbucket):(?!\/\/)(.+)$/i.exec(spelled);
  if (shorthand) return `https://${forgeOf[shorthand[1]?.toLowerCase() ?? ""] ?? ""}/${shorthand[2] ?? ""}`;
  if (/^[\w-]+\/[\w.-]+(?:#.*)?$/.test(spelled)) return `https://github.com/${spelled}`;
  const scp = /^[\w.-]+@([^\s:/@]+)[:/]+(.+)$/.exec(spelled);
  if (scp) return `https://${scp[1] ?? ""}/${scp[2] ?? ""}`;
  const rest = /^(?:(?:git\+)?(?:https?|ssh|git):)?\/\/(.+)$/i.exec(spelled)?.[1];
  // npm writes `git+ssh://git@host:owner/name.git`, where a URL would have a port.
  if (rest !== undefined) return `https://${rest.replace(/^[^/@]*@/, "").replace(/^([^/:]+):(?!\d+(?:\/|$))/, "$1/")}`;
  return /^[^\s/:@?#]+\.[^\s/:@?#]+\//.test(spelled) ? `https://${spelled}` : null;
}

function identifierOn(host: string, parts: readonly string[], subfolder: string | undefined): string | null {
  const end = twoPartForges.has(host) ? 2 : endOfName(parts);
  const root = parts.slice(0, end).map((part) => decoded(part).toLowerCase());
  const name = root.pop() ?? "";
  if (!isForge(host) && !name.endsWith(".git")) return null;
  root.push(name.replace(/(?:\.git)+$/, ""));
  if (root.length < 2 || (ownPages[host]?.has(root[0] ?? "") ?? false)) return null;
  if (root.some((part) => !/^[\w.~+-]+$/.test(part) || /^\.+$/.test(part))) return null;
  if (root.includes("-") && !twoPartForges.has(host)) return null; // GitLab's own pages
  const given = subfolder?.trim() ? subfolder.split(/[\\/]/) : folderOf(host, parts.slice(end));
  const folder = given.map((part) => decoded(part).trim().toLowerCase()).filter((part) => part !== "" && part !== ".");
  if (folder.some((part) => part === ".." || /[\p{Cc}\p{Cs}/\\]/u.test(part))) return null;
  const divider = folder.length === 0 || twoPartForges.has(host) ? [] : ["-"];
  return `repo:${[host, ...root, ...divider, ...folder].join("/")}`;
}

function isForge(host: string): boolean {
  return twoPartForges.has(host) || host.split(".").some((label) => /^(?:git|gitlab|gitea|forgejo)$/.test(label));
}

/** Where a path of any depth stops to name the repository: after `.git`, or before a page of it. */
function endOfName(parts: readonly string[]): number {
  const suffixed = parts.findIndex((part, index) => index > 0 && /\.git$/i.test(part));
  if (suffixed !== -1) return suffixed + 1;
  // `-` and the names that GitLab allows to no project (docs: "Reserved project and group names"), and Gitea's `src`.
  const page = parts.findIndex(
    (part, index) =>
      index > 1 &&
      (/^(?:-|blame|blob|builds|commits|edit|raw|refs|tree|wikis)$/.test(part) ||
        (part === "src" && /^(?:branch|tag|commit)$/.test(parts[index + 1] ?? ""))),
  );
  return page === -1 ? parts.length : page;
}

/** The folder that a page of a repository shows: what follows `tree/REF`; of a file, the folder that it is in. */
function folderOf(host: string, page: readonly string[]): readonly string[] {
  const [marker = "", ...rest] = page[0] === "-" ? page.slice(1) : page;
  if (!/^(?:tree|blob|raw|edit|blame|src)$/.test(marker)) return [];
  if (marker === "src" && host !== "bitbucket.org") rest.shift(); // Gitea: src/branch/REF
  const path = rest.slice(rest[0] === "refs" ? 3 : 1);
  if (host.endsWith("sr.ht") && path[0] === "item") path.shift();
  const isFile =
    marker === "src" ? /\.(?:md|json|toml|ya?ml|[jt]sx?|py|go|rs)$/i.test(path.at(-1) ?? "") : marker !== "tree";
  return isFile ? path.slice(0, -1) : path;
}

/** Without percent-encoding, however often it was applied: so a normal form stays what it is. */
function decoded(part: string): string {
  for (let text = part; ;) {
    try {
      const once = decodeURIComponent(text);
      if (once === text) return text;
      text = once;
    } catch {
      return text;
    }
  }
}
