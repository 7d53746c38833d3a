import type { Source } from "./source.ts";
import { awesome } from "./sources/awesome/awesome.ts";
import { config } from "./sources/config/config.ts";
import { docker } from "./sources/docker/docker.ts";
import { github } from "./sources/github/github.ts";
import { glama } from "./sources/glama/glama.ts";
import { mcpso } from "./sources/mcpso/mcpso.ts";
import { metorial } from "./sources/metorial/metorial.ts";
import { npm } from "./sources/npm/npm.ts";
import { pulsemcp } from "./sources/pulsemcp/pulsemcp.ts";
import { pulsemcpRegistry } from "./sources/pulsemcp-registry/pulsemcp-registry.ts";
import { pypi } from "./sources/pypi/pypi.ts";
import { registry } from "./sources/registry/registry.ts";
import { smithery } from "./sources/smithery/smithery.ts";
import { toolhive } from "./sources/toolhive/toolhive.ts";
import { url } from "./sources/url/url.ts";

/** Every source, in the order in which they are crawled. test/crawler/sources.test.ts compares it with the folders. */
export const allSources: readonly Source[] = [
  registry,
  npm,
  pypi,
  smithery,
  glama,
  pulsemcp,
  pulsemcpRegistry,
  mcpso,
  docker,
  toolhive,
  metorial,
  awesome,
  github,
  config,
  url,
];
