// Marks that a letter is written with, apart from it after NFKD.
const marks = /\p{M}/gu;
const other = /[^\p{L}\p{N}]+/gu;
// "listIssues" and "HTTPServer" are two words each.
const inner = /(?<=\p{Ll}|\p{N})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;

/**
 * A text as the words that it is searched by: lower case without accents, identifiers (`listIssues`, `list_issues`,
 * `@scope/name`) as the words that they are made of, one space between words. No more than `limit` characters of it are read.
 */
export function searchText(text: string, limit: number): string {
  return text
    .slice(0, limit)
    .normalize("NFKD")
    .replace(marks, "")
    .replace(inner, " ")
    .toLowerCase()
    .replace(other, " ")
    .trim();
}
