import PQueue from "p-queue";
import { z } from "zod";
import type { ReadTool, ReadWarning } from "../catalog/tool.ts";
import { putBack, setAside, type Job } from "../db/queries/frontier.ts";
import type { KnownPage } from "../db/queries/pages.ts";
import { readerVersion, readPackage, runVersion } from "./read-package.ts";
import { runPackage } from "./readers/sandbox/sandbox.ts";
import { readings } from "./readings.ts";
import { giveUp, maxAttempts, settleFailure, type Workplace } from "./settle.ts";
import type { PlannedSource, Source } from "./source.ts";
import { count } from "./summary.ts";
import { workPage } from "./work-page.ts";

/** Does one piece of claimed work, and settles it: finished, to be tried again, or set aside. `known`: the page as it was last read. */
export async function work(place: Workplace, job: Job, known: KnownPage | null): Promise<void> {
  const planned = place.sources.get(job.source);
  if (!planned) throw new Error(`claimed work of ${job.source}, which is not being crawled`);
  // An embedded database leaves no time for answers to arrive while it works; one of them may say that we must wait. It takes
  // some turns from the socket to what we know.
  for (let turn = 0; turn < 4; turn++) await new Promise((done) => setImmediate(done));
  const waitMs = (place.held.get(job.host) ?? 0) - Date.now();
  if (waitMs > 0) {
    await putBack(place.db, job, waitMs);
    return;
  }
  const why = place.summary.unreachable.get(job.host);
  if (why !== undefined) await setAside(place.db, job);
  // Attempts are counted when work is claimed, so only work that ends the process gets past the limit.
  else if (job.attempts > maxAttempts)
    await giveUp(place, job, "crashed", `it was begun ${maxAttempts} times and never ended`);
  else if (job.kind === "page") await workPage(place, planned, job, known);
  else await workArchive(place, planned, job);
}

/** Each may take a gigabyte of memory. */
const sandboxes = new PQueue({ concurrency: 2 });

/** Runs an npm package in the sandbox where the user wants that; that it cannot be run is a warning. */
async function runAlso(
  place: Workplace,
  of: string,
  version: string,
): Promise<{ tools?: ReadTool[]; warnings: ReadWarning[] }> {
  if (!place.run || !of.startsWith("npm:")) return { warnings: [] };
  const options = { npm: place.run, ...(place.signal ? { signal: place.signal } : {}) };
  const ran = await sandboxes.add(() => runPackage(of.slice("npm:".length), version, options));
  if (!ran.ok) return { warnings: [{ code: "not-run", message: `${ran.code}: ${ran.message}` }] };
  return { tools: ran.tools.map((tool) => ({ ...tool, source: { reader: "sandbox" } })), warnings: ran.warnings };
}

const knowsNpm = ({ extent }: Source): boolean => extent.kind === "packages" && extent.type === "npm";

/** What queueArchives put into the frontier, read back: it was JSON in between. */
const ArchivePayload = z.object({
  ref: z.string(),
  package: z.string(),
  version: z.string(),
  url: z.string(),
  integrity: z.string(),
});

async function workArchive(place: Workplace, planned: PlannedSource, job: Job): Promise<void> {
  const { ref, version, url, integrity, package: of } = ArchivePayload.parse(job.payload);
  count(place.summary, job.source, { asked: 1 });
  const registry = [planned, ...place.sources.values()].find(({ source }) => knowsNpm(source))?.baseUrl;
  const read = await readPackage(
    place.http,
    { url, integrity },
    { retries: 0, ...(place.signal ? { signal: place.signal } : {}), ...(registry ? { registry } : {}) },
  );
  if (!read.ok) {
    if (read.failure) await settleFailure(place, job, read.failure);
    else await giveUp(place, job, read.code, read.message);
    return;
  }
  const ran = await runAlso(place, of, version);
  await place.save({
    kind: "archive",
    planned,
    job,
    tools: [
      ...readings(ref, version, read),
      ...(ran.tools ? [{ ref, reader: "sandbox", version, tools: ran.tools }] : []),
    ],
    read: {
      package: of,
      version,
      integrity,
      readerVersion: place.run ? runVersion : readerVersion,
      warnings: [...read.warnings, ...ran.warnings],
    },
  });
  count(place.summary, job.source, { archives: 1, bytes: read.bytes });
  place.summary.tools += read.tools.length;
  place.summary.warnings += read.warnings.length;
}
