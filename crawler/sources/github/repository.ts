/**
 * A repository of GitHub, and what is wanted of it: a folder, "" for all of it, and a branch, a tag or a commit; `HEAD` is its
 * default branch.
 */
export type GithubRepository = { owner: string; name: string; folder: string; ref: string };

// GitHub's own rules: accounts have at most 39 characters (those of companies an underscore), repositories 100.
const ownerName = /^[a-z\d][a-z\d_-]{0,38}$/i;
const repositoryName = /^[\w.-]{1,100}$/;
// Of git's rules for names of references (git-check-ref-format), the plain part.
const reference = /^[\w+-][\w.+-]{0,200}(?:\/[\w+-][\w.+-]{0,200}){0,9}$/;

const folderName = /^[\w@.()+ -]{1,100}$/;
const maxFolders = 12;

/** Reads `OWNER/REPO[/FOLDER][@REF]`; null when it cannot be one. */
export function repositoryAt(text: string): GithubRepository | null {
  // Folders may begin with one as well, such as those of packages in a scope.
  const cut = text.search(/(?<!\/)@/);
  const [owner = "", name = "", ...folders] = (cut === -1 ? text : text.slice(0, cut)).split("/");
  const ref = cut === -1 ? "HEAD" : text.slice(cut + 1);
  const named =
    ownerName.test(owner) &&
    repositoryName.test(name) &&
    !/^\.{1,2}$|\.git$/i.test(name) &&
    folders.length <= maxFolders &&
    folders.every((folder) => folderName.test(folder) && !/^\.{1,2}$/.test(folder)) &&
    reference.test(ref) &&
    !ref.includes("..");
  return named ? { owner, name, folder: folders.join("/"), ref } : null;
}
