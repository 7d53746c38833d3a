import type { Listing, Package } from "../../../catalog/server.ts";

/** How one way of starting a package writes it: which options have a value, and which of them name the package. */
type Starter = {
  type: Package["type"];
  hasValue: (option: string) => boolean;
  namedBy?: readonly string[];
  read: (spec: string) => { identifier: string; version?: string | undefined } | null;
};

const among = (options: string) => (option: string) => options.split(" ").includes(option);
/** A version, and no range or tag: those say nothing about what was started. */
const exact = (version: string | undefined) =>
  version !== undefined && /^\d[\w.+-]*$/.test(version) ? version : undefined;

const npm: Starter = {
  type: "npm",
  hasValue: among("-c --call --registry --cache --prefix --userconfig --loglevel --node-options -w --workspace"),
  namedBy: ["-p", "--package"],
  read(spec) {
    const [, identifier, version] = /^((?:@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*)(?:@([^@/\s]+))?$/i.exec(spec) ?? [];
    return identifier === undefined ? null : { identifier, version: exact(version) };
  },
};
const python: Starter = {
  type: "pypi",
  hasValue: among(
    "-p --python -w --with --with-editable --with-requirements -i --index --index-url --default-index --extra-index-url " +
      "-f --find-links --index-strategy --keyring-provider -c --constraints --overrides --env-file --directory --project " +
      "--config-file --cache-dir --prerelease --resolution --python-preference --color --pip-args",
  ),
  namedBy: ["--from", "--spec"],
  read(spec) {
    const [, identifier, version] = /^([a-z\d][\w.-]*)(?:\[[\w.,-]*\])?(?:(?:==|@)(\S+)|[<>=!~].*)?$/i.exec(spec) ?? [];
    return identifier === undefined ? null : { identifier, version: exact(version) };
  },
};
const dotnet: Starter = {
  type: "nuget",
  hasValue: among("--version --source --add-source --configfile --framework -v --verbosity"),
  read(spec) {
    const [, identifier, version] = /^([\w.-]+)(?:@(\S+))?$/.exec(spec) ?? [];
    return identifier === undefined ? null : { identifier, version: exact(version) };
  },
};
/** Of `docker run` and `podman run`, the options without a value; all others have one. */
const bare = among(
  "--detach --disable-content-trust --env-host --help --init --interactive --no-healthcheck --no-hostname --no-hosts " +
    "--oom-kill-disable --privileged --publish-all --quiet --read-only --replace --rm --rmi --sig-proxy --tty --use-api-socket",
);
const container: Starter = {
  type: "oci",
  hasValue(option) {
    if (option.startsWith("--")) return !bare(option);
    // Short ones are written together: the first with a value takes what follows it, or else the next argument.
    return /^-[itdPq]*[^itdPq]$/.test(option);
  },
  read: (image) => (/^[a-z\d][\w.:/@-]*$/i.test(image) ? { identifier: image } : null),
};

/** The commands that start packages: their name and first words, and how the rest is written. */
const starters: readonly (readonly [words: string, starter: Starter])[] = [
  ["npx", npm],
  ["npm exec", npm],
  ["npm x", npm],
  ["bunx", npm],
  ["bun x", npm],
  ["pnpx", npm],
  ["pnpm dlx", npm],
  ["yarn dlx", npm],
  ["uvx", python],
  ["uv tool run", python],
  ["pipx run", python],
  ["docker run", container],
  ["docker container run", container],
  ["podman run", container],
  ["dnx", dotnet],
];

/** What a command starts, as a listing has it. */
export type Started = Pick<Listing, "packages" | "repository">;

/** The package that a command starts, or the repository; null when it starts none, or none that can be told. */
export function startedBy(command: string, args: readonly string[]): Started | null {
  const program =
    command
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.(?:exe|cmd|bat)$/i, "")
      .toLowerCase() ?? "";
  // On Windows scripts are started through the shell.
  const [flag = "", inner, ...rest] = args;
  if (program === "cmd" && /^\/c$/i.test(flag) && inner !== undefined) return startedBy(inner, rest);
  for (const [words, starter] of starters) {
    const [name, ...first] = words.split(" ");
    if (program !== name || first.some((word, index) => args[index] !== word)) continue;
    const spec = specIn(args.slice(first.length), starter);
    if (spec === undefined) return null;
    const url = starter.type === "oci" ? null : repositoryIn(spec);
    if (url !== null) return { packages: [], repository: { url } };
    const found = starter.read(spec);
    return found && { packages: [{ type: starter.type, ...found }] };
  }
  return null;
}

/** What names the package: an option that is there for it, or else the first argument that is no option. */
function specIn(args: readonly string[], { hasValue, namedBy = [] }: Starter): string | undefined {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (arg === "--") return args[index + 1];
    if (!arg.startsWith("-")) return arg;
    const equals = arg.indexOf("=");
    const option = equals === -1 ? arg : arg.slice(0, equals);
    const value = equals === -1 ? args[index + 1] : arg.slice(equals + 1);
    if (namedBy.includes(option)) return value;
    if (equals === -1 && hasValue(option)) index++;
  }
  return undefined;
}

/** The repository that npm's and pip's git specs name, without user, branch and fragment, where keys may be. */
function repositoryIn(spec: string): string | null {
  const [, shorthand] = /^((?:github|gitlab|bitbucket):[\w.-]+\/[\w.-]+)(?:#.*)?$/i.exec(spec) ?? [];
  if (shorthand !== undefined) return shorthand;
  const [, url = ""] = /^git\+((?:https?|ssh):\/\/.*)$/i.exec(spec) ?? [];
  if (!URL.canParse(url)) return null;
  const { host, pathname } = new URL(url);
  return `https://${host}${pathname.replace(/@[^/]*$/, "")}`;
}
