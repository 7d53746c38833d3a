import { baseRisk, categories, risks, type Category, type Risk } from "../catalog/verdict.ts";
import type { Action, Limit } from "./recommendation.ts";

/** How much is allowed: an action, and a quota for what is allowed. */
export type Terms = { action: Action; limit?: Limit | undefined };

export const presetNames = ["strict", "balanced", "permissive"] as const;
export type PresetName = (typeof presetNames)[number];

/**
 * A preset: the terms of each category, and the least strict terms of what is dangerous besides it. `unsure`: the verdict's
 * confidence is below `sureFrom`. `warned`, `poisoned`: the definition has a threat finding of level warn or block.
 */
export type Preset = {
  categories: Readonly<Record<Category, Terms>>;
  unsure: Terms;
  warned: Terms;
  poisoned: Terms;
};

/** Verdicts below this confidence are treated as unsure; at that value one in two is wrong (docs/rules.md, "Confidence"). */
export const sureFrom = 0.5;

const perMinute = (max: number): Terms => ({ action: "allow", limit: { max, window: "minute" } });
const allow: Terms = { action: "allow" };
const approve: Terms = { action: "approve" };
const hide: Terms = { action: "hide" };

/**
 * The presets. Each is at least as strict as the next one for every tool. The numbers of `balanced` are those of PolicyLayer's
 * published recommendations (policylayer.com/tools): 30 writes and 10 executions a minute.
 */
export const presets: Readonly<Record<PresetName, Preset>> = {
  strict: {
    categories: {
      Read: perMinute(60),
      Write: approve,
      Execute: approve,
      Destructive: hide,
      Financial: hide,
    },
    unsure: approve,
    warned: hide,
    poisoned: hide,
  },
  balanced: {
    categories: {
      Read: allow,
      Write: perMinute(30),
      Execute: perMinute(10),
      Destructive: hide,
      Financial: approve,
    },
    unsure: perMinute(10),
    warned: approve,
    poisoned: hide,
  },
  permissive: {
    categories: {
      Read: allow,
      Write: allow,
      Execute: perMinute(30),
      Destructive: approve,
      Financial: approve,
    },
    unsure: perMinute(30),
    warned: perMinute(10),
    poisoned: hide,
  },
};

/**
 * The category whose terms hold besides for a tool that is riskier than its own category, such as a Read that takes a shell
 * command: the first one of that risk. Null for a tool that is no riskier.
 */
export function alike(category: Category, risk: Risk = baseRisk[category]): Category | null {
  if (risks.indexOf(risk) <= risks.indexOf(baseRisk[category])) return null;
  return categories.find((one) => baseRisk[one] === risk) ?? null;
}

const order: readonly Action[] = ["allow", "approve", "deny", "hide"];
const minutes = { minute: 1, hour: 60, day: 1_440 } as const;
const rate = ({ max, window }: Limit): number => max / minutes[window];

/** The stricter of two terms: the later action, and of two quotas the smaller. */
export function stricter(a: Terms, b: Terms): Terms {
  if (a.action !== b.action) return order.indexOf(a.action) > order.indexOf(b.action) ? a : b;
  if (!a.limit || !b.limit) return a.limit ? a : b;
  return rate(a.limit) <= rate(b.limit) ? a : b;
}
