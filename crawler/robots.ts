import robotsParserModule from "robots-parser";
import type { Http } from "./http.ts";

// The package's types describe an ES module, but it is CommonJS: what Node imports is the function itself.
const robotsParser = robotsParserModule as unknown as typeof robotsParserModule.default;

/** Whether robots.txt of the URL's host lets our user agent fetch it. */
export type MayFetch = (url: string) => Promise<boolean>;

/**
 * Answers from each host's robots.txt, read once. RFC 9309, 2.3.1: no such file (4xx) allows everything; a host that
 * fails to answer (5xx, no connection) allows nothing, for this run.
 */
export function createRobots(http: Http, userAgent: string): MayFetch {
  const read = new Map<string, Promise<(url: string) => boolean>>();
  const rulesOf = async (origin: string): Promise<(url: string) => boolean> => {
    const url = `${origin}/robots.txt`;
    // RFC 9309, 2.5 asks for at least 500 kibibytes.
    const answer = await http.get(url, { accept: "text/plain", maxBytes: 512_000, retries: 2 });
    if (!answer.ok) return () => answer.code === "not-found" || answer.code === "refused";
    const rules = robotsParser(url, answer.body.toString("utf8"));
    return (page) => rules.isAllowed(page, userAgent) ?? true;
  };
  return async (url) => {
    const { origin } = new URL(url);
    const rules = read.get(origin) ?? rulesOf(origin);
    read.set(origin, rules);
    return (await rules)(url);
  };
}
