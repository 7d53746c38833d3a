import { z } from "zod";
import { firstIssue, parseJson, type PageRequest, type ParsedPage, type Rejection } from "../../source.ts";
import { linked } from "../linked.ts";
import { listingsOf } from "../rows.ts";
import { nextAfter, PageInfo, Segment } from "./page.ts";

const List = z
  .object({ pageInfo: PageInfo, connectors: z.array(z.unknown()).nullish(), servers: z.array(z.unknown()).nullish() })
  .transform(({ pageInfo, connectors, servers }) => ({ pageInfo, rows: connectors ?? servers }))
  .pipe(z.object({ pageInfo: PageInfo, rows: z.array(z.unknown()) }));
const Connector = z.object({
  namespace: Segment,
  slug: Segment,
  name: z.string().nullish(),
  description: z.string().nullish(),
  repository: z.looseObject({ url: z.string().nullish() }).nullish(),
  connection: z.object({ transport: z.string().nullish(), url: z.string().min(1).max(2_000) }),
});

export const connectorsCursor = (after: string) => `connectors:${after}`;

export function connectorsRequest(after: string): PageRequest {
  return { path: "/api/mcp/v1/connectors", query: { first: "100", ...(after === "" ? {} : { after }) } };
}

/** Connectors are hosted endpoints. Their tools are on pages of the site only; the endpoint itself can be asked. */
export function parseConnectors(body: string, after: string): ParsedPage {
  const list = List.safeParse(parseJson(body));
  if (!list.success) return { ok: false, why: firstIssue(list.error) };
  const { pageInfo, rows } = list.data;
  const rejected: Rejection[] = [];
  const listings = listingsOf(Connector, rows, "/connectors", rejected, (row) => ({
    source: "glama",
    // A server's is `NAMESPACE/SLUG`, and neither part has a slash.
    ref: `connectors/${row.namespace}/${row.slug}`,
    status: "active" as const,
    name: `${row.namespace}/${row.slug}`,
    // Connectors of the official registry are named as there: the namespace has dots, which no GitHub account has.
    registryName: row.namespace.includes(".") ? `${row.namespace}/${row.slug}` : undefined,
    title: row.name ?? undefined,
    description: row.description ?? undefined,
    ...linked(row.repository?.url),
    packages: [],
    remotes: [
      {
        type: row.connection.transport === "sse" ? ("sse" as const) : ("streamable-http" as const),
        url: row.connection.url,
      },
    ],
  }));
  const next = nextAfter(pageInfo, after, rows.length);
  return { ok: true, listings, next: next === null ? null : connectorsCursor(next), rejected };
}
