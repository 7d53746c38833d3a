import type { Category } from "../catalog/verdict.ts";

/** How many were right, of how many. */
export type Share = { right: number; of: number };

/**
 * How right the rules were when they were last measured, on the data that they were developed with. `category.found`: of the
 * tools with a label, those that were given it; `category.called`: of the tools that were given a category, those that have it
 * as their label. `attacks`, `honest`: of attacking and of harmless definitions, those that had a threat finding (`warned`: of any level).
 */
export type Measured = {
  ruleset: string;
  /** Tools with a category as their label, and definitions that are known to attack or not to. */
  labelled: number;
  definitions: number;
  category: { all: Share; found: Record<Category, Share>; called: Record<Category, Share> };
  attacks: { warned: Share; blocked: Share };
  honest: { warned: Share; blocked: Share };
  rules: Record<string, Share>;
};

/** Written by `npx tsx scripts/measure-rules.ts`. */
export const measured: Measured = {
  ruleset: "19706f2aa8cb",
  labelled: 541,
  definitions: 1989,
  category: {
    all: { right: 508, of: 541 },
    found: {
      Read: { right: 236, of: 242 },
      Write: { right: 153, of: 167 },
      Execute: { right: 50, of: 60 },
      Destructive: { right: 55, of: 56 },
      Financial: { right: 14, of: 16 },
    },
    called: {
      Read: { right: 236, of: 242 },
      Write: { right: 153, of: 164 },
      Execute: { right: 50, of: 61 },
      Destructive: { right: 55, of: 57 },
      Financial: { right: 14, of: 17 },
    },
  },
  attacks: { warned: { right: 372, of: 422 }, blocked: { right: 206, of: 422 } },
  honest: { warned: { right: 6, of: 1567 }, blocked: { right: 0, of: 1567 } },
  rules: {
    "addressed.model": { right: 5, of: 5 },
    "addressed.obsolete": { right: 2, of: 2 },
    "attack.purpose": { right: 60, of: 60 },
    "code.run": { right: 7, of: 8 },
    "code.sql": { right: 7, of: 7 },
    "command-injection.orders": { right: 19, of: 19 },
    "command-injection.payload": { right: 13, of: 13 },
    "consent.claims": { right: 1, of: 1 },
    "consent.skips": { right: 2, of: 2 },
    "control.activate": { right: 1, of: 1 },
    "control.input": { right: 2, of: 2 },
    "control.playback": { right: 1, of: 4 },
    "destructive.access": { right: 7, of: 7 },
    "destructive.cancel": { right: 2, of: 2 },
    "destructive.remove": { right: 41, of: 42 },
    "destructive.reset": { right: 1, of: 1 },
    "destructive.says-so": { right: 2, of: 3 },
    "destructive.statement": { right: 1, of: 1 },
    "destructive.teardown": { right: 1, of: 1 },
    "execute.begin": { right: 4, of: 4 },
    "execute.begin-run": { right: 4, of: 6 },
    "execute.request": { right: 1, of: 1 },
    "execute.start": { right: 15, of: 16 },
    "execute.test": { right: 1, of: 1 },
    "exfiltration.address": { right: 14, of: 14 },
    "exfiltration.channel": { right: 6, of: 6 },
    "exfiltration.send-to": { right: 6, of: 6 },
    "financial.book": { right: 3, of: 3 },
    "financial.invoice": { right: 1, of: 1 },
    "financial.pay": { right: 3, of: 5 },
    "handover.secrets": { right: 2, of: 2 },
    "hidden-instruction.against-user": { right: 24, of: 24 },
    "hidden-instruction.concealment": { right: 21, of: 21 },
    "hidden-instruction.message": { right: 4, of: 4 },
    "hijack.arguments": { right: 60, of: 60 },
    "hijack.before-work": { right: 63, of: 64 },
    "hijack.binds": { right: 38, of: 38 },
    "hijack.copies": { right: 9, of: 9 },
    "invisible-unicode.characters": { right: 2, of: 2 },
    "overreach.carrier": { right: 0, of: 1 },
    "override.encoded": { right: 1, of: 1 },
    "override.instructions": { right: 27, of: 27 },
    "override.persona": { right: 12, of: 12 },
    "override.priority": { right: 55, of: 55 },
    "override.tag": { right: 4, of: 4 },
    "plants.stays": { right: 4, of: 4 },
    "preference.advertises": { right: 9, of: 9 },
    "preference.name": { right: 10, of: 11 },
    "puppet.false-answers": { right: 1, of: 1 },
    "read.answers": { right: 2, of: 3 },
    "read.check": { right: 4, of: 4 },
    "read.look-up": { right: 217, of: 218 },
    "read.picture": { right: 2, of: 2 },
    "read.work-out": { right: 10, of: 13 },
    "retelling.talk": { right: 2, of: 2 },
    "runs.cancel": { right: 1, of: 1 },
    "runs.command": { right: 3, of: 3 },
    "runs.rollout": { right: 2, of: 6 },
    "secrecy.quietly": { right: 1, of: 1 },
    "secret-access.collects": { right: 12, of: 12 },
    "secret-access.key-files": { right: 12, of: 12 },
    "secret-access.orders": { right: 23, of: 23 },
    "shadowing.arguments": { right: 124, of: 124 },
    "shadowing.deprecates": { right: 5, of: 5 },
    "shadowing.literal-arguments": { right: 57, of: 57 },
    "shadowing.prerequisite": { right: 155, of: 155 },
    "shadowing.speaks-for": { right: 6, of: 6 },
    "shadowing.takes-over": { right: 3, of: 3 },
    "shadowing.unrelated-call": { right: 38, of: 38 },
    "slant.answers": { right: 2, of: 2 },
    "take-out.to-place": { right: 3, of: 3 },
    "takeover.alert": { right: 8, of: 8 },
    "takeover.replaces": { right: 1, of: 1 },
    "trading.cancel": { right: 0, of: 1 },
    "trading.order": { right: 6, of: 6 },
    "trading.terms": { right: 1, of: 1 },
    "trading.unsent": { right: 1, of: 1 },
    "wording.attack": { right: 296, of: 299 },
    "write.change": { right: 45, of: 49 },
    "write.create": { right: 90, of: 96 },
    "write.manage": { right: 3, of: 3 },
    "write.send": { right: 12, of: 13 },
  },
};
