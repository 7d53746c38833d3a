#!/usr/bin/env node
import { CommanderError } from "commander";
import { UserError } from "../catalog/user-error.ts";
import { say } from "./output.ts";
import { createProgram } from "./program.ts";

// The reader of a pipe may stop early (`| head`): that is its right, and no reason not to finish the work.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

try {
  await (await createProgram(process.argv[2])).parseAsync();
} catch (error) {
  if (error instanceof UserError) {
    say(`mcp-risk: ${error.message}`);
    process.exitCode = 2;
  } else if (error instanceof CommanderError) {
    // Commander has already said what is wrong; its help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else throw error;
}
