import { readFile } from "node:fs/promises";
import { UserError } from "../catalog/user-error.ts";
import type { ReadTool, ReadWarning } from "../catalog/tool.ts";
import { pageUrl } from "../crawler/page.ts";
import { readPackage } from "../crawler/read-package.ts";
import { readFolder } from "../crawler/readers/folder.ts";
import { readLive } from "../crawler/readers/live/live.ts";
import { seenFrom, type Unpacked } from "../crawler/readers/package-files.ts";
import { readFiles } from "../crawler/readers/read-files.ts";
import { runPackage, type SandboxOptions } from "../crawler/readers/sandbox/sandbox.ts";
import type { Trace } from "../crawler/readers/trace.ts";
import { unpack } from "../crawler/readers/unpack.ts";
import { defaultPageBytes, type TextSource } from "../crawler/source.ts";
import { github } from "../crawler/sources/github/github.ts";
import { npm } from "../crawler/sources/npm/npm.ts";
import { pypi } from "../crawler/sources/pypi/pypi.ts";
import { openNetwork, type Network } from "./network.ts";
import type { Target } from "./target.ts";

export type Extracted = { package?: string; version?: string; tools: ReadTool[]; warnings: ReadWarning[] };

/** How a package is run: the variables and arguments that it gets. */
export type RunOptions = { env: Record<string, string>; args: string[] };

const retries = 3;

/**
 * The tools of one target, without storing anything. With `run`, an npm package is installed and asked in a sandbox instead
 * of being read; `trace` is told how source was read. Throws a UserError that says what to do when there is nothing to be read.
 */
export async function extract(
  target: Target,
  baseUrls: readonly string[],
  { run, trace }: { run?: RunOptions | undefined; trace?: Trace | undefined } = {},
): Promise<Extracted> {
  if (run && target.kind !== "npm")
    throw new UserError("Only npm packages can be run: leave out --run, or give npm:NAME.");
  if (target.kind === "dir" || target.kind === "file")
    return toolsIn(await (target.kind === "dir" ? readFolder : unpackFile)(target.path), target.path, trace);
  const network = await openNetwork(baseUrls, target.kind === "url" ? [new URL(target.url).origin] : []);
  try {
    if (target.kind === "url") return await extractLive(network, target.url);
    if (target.kind === "github") return await extractRepository(network, target.repository, trace);
    const spec = target.version === undefined ? target.name : `${target.name}@${target.version}`;
    return await extractPackage(network, target.kind === "npm" ? npm : pypi, spec, run, trace);
  } finally {
    await network.http.close();
  }
}

async function toolsIn(unpacked: Unpacked, path: string, trace: Trace | undefined): Promise<Extracted> {
  if (!unpacked.ok)
    throw new UserError(
      unpacked.code === "no-folder" ? unpacked.message : `${path} cannot be read: ${unpacked.message}`,
    );
  const { tools, warnings } = await readFiles(unpacked.files, { trace });
  return { tools, warnings };
}

async function unpackFile(path: string): Promise<Unpacked> {
  try {
    return await unpack(await readFile(path));
  } catch (error) {
    return { ok: false, code: "no-file", message: error instanceof Error ? error.message : String(error) };
  }
}

async function extractPackage(
  { http, baseUrlOf, npmConfig }: Network,
  source: TextSource,
  spec: string,
  run: RunOptions | undefined,
  trace: Trace | undefined,
): Promise<Extracted> {
  const cursor = source.first({ since: null, names: [spec] })[0] ?? spec;
  const request = source.request(cursor);
  const answer = await http.get(pageUrl(baseUrlOf(source), request), {
    maxBytes: request.maxBytes ?? defaultPageBytes,
    retries,
    ...(request.accept ? { accept: request.accept } : {}),
  });
  if (!answer.ok) {
    if (answer.code === "not-found")
      throw new UserError(`There is no package ${spec} in the registry. Check the name.`);
    throw new UserError(
      `The registry cannot be asked for ${spec} (${answer.message}). Check the network, then try again.`,
    );
  }
  const page = source.parse(answer.body.toString("utf8"), cursor);
  if (!page.ok) throw new UserError(`${spec} cannot be read: ${page.why}. Name another version.`);
  const found = page.listings[0]?.packages[0];
  if (!found?.archive)
    throw new UserError(`The registry gives no archive with a checksum for ${spec}. Choose another version.`);
  const { identifier, version, archive } = found;
  const which = { package: identifier, ...(version === undefined ? {} : { version }) };
  if (run)
    return {
      ...which,
      ...(await extractRunning(identifier, version ?? "latest", {
        npm: { ...npmConfig, registry: baseUrlOf(npm) },
        ...run,
      })),
    };
  const registry = source === npm ? { registry: baseUrlOf(npm) } : {};
  const read = await readPackage(http, archive, { retries, trace, ...registry });
  if (!read.ok) throw new UserError(`The archive of ${spec} was refused: ${read.message}. Choose another version.`);
  return { ...which, tools: read.tools, warnings: read.warnings };
}

async function extractRunning(
  name: string,
  version: string,
  options: SandboxOptions,
): Promise<Omit<Extracted, "package">> {
  const read = await runPackage(name, version, options);
  if (!read.ok)
    throw new UserError(
      `${name}@${version} gave no tools: ${read.message}. It may need variables (--env NAME) or arguments (--arg VALUE).`,
    );
  return { tools: read.tools.map((tool) => ({ ...tool, source: { reader: "sandbox" } })), warnings: read.warnings };
}

async function extractRepository(
  { http, baseUrlOf }: Network,
  repository: string,
  trace: Trace | undefined,
): Promise<Extracted> {
  const request = github.request(repository);
  const answer = await http.get(pageUrl(baseUrlOf(github), request), {
    accept: "*/*",
    maxBytes: request.maxBytes ?? defaultPageBytes,
    retries,
  });
  if (!answer.ok)
    throw new UserError(
      answer.code === "not-found"
        ? `There is no public repository ${repository}. Check the name.`
        : `GitHub cannot be asked for ${repository} (${answer.message}). Check the network, then try again.`,
    );
  const unpacked = await unpack(answer.body);
  if (!unpacked.ok) throw new UserError(`${repository} cannot be read: ${unpacked.message}`);
  const files = seenFrom(unpacked.files, github.codeIn?.(repository) ?? "");
  if (!files) throw new UserError(`${repository} is no folder of its repository. Check the path.`);
  const { tools, warnings } = await readFiles(files, { trace });
  return { package: repository, tools, warnings };
}

async function extractLive({ http }: Network, url: string): Promise<Extracted> {
  const read = await readLive(url, { fetch: http.fetch });
  if (!read.ok) {
    const scheme = read.scheme === undefined ? "" : `; it wants ${read.scheme}`;
    throw new UserError(`${url} gave no tools: ${read.message}${scheme}.`);
  }
  const { name, version, tools } = read.answer;
  return {
    ...(name === undefined ? {} : { package: name }),
    ...(version === undefined ? {} : { version }),
    tools: tools.map((tool) => ({ ...tool, source: { reader: "live" } })),
    warnings: read.warnings,
  };
}
