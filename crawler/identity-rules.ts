/** "This identifier proves nothing", or only "… when this listing (`source ref`) brings it": how a person undoes a wrong merge. */
export type IdentityRule = { identifier: string; key?: string };

/**
 * Identifiers of somebody who publishes other people's servers once more. They name a copy, so a repository that has such
 * a name beside a name of its own still holds one server.
 */
export const republished: { prefix: string; because: string }[] = [
  {
    prefix: "registry:ai.smithery/",
    because: "Smithery publishes `ai.smithery/OWNER-NAME` for each server that it hosts, whoever owns it.",
  },
  {
    prefix: "oci:mcp/",
    because: "Docker builds images of other people's servers into this namespace of Docker Hub (docker/mcp-registry).",
  },
  {
    prefix: "oci:ghcr.io/stacklok/dockyard/",
    because: "Stacklok builds images of other people's npm and PyPI packages there (stacklok/dockyard).",
  },
  {
    prefix: "npm:@toolsdk-remote/",
    because: "The scope's owner publishes wrappers of other people's servers, with their repositories.",
  },
];
