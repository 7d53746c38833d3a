import { expect, test } from "vitest";
import { classify } from "../../classifier/classify.ts";
import { makeTool } from "./tool.ts";

const withParameter = (name: string, parameter: string) =>
  makeTool({ name, inputSchema: { type: "object", properties: { [parameter]: { type: "string" } } } });

test.each([
  ["get_secret", "id", "Read", "high"],
  ["fetch_page", "url", "Read", "medium"],
  ["get_page", "id", "Read", "low"],
  ["update_note", "command", "Write", "high"],
  ["delete_all_files", "path", "Destructive", "critical"],
])("%s with %s is a %s of %s risk", (name, parameter, category, risk) => {
  expect(classify(withParameter(name, parameter))).toMatchObject({ category, risk });
});

test("a signal is information and quotes the parameter", () => {
  const [signal] = classify(withParameter("read_file", "path")).findings.filter(({ rule }) => rule === "signals.path");
  expect(signal).toMatchObject({ kind: "signal", level: "info" });
  expect(signal?.evidence).toEqual([{ path: "/inputSchema/properties/path", start: 0, quote: "path" }]);
});
