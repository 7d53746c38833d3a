import type { Repository } from "../../catalog/server.ts";

// Two path segments on a forge are a repository; one is a person, and these first segments are the forge's own pages.
const repositoryUrl =
  /^(?:git\+)?(?:https?:\/\/|ssh:\/\/git@|git:\/\/|git@)(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)[/:]([\w.-]+)\/[\w.-]+/i;
const forgePages = new Set(["orgs", "sponsors", "topics", "marketplace", "apps", "features", "collections", "search"]);

/** What a link of a listing is: its repository when it points into one on a known forge, otherwise its home page. */
export function linked(url: string | null | undefined): { repository?: Repository; homepage?: string } {
  if (!url) return {};
  const owner = repositoryUrl.exec(url)?.[1];
  if (owner !== undefined && !forgePages.has(owner.toLowerCase())) return { repository: { url } };
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? { homepage: url } : {};
}
