import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ToolDefinition } from "../catalog/tool.ts";
import type { Verdict } from "../catalog/verdict.ts";

/** Threads that judge definitions: batches go to them by turns, and each gives its verdicts in the order it was asked. */
export type Threads = {
  count: number;
  judge: (definitions: ToolDefinition[]) => Promise<Verdict[]>;
  close: () => Promise<void>;
};

const mostThreads = 4;

/** Starts as many threads as there are cores besides this thread's, one at least. Close them. */
export function startThreads(): Threads {
  const count = Math.min(mostThreads, Math.max(1, availableParallelism() - 1));
  const program = programOfThread();
  const threads = Array.from({ length: count }, () => {
    const worker = new Worker(program);
    const answers: ((verdicts: Verdict[]) => void)[] = [];
    worker.on("message", (verdicts: Verdict[]) => answers.shift()?.(verdicts));
    const failed = once(worker, "error").then(([error]) => {
      throw error;
    });
    failed.catch(() => undefined);
    return { worker, answers, failed };
  });
  let turn = 0;
  return {
    count,
    judge: (definitions) => {
      const thread = threads[turn++ % count];
      if (thread === undefined) return Promise.resolve([]);
      const answer = new Promise<Verdict[]>((done) => thread.answers.push(done));
      thread.worker.postMessage(definitions);
      return Promise.race([answer, thread.failed]);
    },
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

/** What a thread runs. In a checkout, where the sources run as they are, it needs the loader that this process was started with. */
function programOfThread(): URL {
  if (!import.meta.url.endsWith(".ts")) return new URL("./judge-thread.js", import.meta.url);
  const [loader, source] = [import.meta.resolve("tsx/esm/api"), new URL("./judge-thread.ts", import.meta.url).href];
  const code = `import { register } from "${loader}"; register(); await import("${source}");`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
