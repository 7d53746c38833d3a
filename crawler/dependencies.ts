import { maxSatisfying, satisfies } from "semver";
import { z } from "zod";
import type { ReadWarning } from "../catalog/tool.ts";
import { fetchPackage } from "./fetch-package.ts";
import type { FetchFailure, Http } from "./http.ts";
import type { ReadOptions } from "./readers/javascript/read.ts";
import { mountOf, type WantedPackage } from "./readers/javascript/resolve.ts";
import { mounted, type PackageFiles } from "./readers/package-files.ts";
import type { PackageTools } from "./readers/read-files.ts";
import { parseJson } from "./source.ts";

/**
 * Bounds on following imports into other packages: servers that are split up have up to a dozen parts in their own scope;
 * what is deeper than two levels is no longer a server's own definition.
 */
const dependencyLimits = { packages: 16, unrelated: 4, levels: 2, rounds: 4 } as const;

/** What one reading of some files gives; `wanted` are packages without which it is not complete. */
type Reading = PackageTools & { wanted: WantedPackage[] };

/** Gives the files of the newest version in a range; a text says why there are none; a failure may pass later. */
export type GetDependency = (name: string, range: string) => Promise<PackageFiles | string | FetchFailure>;

/**
 * The tools of a package, read together with those packages it depends on that something was missing from. They are put
 * where npm would install them (node_modules/NAME), and that is what a tool's `source.file` says. Returns a failure when
 * one of them could not be fetched now.
 */
export async function readWithDependencies(
  own: PackageFiles,
  readFiles: (files: PackageFiles, options: ReadOptions) => Promise<Reading>,
  getDependency: GetDependency,
): Promise<({ ok: true } & PackageTools) | { ok: false; failure: FetchFailure }> {
  let files = own;
  const follow = new Map<string, number>();
  const lost: ReadWarning[] = [];
  const parsed: ReadOptions["parsed"] = new Map();
  let best: Reading | undefined;
  for (let round = 0; ; round++) {
    const asking = round < dependencyLimits.rounds;
    const read = await readFiles(files, { follow: new Set(follow.keys()), asking, parsed });
    if (best === undefined || read.tools.length >= best.tools.length) best = read;
    const wanted = asking ? choose(read.wanted, follow, read.tools.length > 0) : [];
    // A reading that ended early to ask, and gets nothing more, is done again to the end.
    if (wanted.length === 0 && (read.tools.length > 0 || read.wanted.length === 0 || !asking)) break;
    if (wanted.length === 0) {
      const last = await readFiles(files, { follow: new Set(follow.keys()), parsed });
      if (last.tools.length >= best.tools.length) best = last;
      break;
    }
    for (const { name, range, from } of wanted) {
      follow.set(name, levelOf(from, follow) + 1);
      if (mountOf(files, `${from === "" ? "" : `${from}/`}package.json`, name) !== undefined) continue;
      const got = await getDependency(name, range);
      if (typeof got === "string") lost.push({ code: "unread-dependency", message: `${name}@${range}: ${got}` });
      else if ("ok" in got) return { ok: false, failure: got };
      else files = mounted(files, `node_modules/${name}`, got);
    }
  }
  return { ok: true, reader: best.reader, tools: best.tools, warnings: [...lost, ...best.warnings] };
}

/** Those of the wanted packages that are within the limits. */
function choose(wanted: WantedPackage[], follow: Map<string, number>, complete: boolean): WantedPackage[] {
  const room = dependencyLimits.packages - follow.size;
  const near = wanted.filter(({ name, from }) => !follow.has(name) && levelOf(from, follow) < dependencyLimits.levels);
  return near.slice(0, Math.max(0, complete ? Math.min(room, dependencyLimits.unrelated) : room));
}

function levelOf(root: string, follow: Map<string, number>): number {
  return follow.get(root.slice(root.lastIndexOf("node_modules/") + "node_modules/".length)) ?? 0;
}

/** The abbreviated packument (npm's "Package Metadata", `application/vnd.npm.install-v1+json`). */
const Packument = z.object({
  "dist-tags": z.record(z.string(), z.string()).catch({}),
  versions: z.record(
    z.string(),
    z.object({ dist: z.object({ tarball: z.string(), integrity: z.string().nullish() }).nullish().catch(null) }),
  ),
});

/** Gets dependencies from an npm registry, by the rules of npm install: the tag `latest` when it is in the range, else the newest. */
export function dependenciesFrom(
  http: Http,
  baseUrl: string,
  options: { retries: number; signal?: AbortSignal },
): GetDependency {
  return async (name, range) => {
    const answer = await http.get(`${baseUrl.replace(/\/+$/, "")}/${name.replace("/", "%2F")}`, {
      accept: "application/vnd.npm.install-v1+json, application/json;q=0.8",
      maxBytes: 100_000_000,
      ...options,
    });
    if (!answer.ok) return answer.code === "not-found" ? "the registry does not have it" : answer;
    const packument = Packument.safeParse(parseJson(answer.body.toString("utf8")));
    if (!packument.success) return "its packument cannot be read";
    const { versions, "dist-tags": tags } = packument.data;
    const version = pickVersion(Object.keys(versions), tags, range);
    const dist = version === undefined ? undefined : versions[version]?.dist;
    if (!dist?.integrity) return "the registry gives no version in this range, with a checksum";
    const fetched = await fetchPackage(http, { url: dist.tarball, integrity: dist.integrity }, options);
    if (fetched.ok) return fetched.files;
    return fetched.failure ?? fetched.message;
  };
}

function pickVersion(versions: string[], tags: Record<string, string>, range: string): string | undefined {
  const tagged = Object.hasOwn(tags, range) ? tags[range] : undefined;
  if (tagged !== undefined) return tagged;
  const { latest } = tags;
  if (latest !== undefined && satisfies(latest, range)) return latest;
  return maxSatisfying(versions, range) ?? undefined;
}
