import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

const schema = (name: string): { type: string; properties: Record<string, { type: string }> } => ({
  type: "object",
  properties: { [name]: { type: "string" } },
});

/** Arguments that make a tool dangerous within its category; attack-patterns.ts says what each opens the door to. */
export const signals: Rule[] = [
  {
    id: "signals.command",
    kind: "signal",
    level: "info",
    title: "takes a command or code",
    why: "Whoever writes the argument decides what runs.",
    when: {
      any: [
        {
          parameter: [
            "shell command",
            "js code",
            "python code",
            "bash command",
            "javascript",
            "command",
            "cmd",
            "script",
          ],
        },
        {
          all: [
            { parameter: ["code", "expression", "snippet", "source code"] },
            {
              any: [
                { verb: list("run execute evaluate eval exec") },
                { name: list("eval python javascript js sandbox repl") },
              ],
            },
          ],
        },
      ],
    },
    unless: {
      any: [
        { parameter: ["command"], value: list("get list create read status") },
        { name: list("country currency postal zip error promo coupon language verify validate") },
      ],
    },
    examples: {
      match: [{ name: "shell", inputSchema: schema("command") }],
      noMatch: [{ name: "shell", inputSchema: schema("country_code") }],
    },
  },
  {
    id: "signals.query",
    kind: "signal",
    level: "info",
    title: "takes a query of a database language",
    why: "A query can read, and often change, more than it was meant for.",
    when: {
      any: [
        { parameter: [...list("sql cypher kql mql sparql soql gremlin"), "sql query", "graphql query"] },
        {
          all: [
            { parameter: ["query", "statement", "queries"] },
            {
              any: [
                { object: list("sql cypher graphql kql soql dml ddl") },
                { name: list("sql graphql cypher kusto") },
              ],
            },
          ],
        },
      ],
    },
    examples: {
      match: [{ name: "execute_sql", inputSchema: schema("query") }],
      noMatch: [{ name: "search_docs", inputSchema: schema("query") }],
    },
  },
  {
    id: "signals.url",
    kind: "signal",
    level: "info",
    title: "takes any address",
    why: "The server calls the address from its own network, and what lies there comes back.",
    when: {
      parameter: [
        ...list("url urls uri endpoint webhook link"),
        ...[
          "base url",
          "webhook url",
          "callback url",
          "target url",
          "image url",
          "file url",
          "page url",
          "website url",
        ],
        ...["source url", "start url", "video url", "audio url"],
      ],
    },
    examples: {
      match: [{ name: "fetch_page", inputSchema: schema("url") }],
      noMatch: [{ name: "get_page", inputSchema: schema("id") }],
    },
  },
  {
    id: "signals.path",
    kind: "signal",
    level: "info",
    title: "takes a path of a file system",
    why: "A path may lead out of the folder that was meant.",
    when: {
      parameter: [
        ...list("path paths filepath directory dir folder cwd"),
        ...["file path", "folder path", "directory path", "output path", "input path", "source path", "project path"],
        ...["destination path", "target path", "repo path", "root path", "absolute path", "file absolute path"],
      ],
    },
    examples: {
      match: [{ name: "read_file", inputSchema: schema("path") }],
      noMatch: [{ name: "read_file", inputSchema: schema("file_id") }],
    },
  },
  {
    id: "signals.money",
    kind: "signal",
    level: "info",
    title: "takes an amount of money and says where it goes",
    why: "A wrong payee or amount is paid all the same.",
    when: {
      all: [
        { parameter: ["amount", "price", "value", "quantity", "amount usd", "amount in"] },
        {
          parameter: [
            ...list("recipient payee wallet currency symbol side beneficiary mint"),
            ...[
              "to address",
              "recipient address",
              "destination address",
              "wallet address",
              "payment method",
              "account id",
            ],
          ],
        },
      ],
    },
    unless: { verb: list("get list convert calculate estimate search find fetch check compare") },
    examples: {
      match: [
        {
          name: "pay",
          inputSchema: { type: "object", properties: { amount: { type: "number" }, payee: { type: "string" } } },
        },
      ],
      noMatch: [
        {
          name: "convert_currency",
          inputSchema: { type: "object", properties: { amount: { type: "number" }, currency: { type: "string" } } },
        },
      ],
    },
  },
  {
    id: "signals.force",
    kind: "signal",
    level: "info",
    title: "lets its caller switch a safeguard off",
    why: "A model that meets a refusal tries again with the switch.",
    when: {
      parameter: [
        ...list("force insecure unsafe override privileged sudo"),
        ...["skip confirmation", "no verify", "allow destructive", "skip validation", "skip checks", "ignore errors"],
        ...["bypass governance", "auto approve", "skip ssl verification"],
      ],
    },
    examples: {
      match: [{ name: "push", inputSchema: schema("force") }],
      noMatch: [{ name: "push", inputSchema: schema("branch") }],
    },
  },
  {
    id: "signals.identity",
    kind: "signal",
    level: "info",
    title: "acts for an identity that its caller names",
    why: "With one shared credential behind it, the model chooses whose rights are used.",
    when: {
      parameter: [
        ...list("impersonate tenant"),
        ...["tenant id", "on behalf of", "impersonate user", "act as", "run as", "as user", "sudo user"],
      ],
    },
    examples: {
      match: [{ name: "list_files", inputSchema: schema("impersonate_user") }],
      noMatch: [{ name: "list_files", inputSchema: schema("folder_id") }],
    },
  },
  {
    id: "signals.cost",
    kind: "signal",
    level: "info",
    title: "says that each call costs money or credits",
    why: "An agent that calls it in a loop spends without anybody noticing.",
    when: {
      sentence: [
        [
          "cost warning",
          "incur cost",
          "incurs cost",
          "may incur",
          "consume credit",
          "consumes credit",
          "use credit",
          "uses credit",
          "cost credit",
          "costs credit",
          "is billed",
          "are billed",
          "billed per",
          "charged per",
          "paid api call",
        ],
      ],
    },
    examples: {
      match: [{ name: "make_voice", description: "Makes a voice. Each call may incur costs." }],
      noMatch: [{ name: "get_costs", description: "Lists the costs of a project." }],
    },
  },
];
