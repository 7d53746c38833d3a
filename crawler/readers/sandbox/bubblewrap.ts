import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { UserError } from "../../../catalog/user-error.ts";

/** What one program may use, in a sandbox. */
export type SandboxLimits = {
  /** Wall-clock time in all, in milliseconds. */
  ms: number;
  /** CPU time of one process, in seconds. */
  cpuSeconds: number;
  /** Memory of all its processes together (RSS), in bytes. */
  memoryBytes: number;
  processes: number;
  /** Files that it writes: its home, its temporary folder and shared memory, each, in bytes. */
  diskBytes: number;
};

export const sandboxLimits: SandboxLimits = {
  ms: 60_000,
  cpuSeconds: 30,
  memoryBytes: 1_000_000_000,
  processes: 64,
  diskBytes: 64_000_000,
};

/** Where the program and what it needs are, on this computer. */
export type SandboxFolders = {
  /** Holds the installed package; seen as /app. */
  app: string;
  /** Holds `passwd`; seen as /etc. */
  etc: string;
  /** The Node executable. */
  node: string;
};

/** The names under which the folders appear inside. */
const inside = { app: "/app", node: "/node", home: "/home/sandbox" } as const;

/** A user that exists, for programs that ask who they are. */
export const passwd = `sandbox:x:65534:65534:sandbox:${inside.home}:/bin/sh\n`;

/**
 * The arguments of bubblewrap (man bwrap) that start a Node program without network, capabilities and environment, on a
 * read-only system of which it sees the programs and libraries only. All that it can write is in memory, and is gone with it.
 */
export function sandboxArguments(
  folders: SandboxFolders,
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  limits: SandboxLimits = sandboxLimits,
): string[] {
  const size = ["--size", String(limits.diskBytes)];
  const variables = { PATH: "/opt:/usr/bin:/bin", HOME: inside.home, TMPDIR: "/tmp", LANG: "C.UTF-8", ...env };
  return [
    ["--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--hostname", "sandbox"],
    ["--die-with-parent", "--new-session", "--cap-drop", "ALL"],
    ["--ro-bind", "/usr", "/usr"],
    ["bin", "lib", "lib64", "sbin"].flatMap((name) => ["--symlink", `usr/${name}`, `/${name}`]),
    ["--ro-bind", folders.etc, "/etc", "--ro-bind", folders.app, inside.app, "--ro-bind", folders.node, inside.node],
    ["--symlink", inside.node, "/opt/node"],
    ["--proc", "/proc", "--dev", "/dev", ...size, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"],
    [...size, "--tmpfs", "/tmp", ...size, "--tmpfs", inside.home, "--remount-ro", "/", "--chdir", inside.home],
    ["--clearenv", ...Object.entries(variables).flatMap(([name, value]) => ["--setenv", name, value])],
    ["--", "/usr/bin/prlimit", `--cpu=${limits.cpuSeconds}`, "--core=0", "--nofile=1024", "--"],
    [inside.node, `${inside.app}/${program}`, ...args],
  ].flat();
}

/** Where bubblewrap is. Throws a UserError that says what to do where it is not, or where this is no Linux. */
export async function findBubblewrap(env: NodeJS.ProcessEnv): Promise<string> {
  for (const folder of (env.PATH ?? "").split(delimiter).filter(Boolean)) {
    const path = join(folder, "bwrap");
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  throw new UserError(
    process.platform === "linux"
      ? "Packages run only inside bubblewrap, which is not installed. Install it (Debian: apt install bubblewrap), or leave out --run."
      : "Packages run only inside bubblewrap, which needs Linux. Leave out --run.",
  );
}
