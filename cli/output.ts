import Table from "cli-table3";
import ora from "ora";
import { visibleJson, visibleText } from "../catalog/text.ts";

/** Writes data to standard output. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Writes one JSON document to standard output; strangers' control characters in it are JSON escapes. */
export function printJson(value: unknown): void {
  print(visibleJson(JSON.stringify(value, null, 2)));
}

/** Writes one line of JSONL to standard output, as safe as `printJson`. */
export function printJsonLine(value: unknown): void {
  print(visibleJson(JSON.stringify(value)));
}

/** Writes a message for the person to standard error; strangers' text in it cannot reach the terminal's control codes. */
export function say(message: string): void {
  process.stderr.write(`${visibleText(message)}\n`);
}

const rules = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** A plain table. Every cell is made inert and cut to `widest` characters, so no stranger's text breaks the terminal or the layout. */
export function table(head: string[], rows: (string | number)[][], widest = 60): string {
  const drawn = new Table({
    head,
    chars: rules,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  drawn.push(...rows.map((row) => row.map((cell) => oneLine(String(cell), widest))));
  return drawn.toString().replace(/[ \t]+$/gm, "");
}

/** A text on one line, inert, cut with an ellipsis where it is longer than `widest` characters. */
export function oneLine(text: string, widest: number): string {
  const line = visibleText(text.replace(/\s+/g, " ").trim());
  return line.length > widest ? `${line.slice(0, widest - 1).toWellFormed()}…` : line;
}

/** "1 tool", "2 tools", "1,234 tools". */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}

export type Progress = { update: (text: string) => void; done: () => void };

const quietMs = 5_000;

/** Progress of long work on standard error: one line that changes on a terminal, a line every five seconds elsewhere. */
export function progress(): Progress {
  if (process.stderr.isTTY) {
    const spinner = ora({ stream: process.stderr }).start();
    return {
      update: (text) => {
        spinner.text = visibleText(text);
      },
      done: () => {
        spinner.stop();
      },
    };
  }
  let last = Date.now();
  return {
    update: (text) => {
      if (Date.now() - last < quietMs) return;
      last = Date.now();
      say(text);
    },
    done: () => undefined,
  };
}
