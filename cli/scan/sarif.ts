import { pathToFileURL } from "node:url";
import { version } from "../version.ts";
import type { Issue } from "./scan.ts";

const levels: Readonly<Record<Issue["level"], "error" | "warning" | "note">> = {
  critical: "error",
  high: "warning",
  finding: "error",
  note: "note",
};

/** Issues as SARIF 2.1.0 (OASIS standard, 27 March 2020): each at the configuration file that names its server. */
export function toSarif(issues: readonly Issue[]): object {
  const rules = [...new Set(issues.map(({ rule }) => rule))].map((id) => ({ id }));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "mcp-risk", version, rules } },
        results: issues.map(({ id, rule, level, server, tool, message, files }) => ({
          ruleId: rule,
          level: levels[level],
          message: { text: message },
          locations: files.map((file) => ({
            physicalLocation: { artifactLocation: { uri: pathToFileURL(file).href } },
            logicalLocations: [{ fullyQualifiedName: tool === null ? server : `${server}/${tool}` }],
          })),
          partialFingerprints: { "mcpRisk/v1": id },
        })),
      },
    ],
  };
}
