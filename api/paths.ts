/**
 * Slugs and tool names as one path segment each. Any text can be a tool's name; "." and ".." cannot be sent as a segment,
 * not even percent-encoded (URL standard, "double-dot URL path segment"), so these get a "~" in front, and so do the
 * names that would then be mistaken for them ("~.." is sent as "~~..").
 */
function segment(text: string): string {
  return encodeURIComponent(/^~*\.{1,2}$/.test(text) ? `~${text}` : text);
}

/** The name that a decoded path segment stands for. */
export function fromSegment(segment: string): string {
  return /^~+\.{1,2}$/.test(segment) ? segment.slice(1) : segment;
}

/** The page of a server, or of one of its tools. */
export function pagePath(slug: string, tool?: string): string {
  return `/servers/${segment(slug)}${tool === undefined ? "" : `/tools/${segment(tool)}`}`;
}

/** The JSON address of a server, or of one of its tools; `rest` goes on from there ("/policy"). */
export function apiPath(slug: string, tool?: string, rest = ""): string {
  return `/api/v1${pagePath(slug, tool)}${rest}`;
}

/** The page of an attack pattern (classifier/attack-patterns.ts). */
export function patternPath(id: string): string {
  return `/attack-patterns/${segment(id)}`;
}

/** Where the page of the rules tells of one. */
export function rulePath(id: string): string {
  return `/rules#${id}`;
}

/** The badge of a server, as an image. */
export function badgePath(slug: string): string {
  return `${pagePath(slug)}/badge.svg`;
}
