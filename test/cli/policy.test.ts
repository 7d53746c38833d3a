import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectRefusal, runCli } from "../support/run-cli.ts";

describe("policy", () => {
  let folder: string;
  const file = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "policy-test-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("checks a policy, and says with its exit code whether it is valid", async () => {
    const good = await runCli([
      "policy",
      "check",
      file("good.json", { version: "1", default: "deny", tools: { a: {} } }),
      "--json",
    ]);
    expect([good.code, JSON.parse(good.stdout)]).toEqual([0, { valid: true, format: "policylayer", problems: [] }]);
    const bad = await runCli(["policy", "check", file("bad.yaml", "version: '2'\ntools: {}\n")]);
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/version must be "1", got "2"/);
    const warned = await runCli([
      "policy",
      "check",
      file("warned.json", { version: "1", default: "allow", tools: { a: {} } }),
      "--fail-on",
      "warning",
    ]);
    expect(warned.code).toBe(1);
    expectRefusal(await runCli(["policy", "check", join(folder, "none.json")]), /cannot be read/);
  });

  it("replays calls, a line for each", async () => {
    const policy = file(
      "p.yaml",
      'version: "1"\ndefault: deny\ntools:\n  a:\n    rules: [{ name: rate, rate_limit: 1/minute }]\n',
    );
    const calls = file(
      "calls.jsonl",
      '{"tool":"a","args":{},"at":"2026-01-15T10:30:00Z"}\n{"tool":"a","args":{}}\n{"tool":"b"}\n',
    );
    const { code, stdout } = await runCli(["policy", "simulate", policy, "--calls", calls, "--json"]);
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as object),
    ).toMatchObject([
      { decision: "allow", rule: "", counters: { "a._rate_minute": 1 } },
      {
        decision: "deny",
        rule: "rate",
        path: "/tools/a/rules/0",
        message: "Rate limit of 1 per minute reached. Try again later.",
      },
      { decision: "deny", rule: "(default deny)" },
    ]);
    const table = await runCli(["policy", "simulate", policy, "--calls", calls]);
    expect(table.stderr).toMatch(/3 calls, 2 refused/);
    // As editors on Windows write files.
    const marked = file("marked.jsonl", '\uFEFF{"tool":"a"}\n{"tool":"b"}\n');
    expect((await runCli(["policy", "simulate", policy, "--calls", marked])).stderr).toMatch(/2 calls, 1 refused/);
    expectRefusal(
      await runCli(["policy", "simulate", policy, "--calls", file("bad.jsonl", '{"tool":"a"}\n{"name":"a"}\n')]),
      /line 2/,
    );
  });

  it("says what changes between two policies", async () => {
    const one = file("one.json", { version: "1", default: "deny", hide: ["a"] });
    const other = file("other.json", { version: "1", default: "deny", tools: { a: {} } });
    const { stdout, stderr } = await runCli(["policy", "diff", one, other]);
    expect(stdout).toMatch(/a\s+hidden\s+allowed\s+looser/);
    expect(stderr).toMatch(/1 difference, 1 looser/);
  });

  it("is written for other targets, says what they lose, and takes your own terms", async () => {
    const tools = file("tools.json", [
      { name: "delete_file", description: "Deletes a file" },
      { name: "create_file", description: "Creates a file" },
    ]);
    const overrides = file("ours.yaml", "tools:\n  delete_file: approve\n");
    const { code, stdout, stderr } = await runCli([
      "policy",
      "--input",
      tools,
      "--format",
      "claude-code",
      "--server-name",
      "files",
      "--overrides",
      overrides,
    ]);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { permissions: object }).permissions).toMatchObject({
      allow: ["mcp__files__create_file"],
      ask: ["mcp__files__delete_file"],
    });
    expect(stderr).toMatch(/its limit of 30 calls a minute of files\/create_file; calls are not counted/);
    const wrapped = await runCli(["policy", "--input", tools, "--format", "codex", "--json"]);
    expect(JSON.parse(wrapped.stdout)).toMatchObject({
      format: "codex",
      lost: [{ tool: "create_file" }],
      servers: [{}],
    });
    expectRefusal(
      await runCli(["policy", "--input", tools, "--overrides", file("no.yaml", "tools: { a: maybe }\n")]),
      /cannot be used/,
    );
  });

  it("says which tools your own terms name in vain", async () => {
    const tools = file("files.json", [
      { name: "delete_file", description: "Deletes a file" },
      { name: "create_file", description: "Creates a file" },
    ]);
    const wrong = file("wrong.yaml", "tools:\n  deleteFile: approve\n  create_file: deny\n");
    const says = /^No known tool is called deleteFile, so .* Did you mean delete_file\?$/;
    const { code, stdout, stderr } = await runCli(["policy", "--input", tools, "--overrides", wrong, "--json"]);
    expect([code, stderr.trim()]).toEqual([0, expect.stringMatching(says)]);
    expect(JSON.parse(stdout)).toMatchObject({
      warnings: [{ code: "unknown-tool", message: expect.stringMatching(says) as string }],
    });
    const right = file("right.yaml", "categories:\n  Financial: deny\ntools:\n  create_file: deny\n");
    // Another tool of the same server is no mistake.
    const one = await runCli(["policy", "--input", tools, "--overrides", right, "--tool", "delete_file"]);
    expect([one.code, one.stderr]).toEqual([0, ""]);
  });
});
