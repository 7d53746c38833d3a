import type { ListedServer, ListedTool } from "../../db/queries/cards.ts";
import { pagePath } from "../paths.ts";
import { RiskBadge, RiskCounts } from "./risk.tsx";
import { counted, Line, shortened } from "./text.tsx";

const describedLength = 240;

/** Servers in a list, each with what its tools may do. */
export function ServerItems({ servers }: { servers: readonly ListedServer[] }) {
  return (
    <ul class="items">
      {servers.map(({ slug, summary }) => (
        <li>
          <h3>
            <a href={pagePath(slug)}>
              <Line text={summary.title ?? summary.name} />
            </a>
            {summary.letter === null ? null : (
              <span class={`grade-letter ${summary.letter}`}>Grade {summary.letter}</span>
            )}
            {summary.status === "active" ? null : <span class="badge unjudged">{summary.status}</span>}
            {summary.findings === "none" ? null : (
              <span class={`badge ${summary.findings}`}>
                {summary.findings === "block" ? "attacks its readers" : "suspicious text"}
              </span>
            )}
          </h3>
          {summary.title === undefined || summary.title === summary.name ? null : (
            <p class="quiet">
              <Line text={summary.name} />
            </p>
          )}
          {summary.description === undefined ? null : (
            <p>
              <Line text={oneLine(summary.description)} />
            </p>
          )}
          <div class="row">
            <span>{summary.profile.tools === 0 ? "no tools known" : counted(summary.profile.tools, "tool")}</span>
            {summary.profile.tools === 0 ? null : <RiskCounts profile={summary.profile} />}
            <code>{slug}</code>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Tools in a list, each with its verdict and its server. */
export function ToolItems({ tools }: { tools: readonly ListedTool[] }) {
  return (
    <ul class="items">
      {tools.map(({ server, name, title, description, category, risk, blocked }) => (
        <li>
          <h3>
            <a href={pagePath(server, name)}>
              <code>
                <Line text={name} />
              </code>
            </a>
            <span class="badge unjudged">{category ?? "not judged"}</span>
            <RiskBadge risk={risk} />
            {blocked ? <span class="badge block">attacks its readers</span> : null}
          </h3>
          {(description ?? title) === null ? null : (
            <p>
              <Line text={oneLine(description ?? title ?? "")} />
            </p>
          )}
          <div class="row">
            <span>
              of <a href={pagePath(server)}>{server}</a>
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function oneLine(description: string): string {
  const line = description.slice(0, describedLength * 2).replace(/\s+/g, " ");
  return shortened(line.trim(), describedLength);
}

/** How the words of a search were understood, where it was not as they were written. */
export function Understood({ corrected, ignored }: { corrected: { word: string; to: string[] }[]; ignored: string[] }) {
  if (corrected.length === 0 && ignored.length === 0) return null;
  return (
    <p class="notice">
      {corrected.map(({ word, to }) => (
        <>
          Nothing has “{<Line text={word} />}”; looked for {to.map((one) => `“${one}”`).join(" or ")}.{" "}
        </>
      ))}
      {ignored.length === 0 ? null : (
        <>
          Left out, because nothing has {ignored.length === 1 ? "it" : "them"}:{" "}
          <Line text={ignored.map((word) => `“${word}”`).join(", ")} />.
        </>
      )}
    </p>
  );
}
