import type { Listing, Server } from "../../catalog/server.ts";
import { unstorableText } from "../../catalog/text.ts";
import { identifiersOf } from "../../crawler/identity.ts";
import { startedBy } from "../../crawler/sources/config/command.ts";
import type { Db } from "../../db/client.ts";
import { firstKnown } from "../routes/questions.ts";

/** The identifiers of a listing that says nothing else; its own key is none that anything has. */
function identifiersOfListing(said: Partial<Listing>): string[] {
  const nothing: Listing = { source: "target", ref: "?", status: "active", name: "?", packages: [], remotes: [] };
  return identifiersOf({ ...nothing, ...said }).filter((id) => !id.startsWith("target:"));
}

/**
 * The identifiers that a person may mean by a target: a slug or identifier (`npm:NAME`) as it is, the package of a command
 * (`npx -y NAME`) or its repository, the repository or endpoint of a URL, a package's bare name.
 */
function identifiersOfTarget(target: string): string[] {
  const text = target.trim();
  const [command = "", ...args] = text.split(/\s+/);
  const started = args.length > 0 ? startedBy(command, args) : null;
  if (started) return identifiersOfListing(started);
  if (/^(?:https?|git\+https?|ssh|git):\/\//i.test(text))
    return [
      ...identifiersOfListing({ remotes: [{ type: "streamable-http", url: text }] }),
      ...identifiersOfListing({ repository: { url: text } }),
    ];
  const bare = /^(?:@[\w.-]+\/)?[\w.-]+$/.test(text) ? [`npm:${text}`, `pypi:${text.toLowerCase()}`] : [];
  const repository = /^[\w.-]+\/[\w.-]+$/.test(text) ? [`repo:github.com/${text.toLowerCase()}`] : [];
  return [text, ...bare, ...repository, `registry:${text}`];
}

/** The server of the catalog that a target means; null when it knows none. */
export async function serverOfTarget(db: Db, target: string): Promise<Server | null> {
  return firstKnown(
    db,
    identifiersOfTarget(target).filter((identifier) => unstorableText(identifier) === null),
  );
}
