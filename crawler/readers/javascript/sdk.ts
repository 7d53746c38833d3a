import { textOf, type ExternalValue, type FunctionValue, type UnknownValue } from "./value.ts";

/** What can be called: a function of the package, something that another package exports, or something that is not known. */
export type Callee = FunctionValue | ExternalValue | UnknownValue;

/** What is in the bodies of the SDK's own methods, by which they are known in a bundle. */
const bodies = new Map<string, RegExp>([
  ["registerTool", /_registeredTools|_createRegisteredTool/],
  ["tool", /_registeredTools|_createRegisteredTool/],
  ["setRequestHandler", /_requestHandlers|Schema is missing a method literal/],
  ["getClientCapabilities", /_clientCapabilities/],
  ["getClientVersion", /_clientVersion/],
]);

/**
 * The name of the method of an SDK that a call may be of. A function of the package is one only when it is the SDK's own code
 * in a bundle; the name of anything else is only what it is called.
 */
export function sdkMethod(callee: Callee): string | undefined {
  if (callee.kind === "external") return callee.path.at(-1);
  if (callee.kind === "unknown") return callee.name;
  const { home } = callee;
  if (!home) return undefined;
  for (const [name, body] of bodies)
    if (home.props.get(name) === callee) return body.test(textOf(callee)) ? name : undefined;
  return undefined;
}

const registration = /registerTool|setRequestHandler|\.tool\(|addTool/;
const sdkInside = /_registeredTools|_requestHandlers/;
const longestCandidate = 200_000;

/** Whether a function of the package, not the SDK's own in a bundle, speaks of registering tools. */
export function mentionsRegistration(fn: FunctionValue): boolean {
  if (fn.node.end - fn.node.start >= longestCandidate) return false;
  const text = textOf(fn);
  return registration.test(text) && !sdkInside.test(text);
}
