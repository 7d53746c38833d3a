import type { Field, Reference } from "./describe.ts";

const cell = (words: string): string => words.replaceAll("|", "\\|").replaceAll("<", "&lt;");

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

const row = ({ name, type, required, words }: Field): string[] => [`\`${name}\``, type, required ? "yes" : "", words];

/** The reference as Markdown. */
export function apiMarkdown({ description, groups, shapes }: Reference): string {
  const parts = groups.flatMap((group) => [
    `## ${group.name}`,
    `${group.description}.`,
    ...group.operations.flatMap((one) => [
      `### ${one.summary}`,
      `\`${one.method} ${one.path}\``,
      ...(one.description === "" ? [] : [one.description]),
      ...(one.parameters.length === 0
        ? []
        : [
            table(
              ["parameter", "in", "type", "required", ""],
              one.parameters.map(({ place, ...field }) => {
                const [name = "", ...rest] = row(field);
                return [name, place, ...rest];
              }),
            ),
          ]),
      ...(one.body.length === 0 ? [] : ["Body (JSON):", table(["member", "type", "required", ""], one.body.map(row))]),
      table(
        ["status", "", "answer"],
        one.responses.map(({ status, description: said, types }) => [
          status,
          said,
          types.map(({ contentType, type }) => `${contentType}: ${type}`).join("; "),
        ]),
      ),
    ]),
  ]);
  const named = shapes.filter(({ fields }) => fields.length > 0);
  return [
    "# The API",
    description,
    "`/api/v1/openapi.json` is the contract (OpenAPI 3.1, [docs/openapi.json](openapi.json)), and `/api` this reference.",
    "`/mcp` is the same for agents: an MCP endpoint (Streamable HTTP, without sessions) with the tools `search_catalog`, `get_server`, `get_tool`, `check_server`, `check_stack` and `get_policy`. `mcp-risk mcp` is that over standard input and output.",
    "`/metrics` has figures of this program for Prometheus; keep it from the public at your proxy.",
    ...parts,
    "## Shapes",
    ...named.flatMap(({ name, description: said, fields }) => [
      `### ${name}`,
      ...(said === "" ? [] : [said]),
      table(["member", "type", "always", ""], fields.map(row)),
    ]),
  ].join("\n\n");
}
