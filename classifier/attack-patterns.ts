/** A way in which tools are attacked or misused, and the rules that show a tool to be open to it or part of it. */
export type AttackPattern = {
  /** Never reused for another pattern. */
  id: string;
  name: string;
  what: string;
  /** What is known to have happened, each with its date or its number. */
  known: string[];
  /** What a policy does against it, or why it can do nothing. */
  against: string;
  rules: string[];
};

/**
 * The patterns that definitions can show. CVE numbers are of cve.org, AML numbers of MITRE ATLAS 5.6.0, SAFE numbers of
 * SAFE-MCP, arXiv numbers of papers.
 */
export const attackPatterns: AttackPattern[] = [
  {
    id: "AP-01",
    name: "Tool poisoning",
    what: "A definition gives the model orders that the user does not see: read a file, pass it on, say nothing.",
    against:
      "A starter policy hides a tool whose definition gives such orders, and asks a person where it only looks so. Quotas do not help: the text works without a call.",
    known: [
      "April 2025: an addition tool that read configuration and a private key (AML.CS0054)",
      "August 2025: MCPTox, 1,312 cases on 45 real servers; up to 72.8 % of the attacks worked (arXiv 2508.14925)",
    ],
    rules: [
      "wording.attack",
      "hidden-instruction.concealment",
      "hidden-instruction.against-user",
      "hidden-instruction.message",
      "override.instructions",
      "override.priority",
      "override.persona",
      "override.tag",
      "override.encoded",
      "addressed.model",
      "addressed.obsolete",
      "slant.answers",
      "consent.claims",
      "consent.skips",
      "secrecy.left-out",
      "secrecy.quietly",
      "puppet.false-answers",
      "puppet.obeys-content",
      "puppet.unbound",
      "plants.stays",
      "foreign-orders.ignore",
      "foreign-orders.conceal",
      "foreign-orders.secrets",
      "secret-access.collects",
      "secret-access.key-files",
      "secret-access.orders",
      "handover.secrets",
      "handover.prompt",
      "command-injection.orders",
      "command-injection.payload",
    ],
  },
  {
    id: "AP-02",
    name: "Poisoning of the whole schema",
    what: "The orders stand outside the description: in names, listed values, defaults, titles or the output schema. All threat rules read every string of a definition.",
    against:
      "The same as against tool poisoning. What reviews a definition must show all of it, and not only the description.",
    known: ["Full-schema poisoning: SAFE-T1501"],
    rules: ["foreign-orders.secrets", "secret-access.key-files", "overreach.conversation", "overreach.carrier"],
  },
  {
    id: "AP-03",
    name: "Invisible characters",
    what: "Characters that people cannot see, or that reorder text, make a reviewer and a model read different things.",
    against:
      "A starter policy hides a tool whose text is carried by such characters, and asks a person where they only occur. The pages and the MCP endpoint of this catalog show them as their numbers.",
    known: ["Hidden text in tag characters and overrides: SAFE-T1402, AML.T0068"],
    rules: ["invisible-unicode.characters", "invisible-unicode.carrier", "invisible-unicode.look-alike"],
  },
  {
    id: "AP-04",
    name: "Shadowing of other tools",
    what: "A definition changes how another tool is called: its recipient, its query, what runs before it.",
    against:
      "A starter policy hides the tool that steers others, or asks a person before it is called. Constrain the recipient or the address of the tool that is steered, and give agents no untrusted server beside mail or money.",
    known: ["2025: a second server rewrote the recipients of a messenger's tool (SAFE-T1008, SAFE-T1301)"],
    rules: [
      "shadowing.arguments",
      "shadowing.literal-arguments",
      "shadowing.prerequisite",
      "shadowing.unrelated-call",
      "shadowing.deprecates",
      "shadowing.speaks-for",
      "shadowing.takes-over",
      "hijack.copies",
      "hijack.arguments",
      "hijack.binds",
      "hijack.before-work",
      "takeover.follows",
      "takeover.every-call",
      "takeover.replaces",
      "takeover.alert",
    ],
  },
  {
    id: "AP-05",
    name: "Changed after approval",
    what: "A tool or its package is honest when it is approved and changes later. No rule can see it in one definition: the catalog keeps every version, and a client should approve a hash and not a name.",
    against:
      "A policy names tools, and a name does not change with the definition. Pin the version, compare the definition's hash, and refuse the tool until a person has read what changed.",
    known: [
      "August 2025: CVE-2025-54136, an approved configuration that could be changed without asking again",
      "17 September 2025: postmark-mcp 1.0.16 began to send a copy of every mail (AML.CS0053)",
    ],
    rules: [],
  },
  {
    id: "AP-06",
    name: "Parameters that carry data out",
    what: "A tool asks for more than its work needs, such as the conversation; the model fills it in, the server keeps it.",
    against:
      "Refuse the argument, or limit its length, at the gateway; a starter policy asks a person before such a tool is called, or hides it.",
    known: ["Out-of-scope parameters are a class of the MSB benchmark (AML.T0086, SAFE-T1911)"],
    rules: [
      "overreach.carrier",
      "overreach.whole",
      "overreach.conversation",
      "exfiltration.address",
      "exfiltration.send-to",
      "retelling.talk",
      "retelling.third-party",
      "exfiltration.channel",
    ],
  },
  {
    id: "AP-07",
    name: "Manipulated preference",
    what: "A definition advertises itself so that calls and data flow to it instead of to an equal tool.",
    against: "List one server for each purpose. What a policy does not list is refused, whatever it says of itself.",
    known: ["A class of the MSB and MCP-SafetyBench benchmarks (AML.T0111)"],
    rules: ["preference.advertises", "preference.always-choose", "preference.name", "plants.threatens"],
  },
  {
    id: "AP-08",
    name: "Orders in results",
    what: "Text that a tool brings in, such as an issue or a page, carries orders; the tool itself is honest.",
    against:
      "A policy cannot see it in one call. Have a person agree to writing, running and sending in sessions that read strangers' text, or give those tools to another session.",
    known: [
      "June 2025: a page read by an editor's scraping server (AML.CS0045)",
      "19 June 2025: support tickets that steered a ticket system's server (AML.CS0039)",
    ],
    rules: ["flows.untrusted", "signals.url"],
  },
  {
    id: "AP-09",
    name: "Private data, untrusted text and a way out in one session",
    what: "With all three, text from outside can have private data sent away, without any bug.",
    against:
      "Take away one of the three: hide the tools that send, or let a session read only what everybody may read.",
    known: ["26 May 2025: a public issue made an agent copy private code into a public pull request"],
    rules: ["flows.private", "flows.untrusted", "flows.sends"],
  },
  {
    id: "AP-10",
    name: "A sending tool as the way out",
    what: "An honest tool for mail, chat or sharing carries away what was stolen elsewhere.",
    against:
      "Constrain the recipient to your own people (a suggested constraint of the starter policy), and keep the quota low.",
    known: ["June 2025: an agent builder's mail tools (AML.CS0037)"],
    rules: ["flows.sends"],
  },
  {
    id: "AP-11",
    name: "Abuse of a query language",
    what: "A tool that takes free queries is talked into reading or changing what it was not meant for.",
    against:
      "A starter policy lets such a tool run ten times a minute and suggests to allow one reading statement. Text can be worked around: a database role that may only read is the surer way.",
    known: [
      "July 2025: a support ticket had integration tokens read through a database server with full rights",
      "CVE-2026-49257: query tools that answered anybody",
    ],
    rules: ["signals.query"],
  },
  {
    id: "AP-12",
    name: "Injected commands",
    what: "An argument reaches a shell, an evaluator or another program's options.",
    against:
      "A quota is no cure. List the values that an argument may have, run the server in a sandbox, and hide what is a shell.",
    known: [
      "20 January 2026: CVE-2025-68143, CVE-2025-68144 and CVE-2025-68145 in a git server",
      "CVE-2025-53967: a file key that reached a shell",
      "CVE-2026-44968: injected options",
    ],
    rules: ["signals.command"],
  },
  {
    id: "AP-13",
    name: "Paths that lead out",
    what: "A path with dots, an absolute path or a link leaves the folder that a tool should stay in.",
    against:
      "Constrain the path to one folder (a suggested constraint of the starter policy), and use a version that is mended.",
    known: [
      "July 2025: CVE-2025-53109 (links) and CVE-2025-53110 (prefixes) in a file server",
      "CVE-2026-27735: adding files outside the repository",
      "CVE-2026-27825: a file written anywhere, up to running code",
    ],
    rules: ["signals.path"],
  },
  {
    id: "AP-14",
    name: "Requests from inside",
    what: "A tool fetches an address of its caller's from the server's own network: metadata, internal services, files.",
    against:
      "Constrain the address to your own hosts (a suggested constraint of the starter policy), and keep the server away from internal networks.",
    known: [
      "CVE-2026-42449",
      "CVE-2026-15583: a header sent the service's token to any host",
      "CVE-2026-5323",
      "CVE-2026-26118",
    ],
    rules: ["signals.url"],
  },
  {
    id: "AP-15",
    name: "Confused deputy",
    what: "A server acts with its own rights for somebody who does not have them.",
    against:
      "Give each person a grant of their own, not one key for all, and refuse an argument that names somebody else.",
    known: ["CVE-2026-15583", "CVE-2026-49257"],
    rules: ["signals.identity", "rights.broad", "rights.grants"],
  },
  {
    id: "AP-18",
    name: "Look-alike names",
    what: "A server or a tool is named nearly like a trusted one, or like one that models tend to invent. Near names alone prove nothing: most are honest.",
    against:
      "A policy that is bound to a package and a version does not follow a look-alike. Compare identifiers, not names.",
    known: [
      "September 2025: postmark-mcp, named after a company that had no such package",
      "2026: 19 look-alike packages that stole keys (SANDWORM_MODE)",
    ],
    rules: ["invisible-unicode.look-alike"],
  },
  {
    id: "AP-20",
    name: "Harm by an agent that may do too much",
    what: "An agent, honest or confused, does what cannot be undone because nothing stops it.",
    against:
      "A starter policy hides what deletes for good. Where it is needed, have a person see the arguments and agree.",
    known: [
      "18 July 2025: an agent deleted a production database during a freeze",
      "25 April 2026: an agent deleted a production volume with its backups in nine seconds",
    ],
    rules: [
      "flows.bulk",
      "flows.no-rehearsal",
      "signals.force",
      "rights.grants",
      "rights.broad",
      "hints.contradiction",
      "attack.purpose",
    ],
  },
  {
    id: "AP-21",
    name: "Money to the wrong place",
    what: "A payment, an order or a transfer is made for the wrong payee, amount or number of times.",
    against: "A starter policy has a person agree to each payment, and suggests a highest amount.",
    known: ["August 2024: payees swapped in an office assistant (AML.CS0026)"],
    rules: ["signals.money"],
  },
  {
    id: "AP-22",
    name: "Endless calls",
    what: "Agents call tools again and again: without a stop, after errors, or because a text asks for it. Quotas and money go without a visible fault.",
    against:
      "This is what quotas are for: by the minute and by the day, for tools that only read too, when they cost money.",
    known: ["November 2025: four agents in a loop for eleven days, about 47,000 dollars"],
    rules: ["signals.cost", "takeover.every-call"],
  },
  {
    id: "AP-24",
    name: "Exposed secrets",
    what: "Keys and passwords can be read through a tool, and then live on in contexts and logs.",
    against: "Hide tools that return keys or passwords, and keep results out of logs.",
    known: ["CVE-2026-41495 and CVE-2026-42282: tokens and arguments in logs"],
    rules: ["flows.secrets"],
  },
];

/** The ids of the patterns that a rule belongs to. */
export function patternsOf(rule: string): string[] {
  return attackPatterns.filter(({ rules }) => rules.includes(rule)).map(({ id }) => id);
}
