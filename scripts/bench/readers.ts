import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import PQueue from "p-queue";
import { z } from "zod";
import { createHttp } from "../../crawler/http.ts";
import { readLive } from "../../crawler/readers/live/live.ts";
import { filesFromText } from "../../crawler/readers/package-files.ts";
import { readFiles } from "../../crawler/readers/read-files.ts";
import { sharedFile } from "../../test/support/shared.ts";
import { startWorld } from "../../test/support/world.ts";

// Prints how much of what the replica (../shared/world) has the readers find: in the projects that it generates of all servers,
// in each language, and at its running endpoints.

const least = 0.97;
const concurrency = 24;

const Tool = z.looseObject({ name: z.string(), description: z.string().nullish() });
type Tool = z.infer<typeof Tool>;
const Group = z.object({ id: z.string(), tools: z.array(Tool).nullish() });
const plain = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();

/** How many of the wanted tools were found, with their descriptions, and how many were not wanted. */
class Count {
  wanted = 0;
  found = 0;
  described = 0;
  extra = 0;

  add(truth: readonly Tool[], read: readonly { name: string; description?: string | undefined }[]): void {
    const wanted = new Map<string, Tool>();
    for (const tool of truth) if (!wanted.has(tool.name)) wanted.set(tool.name, tool);
    this.wanted += wanted.size;
    for (const { name, description } of read) {
      const tool = wanted.get(name);
      if (!tool) this.extra += 1;
      else {
        this.found += 1;
        if (plain(tool.description) === plain(description)) this.described += 1;
      }
    }
  }

  line(what: string): string {
    const share = (part: number) => (part / Math.max(1, this.wanted)).toFixed(4);
    return `${what}: ${this.found}/${this.wanted} tools (${share(this.found)}), descriptions ${share(this.described)}, ${this.extra} extra`;
  }

  get holds(): boolean {
    return Math.min(this.found, this.described) >= least * this.wanted && this.extra <= (1 - least) * this.wanted;
  }
}

type Generate = (of: {
  name: string;
  version: string;
  tools: Tool[];
  salt: string;
  module: string;
  ts: boolean;
}) => Record<string, string>;

/** The projects that the replica would publish of every server, in one language. */
async function generated(language: "javascript" | "python" | "go", folder: string, most: number): Promise<Count> {
  const generators = (await import(`${folder}/src/codegen/${language}.mjs`)) as Record<string, Generate>;
  const generate = generators[language];
  if (!generate) throw new Error(`the replica does not generate ${language}`);
  const manifest = {
    javascript: ["package.json", '{"name":"made","main":"index.js"}'],
    python: ["pyproject.toml", "[project]\n"],
    go: ["go.mod", "module example.com/made\n"],
  };
  const [path = "", text = ""] = manifest[language];
  const count = new Count();
  const lines = gunzipSync(readFileSync(`${folder}/data-a/groups.jsonl.gz`))
    .toString("utf8")
    .split("\n");
  let servers = 0;
  for (const line of lines) {
    if (line === "" || servers >= most) continue;
    const { id, tools } = Group.parse(JSON.parse(line));
    if (!tools || tools.length === 0) continue;
    servers += 1;
    const files = generate({ name: "made", version: "1.0.0", tools, salt: id, module: "example.com/made", ts: false });
    const read = await readFiles(filesFromText({ [path]: text, ...files }));
    count.add(tools, read.tools);
  }
  console.log(count.line(`${language}, ${servers} servers`));
  return count;
}

const Truth = z.object({
  identifiers: z.array(z.string()),
  toolSource: z.string().nullable(),
  tools: z.array(Tool),
});

/** The replica's endpoints, each asked once; those that do not answer are counted by the reason. */
async function running(): Promise<{ count: Count; unread: number }> {
  const world = await startWorld("none");
  const http = createHttp({ userAgent: "mcp-risk/bench", trusted: [world.base] });
  const queue = new PQueue({ concurrency });
  const count = new Count();
  const refused = new Map<string, number>();
  let [servers, answered, slowest] = [0, 0, 0];
  try {
    const text = await (await fetch(`${world.base}/_world/truth`)).text();
    for (const line of text.trim().split("\n")) {
      const { identifiers, toolSource, tools } = Truth.parse(JSON.parse(line));
      const urls = identifiers.filter((id) => id.startsWith("remote:")).map((id) => id.slice("remote:".length));
      if (urls.length === 0) continue;
      const healthy = toolSource === "remote";
      servers += healthy ? 1 : 0;
      void queue.add(async () => {
        const read: { name: string; description?: string | undefined }[] = [];
        for (const url of urls.filter((each) => !each.includes("{"))) {
          const begun = Date.now();
          const result = await readLive(url, { fetch: http.fetch });
          slowest = Math.max(slowest, Date.now() - begun);
          if (result.ok) read.push(...result.answer.tools.filter(({ name }) => read.every((one) => one.name !== name)));
          else refused.set(result.code, (refused.get(result.code) ?? 0) + 1);
        }
        if (!healthy) return;
        answered += read.length > 0 ? 1 : 0;
        count.add(tools, read);
      });
    }
    await queue.onIdle();
  } finally {
    await http.close();
    world.stop();
  }
  console.log(
    count.line(`live, ${answered}/${servers} healthy servers answered, slowest ${(slowest / 1_000).toFixed(0)} s`),
  );
  console.log(`refused: ${[...refused].map(([code, times]) => `${code} ${times}`).join(", ")}`);
  return { count, unread: servers - answered };
}

/** Runs the comparison: all of it, or `javascript`, `python`, `go`, `live`; a number bounds the servers. 1 when a limit is not held. */
export async function bench(args: string[]): Promise<number> {
  const script = sharedFile("world/serve.mjs");
  if (script === null) {
    console.error("../shared/world is missing: there is nothing to compare with.");
    return 2;
  }
  const folder = script.slice(0, script.lastIndexOf("/"));
  const most = Number(args.find((arg) => /^\d+$/.test(arg)) ?? Infinity);
  const named = args.filter((arg) => !/^\d+$/.test(arg));
  const wants = (what: string) => named.length === 0 || named.includes(what);
  let failed = false;
  for (const language of ["javascript", "python", "go"] as const)
    if (wants(language)) failed = !(await generated(language, folder, most)).holds || failed;
  if (wants("live")) {
    const { count, unread } = await running();
    failed = !count.holds || unread > 0 || failed;
  }
  if (failed) console.log(`failed: less than ${least} of the tools or descriptions, or an endpoint was not read`);
  return failed ? 1 : 0;
}
