import { agentcore } from "./agentcore.ts";
import { agentgateway } from "./agentgateway.ts";
import { anthropic } from "./anthropic.ts";
import { claudeCode } from "./claude-code.ts";
import { codex } from "./codex.ts";
import { cursor } from "./cursor.ts";
import { envoyAiGateway } from "./envoy-ai-gateway.ts";
import type { Format } from "./format.ts";
import { gemini, geminiSettings } from "./gemini.ts";
import { intercept } from "./intercept.ts";
import { kong } from "./kong.ts";
import { litellm } from "./litellm.ts";
import { openai } from "./openai.ts";
import { policylayer } from "./policylayer.ts";
import { toolhive } from "./toolhive.ts";

/** Every way to write a policy down, the default first. */
export const formats: readonly Format[] = [
  policylayer,
  intercept,
  claudeCode,
  codex,
  gemini,
  geminiSettings,
  cursor,
  openai,
  anthropic,
  agentgateway,
  envoyAiGateway,
  toolhive,
  agentcore,
  litellm,
  kong,
];
