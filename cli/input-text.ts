import { readFile } from "node:fs/promises";
import { UserError } from "../catalog/user-error.ts";

/** The text of a file, or of standard input for `-`. Throws a UserError when it cannot be read, which ends with what to do. */
export async function readText(path: string, todo = ""): Promise<string> {
  if (path !== "-")
    return readFile(path, "utf8").then(withoutMark, (error: unknown) => {
      throw new UserError(`${path} cannot be read (${error instanceof Error ? error.message : String(error)}).${todo}`);
    });
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return withoutMark(Buffer.concat(chunks).toString("utf8"));
}

/** A text without the byte order mark that editors on Windows put first; no JSON parser takes it. */
export function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}
