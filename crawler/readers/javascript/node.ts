import { format } from "node:util";
import { madeText, type Machine } from "./machine.ts";
import { callFs } from "./node-fs.ts";
import { callPath, elsewhere, insidePackage, normal, pathText } from "./node-path.ts";
import { parsedArguments } from "./settings.ts";
import { fileUrl } from "./urls.ts";
import { isThing, presume, settled, unknown, type Site, type Value } from "./value.ts";

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
  const [first] = args;
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
      if (name === "format") return formatted(m, args, site);
      return undefined;
    case "os":
      if (name === "homedir") return { value: unknown(elsewhere[1], site, { truthy: true }) };
      if (Object.hasOwn(computer, name)) {
        const why = unknown("it depends on the computer", site);
        return { value: presume(computer[name], why) };
      }
      return undefined;
    case "timers/promises":
      return { value: args[name === "setTimeout" ? 1 : 0] };
    case "assert":
      return { value: undefined };
    case "buffer":
      return name === "from" && path.includes("Buffer")
        ? { value: m.call(m.get(m.globals.get("Buffer"), "from", site), undefined, args, site) }
        : undefined;
    default:
      return undefined;
  }
}

/** What node:util's `format` gives for plain values. */
function formatted(m: Machine, args: Value[], site: Site): { value: Value } {
  const values = args.map(settled).filter((value) => !isThing(value));
  const text = values.length === args.length ? madeText(m, format(...values)) : undefined;
  return { value: text ?? unknown("its text is not known", site) };
}

/** A property of one of Node's own modules that is not a function. */
export function nodeMember(module: string, key: string): Value {
  if (/^path/.test(module) && key === "sep") return "/";
  if (/^path/.test(module) && key === "delimiter") return ":";
  if (module === "os" && key === "EOL") return "\n";
  return undefined;
}
