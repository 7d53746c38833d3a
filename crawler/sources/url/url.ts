import { z } from "zod";
import type { LiveAnswer, LiveSource, ParsedPage, Rejection } from "../../source.ts";
import { listingOf } from "../rows.ts";

const longestDescription = 300;

/** Running servers, named by their endpoints' URLs, which are the cursors. What a key or password may be in is not kept. */
export const url: LiveSource = {
  id: "url",
  title: "Running servers",
  homepage: "https://modelcontextprotocol.io/specification/2025-11-25/basic/transports",
  gives: "name, version and tools, as the server itself answers tools/list",
  extent: { kind: "known", of: "remotes" },
  format: "live",
  pace: { delayMs: 1_000, concurrency: 1, because: "a stranger's server may be small" },

  first: ({ names }) => names,

  parse(answer, endpoint): ParsedPage {
    const ref = normalForm(endpoint);
    if (ref === null) return { ok: false, final: true, why: "is not an http or https URL" };
    const rejected: Rejection[] = [];
    const listing = listingOf(z.null(), null, "", rejected, () => ({
      source: "url",
      ref,
      status: "active",
      name: short(500, answer.title) ?? short(500, answer.name) ?? new URL(ref).host,
      title: short(1_000, answer.title),
      description: firstSentence(answer.instructions),
      version: short(255, answer.version),
      packages: [],
      remotes: [{ type: answer.transport, url: ref }],
      tools: answer.tools,
    }));
    const [rejection] = rejected;
    return listing
      ? { ok: true, listings: [listing], next: null, rejected }
      : { ok: false, final: true, why: rejection?.why ?? "cannot be listed" };
  },
};

/** The URL without user, query, fragment and trailing slash. */
function normalForm(endpoint: string): string | null {
  if (!URL.canParse(endpoint)) return null;
  const { protocol, host, pathname } = new URL(endpoint);
  return /^https?:$/.test(protocol) ? `${protocol}//${host}${pathname.replace(/\/+$/, "")}` : null;
}

/** Undefined when there is nothing, or more than a name is long. */
function short(longest: number, text: LiveAnswer["name"]): string | undefined {
  const trimmed = text?.trim();
  return trimmed && trimmed.length <= longest ? trimmed : undefined;
}

function firstSentence(text: string | undefined): string | undefined {
  // What is read is bounded first: the text is a stranger's, of any length.
  const line = text
    ?.slice(0, 10 * longestDescription)
    .trim()
    .replace(/\s+/g, " ");
  if (!line) return undefined;
  const end = line.search(/[.!?](?: |$)/);
  const sentence = end === -1 ? line : line.slice(0, end + 1);
  // A cut may leave half of a surrogate pair.
  return sentence.length <= longestDescription
    ? sentence.toWellFormed()
    : `${sentence.slice(0, longestDescription - 1).toWellFormed()}…`;
}
