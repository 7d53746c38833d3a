import { InvalidArgumentError } from "commander";

/** Options that every command has. */
export type Global = { db?: string; json?: boolean };

/** Reads a whole number from 1 for commander. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("Give a whole number from 1.");
  return value;
}

/** Reads a time as RFC 3339 (or a plain date) for commander. */
export function rfc3339(text: string): string {
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("Give a time such as 2026-11-01 or 2026-11-01T12:00:00Z.");
  return new Date(text).toISOString();
}

/** Reads a whole number from 0 for commander. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError("Give a whole number from 0.");
  return value;
}
