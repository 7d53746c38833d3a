import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repositoryIdentifier, repositoryRoot } from "../../crawler/identity.ts";

describe("repositoryIdentifier", () => {
  it.each([
    "https://github.com/Owner/Name",
    "HTTPS://GitHub.com:443/Owner/Name",
    "https://www.github.com/owner/name.git",
    "https://user:secret@github.com/owner/name",
    "git+https://github.com/owner/name.git#main",
    "git://github.com/owner/name.git",
    "git@github.com:owner/name.git",
    "ssh://git@github.com/owner/name.git",
    "ssh://git@ssh.github.com:443/owner/name.git",
    "git+ssh://git@github.com/owner/name.git",
    "git+ssh://git@github.com:owner/name.git",
    "github.com/owner/name",
    "//github.com/owner/name",
    "github:owner/name",
    "github:owner/name#v1",
    "owner/name",
    "owner/name#semver:^1",
    "https://github.com/owner/name/?tab=readme",
    "https://github.com/owner/name/tree/main",
    "https://github.com/owner/name/blob/main/README.md",
    "https://github.com/owner/name/issues/7",
    "https://github.com/own%65r/n%61me",
    "https://raw.githubusercontent.com/owner/name/main/server.json",
    "https://codeload.github.com/owner/name/tar.gz/main",
    "https://api.github.com/repos/owner/name/releases",
  ])("%s", (url) => {
    expect(repositoryIdentifier(url)).toBe("repo:github.com/owner/name");
  });

  it.each([
    ["https://github.com/o/n/tree/main/src/Files/", "repo:github.com/o/n/src/files"],
    ["https://github.com/o/n/blob/main/src/files/index.ts", "repo:github.com/o/n/src/files"],
    ["https://github.com/o/n/tree/feature%2Fx/src%20files", "repo:github.com/o/n/src files"],
    ["https://raw.githubusercontent.com/o/n/refs/heads/main/src/index.ts", "repo:github.com/o/n/src"],
    ["https://gitlab.com/o/n/-/tree/main/src/files", "repo:gitlab.com/o/n/-/src/files"],
    ["https://gitlab.com/o/n/tree/main/src", "repo:gitlab.com/o/n/-/src"],
    ["https://gitlab.com/group/sub/deep/n/-/blob/main/src/a.py?x#L1", "repo:gitlab.com/group/sub/deep/n/-/src"],
    ["gitlab:group/sub/n", "repo:gitlab.com/group/sub/n"],
    ["https://gitlab.example:8443/group/sub/n.git", "repo:gitlab.example/group/sub/n"],
    ["https://bitbucket.org/o/n/src/main/packages/a/", "repo:bitbucket.org/o/n/packages/a"],
    ["https://bitbucket.org/o/n/src/main/packages/README.md", "repo:bitbucket.org/o/n/packages"],
    ["https://codeberg.org/o/n/src/branch/main/src", "repo:codeberg.org/o/n/src"],
    ["https://git.sr.ht/~o/n/tree/main/item/src", "repo:git.sr.ht/~o/n/-/src"],
    ["https://git.bücher.example/o/n/", "repo:git.xn--bcher-kva.example/o/n"],
    ["https://code.example/pub/scm/n.git/", "repo:code.example/pub/scm/n"],
    ["https://github.com/o/-", "repo:github.com/o/-"],
  ])("%s: a folder of a repository, and groups in groups", (url, identifier) => {
    expect(repositoryIdentifier(url)).toBe(identifier);
  });

  it.each(["src/files", "./src/files/", "/src//files", "src\\files", "SRC/files", "src/files/."])(
    "a folder beside the URL: %s",
    (folder) => {
      expect(repositoryIdentifier("https://github.com/o/n/tree/main/other", folder)).toBe(
        "repo:github.com/o/n/src/files",
      );
    },
  );

  it.each([
    "",
    "::",
    "n/a",
    "https://github.com/owner",
    "github.com/owner",
    "https://github.com/orgs/owner",
    "https://github.com/sponsors/owner",
    "https://github.com/marketplace/actions",
    "https://github.com/topics/mcp",
    "https://github.com/mcp/owner/name",
    "https://gitlab.com/explore/projects",
    "https://gitlab.com/group/-/epics",
    "https://gist.github.com/owner/0123456789abcdef",
    "https://owner.github.io/name",
    "https://example.com/owner/name",
    "https://github.com.evil.example/owner/name",
    "https://github.com/owner/na%2Fme",
    "https://github.com/{owner}/{name}",
    "file:///srv/git/owner/name.git",
    "javascript:alert(1)",
  ])("%s is no repository of a forge", (url) => {
    expect(repositoryIdentifier(url)).toBeNull();
  });

  it("refuses folders outside the repository, and characters that no folder has", () => {
    for (const folder of ["..", "../other", "a/../../b", "a\\..\\b", "%2e%2e/b", "a\0b", "a%00b", "a%2Fb"])
      expect(repositoryIdentifier("https://github.com/o/n", folder)).toBeNull();
  });

  it("never throws, and its answer is in normal form", () => {
    const part = fc.stringMatching(/^[A-Za-z0-9._~%-]{1,12}$/);
    const path = fc.array(part, { maxLength: 7 }).map((parts) => parts.join("/"));
    const host = fc.constantFrom("github.com", "gitlab.com", "bitbucket.org", "git.example", "code.example");
    const url = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.tuple(host, path).map(([at, rest]) => `https://${at}/${rest}`),
      fc.tuple(host, path).map(([at, rest]) => `git@${at}:o/n/-/tree/${rest}`),
    );
    fc.assert(
      fc.property(url, fc.option(fc.string({ unit: "binary" }), { nil: undefined }), (spelled, folder) => {
        const identifier = repositoryIdentifier(spelled, folder);
        if (identifier === null) return;
        const root = repositoryRoot(identifier);
        // Forges that have groups in groups have GitLab's `/-/` before the folder.
        const grouped = !/^repo:(?:github|bitbucket)/.test(root);
        const rest = identifier.slice(root.length + (grouped ? "/-/" : "/").length);
        expect(repositoryIdentifier(`https://${root.slice("repo:".length)}.git`, rest)).toBe(identifier);
        expect(repositoryRoot(root)).toBe(root);
      }),
      { numRuns: 500 },
    );
  });

  it("all spellings of one folder of one repository are one identifier", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
    const spellings: ((owner: string, name: string, folder: string) => [string, string?])[] = [
      (o, n, f) => [`https://github.com/${o}/${n}`, f],
      (o, n, f) => [`https://www.github.com/${o.toUpperCase()}/${n}.git`, `./${f}/`],
      (o, n, f) => [`git@github.com:${o}/${n}.git`, `/${f}`],
      (o, n, f) => [`git+ssh://git@github.com/${o}/${n}.git#main`, f.toUpperCase()],
      (o, n, f) => [`${o}/${n}`, f],
      (o, n, f) => [`github:${o}/${n}`, f],
      (o, n, f) => [`http://github.com/${o}/${n}/tree/main/${f}/`],
      (o, n, f) => [`github.com/${o}/${n}/blob/main/${f}/server.json?raw=1#L3`],
      (o, n, f) => [`https://raw.githubusercontent.com/${o}/${n}/main/${f}/server.json`],
    ];
    fc.assert(
      fc.property(word, word, fc.array(word, { minLength: 1, maxLength: 3 }), (owner, name, folders) => {
        const found = spellings.map((spell) => repositoryIdentifier(...spell(owner, name, folders.join("/"))));
        const own = repositoryIdentifier(`https://github.com/${owner}/${name}`);
        fc.pre(own !== null); // such as `topics`, which is GitHub's own page
        expect(new Set(found)).toEqual(new Set([`${own}/${folders.join("/")}`]));
      }),
    );
  });
});

describe("repositoryRoot", () => {
  it("is the identifier without its folder", () => {
    expect(repositoryRoot("repo:github.com/o/n")).toBe("repo:github.com/o/n");
    expect(repositoryRoot("repo:github.com/o/n/src/-/a")).toBe("repo:github.com/o/n");
    expect(repositoryRoot("repo:gitlab.com/a/b/c")).toBe("repo:gitlab.com/a/b/c");
    expect(repositoryRoot("repo:gitlab.com/a/b/c/-/src")).toBe("repo:gitlab.com/a/b/c");
  });
});
