import { z } from "zod";
import {
  firstIssue,
  parseJson,
  type ListedVersion,
  type ParsedPage,
  type Rejection,
  type TextSource,
} from "../../source.ts";
import { linked } from "../linked.ts";
import { listingOf, newestVersions } from "../rows.ts";
import { saysMcp } from "./names.ts";

const Text = z.string().nullish().catch(undefined);
const Project = z.object({
  info: z.object({
    name: z.string(),
    version: z.string(),
    summary: Text,
    description: Text,
    author: Text,
    license: z.string().max(1_000).nullish().catch(undefined),
    license_expression: Text,
    home_page: Text,
    project_urls: z.record(z.string(), z.string().nullable()).nullish().catch(undefined),
    yanked: z.boolean().nullish().catch(undefined),
  }),
  urls: z.array(
    z.object({
      filename: z.string(),
      packagetype: z.string(),
      url: z.string(),
      digests: z.object({ sha256: z.string().regex(/^[\da-f]{64}$/) }),
      upload_time_iso_8601: z.string().nullish(),
      yanked: z.boolean().nullish(),
    }),
  ),
  releases: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});
type Project = z.infer<typeof Project>;
/** The files of one release: what was uploaded when, and what was withdrawn (PEP 592). */
const Release = z.array(z.object({ upload_time_iso_8601: z.string().nullish(), yanked: z.boolean().nullish() })).min(1);
/** The names of all projects (PEP 691). */
const Index = z.object({ projects: z.array(z.unknown()).min(1) });
const Indexed = z.object({ name: z.string().regex(/^[a-z\d](?:[\w.-]*[a-z\d])?$/i) });

/** The cursor of the index: no project's name has a slash. */
const index = "/simple/";

/**
 * The Python package index: projects (`NAME` or `NAME@VERSION`). It cannot be searched; without names, the list of all
 * projects goes first, and those whose name says that they are about MCP are asked for.
 */
export const pypi: TextSource = {
  id: "pypi",
  title: "Python package index",
  homepage: "https://pypi.org",
  gives: "projects whose name has MCP in it or that you name: their newest version, and where its source is",
  extent: { kind: "packages", type: "pypi" },
  baseUrl: "https://pypi.org",
  format: "json",
  pace: {
    delayMs: 50,
    concurrency: 4,
    because: "its JSON has no limit at the edge; it asks for less than thousands a minute",
  },

  first: ({ names }) => (names.length > 0 ? names.map(cursorOf) : [index]),

  request(cursor) {
    // 800,000 names are some 40 MB.
    if (cursor === index)
      return { path: index, accept: "application/vnd.pypi.simple.v1+json", maxBytes: 200_000_000, revisited: true };
    const [name = "", version] = cursor.split("@").map(encodeURIComponent);
    // The answer lists every file of every release.
    return { path: `/pypi/${name}${version ? `/${version}` : ""}/json`, maxBytes: 50_000_000, revisited: true };
  },

  parse(body, cursor): ParsedPage {
    if (cursor === index) return parseIndex(body);
    const project = Project.safeParse(parseJson(body));
    if (!project.success) return { ok: false, why: firstIssue(project.error) };
    const { name } = project.data.info;
    if (normal(name) !== normal(cursor.split("@")[0] ?? ""))
      return { ok: false, final: true, why: `it is the project ${name}` };
    const rejected: Rejection[] = [];
    const listing = listingOf(Project, project.data, "", rejected, toListing);
    if (!listing) return { ok: false, why: rejected.at(-1)?.why ?? "is not a project" };
    return { ok: true, listings: [listing], versions: versionsOf(project.data), next: null, rejected };
  },
};

function parseIndex(body: string): ParsedPage {
  const list = Index.safeParse(parseJson(body));
  if (!list.success) return { ok: false, why: firstIssue(list.error) };
  const names = list.data.projects.flatMap((project) => Indexed.safeParse(project).data?.name ?? []);
  const also = [...new Set(names.filter(saysMcp).map(normal))];
  return { ok: true, listings: [], next: null, also, rejected: [] };
}

function versionsOf({ info, releases }: Project): ListedVersion[] {
  return newestVersions(
    Object.entries(releases ?? {}).flatMap(([version, value]) => {
      const files = Release.safeParse(value).data;
      if (!files) return [];
      const publishedAt = files.flatMap(({ upload_time_iso_8601: time }) => time ?? []).sort()[0];
      const status = files.every(({ yanked }) => yanked) ? ("deprecated" as const) : ("active" as const);
      return { ref: normal(info.name), version, publishedAt, status };
    }),
  );
}

/** PEP 503: projects are compared in lower case, with every run of `-`, `_` and `.` as one `-`. */
const normal = (name: string) => name.toLowerCase().replace(/[-_.]+/g, "-");

function toListing({ info, urls }: Project) {
  const archive = archiveOf(urls);
  const uploaded = urls.flatMap(({ upload_time_iso_8601: time }) => time ?? []).sort();
  return {
    source: "pypi",
    ref: normal(info.name),
    status: info.yanked ? ("deprecated" as const) : ("active" as const),
    name: info.name,
    // What `uv init` writes; one project in ten leaves it.
    description: info.summary === "Add your description here" ? undefined : (info.summary ?? undefined),
    version: info.version,
    registryName: registryNameIn(info.description ?? ""),
    license: info.license_expression || info.license || undefined,
    author: info.author || undefined,
    ...linksOf(info),
    packages: [
      { type: "pypi" as const, identifier: info.name, version: info.version, ...(archive ? { archive } : {}) },
    ],
    remotes: [],
    updatedAt: uploaded.at(-1),
  };
}

/** Others spell a project's name in many ways; each project has one page. */
function cursorOf(spec: string): string {
  const [name = "", ...version] = spec.trim().split("@");
  return [normal(name), ...version].join("@");
}

/**
 * The file to read. A pure wheel first: it is what pip installs, and it holds neither tests nor build scripts. Then the
 * source; a wheel for one platform only when there is nothing else.
 */
function archiveOf(urls: Project["urls"]): { url: string; integrity: string } | undefined {
  const usable = urls.filter(({ yanked }) => !yanked);
  const file =
    usable.find(({ filename }) => filename.endsWith("-none-any.whl")) ??
    usable.find(({ packagetype, filename }) => packagetype === "sdist" && filename.endsWith(".tar.gz")) ??
    usable.find(({ packagetype }) => packagetype === "bdist_wheel");
  // Subresource Integrity writes the digest in base64.
  return file && { url: file.url, integrity: `sha256-${Buffer.from(file.digests.sha256, "hex").toString("base64")}` };
}

const sourceLabels = ["source", "sourcecode", "repository", "code", "github", "gitlab", "homepage"];

/** The repository: project_urls has free labels ("Source Code", "GitHub"), of which these mean it. */
function linksOf({ project_urls: urls, home_page: home }: Project["info"]) {
  const labelled = new Map(
    Object.entries(urls ?? {}).map(([key, url]) => [key.toLowerCase().replace(/[^a-z]/g, ""), url]),
  );
  const links = [...sourceLabels.map((label) => labelled.get(label)), home].map(linked);
  const homepage = linked(labelled.get("homepage") ?? home);
  return { ...homepage, ...links.find(({ repository }) => repository) };
}

/** The registry's proof of ownership: `mcp-name: io.github.user/server`, often in a comment, which `--` may end. */
function registryNameIn(description: string): string | undefined {
  return /\bmcp-name:\s{0,100}([a-zA-Z0-9.-]{1,200}\/[a-zA-Z0-9._-]{1,200})/
    .exec(description)?.[1]
    ?.replace(/[-.]+$/, "");
}
