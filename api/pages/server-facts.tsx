import type { Child } from "hono/jsx";
import type { Server } from "../../catalog/server.ts";
import type { ServerVersion } from "../../db/queries/servers.ts";
import { Day, Line, Outside } from "./text.tsx";

/** Which identifiers make it one server, and which listings brought them. */
export function Identity({ server }: { server: Server }) {
  const byId = new Map<string, { source: string; ref: string }[]>();
  for (const { id, ...teller } of server.identifiers) byId.set(id, [...(byId.get(id) ?? []), teller]);
  return (
    <section aria-labelledby="identity">
      <h2 id="identity">Identity</h2>
      <p>Listings that share an identifier are one server; a shared repository alone is no proof.</p>
      <table class="stacked">
        <caption class="unseen">Identifiers and the listings that brought them</caption>
        <thead>
          <tr>
            <th scope="col">Identifier</th>
            <th scope="col">Brought by</th>
          </tr>
        </thead>
        <tbody>
          {[...byId].map(([id, tellers]) => (
            <tr>
              <th scope="row">
                <code>
                  <Line text={id} />
                </code>
              </th>
              <td>
                {tellers.map((teller) => (
                  <div>
                    <Listing {...teller} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Listing({ source, ref }: { source: string; ref: string }) {
  return (
    <>
      {source} <span class="quiet">as</span>{" "}
      <code>
        <Line text={ref} />
      </code>
    </>
  );
}

/** What is known of a server, and who says it. */
export function Facts({ server }: { server: Server }) {
  const { packages, remotes, repository, homepage, license, author } = server;
  const rows: [string, Child, string?][] = [
    ...packages.map((item): [string, Child] => [
      "Package",
      <code>
        {item.type} <Line text={item.version === undefined ? item.identifier : `${item.identifier} ${item.version}`} />
      </code>,
    ]),
    ...remotes.map((item): [string, Child] => [
      "Endpoint",
      <>
        <code>
          <Line text={item.url} />
        </code>{" "}
        <span class="quiet">{item.type}</span>
      </>,
    ]),
    ...(repository
      ? [["Repository", <Outside url={repository.url} />, "repository"] satisfies [string, Child, string]]
      : []),
    ...(homepage === undefined
      ? []
      : [["Home page", <Outside url={homepage} />, "homepage"] satisfies [string, Child, string]]),
    ...(license === undefined
      ? []
      : [["License", <Line text={license} />, "license"] satisfies [string, Child, string]]),
    ...(author === undefined ? [] : [["Author", <Line text={author} />, "author"] satisfies [string, Child, string]]),
    ["First seen", <Day at={server.firstSeen} />],
    ["Last seen", <Day at={server.lastSeen} />],
  ];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      <dl class="facts">
        {rows.map(([label, value, field]) => {
          const teller = field === undefined ? undefined : server.origin[field];
          return (
            <div>
              <dt>{label}</dt>
              <dd>
                {value}
                {teller ? (
                  <small>
                    said by {teller.source}
                    {teller.at === undefined ? "" : ` since ${teller.at.slice(0, 10)}`}
                  </small>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** The versions that it has had, and who told of each. */
export function Versions({ versions }: { versions: readonly ServerVersion[] }) {
  const [newest] = versions;
  if (newest === undefined) return null;
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <details>
        <summary>
          {versions.length === 1 ? "One is known" : `${versions.length} are known`}; the newest is{" "}
          <Line text={newest.version} />
        </summary>
        <table>
          <caption class="unseen">Versions, the newest first</caption>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Published</th>
              <th scope="col">Told by</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version, publishedAt, status, source }) => (
              <tr>
                <th scope="row">
                  <code>
                    <Line text={version} />
                  </code>{" "}
                  {status === null || status === "active" ? null : <Line text={status} />}
                </th>
                <td>{publishedAt === null ? "–" : <Day at={publishedAt} />}</td>
                <td>{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
