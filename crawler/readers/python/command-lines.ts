import type { ExternalCall } from "./machine.ts";
import { isThing, lastName, native, type FunctionValue, type Value } from "./value.ts";

const options = new WeakMap<FunctionValue["node"], Map<string, Value>>();

/** click's `@click.option("-n", "--name", default=…)`: what the function below it gets when nobody gives the option. */
const option: ExternalCall = (_m, { list: flags, named }) =>
  native("option", ({ list: [fn = null] }) => {
    const written = flags.filter((flag) => typeof flag === "string");
    const name = written.find((flag) => /^[a-z_]\w*$/i.test(flag)) ?? written.find((flag) => flag.startsWith("--"));
    if (!isThing(fn) || fn.kind !== "function" || name === undefined) return fn;
    const key = name.split("/")[0]?.replace(/^-+/, "").replaceAll("-", "_").toLowerCase() ?? "";
    const isFlag = named.get("is_flag") === true || name.includes("/");
    const known = options.get(fn.node) ?? new Map<string, Value>();
    options.set(fn.node, known.set(key, named.get("default") ?? (isFlag ? false : null)));
    return fn;
  });

/** The decorators of click that say which options there are, by path. */
export const commandLines: Record<string, ExternalCall> = { "click.option": option, "rich_click.option": option };

/** What a parameter of a command is by default: what click was told, typer's `Option(…)`, or its own default. */
export function commandDefault(fn: FunctionValue, name: string, own: Value | undefined): Value | undefined {
  const told = options.get(fn.node)?.get(name);
  if (told !== undefined) return told;
  if (!isThing(own) || own.kind !== "instance" || own.of.kind !== "external") return own;
  if (!/^typer\./.test(own.of.path) || !/^(?:Option|Argument)$/.test(lastName(own.of))) return own;
  return own.args.list[0] ?? own.args.named.get("default");
}
