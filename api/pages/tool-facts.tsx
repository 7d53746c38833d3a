import type { Tool, ToolAnnotations } from "../../catalog/tool.ts";
import { apiPath } from "../paths.ts";
import { MarkedJson } from "./definition.tsx";
import type { Mark } from "./marks.ts";
import { Day, Line } from "./text.tsx";

const definitionShown = 200_000;

const claims = {
  readOnlyHint: ["only reads", "changes things"],
  destructiveHint: ["may destroy", "destroys nothing"],
  idempotentHint: ["may be repeated without further effect", "has a further effect when repeated"],
  openWorldHint: ["reaches the outside world", "stays in a closed world"],
} as const;

/** What the author says in hints that nobody checks. */
export function Claims({ annotations }: { annotations: ToolAnnotations }) {
  const said = (["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const).flatMap((hint) => {
    const value = annotations[hint];
    return value === undefined ? [] : { hint, words: claims[hint][value ? 0 : 1] };
  });
  if (said.length === 0) return null;
  return (
    <p>
      The author also claims, which proves nothing, that it{" "}
      {said.map(({ hint, words }, index) => (
        <>
          {index === 0 ? "" : ", "}
          {words} <small class="inline">({hint})</small>
        </>
      ))}
      .
    </p>
  );
}

/** Where a tool's definition was read, and when. */
export function WhereRead({ tool }: { tool: Tool }) {
  const { reader, subject, version, integrity, file, line } = tool.origin;
  return (
    <section aria-labelledby="read">
      <h2 id="read">Where it was read</h2>
      <dl class="facts">
        <Fact label="Read in" text={`${subject} ${version}`.trim()} />
        {integrity && <Fact label="Archive" text={integrity} />}
        {file === undefined ? null : <Fact label="File" text={line === undefined ? file : `${file}, line ${line}`} />}
        <Fact label="Reader" text={reader} />
        <Fact label="Definition" text={tool.definitionHash} />
        <div>
          <dt>Seen</dt>
          <dd>
            first <Day at={tool.firstSeen} />, last <Day at={tool.lastSeen} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** The definition as JSON, every quoted word highlighted where it stands. */
export function WholeDefinition({ tool, marksAt }: { tool: Tool; marksAt: (path: string) => Mark[] }) {
  const size = JSON.stringify(tool.definition, null, 2).length;
  if (size > definitionShown)
    return (
      <p>
        The definition is too long for a page: <a href={apiPath(tool.server, tool.definition.name)}>see it as JSON</a>.
      </p>
    );
  return (
    <details>
      <summary>The whole definition, with every quoted word where it stands</summary>
      <pre class="document wrap" tabindex={0} aria-label="Tool definition" role="region">
        <code>
          <MarkedJson value={tool.definition} marksAt={marksAt} />
        </code>
      </pre>
    </details>
  );
}

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code>
          <Line text={text} />
        </code>
      </dd>
    </div>
  );
}
