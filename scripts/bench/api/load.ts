import autocannon from "autocannon";

// Run in a process of its own: asks addresses (JSON on standard input) and prints what it measured as JSON.

/**
 * What to ask. Each of the clients gets a part of the paths of its own. `again`: it asks these over and over; without that, it
 * is over when all were asked.
 */
export type Load = { url: string; paths: string[]; connections: number; seconds: number; again?: boolean };
/** Milliseconds, and how many answers there were that were not 200. */
export type Measured = { perSecond: number; requests: number; failed: number; p50: number; p95: number; p99: number };

async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  const { url, paths, connections, seconds, again } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Load;
  const times: number[] = [];
  let failed = 0;
  let client = 0;
  const share = Math.ceil(paths.length / connections);
  // A client that is through its own part asks nothing more: it would get answers that are kept.
  const once = again ? {} : { maxConnectionRequests: share };
  // Its types have a promise only; what it gives is an emitter too, before it has ended.
  const options: autocannon.Options = {
    url,
    connections,
    duration: seconds,
    ...once,
    setupClient: (one) => {
      const own = paths.slice(client * share, (client + 1) * share);
      client += 1;
      one.setRequests((own.length > 0 ? own : paths).map((path) => ({ method: "GET", path })));
    },
  };
  const result = await new Promise<autocannon.Result>((done, fail) => {
    const running = autocannon(options, (error: Error | null, ended) => {
      if (error) fail(error);
      else done(ended);
    });
    running.on("response", (_client, status, _bytes, ms) => {
      times.push(ms);
      if (status !== 200) failed += 1;
    });
  });
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const measured: Measured = {
    perSecond: times.length / result.duration,
    requests: times.length,
    failed: failed + result.errors,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
  process.stdout.write(JSON.stringify(measured));
}

await main();
