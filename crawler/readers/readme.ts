import type { ReadTool } from "../../catalog/tool.ts";
import { toReadTool } from "./keep-tools.ts";
import type { PackageFiles } from "./package-files.ts";

const heading = /^(#{1,6})[ \t]+(.*)$/;
/** A section that lists tools, and nothing else: "Tools", "Available tools", "🛠️ MCP Tools (12)". */
const lists =
  /^[^\p{L}]*(?:(?:available|supported|mcp|the|all|list|of|provided|exposed|our|core)\s+)*tools\b[^\p{L}]*(?:(?:reference|list|overview|available|provided)\b[^\p{L}]*)?$/iu;
const name = "[A-Za-z][\\w.-]{1,63}";
const row = new RegExp(`^\\|\\s*(?:\\*\\*)?\`(${name})(?:\\([^)\`]*\\))?\`(?:\\*\\*)?\\s*\\|\\s*([^|]*)`);
const item = new RegExp(
  `^ ?(?:[-*+]|\\d+[.)])\\s+(?:\\*\\*)?\`(${name})(?:\\([^)\`]*\\))?\`(?:\\*\\*)?\\s*(?:[:–—-]+\\s*(.*))?$`,
);
const title = new RegExp(`^(?:\\d+[.)]\\s*)?\`(${name})(?:\\([^)\`]*\\))?\`$`);
/** The heading of a table of something else. */
const otherTable = /^\|[^|]*(?:param|argument|option|field|variable|env|property|flag)/i;
const constant = /^[A-Z][A-Z\d_]+$/;
const maxText = 400_000;

/**
 * The tools that a README names in code marks, in the rows, items or headings of a section about tools: the last resort. Text
 * beside a name is kept as its description. One name alone proves nothing.
 */
export function readReadme(files: PackageFiles): ReadTool[] {
  const path = files.paths().find((each) => /^readme(?:\.md)?$/i.test(each));
  const text = path === undefined ? "" : (files.text(path) ?? "").slice(0, maxText);
  const found = new Map<string, ReadTool>();
  let level = 0;
  let fenced = false;
  // What follows a heading that is a tool's name, and the rows of a table of parameters, tell of that tool.
  let inTool = false;
  let inTable = false;
  text.split("\n").forEach((line, at) => {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) return;
    const [, marks = "", words = ""] = heading.exec(line) ?? [];
    if (marks !== "" && (level === 0 || marks.length <= level)) {
      level = lists.test(words.trim()) ? marks.length : 0;
      inTool = false;
      return;
    }
    if (level === 0) return;
    if (!line.startsWith("|")) inTable = false;
    inTable ||= otherTable.test(line);
    if (marks !== "") inTool = title.test(words.trim());
    else if (inTool || inTable) return;
    const [, tool, said] = (marks === "" ? (row.exec(line) ?? item.exec(line)) : title.exec(words.trim())) ?? [];
    if (tool === undefined || found.has(tool) || constant.test(tool)) return;
    const description = said?.trim() ?? "";
    const source = { reader: "readme", ...(path === undefined ? {} : { file: path }), line: at + 1 };
    const read = toReadTool({ name: tool, ...(description === "" ? {} : { description }) }, source);
    if (!("refused" in read)) found.set(tool, read);
  });
  return found.size > 1 ? [...found.values()] : [];
}
