/** A line of a list that names a server. */
type ListEntry = { line: number; name: string; url: string; description: string };

// Sections of such lists that are about something else than servers.
const otherSections =
  /\b(?:clients?|frameworks?|resources?|tutorials?|communit(?:y|ies)|contribut\w+|licen[cs]es?|legend|contents|star history|tips|utilities)\b/i;
const heading = /^(#{1,6})\s+(.*)$/;
const item = /^\s*(?:[-*+]\s|\||<(?:details|summary)\b)/;
/** `[name](url)` that is no image, or `<a href="url">name</a>`. Neither part can hold its own opening, so this is linear. */
const markdownLink = /(?:^|[^!])\[([^[\]]+)\]\(([^()\s]+)\)/;
const htmlLink = /<a\s[^<>]*?href="([^"<>]+)"[^<>]*>([^<>]+)<\/a>/i;
/** What stands between the link and the description: flags, then a dash or a colon. */
const separator = /(?:^|\s)[-–—]\s|^[*\s]*:\s/;

/** The servers that a README lists, each with its line (from 1). Entries are list items, table rows and summaries. */
export function entriesIn(markdown: string): ListEntry[] {
  const entries: ListEntry[] = [];
  let skippedLevel = Infinity;
  markdown.split("\n").forEach((whole, index) => {
    // No entry of a list is longer; what is, is not for reading.
    const line = whole.slice(0, 4_000);
    const [, marks, title] = heading.exec(line) ?? [];
    if (marks !== undefined && title !== undefined && marks.length <= skippedLevel)
      skippedLevel = otherSections.test(title) ? marks.length : Infinity;
    if (marks !== undefined || skippedLevel < Infinity || !item.test(line)) return;
    const link = linkIn(line);
    if (!link || link.url.startsWith("#")) return;
    const parts = separator.exec(link.rest);
    const description = parts ? link.rest.slice(parts.index + parts[0].length) : link.rest;
    const plain = description.replace(/<\/?(?:summary|details)>|^[\s|]+|\|\s*$/g, "").trim();
    entries.push({ line: index + 1, name: link.name, url: link.url, description: plain });
  });
  return entries;
}

function linkIn(line: string): { name: string; url: string; rest: string } | null {
  const markdown = markdownLink.exec(line);
  const html = htmlLink.exec(line);
  const first = markdown && (!html || markdown.index < html.index) ? markdown : html;
  const [all, one, two] = first ?? [];
  if (!first || all === undefined || one === undefined || two === undefined) return null;
  const rest = line.slice(first.index + all.length);
  return first === markdown ? { name: one.trim(), url: two, rest } : { name: two.trim(), url: one, rest };
}
