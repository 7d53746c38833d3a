import { readFileSync } from "node:fs";
import { z } from "zod";

// One folder up in a checkout, two in the built package (dist/cli).
const file = new URL(import.meta.url.endsWith(".ts") ? "../package.json" : "../../package.json", import.meta.url);

/** Our version, as package.json says it. */
export const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, "utf8")));
