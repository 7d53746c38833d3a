import { apiPath } from "../../../api/paths.ts";
import type { Db } from "../../../db/client.ts";
import { sampleServers, sampleTools, sampleWords } from "../../../db/queries/sample.ts";

/** Addresses of each kind, chosen over the whole catalog, none twice: so no answer can be one that is kept. */
export async function addresses(
  db: Db,
  most: number,
): Promise<Record<"tool" | "server" | "policy" | "search", string[]>> {
  const tools = await sampleTools(db, most);
  const servers = await sampleServers(db, most);
  const words = await sampleWords(db, most);
  const pick = (index: number) => words[(index * 7_919) % words.length] ?? "server";
  // As people search: a word, two, a word that is not finished, one with a letter too few.
  const queries = words.map((word, index) => {
    const kind = index % 4;
    if (kind === 0) return word;
    if (kind === 1) return `${pick(index)} ${word}`;
    return kind === 2 ? word.slice(0, Math.max(2, word.length - 2)) : word.slice(0, 2) + word.slice(3);
  });
  return {
    tool: tools.map(({ server, name }) => apiPath(server, name)),
    server: servers.map((slug) => apiPath(slug)),
    policy: [...new Set(tools.map(({ server }) => server))].map((slug) => apiPath(slug, undefined, "/policy")),
    search: [...new Set(queries)].map(
      (q, index) => `/api/v1/${index % 2 === 0 ? "servers" : "tools"}?limit=20&q=${encodeURIComponent(q)}`,
    ),
  };
}
