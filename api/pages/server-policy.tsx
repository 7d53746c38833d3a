import type { Server } from "../../catalog/server.ts";
import type { JudgedTool } from "../../db/queries/shown-tools.ts";
import { formats } from "../../policy/formats/index.ts";
import { presetNames, type PresetName } from "../../policy/presets.ts";
import { apiPath, pagePath } from "../paths.ts";
import { formatOf, recommendFor } from "../policy.ts";
import { Document, Line } from "./text.tsx";

const presetWords: Readonly<Record<PresetName, string>> = {
  strict: "strict: whoever changes something is asked first",
  balanced: "balanced",
  permissive: "permissive",
};
const lossesShown = 20;

/** A server's starter policy in the format and preset that were chosen, and what the format cannot say. */
export function ServerPolicy({
  server,
  tools,
  format: id,
  preset,
}: {
  server: Server;
  tools: readonly JudgedTool[];
  format: string;
  preset: PresetName;
}) {
  const format = formatOf(id);
  const { text, lost } = format.render([recommendFor(server, tools, { preset })]);
  const query = new URLSearchParams({ format: id, preset }).toString();
  return (
    <section aria-labelledby="policy">
      <h2 id="policy">Starter policy</h2>
      <p>
        Everything that it does not list is refused. Tools that delete for good are hidden, those that move money wait
        for a person, and tools that no rule has judged stay refused.
      </p>
      <form action={`${pagePath(server.slug)}#policy`} method="get" class="filters">
        <div>
          <label for="format">For</label>
          <select id="format" name="format">
            {formats.map((one) => (
              <option value={one.id} selected={one.id === id}>
                {one.title}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for="preset">How strict</label>
          <select id="preset" name="preset">
            {presetNames.map((name) => (
              <option value={name} selected={name === preset}>
                {presetWords[name]}
              </option>
            ))}
          </select>
        </div>
        <div class="apply">
          <button type="submit">Show</button>
        </div>
      </form>
      <Document text={text} label={`Starter policy for ${format.title}`} />
      <p class="quiet">
        It belongs in: {format.file}.{" "}
        <a href={`${apiPath(server.slug, undefined, "/policy")}?${query}`}>The same as a file</a>.
      </p>
      {lost.length === 0 ? null : (
        <details>
          <summary>
            What {format.title} cannot express ({lost.length})
          </summary>
          <ul>
            {lost.slice(0, lossesShown).map(({ tool, what, instead }) => (
              <li>
                <Line text={`${tool ?? "The server"}: ${what}; ${instead}.`} />
              </li>
            ))}
            {lost.length > lossesShown ? <li>… and {lost.length - lossesShown} more</li> : null}
          </ul>
        </details>
      )}
    </section>
  );
}
