import { z } from "zod";
import { parseJson, type PackageFiles, type Rejection, type TarballSource } from "../../source.ts";
import { listingOf, RowVersion } from "../rows.ts";
import { repositoryAt, type GithubRepository } from "./repository.ts";

const Text = z.string().max(1_000).nullish().catch(undefined);
const Manifest = z
  .object({ description: Text, version: RowVersion.nullish().catch(undefined), license: Text })
  .catch({ description: undefined, version: undefined, license: undefined });

/**
 * Repositories of GitHub that the user names or listings name, `OWNER/REPO[/FOLDER][@REF]`; their tools are read from their
 * code, in the folder where one is named: it is a package of its own, which may import from the rest of the repository. A
 * package that the code names is not taken for the server's: anybody can write any name into a file.
 */
export const github: TarballSource = {
  id: "github",
  title: "GitHub repositories",
  homepage: "https://github.com",
  gives: "the repositories that you name, and the tools in their code",
  extent: { kind: "known", of: "repositories" },
  baseUrl: "https://codeload.github.com",
  format: "tarball",
  codeIn: (cursor) => named(cursor).folder,
  pace: { delayMs: 1_000, concurrency: 1, because: "an archive is made for each request" },

  first: ({ names }) => names.filter((name) => repositoryAt(name) !== null),

  request(cursor) {
    const { owner, name, ref } = named(cursor);
    const path = [owner, name, "tar.gz", ...ref.split("/")].map(encodeURIComponent).join("/");
    return { path: `/${path}`, maxBytes: 100_000_000, revisited: true };
  },

  parse(files, cursor) {
    const { owner, name, folder } = named(cursor);
    if (files.paths().length === 0) return { ok: false, why: "the archive has no files that can be read" };
    const whole = [owner, name, ...(folder === "" ? [] : [folder])].join("/");
    const manifest = Manifest.parse(parseJson(files.text("package.json") ?? ""));
    const rejected: Rejection[] = [];
    const listing = listingOf(z.null(), null, "", rejected, () => ({
      source: "github",
      // GitHub compares names without regard to case.
      ref: whole.toLowerCase(),
      status: "active",
      name: whole,
      description: manifest.description || pythonDescription(files) || readmeDescription(files),
      version: manifest.version ?? undefined,
      license: manifest.license ?? undefined,
      repository: { url: `https://github.com/${owner}/${name}`, ...(folder === "" ? {} : { subfolder: folder }) },
      packages: [],
      remotes: [],
    }));
    if (!listing) return { ok: false, final: true, why: rejected[0]?.why ?? "is not a repository" };
    return { ok: true, listings: [listing], next: null, rejected };
  },
};

/** The command line lets no other names through. */
function named(cursor: string): GithubRepository {
  const repository = repositoryAt(cursor);
  if (!repository) throw new Error(`${cursor} is not OWNER/REPO[/FOLDER][@REF]`);
  return repository;
}

/** `description = "…"` of pyproject.toml, when it is on one line, as it nearly always is. */
function pythonDescription(files: PackageFiles): string | undefined {
  const line = /^description\s*=\s*(?:'([^'\n]{1,1000})'|("[^"\n]{1,1000}"))/m.exec(files.text("pyproject.toml") ?? "");
  const text = line?.[1] ?? parseJson(line?.[2] ?? "");
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** The first paragraph of the README that is text: no heading, badge, picture, markup or table. */
function readmeDescription(files: PackageFiles): string | undefined {
  const path = files.paths().find((each) => /^readme(?:\.(?:md|markdown|txt))?$/i.test(each));
  const text = (path === undefined ? undefined : files.text(path))?.slice(0, 20_000) ?? "";
  const paragraph = text
    .replace(/\r/g, "")
    .replace(/^#{1,6} .*$/gm, "\n")
    .split(/\n{2,}/)
    .map((each) => each.trim())
    .find((each) => /^[\p{L}\p{N}*_`"“]/u.test(each) && !/^(?:```|[^\n]*\n[=-]{3,})/.test(each));
  return paragraph?.replace(/\s+/g, " ").slice(0, 1_000);
}
