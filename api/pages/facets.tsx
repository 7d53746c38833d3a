import { z } from "@hono/zod-openapi";
import { languages, type Language } from "../../catalog/card.ts";
import { letters } from "../../catalog/grade.ts";
import { categories, risks } from "../../catalog/verdict.ts";
import { attackPatterns } from "../../classifier/attack-patterns.ts";
import { allSources } from "../../crawler/sources.ts";
import type { Facets } from "../../db/queries/figures.ts";
import { filters, serverFilters, tagsOf } from "../routes/filters.ts";
import { figure } from "./text.tsx";

/** What is listed. */
export type Kind = "server" | "tool";
/** The filters of a list that are set. */
export type Chosen = { [K in keyof typeof serverFilters]?: string | undefined };
/** Which list, which part of it, and in which order: what an address of a list says. */
export type View = { kind: Kind; q?: string | undefined; chosen: Chosen; sort?: string | undefined };

type Facet = {
  filter: keyof typeof serverFilters;
  title: string;
  /** The values in their order; without it, the most frequent ones first. */
  order?: readonly string[];
  words?: (value: string) => string;
};

const patternNames = new Map(attackPatterns.map(({ id, name }) => [id, name]));
const sourceTitles = new Map(allSources.map(({ id, title }) => [id, title]));
const languageTitles: Readonly<Record<string, string>> = {
  javascript: "JavaScript",
  python: "Python",
  go: "Go",
  rust: "Rust",
  dotnet: ".NET",
} satisfies Record<Language, string>;
const auth: Readonly<Record<string, string>> = {
  required: "wants a sign-in",
  open: "answers anybody",
  unknown: "not asked",
};
const findings: Readonly<Record<string, string>> = {
  any: "any threat found",
  warn: "suspicious text",
  block: "attacks its reader",
};

/** What lists can be filtered by (routes/filters.ts), as people read it. */
const facets: readonly Facet[] = [
  { filter: "category", title: "Category", order: categories.toReversed() },
  { filter: "risk", title: "Risk", order: risks.toReversed() },
  { filter: "grade", title: "Grade", order: letters },
  {
    filter: "findings",
    title: "Threats in definitions",
    order: ["block", "warn", "any"],
    words: (v) => findings[v] ?? v,
  },
  { filter: "pattern", title: "Attack pattern", words: (v) => patternNames.get(v) ?? v },
  { filter: "source", title: "Source", order: allSources.map(({ id }) => id), words: (v) => sourceTitles.get(v) ?? v },
  { filter: "language", title: "Language", order: languages, words: (v) => languageTitles[v] ?? v },
  { filter: "auth", title: "Endpoint", order: ["required", "open", "unknown"], words: (v) => auth[v] ?? v },
];

/** The filters that a query sets, or what is wrong with one of them. Empty ones, as forms send them, are not set. */
export function readFilters(kind: Kind, query: Record<string, string>): { chosen: Chosen } | { wrong: string } {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
  const read = z.object(kind === "server" ? serverFilters : filters).safeParse(given);
  if (read.success) return { chosen: read.data };
  const [issue] = read.error.issues;
  return { wrong: issue ? `${issue.path.join(".")}: ${issue.message}` : "the query" };
}

/** The tags that the list of a view is kept to. */
export const tagsOfView = ({ chosen }: View): string[] => tagsOf(chosen);

/** The address of a list. */
export function listPath({ kind, q, chosen, sort }: View, after?: string): string {
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  for (const { filter } of facets) if (chosen[filter] !== undefined) query.set(filter, chosen[filter]);
  if (sort) query.set("sort", sort);
  if (after) query.set("after", after);
  return `/${kind}s${query.size === 0 ? "" : `?${query.toString()}`}`;
}

const valuesShown = 12;

/** The values of a facet with how many have each in the whole catalog, as the last crawl counted them. */
function valuesOf({ filter, order }: Facet, counts: Readonly<Record<string, number>>): [string, number][] {
  if (order) return order.flatMap((value) => (counts[value] ? [[value, counts[value]]] : []));
  const all = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return filter === "pattern" ? all : all.slice(0, valuesShown);
}

/** Links that set or take away each filter, with how many servers or tools of the whole catalog have it. */
export function FacetLinks({ view, counts }: { view: View; counts: Facets }) {
  return (
    <>
      {facets.map((facet) => {
        const values = valuesOf(facet, counts[view.kind].filters[facet.filter] ?? {});
        if (values.length === 0) return null;
        return (
          <div class="facet">
            <h3>{facet.title}</h3>
            <ul>
              {values.map(([value, count]) => {
                const isChosen = view.chosen[facet.filter] === value;
                const chosen = { ...view.chosen, [facet.filter]: isChosen ? undefined : value };
                return (
                  <li>
                    <a href={listPath({ ...view, chosen })} aria-current={isChosen ? "true" : undefined}>
                      {facet.words?.(value) ?? value}
                      {isChosen ? <span class="unseen"> (chosen; take it away)</span> : null}
                    </a>
                    <span>{figure(count)}</span>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </>
  );
}

/** The filters that are set, each with a link that takes it away. */
export function ChosenFilters({ view }: { view: View }) {
  const set = facets.filter(({ filter }) => view.chosen[filter] !== undefined);
  if (set.length === 0) return null;
  return (
    <ul class="counts chosen" aria-label="Filters that are set">
      {set.map(({ filter, title, words }) => {
        const value = view.chosen[filter] ?? "";
        const others = { ...view.chosen, [filter]: undefined };
        return (
          <li>
            <a class="badge" href={listPath({ ...view, chosen: others })}>
              {title}: {words?.(value) ?? value} <span aria-hidden="true">×</span>
              <span class="unseen">(take it away)</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** The filters that are set, as a form sends them along. */
export function HiddenFilters({ chosen }: { chosen: Chosen }) {
  return (
    <>
      {facets.map(({ filter }) =>
        chosen[filter] === undefined ? null : <input type="hidden" name={filter} value={chosen[filter]} />,
      )}
    </>
  );
}

/** A view in words, for headings and titles. */
export function viewWords({ kind, chosen }: View): string {
  const set = facets.flatMap(({ filter, title, words }) => {
    const value = chosen[filter];
    return value === undefined ? [] : [`${title.toLowerCase()} ${words?.(value) ?? value}`];
  });
  const noun = kind === "server" ? "Servers" : "Tools";
  return set.length === 0 ? noun : `${noun}: ${set.join(", ")}`;
}
