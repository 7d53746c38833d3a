import type { Machine } from "./machine.ts";
import { callFs } from "./node-fs.ts";
import { callPath, insidePackage, normal, pathText } from "./node-path.ts";
import { parsedArguments } from "./settings.ts";
import { isThing, native, newObject, presume, settled, unknown, type Site, type Value } from "./value.ts";

/** What node:os says of the computer that a server is presumed to run on. */
const computer: Record<string, Value> = {
  platform: "linux",
  type: "Linux",
  arch: "x64",
  tmpdir: "/tmp",
  endianness: "LE",
};

/** A call of one of Node's own modules. Undefined when its result cannot be known. */
export function callNode(
  m: Machine,
  module: string,
  path: string[],
  args: Value[],
  site: Site,
): { value: Value } | undefined {
  const name = path.at(-1) ?? "";
  const [first, second] = args;
  switch (module) {
    case "path":
    case "path/posix":
    case "path/win32":
      return callPath(name, args, site);
    case "fs":
    case "fs/promises":
      return callFs(m, name, args, site);
    case "url": {
      if (name === "fileURLToPath") {
        const text = pathText(first);
        return text === undefined ? undefined : { value: text.replace(/^file:\/\//, "") };
      }
      const given = settled(first);
      return name === "pathToFileURL" && typeof given === "string"
        ? { value: fileUrl(normal(given), site) }
        : undefined;
    }
    case "module":
      if (name !== "createRequire") return undefined;
      return { value: m.requireFrom(insidePackage(pathText(first) ?? "") ?? site.source.path) };
    case "util":
      if (name === "parseArgs") return { value: parsedArguments(m, first, site) };
      // `promisify(fs.readFile)`: a promise is its value, so it is called as it is.
      if (name === "promisify") return { value: first };
      return undefined;
    case "os":
      if (Object.hasOwn(computer, name)) {
        const why = unknown("it depends on the computer", site);
        return { value: presume(computer[name], why) };
      }
      return undefined;
    case "assert":
      return { value: undefined };
    case "buffer":
      return name === "from" && path.includes("Buffer")
        ? { value: second === undefined ? first : undefined }
        : undefined;
    default:
      return undefined;
  }
}

/** A property of one of Node's own modules that is not a function. */
export function nodeMember(module: string, key: string): Value {
  if (/^path/.test(module) && key === "sep") return "/";
  if (/^path/.test(module) && key === "delimiter") return ":";
  if (module === "os" && key === "EOL") return "\n";
  return undefined;
}

/** A `file:` URL of a path. */
function fileUrl(path: string, site: Site): Value {
  return newObject(site, [
    ["href", `file://${path}`],
    ["pathname", path],
    ["protocol", "file:"],
    ["toString", native("toString", () => `file://${path}`)],
  ]);
}

/** `new URL("./file", import.meta.url)`, for files of the package. */
export function makeUrl(args: Value[], site: Site): Value {
  const path = settled(args[0]);
  const base = pathText(args[1]);
  if (typeof path === "string" && path.startsWith("file://")) return fileUrl(normal(path.slice(7)), site);
  if (typeof path !== "string" || !base?.startsWith("file://")) {
    return unknown("it is a URL", site, {
      truthy: true,
      ...(isThing(path) ? {} : { name: "URL" }),
    });
  }
  const folder = base.slice(7, base.lastIndexOf("/") + 1);
  const full = normal(path.startsWith("/") ? path : folder + path);
  return fileUrl(path.endsWith("/") ? `${full}/` : full, site);
}
