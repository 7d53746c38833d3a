import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

/** Tools that are made to attack. */
export const attack: Rule[] = [
  {
    id: "attack.purpose",
    kind: "other",
    level: "warn",
    title: "is made to attack a system or to steal from it",
    why: "Whoever is allowed to call it can do harm with it, whatever the reason it was written for.",
    when: {
      any: [
        { name: list("exfil exfiltrate mimikatz keylogger backdoor dcsync privesc") },
        {
          description: [
            ...list("exfiltrate mimikatz keylogger backdoor hijack phishing ransomware rootkit"),
            "golden ticket",
            "silver ticket",
            "pass the hash",
            "reverse shell",
            "bind shell",
            "web shell",
            "privilege escalation",
            "brute force",
            "code injection",
            "malicious code",
          ],
        },
        {
          sentence: [["disable"], list("whitelisting detection logging antivirus edr amsi applocker uac")],
        },
        {
          sentence: [
            ["bypass", "evade"],
            list("authentication whitelisting detection logging antivirus edr amsi applocker uac"),
          ],
        },
        {
          sentence: [
            ["exploit", "abuse"],
            list("vulnerable vulnerability misconfiguration cve membership delegation suid"),
          ],
        },
      ],
    },
    unless: {
      any: [
        { name: list("get list check detect scan search find analyze report audit validate lookup") },
        { verb: list("analyze analyse detect check identify lookup look search query") },
      ],
    },
    examples: {
      match: [{ name: "ticket", description: "Forge a golden ticket of a domain" }],
      noMatch: [{ name: "check_headers", description: "Checks whether a site is open to brute force." }],
    },
  },
];
