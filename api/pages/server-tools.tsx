import { categories, compareCategories, risks, type Category } from "../../catalog/verdict.ts";
import type { JudgedTool } from "../../db/queries/shown-tools.ts";
import { apiPath, pagePath } from "../paths.ts";
import { confidenceWords, RiskBadge } from "./risk.tsx";
import { counted, figure, Line, shortened } from "./text.tsx";

// A page of a thousand rows takes a phone longer than it takes us; the others are one link away.
const rowsShown = 300;
const describedLength = 200;

/** Highest risk first, then most severe category, then name; what is not judged comes last. */
function worstFirst(a: JudgedTool, b: JudgedTool): number {
  const risk = (tool: JudgedTool) => (tool.verdict ? risks.indexOf(tool.verdict.risk) : -1);
  const severity = a.verdict && b.verdict ? compareCategories(b.verdict.category, a.verdict.category) : 0;
  return risk(b) - risk(a) || severity || (a.tool.definition.name < b.tool.definition.name ? -1 : 1);
}

/** The tools of a server, highest risk first; with `category`, only those of it. */
export function ToolTable({
  slug,
  tools,
  category,
}: {
  slug: string;
  tools: JudgedTool[];
  category?: Category | undefined;
}) {
  if (tools.length === 0)
    return <p class="empty">No tools are known yet: no reader has found any in what this server publishes.</p>;
  const fitting = category ? tools.filter(({ verdict }) => verdict?.category === category) : tools;
  const shown = fitting.toSorted(worstFirst).slice(0, rowsShown);
  return (
    <>
      <CategoryChoice slug={slug} tools={tools} chosen={category} />
      <table class="tools">
        <caption class="unseen">Tools, highest risk first</caption>
        <thead>
          <tr>
            <th scope="col">Tool</th>
            <th scope="col">Category</th>
            <th scope="col">Risk</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ tool, verdict }) => (
            <tr>
              <th scope="row">
                <a href={pagePath(slug, tool.definition.name)}>
                  <code>
                    <Line text={tool.definition.name} />
                  </code>
                </a>
                {tool.definition.description === undefined ? null : (
                  <p>
                    <Line text={firstLine(tool.definition.description)} />
                  </p>
                )}
              </th>
              <td>
                {verdict?.category ?? "–"}
                {verdict ? <small>{confidenceWords(verdict.confidence)}</small> : null}
              </td>
              <td>
                <RiskBadge risk={verdict?.risk ?? null} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {fitting.length > shown.length ? (
        <p>
          These are the {counted(shown.length, "tool")} of highest risk. All of them are in{" "}
          <a href={apiPath(slug, undefined, "/tools")}>the list as JSON</a>.
        </p>
      ) : null}
    </>
  );
}

function CategoryChoice({ slug, tools, chosen }: { slug: string; tools: JudgedTool[]; chosen: Category | undefined }) {
  const counts = new Map<Category, number>();
  for (const { verdict } of tools) if (verdict) counts.set(verdict.category, (counts.get(verdict.category) ?? 0) + 1);
  if (counts.size < 2) return null;
  const at = pagePath(slug);
  return (
    <nav aria-label="Categories of the tools">
      <ul class="choice">
        <li>
          <a href={`${at}#tools`} aria-current={chosen === undefined ? "true" : undefined}>
            all {figure(tools.length)}
          </a>
        </li>
        {categories.toReversed().map((category) =>
          counts.has(category) ? (
            <li>
              <a href={`${at}?category=${category}#tools`} aria-current={chosen === category ? "true" : undefined}>
                {category} {figure(counts.get(category) ?? 0)}
              </a>
            </li>
          ) : null,
        )}
      </ul>
    </nav>
  );
}

function firstLine(text: string): string {
  const line = text.trimStart().slice(0, 2_000).split(/\r?\n/, 1)[0] ?? "";
  return shortened(line, describedLength);
}
