import { list } from "./words.ts";

// What attacks on models are after, and how they ask for it; the families of threat rules share these words.

/** Files that hold keys, passwords or the configuration of clients; `@path` is the path that the words stand in. */
export const keyFiles: string[] = [
  "ssh id rsa",
  "ssh id",
  "id rsa",
  "id ed25519",
  "id ecdsa",
  "etc passwd",
  "etc shadow",
  "@path aws credential",
  "cursor mcp json",
  "claude desktop config json",
  "ssh authorized key",
];

/** Files that honest tools name too, and that nobody needs to be sent. */
export const privateFiles: string[] = [
  ...keyFiles,
  "aws credential",
  "bash history",
  "zsh history",
  "kube config",
  "git credential",
  "npmrc",
  "@path netrc",
  "@path pgpass",
  "@path env",
  "env file",
  "@path gnupg",
  "password file",
  "browser profile",
  "known host",
];

/** Secrets that a model may have at hand. */
export const secrets: string[] = [
  ...list("credential password passwd secret passphrase cookie keychain printenv mnemonic"),
  "api key",
  "private key",
  "access token",
  "admin token",
  "aws key",
  "environment variable",
  "session token",
  "system prompt",
  "seed phrase",
  "clipboard",
];

/** What was said between the user and the model, or before it. */
export const conversation: string[] = [
  "conversation",
  "chat transcript",
  "chat history",
  "chat log",
  "full chat",
  "entire chat",
  "message history",
  "previous message",
  "previous user message",
  "prior message",
  "system prompt",
  "system message",
  "chain of thought",
  "context window",
  "user has said",
  "user said",
  "user ha said",
  "earlier tool call",
  "previous tool call",
  "previous tool output",
  "all tool available to you",
];

/** Hands something over. */
export const gives: string[] = list(`
  pass put include append attach supply provide hand transmit send forward copy paste add embed encode report mail post
  upload give submit write fill share deliver
`);

/** Gets hold of something. */
export const obtains: string[] = [
  ...list("read open cat retrieve load collect obtain get fetch grab gather extract dump print access list find"),
  "look up",
  "look through",
  "search",
];

/** Who is spoken to. */
export const models: string[] = [...list("assistant model agent ai llm caller chatbot"), "language model"];

/** Where a model puts what it was told to fetch: an argument, by word or by its quoted name. */
export const argument: string[] = [...list("argument parameter field property input"), "@quote", "in it", "to it"];
