import { parentPort } from "node:worker_threads";
import type { ToolDefinition } from "../catalog/tool.ts";
import { classify } from "../classifier/classify.ts";

// A thread of judge-threads.ts: for each message with definitions, one with their verdicts.
parentPort?.on("message", (definitions: ToolDefinition[]) => {
  parentPort?.postMessage(definitions.map((definition) => classify(definition)));
});
