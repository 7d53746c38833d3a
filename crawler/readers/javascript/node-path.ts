import { isThing, newObject, settled, type Site, type Value } from "./value.ts";

/** The place in the package where the package's files are said to live: nothing is ever read from a real path. */
export const packageRoot = "/package";

/** The path inside the package that a full path or file URL means ("" is the package itself), or undefined when it is elsewhere. */
export function insidePackage(path: string): string | undefined {
  const plain = normal(path.replace(/^file:\/\//, ""));
  if (plain === packageRoot) return "";
  return plain.startsWith(`${packageRoot}/`) ? plain.slice(packageRoot.length + 1) : undefined;
}

/** A path without `.`, `..` and double slashes. */
export function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part === ".." && path.startsWith("/")) continue;
    else if (part !== "." && part !== "") parts.push(part);
  }
  return (path.startsWith("/") ? "/" : "") + parts.join("/");
}

/** Why a path is not known that is not in the package: the user's own files, which are presumed not to be there. */
export const elsewhere = ["it is the working directory", "it is the home folder"] as const;

/** Whether a path is somewhere outside the package. */
export function isElsewhere(path: Value): boolean {
  const text = pathText(path);
  if (text !== undefined) return insidePackage(text) === undefined;
  return isThing(path) && path.kind === "unknown" && elsewhere.some((why) => path.why === why);
}

/** A call of node:path. Undefined when its result cannot be known. */
export function callPath(name: string, args: Value[], site: Site): { value: Value } | undefined {
  const values = args.map(settled);
  if ((name === "join" || name === "resolve") && isThing(args[0]) && isElsewhere(args[0])) {
    const absolute = name === "resolve" && values.some((value) => typeof value === "string" && value.startsWith("/"));
    if (!absolute) return { value: args[0] };
  }
  if (name === "resolve") {
    // What comes before the last absolute path does not matter, and need not be known.
    const from = values.findLastIndex((value) => typeof value === "string" && value.startsWith("/"));
    const rest = values.slice(Math.max(from, 0)).filter((value) => typeof value === "string");
    return from >= 0 && rest.length === values.length - from ? { value: normal(rest.join("/")) } : undefined;
  }
  const texts = values.filter((value) => typeof value === "string");
  if (texts.length !== values.length) return undefined;
  const [first = "", second = ""] = texts;
  const base = first.replace(/\/+$/, "").slice(first.replace(/\/+$/, "").lastIndexOf("/") + 1);
  const ext = /[^.]\.[^./]*$/.exec(base)?.[0].slice(1) ?? "";
  switch (name) {
    case "join":
      return { value: normal(texts.join("/")) || "." };
    case "normalize":
    case "toNamespacedPath":
      return { value: normal(first) };
    case "dirname":
      return { value: first.includes("/") ? first.slice(0, first.lastIndexOf("/")) || "/" : "." };
    case "basename":
      return { value: second !== "" && base.endsWith(second) ? base.slice(0, -second.length) : base };
    case "extname":
      return { value: ext };
    case "isAbsolute":
      return { value: first.startsWith("/") };
    case "relative":
      return first.startsWith("/") && second.startsWith("/") ? { value: relative(first, second) } : undefined;
    case "parse": {
      const dir = first.includes("/") ? first.slice(0, first.lastIndexOf("/")) : "";
      return {
        value: newObject(site, [
          ["root", first.startsWith("/") ? "/" : ""],
          ["dir", dir],
          ["base", base],
          ["ext", ext],
          ["name", ext === "" ? base : base.slice(0, -ext.length)],
        ]),
      };
    }
    default:
      return undefined;
  }
}

function relative(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => normal(path).split("/").filter(Boolean));
  if (!a || !b) return "";
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  return [...a.slice(same).map(() => ".."), ...b.slice(same)].join("/");
}

/** The text of a path: a string, or a URL object's. */
export function pathText(value: Value): string | undefined {
  const given = settled(value);
  if (isThing(given) && given.kind === "object") {
    const href = given.props.get("href");
    return typeof href === "string" ? href : undefined;
  }
  return typeof given === "string" ? given : undefined;
}
