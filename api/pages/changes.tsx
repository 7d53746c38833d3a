import type { OpenAPIHono } from "@hono/zod-openapi";
import { changeKinds, happened, type Change, type ChangedTool } from "../../catalog/change.ts";
import { newThreats, worseBecause } from "../../catalog/difference.ts";
import { changesByDanger, shownDifferences, type ChangeFilter } from "../change-list.ts";
import type { AppDeps } from "../deps.ts";
import { pagePath, rulePath } from "../paths.ts";
import { sendPage } from "./layout.tsx";
import { problemPage } from "./problem.tsx";
import { RiskBadge } from "./risk.tsx";
import { Day, Line } from "./text.tsx";

const perPage = 50;
const about =
  "What changed in the catalog of MCP servers from crawl to crawl: the newest day first, and of each day the most dangerous.";

const filters = {
  worse: "for the worse",
  "tool-changed": "tools changed",
  "tool-added": "tools added",
  "tool-removed": "tools removed",
  "server-added": "servers new",
  "server-gone": "servers gone",
  "server-back": "servers back",
} as const satisfies Record<NonNullable<ChangeFilter>, string>;

/** The page `/changes`. */
export function changesPage(app: OpenAPIHono, { db }: AppDeps): void {
  app.get("/changes", async (c) => {
    const asked = c.req.query("kind");
    const filter = asked === "worse" ? asked : changeKinds.find((kind) => kind === asked);
    if (asked !== undefined && asked !== "" && filter === undefined)
      return problemPage(
        c,
        400,
        `There are no changes of this kind. Choose one of ${Object.keys(filters).join(", ")}.`,
      );
    const after = c.req.query("after");
    const found = await changesByDanger(db, filter, perPage, after);
    if (!found) return problemPage(c, 400, "This is no place in the list of changes. Start at its first page.");
    return sendPage(c, {
      title: "Changes · mcp-risk",
      description: about,
      json: "/api/v1/changes",
      feed:
        filter === "worse"
          ? { href: "/changes.atom?kind=worse", title: "Tools that changed for the worse" }
          : { href: "/changes.atom", title: "Changes" },
      main: <Main filter={filter} changes={found.changes} next={found.next} isFirst={after === undefined} />,
    });
  });
}

type Shown = { filter: ChangeFilter; changes: Change[]; next: string | null; isFirst: boolean };

function pathOf(filter: ChangeFilter, after?: string): string {
  const query = new URLSearchParams({ ...(filter ? { kind: filter } : {}), ...(after ? { after } : {}) });
  return query.size === 0 ? "/changes" : `/changes?${query.toString()}`;
}

function Main({ filter, changes, next, isFirst }: Shown) {
  const days = new Map<string, Change[]>();
  for (const change of changes) {
    const day = change.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), change]);
  }
  return (
    <>
      <h1>Changes</h1>
      <p class="lead">{about}</p>
      <p>
        A tool that keeps its name while its definition becomes more dangerous changed <em>for the worse</em>: what was
        approved is not what is there now. Follow all changes, or{" "}
        <a href="/changes.atom?kind=worse">only those for the worse</a>, with a feed reader:{" "}
        <a href="/changes.atom">Atom feed</a>.
      </p>
      <nav aria-label="Kinds of changes">
        <ul class="counts">
          {Object.entries({ all: "all", ...filters }).map(([kind, words]) => (
            <li>
              {kind === (filter ?? "all") ? (
                <span class="badge" aria-current="page">
                  {words}
                </span>
              ) : (
                <a href={kind === "all" ? "/changes" : `/changes?kind=${kind}`}>{words}</a>
              )}
            </li>
          ))}
        </ul>
      </nav>
      {changes.length === 0 ? (
        <p class="empty">
          {isFirst ? "Nothing of this kind has changed since the catalog was begun." : "There is nothing further back."}
        </p>
      ) : null}
      {[...days].map(([day, ofDay]) => (
        <section aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`}>
            <Day at={day} />
          </h2>
          <ul class="items">
            {ofDay.map((change) => (
              <li id={`change-${change.id}`}>
                <OneChange change={change} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {isFirst && next === null ? null : (
        <nav aria-label="Pages of changes" class="paging">
          {isFirst ? <span /> : <a href={pathOf(filter)}>Back to the first page</a>}
          {next === null ? (
            <span class="quiet">This is the last page.</span>
          ) : (
            <a rel="next" href={pathOf(filter, next)}>
              Next page
            </a>
          )}
        </nav>
      )}
    </>
  );
}

/** A change in words: what happened to what, the verdicts before and after, what is different, and what is dangerous in it. */
function OneChange({ change }: { change: Change }) {
  const { server, tool, kind, before, after } = change;
  const why = worseBecause(change);
  const { shown, more } = shownDifferences(change);
  return (
    <>
      <h3>
        {tool === undefined ? (
          <a href={pagePath(server)}>
            <Line text={server} />
          </a>
        ) : (
          <ToolName server={server} tool={tool} isThere={after !== undefined} />
        )}{" "}
        <span>{happened[kind]}</span> {why === null ? null : <span class="badge block">for the worse</span>}
      </h3>
      {tool === undefined ? null : (
        <p class="quiet">
          {" "}
          of <a href={pagePath(server)}>{server}</a>
        </p>
      )}
      {why === null ? null : <p class="notice">{why}</p>}
      <Verdicts before={before} after={after} />
      {shown.length === 0 ? null : (
        <ul>
          {shown.map(({ field, words }) => (
            <li>
              <code>
                <Line text={field} />
              </code>
              : <Line text={words} />
            </li>
          ))}
          {more > 0 ? <li>and {more} more differences</li> : null}
        </ul>
      )}
      {newThreats(change).map(({ level, title, rule }) => (
        <p>
          <span class={`badge ${level}`}>{level === "block" ? "danger" : "warning"}</span> This tool {title} (
          <a href={rulePath(rule)}>{rule}</a>).
        </p>
      ))}
    </>
  );
}

function ToolName({ server, tool, isThere }: { server: string; tool: string; isThere: boolean }) {
  const name = (
    <code>
      <Line text={tool} />
    </code>
  );
  return isThere ? <a href={pagePath(server, tool)}>{name}</a> : name;
}

function Verdicts({ before, after }: { before: ChangedTool | undefined; after: ChangedTool | undefined }) {
  const words = ({ verdict }: ChangedTool) => (
    <>
      {verdict?.category ?? ""} <RiskBadge risk={verdict?.risk ?? null} />
    </>
  );
  const same =
    before &&
    after &&
    before.verdict?.category === after.verdict?.category &&
    before.verdict?.risk === after.verdict?.risk;
  if (!before && !after) return null;
  return (
    <p>
      {before && after && !same ? (
        <>
          {words(before)} before, {words(after)} now
        </>
      ) : (
        words(after ?? before ?? unsided())
      )}
    </p>
  );
}

function unsided(): never {
  throw new Error("a change with a verdict has a side");
}
