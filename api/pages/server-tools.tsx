import type { Context } from "hono";
import { categories, compareCategories, risks, type Category } from "../../catalog/verdict.ts";
import type { JudgedTool } from "../../db/queries/shown-tools.ts";
import { apiPath, pagePath } from "../paths.ts";
import { confidenceWords, RiskBadge } from "./risk.tsx";
import { counted, figure, Line, shortened } from "./text.tsx";

// A page of a thousand rows takes a phone longer than it takes us; the others are one link away.
const rowsShown = 300;
const describedLength = 180;
/** What is surer than this needs no word about it. */
const sure = 0.8;

const sortWords = { risk: "Risk", name: "Tool", category: "Category" } as const;
type Sort = keyof typeof sortWords;
/** Which tools of a server are shown, and in which order. */
export type ToolView = { sort: Sort; category: Category | null };

/** What the address of a server's page says about its tools; null when it says what there is not. */
export function toolView(c: Context): ToolView | null {
  const { sort = "", category = "" } = c.req.query();
  const chosen = categories.find((one) => one === category) ?? null;
  if (category !== "" && chosen === null) return null;
  if (sort === "" || sort === "risk") return { sort: "risk", category: chosen };
  return sort === "name" || sort === "category" ? { sort, category: chosen } : null;
}

/** A view as fields of the page's address; what is usual is left out. */
export function toolViewFields({ sort, category }: ToolView): Record<string, string> {
  return { ...(sort === "risk" ? {} : { sort }), ...(category === null ? {} : { category }) };
}

const byName = (a: JudgedTool, b: JudgedTool): number =>
  a.tool.definition.name < b.tool.definition.name ? -1 : a.tool.definition.name > b.tool.definition.name ? 1 : 0;
const riskOf = ({ verdict }: JudgedTool): number => (verdict ? risks.indexOf(verdict.risk) : -1);
/** Most severe first; what is not judged comes last. */
const byCategory = (a: JudgedTool, b: JudgedTool): number =>
  a.verdict && b.verdict
    ? compareCategories(b.verdict.category, a.verdict.category)
    : Number(b.verdict !== null) - Number(a.verdict !== null);
const orders: Readonly<Record<Sort, (a: JudgedTool, b: JudgedTool) => number>> = {
  risk: (a, b) => riskOf(b) - riskOf(a) || byCategory(a, b) || byName(a, b),
  category: (a, b) => byCategory(a, b) || riskOf(b) - riskOf(a) || byName(a, b),
  name: byName,
};

/** The tools of a server: filtered by category and sorted by links, the worst first at first. */
export function ServerTools({ slug, tools, view }: { slug: string; tools: readonly JudgedTool[]; view: ToolView }) {
  const wanted = view.category === null ? tools : tools.filter(({ verdict }) => verdict?.category === view.category);
  const shown = wanted.toSorted(orders[view.sort]).slice(0, rowsShown);
  const at = (change: Partial<ToolView>): string => {
    const query = new URLSearchParams(toolViewFields({ ...view, ...change }));
    return `${pagePath(slug)}${query.size === 0 ? "" : `?${query.toString()}`}#tools`;
  };
  const head = (sort: Sort) => (
    <th scope="col" aria-sort={view.sort === sort ? (sort === "name" ? "ascending" : "descending") : undefined}>
      <a href={at({ sort })}>{sortWords[sort]}</a>
    </th>
  );
  return (
    <section aria-labelledby="tools">
      <h2 id="tools">{counted(tools.length, "tool")}</h2>
      {tools.length === 0 ? (
        <p class="empty">No tools are known yet: no reader has found any in what this server publishes.</p>
      ) : (
        <>
          <CategoryLinks tools={tools} chosen={view.category} at={(category) => at({ category })} />
          <table class="tools">
            <caption class="unseen">
              {view.category === null ? "Tools" : `${view.category} tools`}, by {sortWords[view.sort].toLowerCase()}
            </caption>
            <thead>
              <tr>
                {head("name")}
                {head("category")}
                {head("risk")}
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <ToolRow slug={slug} {...one} />
              ))}
            </tbody>
          </table>
          {wanted.length === 0 ? <p class="empty">It has no tool of this category.</p> : null}
        </>
      )}
      {wanted.length > shown.length ? (
        <p>
          These are the first {counted(shown.length, "tool")}. All of them are in{" "}
          <a href={apiPath(slug, undefined, "/tools")}>the list as JSON</a>.
        </p>
      ) : null}
    </section>
  );
}

type Links = { tools: readonly JudgedTool[]; chosen: Category | null; at: (category: Category | null) => string };

function CategoryLinks({ tools, chosen, at }: Links) {
  const counts = new Map<Category, number>();
  for (const { verdict } of tools) if (verdict) counts.set(verdict.category, (counts.get(verdict.category) ?? 0) + 1);
  if (counts.size < 2) return null;
  return (
    <ul class="onpage" aria-label="Category">
      <li>
        <a href={at(null)} aria-current={chosen === null ? "true" : undefined}>
          all
        </a>
      </li>
      {categories.toReversed().map((category) => {
        const count = counts.get(category);
        return count === undefined ? null : (
          <li>
            <a href={at(category)} aria-current={chosen === category ? "true" : undefined}>
              {category}
            </a>{" "}
            <span class="quiet">{figure(count)}</span>
          </li>
        );
      })}
    </ul>
  );
}

const threatWords = { warn: "suspicious text", block: "attacks its reader" } as const;

function ToolRow({ slug, tool, verdict }: JudgedTool & { slug: string }) {
  const { name, description } = tool.definition;
  const levels = new Set(verdict?.findings.map(({ level }) => level));
  const threat = levels.has("block") ? "block" : levels.has("warn") ? "warn" : null;
  return (
    <tr>
      <th scope="row">
        <a href={pagePath(slug, name)}>
          <code>
            <Line text={name} />
          </code>
        </a>{" "}
        {threat === null ? null : <span class={`badge ${threat}`}>{threatWords[threat]}</span>}
        {description === undefined ? null : (
          <p>
            <Line text={firstLine(description)} />
          </p>
        )}
      </th>
      <td>
        {verdict?.category ?? "–"}
        {verdict && verdict.confidence < sure ? <small>{confidenceWords(verdict.confidence)}</small> : null}
      </td>
      <td>
        <RiskBadge risk={verdict?.risk ?? null} />
      </td>
    </tr>
  );
}

function firstLine(text: string): string {
  const line = text.trimStart().slice(0, 2_000).split(/\r?\n/, 1)[0] ?? "";
  return shortened(line, describedLength);
}
