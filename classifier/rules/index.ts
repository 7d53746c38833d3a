import type { Rule } from "../../catalog/rule.ts";
import { addressed } from "./addressed.ts";
import { atCost } from "./at-cost.ts";
import { attack } from "./attack.ts";
import { code } from "./code.ts";
import { commandInjection } from "./command-injection.ts";
import { compute } from "./compute.ts";
import { consent } from "./consent.ts";
import { control } from "./control.ts";
import { destructive } from "./destructive.ts";
import { execute } from "./execute.ts";
import { exfiltration } from "./exfiltration.ts";
import { financial } from "./financial.ts";
import { flows } from "./flows.ts";
import { forGood } from "./for-good.ts";
import { foreignDeeds } from "./foreign-deeds.ts";
import { foreignOrders } from "./foreign-orders.ts";
import { hiddenInstruction } from "./hidden-instruction.ts";
import { hijack } from "./hijack.ts";
import { hints } from "./hints.ts";
import { handover } from "./handover.ts";
import { invisibleUnicode } from "./invisible-unicode.ts";
import { media } from "./media.ts";
import { operations } from "./operations.ts";
import { override } from "./override.ts";
import { overreach } from "./overreach.ts";
import { plants } from "./plants.ts";
import { preference } from "./preference.ts";
import { puppet } from "./puppet.ts";
import { read } from "./read.ts";
import { records } from "./records.ts";
import { retelling } from "./retelling.ts";
import { rights } from "./rights.ts";
import { runs } from "./runs.ts";
import { secrecy } from "./secrecy.ts";
import { secretAccess } from "./secret-access.ts";
import { shadowing } from "./shadowing.ts";
import { signals } from "./signals.ts";
import { slant } from "./slant.ts";
import { takeOut } from "./take-out.ts";
import { takeover } from "./takeover.ts";
import { trading } from "./trading.ts";
import { wording } from "./wording.ts";
import { write } from "./write.ts";

/** The built-in rules, family by family; a test compares this list with the directory. */
export const families: Readonly<Record<string, Rule[]>> = {
  read,
  compute,
  write,
  records,
  media,
  "take-out": takeOut,
  execute,
  runs,
  code,
  control,
  destructive,
  "for-good": forGood,
  financial,
  "at-cost": atCost,
  trading,
  "foreign-deeds": foreignDeeds,
  operations,
  signals,
  rights,
  flows,
  "hidden-instruction": hiddenInstruction,
  override,
  addressed,
  slant,
  consent,
  secrecy,
  puppet,
  plants,
  "foreign-orders": foreignOrders,
  shadowing,
  hijack,
  takeover,
  exfiltration,
  overreach,
  handover,
  retelling,
  "secret-access": secretAccess,
  "command-injection": commandInjection,
  "invisible-unicode": invisibleUnicode,
  preference,
  wording,
  attack,
  hints,
};

/** All built-in rules. */
export const rules: Rule[] = Object.values(families).flat();
