import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { FetchFailed } from "./fetch-failure.ts";

/** The body without its content encoding (RFC 9110, 8.4); null for one that was not asked for. */
export function decode(body: Readable, encoding: string | null): Readable | null {
  const name = (encoding ?? "identity").trim().toLowerCase();
  if (name === "identity" || name === "") return body;
  const decoder = { gzip: createGunzip, "x-gzip": createGunzip, br: createBrotliDecompress, deflate: createInflate }[
    name
  ];
  if (!decoder) return null;
  const decoded = decoder();
  body.on("error", (error) => decoded.destroy(error));
  return body.pipe(decoded);
}

/** The pieces of a decoded body; fails once they are more than `maxBytes`. */
export async function* capped(body: Readable, decoded: Readable, maxBytes: number): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    for await (const chunk of decoded as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes)
        throw new FetchFailed({ ok: false, code: "too-large", message: `answered more than ${maxBytes} bytes` });
      yield chunk;
    }
  } finally {
    // Destroying the reader does not stop the socket when there is a decoder between them.
    body.destroy();
  }
}

/** The whole stream, or null once it is larger than `maxBytes`: counted after decoding, so that a small bomb is caught. */
export async function readCapped(stream: Readable, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
