import type { ListedServer, ListedTool } from "../../db/queries/cards.ts";
import { pagePath } from "../paths.ts";
import { hits } from "./marks.ts";
import { RiskBadge, RiskCounts } from "./risk.tsx";
import { counted, Line, shortened } from "./text.tsx";

const describedLength = 220;

/** A stranger's text as one line of a list: its beginning. */
function oneLine(description: string): string {
  const line = description.slice(0, describedLength * 2).replace(/\s+/g, " ");
  return shortened(line.trim(), describedLength);
}

/** A text of a list, with the words that were searched for. */
function Found({ text, terms }: { text: string; terms: readonly string[] }) {
  return <Line text={text} marks={hits(text, terms)} />;
}

const threatWords = { warn: "suspicious text", block: "attacks its reader" } as const;

/** Servers in a list; `terms` are the words that were searched for. */
export function ServerItems({
  servers,
  terms = [],
}: {
  servers: readonly ListedServer[];
  terms?: readonly string[] | undefined;
}) {
  return (
    <ul class="servers">
      {servers.map(({ slug, summary }) => (
        <li>
          <h3>
            <a href={pagePath(slug)}>
              <Found text={oneLine(summary.title ?? summary.name)} terms={terms} />
            </a>
            {summary.status === "active" ? null : <span class="badge unjudged">{summary.status}</span>}
            {summary.findings === "none" ? null : (
              <span class={`badge ${summary.findings}`}>{threatWords[summary.findings]}</span>
            )}
          </h3>
          {summary.title === undefined ? null : (
            <p class="quiet">
              <Found text={summary.name} terms={terms} />
            </p>
          )}
          {summary.description === undefined ? null : (
            <p>
              <Found text={oneLine(summary.description)} terms={terms} />
            </p>
          )}
          <div class="row">
            <span>{counted(summary.profile.tools, "tool")}</span>
            {summary.letter === null ? null : <span>grade {summary.letter}</span>}
            {summary.profile.tools === 0 ? null : <RiskCounts profile={summary.profile} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Tools of several servers in a table. */
export function ToolRows({
  tools,
  terms = [],
  caption,
}: {
  tools: readonly ListedTool[];
  terms?: readonly string[] | undefined;
  caption: string;
}) {
  return (
    <table class="tools">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Tool</th>
          <th scope="col">Category</th>
          <th scope="col">Risk</th>
        </tr>
      </thead>
      <tbody>
        {tools.map(({ server, name, title, description, category, risk, blocked }) => (
          <tr>
            <th scope="row">
              <a href={pagePath(server, name)}>
                <code>
                  <Found text={name} terms={terms} />
                </code>
              </a>{" "}
              <small class="inline">
                of <a href={pagePath(server)}>{server}</a>
              </small>
              {blocked ? <span class="badge block">attacks its reader</span> : null}
              {(description ?? title) === null ? null : (
                <p>
                  <Found text={oneLine(description ?? title ?? "")} terms={terms} />
                </p>
              )}
            </th>
            <td>{category ?? "–"}</td>
            <td>
              <RiskBadge risk={risk} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
