import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Tool, ToolAnnotations } from "../../catalog/tool.ts";
import { FindingLevel, type Evidence, type Verdict } from "../../catalog/verdict.ts";
import { rules } from "../../classifier/rules/index.ts";
import type { JudgedTool } from "../../db/queries/shown-tools.ts";
import { moved } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { lookUpServer, lookUpTool } from "../lookup.ts";
import { apiPath, fromSegment, pagePath } from "../paths.ts";
import { policyFor } from "../policy.ts";
import { Crumbs, sendPage } from "./layout.tsx";
import { ParameterTable } from "./parameters.tsx";
import { PolicyDocument, policyWords } from "./policy.tsx";
import { problemPage } from "./problem.tsx";
import { confidenceWords } from "./risk.tsx";
import { Day, Document, Line, Marked, Prose, shortened, type Mark } from "./text.tsx";

const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
const quotesShown = 12;
const quoteShown = 300;
const definitionShown = 200_000;

/** The page of a tool: what it does, how risky that is and why, and the rule to put before it. */
export function toolPage(app: OpenAPIHono, { db }: AppDeps): void {
  app.get("/servers/:slug/tools/:tool", async (c) => {
    const { slug: segment, tool: name } = c.req.param();
    const server = await lookUpServer(db, segment);
    if (server.outcome === "missing") return problemPage(c, 404, "No server has this slug or identifier.");
    if (server.outcome === "moved") return moved(c, pagePath(server.slug, fromSegment(name)));
    const { slug, title, name: serverName } = server.server;
    const found = await lookUpTool(db, slug, name);
    if (!found) return problemPage(c, 404, "This server has no tool of this name now.");
    const toolName = found.tool.definition.name;
    return sendPage(c, {
      title: `${toolName} of ${title ?? serverName} · mcp-risk`,
      description: found.verdict
        ? `${toolName} is in the category ${found.verdict.category}, with ${found.verdict.risk} risk. Why, and a starter policy.`
        : `${toolName}: what it does, and a starter policy.`,
      json: apiPath(slug, toolName),
      main: <ToolMain server={title ?? serverName} found={found} />,
    });
  });
}

function ToolMain({ server, found }: { server: string; found: JudgedTool }) {
  const { tool, verdict } = found;
  const { name, title, description, inputSchema, annotations } = tool.definition;
  const marksAt = markedPlaces(verdict);
  const policy = policyFor([found]);
  return (
    <>
      <Crumbs
        above={[
          { href: "/", name: "Servers" },
          { href: pagePath(tool.server), name: <Line text={server} /> },
        ]}
        here={<Line text={name} />}
      />
      <header class="heading">
        <h1>
          <code>
            <bdi>
              <Marked text={name} marks={marksAt("/name")} />
            </bdi>
          </code>
        </h1>
        {title === undefined ? null : (
          <p class="lead" dir="auto">
            <Marked text={title} marks={marksAt("/title")} limit={2_000} />
          </p>
        )}
      </header>
      <Why verdict={verdict} />
      <section aria-labelledby="description">
        <h2 id="description">What its author says</h2>
        {description === undefined || description.trim() === "" ? (
          <p class="empty">The author gives no description.</p>
        ) : (
          <Prose text={description} marks={marksAt("/description")} />
        )}
        {annotations ? <Claims annotations={annotations} /> : null}
      </section>
      <section aria-labelledby="parameters">
        <h2 id="parameters">Parameters</h2>
        <ParameterTable schema={inputSchema} marksAt={marksAt} />
      </section>
      <section aria-labelledby="policy">
        <h2 id="policy">Recommended policy</h2>
        <p>{policyWords(policy, name)}</p>
        <PolicyDocument policy={policy} url={apiPath(tool.server, name, "/policy")} />
      </section>
      <WhereRead tool={tool} />
      <WholeDefinition tool={tool} />
    </>
  );
}

function Why({ verdict }: { verdict: Verdict | null }) {
  if (!verdict)
    return (
      <section aria-labelledby="why" class="card">
        <h2 id="why">Not judged yet</h2>
        <p>The current rules have not read this definition. Until they have, the policy does not allow it.</p>
      </section>
    );
  const rule = verdict.because ? ruleOf.get(verdict.because.rule) : undefined;
  const others = verdict.findings
    .filter((finding) => finding.rule !== verdict.because?.rule)
    .sort((a, b) => FindingLevel.options.indexOf(b.level) - FindingLevel.options.indexOf(a.level));
  return (
    <section aria-labelledby="why" class={`card verdict ${verdict.risk}`}>
      <h2 id="why">
        {verdict.category} <span class={`badge ${verdict.risk}`}>{verdict.risk} risk</span>
      </h2>
      <p class="quiet">{confidenceWords(verdict.confidence)}</p>
      {verdict.because ? (
        <>
          {rule ? (
            <p class="lead">
              This tool {rule.title}. {rule.why}
            </p>
          ) : null}
          <Quotes evidence={verdict.because.evidence} />
          <p class="quiet">
            Rule <code>{verdict.because.rule}</code>, ruleset <code>{verdict.ruleset}</code>
          </p>
          {verdict.runnerUp ? (
            <p class="quiet">
              It could also be {verdict.runnerUp.category}, by rule <code>{verdict.runnerUp.rule}</code>.
            </p>
          ) : null}
        </>
      ) : (
        <p>
          No rule found anything in its definition, so nothing here is proof: most tools that say this little only read,
          and the confidence is low.
        </p>
      )}
      {others.length === 0 ? null : (
        <>
          <h3>Also found</h3>
          <ul class="findings">
            {others.map((finding) => (
              <li>
                <p>
                  {finding.level === "info" ? null : (
                    <span class={`badge ${finding.level}`}>{levelWords[finding.level]}</span>
                  )}{" "}
                  This tool {finding.title}. <small>{finding.rule}</small>
                </p>
                <Quotes evidence={finding.evidence} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const levelWords = { warn: "warning", block: "danger" } as const;

function Quotes({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <ul class="quotes">
      {evidence.slice(0, quotesShown).map(({ path, quote }) => (
        <li>
          <q>
            <Line text={shortened(quote, quoteShown)} />
          </q>{" "}
          <span class="quiet">
            in <Line text={placeWords(path)} />
          </span>
        </li>
      ))}
      {evidence.length > quotesShown ? <li>and {evidence.length - quotesShown} more places</li> : null}
    </ul>
  );
}

/** A JSON Pointer into a definition, as a person says it. */
function placeWords(path: string): string {
  if (path === "/name" || path === "/title" || path === "/description") return `its ${path.slice(1)}`;
  const [, schema, properties, key, ...rest] = path.split("/");
  if (schema !== "inputSchema" || properties !== "properties" || key === undefined) return path;
  const parameter = key.replaceAll("~1", "/").replaceAll("~0", "~");
  return `the parameter ${parameter}${rest.length === 0 ? "" : ` (${rest.join("/")})`}`;
}

/** The quoted stretches of each text of the definition. */
function markedPlaces(verdict: Verdict | null): (path: string) => Mark[] {
  const marks = new Map<string, Mark[]>();
  const note = (evidence: readonly Evidence[], deciding: boolean) => {
    for (const { path, start, quote } of evidence)
      marks.set(path, [...(marks.get(path) ?? []), { start, end: start + quote.length, deciding }]);
  };
  note(verdict?.because?.evidence ?? [], true);
  for (const finding of verdict?.findings ?? []) note(finding.evidence, false);
  return (path) => marks.get(path) ?? [];
}

const claims = {
  readOnlyHint: ["only reads", "changes things"],
  destructiveHint: ["may destroy", "destroys nothing"],
  idempotentHint: ["may be repeated without further effect", "has a further effect when repeated"],
  openWorldHint: ["reaches the outside world", "stays in a closed world"],
} as const;

function Claims({ annotations }: { annotations: ToolAnnotations }) {
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

function WhereRead({ tool }: { tool: Tool }) {
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

function WholeDefinition({ tool }: { tool: Tool }) {
  const text = JSON.stringify(tool.definition, null, 2);
  if (text.length > definitionShown)
    return (
      <p>
        The definition is too long for a page: <a href={apiPath(tool.server, tool.definition.name)}>see it as JSON</a>.
      </p>
    );
  return (
    <details>
      <summary>The whole definition</summary>
      <Document text={text} label="Tool definition" />
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
