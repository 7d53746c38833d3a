import type { Change } from "../../catalog/change.ts";
import { happened } from "../../catalog/change.ts";
import type { ToolReading } from "../../db/queries/shown-tools.ts";
import { shownDifferences } from "../change-list.ts";
import { RiskBadge } from "./risk.tsx";
import { Day, Line } from "./text.tsx";

const hashShown = 12;

/** What became of a tool's definition, and who has seen which. */
export function ToolHistory({ changes, readings }: { changes: readonly Change[]; readings: readonly ToolReading[] }) {
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      {changes.length === 0 ? (
        <p class="empty">Its definition is the one that the catalog first saw.</p>
      ) : (
        <ul class="servers">
          {changes.map((change) => (
            <li>
              <OneChange change={change} />
            </li>
          ))}
        </ul>
      )}
      {readings.length === 0 ? null : <Readings readings={readings} />}
    </section>
  );
}

function OneChange({ change }: { change: Change }) {
  const { shown, more } = shownDifferences(change);
  const sides = [change.before?.verdict?.risk, change.after?.verdict?.risk];
  return (
    <>
      <h3>
        <Day at={change.at} /> {happened[change.kind]}
        {sides[0] && sides[1] && sides[0] !== sides[1] ? (
          <span>
            <RiskBadge risk={sides[0]} /> <span class="quiet">became</span> <RiskBadge risk={sides[1]} />
          </span>
        ) : null}
      </h3>
      {shown.length === 0 ? null : (
        <ul class="quotes">
          {shown.map(({ field, words }) => (
            <li>
              <Line text={field} />: <Line text={words} />
            </li>
          ))}
          {more > 0 ? <li>and {more} more differences</li> : null}
        </ul>
      )}
    </>
  );
}

function Readings({ readings }: { readings: readonly ToolReading[] }) {
  return (
    <details>
      <summary>Who has seen it, and with which definition</summary>
      <div class="scroll" tabindex={0} role="region" aria-label="Readings">
        <table>
          <caption class="unseen">Readings, the one that counts first</caption>
          <thead>
            <tr>
              <th scope="col">Seen in</th>
              <th scope="col">By</th>
              <th scope="col">Definition</th>
              <th scope="col">First</th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            {readings.map(({ subject, version, reader, definitionHash, current, shown, firstSeen, lastSeen }) => (
              <tr>
                <th scope="row">
                  <code>
                    <Line text={`${subject} ${version}`.trim()} />
                  </code>
                  <small>{shown ? "this one counts" : current ? "still there" : "not there any more"}</small>
                </th>
                <td>{reader}</td>
                <td>
                  <code>{definitionHash.slice(0, hashShown)}</code>
                </td>
                <td>
                  <Day at={firstSeen} />
                </td>
                <td>
                  <Day at={lastSeen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
