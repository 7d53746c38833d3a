import type { OpenAPIHono } from "@hono/zod-openapi";
import { sendPage } from "../pages/layout.tsx";
import { describeApi, type Described, type Field, type Reference } from "./describe.ts";

/** The page `/api`: the reference, made of the OpenAPI document. */
export function referencePage(app: OpenAPIHono, document: () => unknown): void {
  let reference: Reference | undefined;
  app.get("/api", (c) => {
    reference ??= describeApi(document());
    return sendPage(c, {
      title: "API · mcp-risk",
      description: "The JSON API of the open catalog of MCP servers.",
      json: "/api/v1/openapi.json",
      main: <Main reference={reference} />,
    });
  });
}

/** Our own words, with what stands in backticks as code. */
const withCode = (text: string) => text.split("`").map((part, at) => (at % 2 === 0 ? part : <code>{part}</code>));

function Main({ reference }: { reference: Reference }) {
  const { description, groups, shapes } = reference;
  return (
    <>
      <h1>API</h1>
      <p class="lead">{withCode(description)}</p>
      <p>
        The contract is <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1). Agents ask <code>/mcp</code>, an
        MCP endpoint with the same knowledge.
      </p>
      <nav aria-label="Groups of the API">
        <ul>
          {groups.map(({ name, description: said }) => (
            <li>
              <a href={`#${name.toLowerCase()}`}>{name}</a> <span class="quiet">{said}</span>
            </li>
          ))}
          <li>
            <a href="#shapes">Shapes</a> <span class="quiet">What answers are made of</span>
          </li>
        </ul>
      </nav>
      {groups.map(({ name, operations }) => (
        <section aria-labelledby={name.toLowerCase()}>
          <h2 id={name.toLowerCase()}>{name}</h2>
          {operations.map((one) => (
            <Operation one={one} />
          ))}
        </section>
      ))}
      <section aria-labelledby="shapes">
        <h2 id="shapes">Shapes</h2>
        {shapes
          .filter(({ fields }) => fields.length > 0)
          .map(({ name, description: said, fields }) => (
            <div class="card" id={`shape-${name}`}>
              <h3>{name}</h3>
              {said === "" ? null : <p>{withCode(said)}</p>}
              <Fields fields={fields} caption={`Members of ${name}`} first="Member" />
            </div>
          ))}
      </section>
    </>
  );
}

function Operation({ one }: { one: Described }) {
  const readable = one.method === "GET" && !one.path.includes("{");
  return (
    <div class="card" id={one.id}>
      <h3>{one.summary}</h3>
      <p>
        <code>
          {one.method} {one.path}
        </code>
      </p>
      {one.description === "" ? null : <p>{withCode(one.description)}</p>}
      {one.parameters.length === 0 ? null : (
        <Fields
          caption="Parameters"
          first="Parameter"
          fields={one.parameters.map(({ place, ...field }) => ({ ...field, type: `${place}: ${field.type}` }))}
        />
      )}
      {one.body.length === 0 ? null : <Fields caption="Body (JSON)" first="Member" fields={one.body} />}
      <ul>
        {one.responses.map(({ status, description, types }) => (
          <li>
            <strong>{status}</strong> {withCode(description)}
            {types.map(({ contentType, type }) => (
              <small>
                <code>{contentType}</code> {type}
              </small>
            ))}
          </li>
        ))}
      </ul>
      {readable ? (
        <p>
          Try it: <a href={one.example}>{one.example}</a>
        </p>
      ) : null}
    </div>
  );
}

function Fields({ fields, caption, first }: { fields: Field[]; caption: string; first: string }) {
  return (
    <table>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, type, required, words }) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
              {required ? null : <small>may be absent</small>}
            </th>
            <td>{type}</td>
            <td>{withCode(words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
