import { limits } from "./machine.ts";
import { isThing, native, newObject, settled, unknown, type NativeCall, type Site, type Value } from "./value.ts";

/** Encodings of Node's buffers (Node.js documentation, "Buffers and character encodings"). */
const names = new Set(["utf8", "utf-8", "ascii", "latin1", "binary", "base64", "base64url", "hex", "ucs2", "utf16le"]);

function encodingOf(value: Value, otherwise: BufferEncoding): BufferEncoding | undefined {
  const given = settled(value);
  if (given === undefined) return otherwise;
  return typeof given === "string" && names.has(given.toLowerCase())
    ? (given.toLowerCase() as BufferEncoding)
    : undefined;
}

/** A buffer of known bytes: all that is asked of one here is its text. */
function bufferOf(bytes: Buffer, site: Site): Value {
  const toString: NativeCall = (_, [encoding], at) => {
    const known = encodingOf(encoding, "utf8");
    return known === undefined ? unknown("its encoding is not known", at) : bytes.toString(known);
  };
  return newObject(site, [
    ["length", bytes.length],
    ["byteLength", bytes.length],
    ["toString", native("toString", toString)],
  ]);
}

const from: NativeCall = (_, [text, encoding], site) => {
  const given = settled(text);
  const known = encodingOf(encoding, "utf8");
  if (typeof given !== "string" || known === undefined || given.length > limits.text)
    return unknown("it is a buffer of unknown bytes", site, { truthy: true });
  return bufferOf(Buffer.from(given, known), site);
};

const plain =
  (convert: (text: string) => string): NativeCall =>
  (_, [text], site) => {
    const given = settled(text);
    // Encoding makes a text longer: doing it again and again must end.
    if (isThing(given) || String(given).length > limits.text) return unknown("its text is not known", site);
    try {
      return convert(String(given));
    } catch {
      return unknown("its text is not known", site);
    }
  };

/** Globals that turn texts into bytes and back. */
export const encodings: Record<string, Value> = {
  Buffer: native(
    "Buffer",
    from,
    new Map<string, Value>([
      ["from", native("from", from)],
      ["isBuffer", native("isBuffer", () => false)],
    ]),
  ),
  atob: native("atob", plain(atob)),
  btoa: native("btoa", plain(btoa)),
};
