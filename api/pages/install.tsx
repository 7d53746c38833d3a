import type { Server } from "../../catalog/server.ts";
import { waysToRun } from "../install.ts";
import { Document, Line } from "./text.tsx";

/** How to start a server from the clients that people use, where the catalog can write it down. */
export function Install({ server }: { server: Server }) {
  const ways = waysToRun(server);
  return (
    <section aria-labelledby="install">
      <h2 id="install">Install</h2>
      {ways.length === 0 ? (
        <p class="empty">
          The catalog knows no package or endpoint of it that could be written into a client's configuration.
        </p>
      ) : (
        <p>
          Pinned to the version that is known here, so that what you start is what was read. It may want keys or
          settings of its own; its documentation says which.
        </p>
      )}
      {ways.map(({ of, snippets }, way) => (
        <>
          <h3>
            <code>
              <Line text={of} />
            </code>
          </h3>
          {snippets.map(({ client, where, text }, index) => (
            <details open={way === 0 && index === 0}>
              <summary>
                {client} <small class="inline">({where})</small>
              </summary>
              <Document id={`install-${way}-${index}`} text={text} label={`${client}: ${of}`} />
            </details>
          ))}
        </>
      ))}
    </section>
  );
}
