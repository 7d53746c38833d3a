import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { lookAlikeWords, type LookAlike } from "../../catalog/look-alike.ts";
import type { Server } from "../../catalog/server.ts";
import { Category } from "../../catalog/verdict.ts";
import { gradeServer } from "../../classifier/grade.ts";
import type { RiskProfile } from "../../catalog/card.ts";
import type { ServerVersion } from "../../db/queries/servers.ts";
import type { JudgedTool } from "../../db/queries/shown-tools.ts";
import { presetNames } from "../../policy/presets.ts";
import { moved } from "../answer.ts";
import type { AppDeps } from "../deps.ts";
import { allTools, lookUpServer } from "../lookup.ts";
import { originOf } from "../origin.ts";
import { apiPath, pagePath } from "../paths.ts";
import { formatIds } from "../policy.ts";
import { Badge } from "./badge.tsx";
import { GradeCard } from "./grade.tsx";
import { Crumbs, sendPage } from "./layout.tsx";
import { problemPage } from "./problem.tsx";
import { CategoryList, RiskChart } from "./risk.tsx";
import { ServerData } from "./server-data.tsx";
import { Facts, Identity } from "./server-facts.tsx";
import { Install } from "./server-install.tsx";
import { ServerPolicy } from "./server-policy.tsx";
import { ToolTable } from "./server-tools.tsx";
import { counted, Day, Line, Prose } from "./text.tsx";

const versionsShown = 10;

/** What of the page can be chosen; what makes no sense counts as not chosen. */
const Chosen = z.object({
  category: Category.optional().catch(undefined),
  format: z.enum(formatIds).catch("policylayer"),
  preset: z.enum(presetNames).catch("balanced"),
});
type Chosen = z.infer<typeof Chosen>;

/** The page of a server: its risks, its tools, a policy to copy, and who says what about it. */
export function serverPage(app: OpenAPIHono, deps: AppDeps): void {
  const { db } = deps;
  app.get("/servers/:slug", async (c) => {
    const found = await lookUpServer(db, c.req.param("slug"));
    if (found.outcome === "missing") return problemPage(c, 404, "No server has this slug or identifier.");
    if (found.outcome === "moved") return moved(c, pagePath(found.slug));
    const { server, profile } = found;
    const tools = await allTools(db, server.slug);
    const name = server.title ?? server.name;
    const origin = originOf(c, deps);
    return sendPage(c, {
      title: `${name} · mcp-risk`,
      description: `${counted(profile.tools, "tool")} of ${name}: what they do, how risky they are, and a starter policy.`,
      json: apiPath(server.slug),
      feed: `${pagePath(server.slug)}/changes.atom`,
      main: (
        <>
          <ServerData server={server} origin={origin} />
          <ServerMain {...found} tools={tools} chosen={Chosen.parse(c.req.query())} />
          <Badge slug={server.slug} origin={origin} />
        </>
      ),
    });
  });
}

type Known = {
  server: Server;
  profile: RiskProfile;
  versions: ServerVersion[];
  lookAlike: LookAlike | null;
  tools: JudgedTool[];
  chosen: Chosen;
};

function ServerMain({ server, profile, versions, lookAlike, tools, chosen }: Known) {
  const name = <Line text={server.title ?? server.name} />;
  return (
    <>
      <Crumbs above={[{ href: "/servers", name: "Servers" }]} here={name} />
      <header class="heading">
        <h1>{name}</h1>
        <p class="quiet">
          <code>
            <Line text={server.name} />
          </code>
          {server.version === undefined ? null : (
            <>
              {" "}
              version <Line text={server.version} />
            </>
          )}
        </p>
        {server.status === "active" ? null : <p class="notice">{statusWords[server.status]}</p>}
        {lookAlike === null ? null : (
          <p class="notice">
            <Line text={lookAlikeWords(lookAlike)} /> <a href={pagePath(lookAlike.of)}>See the other one</a>
          </p>
        )}
        {server.description === undefined ? null : <Prose text={server.description} />}
      </header>
      <div class="sides">
        <section aria-labelledby="risk" class="card">
          <h2 id="risk">Risk profile</h2>
          <RiskChart profile={profile} />
          {profile.tools === 0 ? null : <CategoryList profile={profile} />}
        </section>
        <GradeCard slug={server.slug} grade={gradeServer(server, tools)} />
      </div>
      <section aria-labelledby="tools">
        <h2 id="tools">{counted(tools.length, "tool")}</h2>
        <ToolTable slug={server.slug} tools={tools} category={chosen.category} />
      </section>
      <ServerPolicy server={server} tools={tools} format={chosen.format} preset={chosen.preset} />
      <Install server={server} />
      <Identity server={server} />
      <Facts server={server} />
      <Versions versions={versions} />
    </>
  );
}

const statusWords = {
  deprecated: "Its publisher has deprecated this server.",
  deleted: "Its publisher has deleted this server from the registry. What was known of it stays here.",
} as const;

function Versions({ versions }: { versions: readonly ServerVersion[] }) {
  if (versions.length === 0) return null;
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <ul class="versions">
        {versions.slice(0, versionsShown).map(({ version, publishedAt, source }) => (
          <li>
            <Line text={version} />{" "}
            <span class="quiet">
              {publishedAt === null ? "" : <Day at={publishedAt} />} {source}
            </span>
          </li>
        ))}
      </ul>
      {versions.length > versionsShown ? (
        <p class="quiet">… and {counted(versions.length - versionsShown, "older one")}.</p>
      ) : null}
    </section>
  );
}
