import type { Rule } from "../../catalog/rule.ts";
import { code } from "./code.ts";
import { control } from "./control.ts";
import { destructive } from "./destructive.ts";
import { execute } from "./execute.ts";
import { financial } from "./financial.ts";
import { hints } from "./hints.ts";
import { operations } from "./operations.ts";
import { read } from "./read.ts";
import { threats } from "./threats.ts";
import { trading } from "./trading.ts";
import { write } from "./write.ts";

/** The built-in rules, family by family; a test compares this list with the directory. */
export const families: Readonly<Record<string, Rule[]>> = {
  read,
  write,
  execute,
  code,
  control,
  destructive,
  financial,
  trading,
  operations,
  threats,
  hints,
};

/** All built-in rules. */
export const rules: Rule[] = Object.values(families).flat();
