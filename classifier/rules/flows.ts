import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

const looks = list(`
        get list read search fetch retrieve find query show view export download extract scrape crawl browse
        receive check access return lookup reveal dump inspect open
      `);
const changes = list("delete remove drop update purge wipe archive move send cancel disable revoke close");
const schema = (name: string): { type: string; properties: Record<string, { type: string }> } => ({
  type: "object",
  properties: { [name]: { type: "string" } },
});

/** What flows through a tool: private data, text of strangers, a way out, and what is lost. */
export const flows: Rule[] = [
  {
    id: "flows.sends",
    kind: "signal",
    level: "info",
    title: "sends text of its caller's to others",
    why: "Whatever the model knows can leave in such a text.",
    when: {
      any: [
        {
          all: [
            {
              verb: list(`
                send post publish reply forward comment tweet share notify broadcast upload export submit
                发送 回复 发布 分享 上传
              `),
            },
            { not: { object: list("transaction payment job form order signal keystroke click command archive") } },
          ],
        },
        { name: ["^email", "^message", "send email", "send message"] },
        {
          all: [
            { verb: list("create add write update edit") },
            {
              object: [
                ...list("comment reply post issue gist tweet email review discussion"),
                "pull request",
                "merge request",
              ],
            },
          ],
        },
      ],
    },
    examples: {
      match: [{ name: "send_email", description: "Send an email" }, { name: "add_comment" }],
      noMatch: [{ name: "list_sent_emails" }, { name: "send_transaction" }, { name: "create_contact" }],
    },
  },
  {
    id: "flows.untrusted",
    kind: "signal",
    level: "info",
    title: "brings in text that anybody may have written",
    why: "Such a text can carry orders to the model.",
    when: {
      all: [
        { verb: looks },
        {
          object: [
            ...list(`
        email mail inbox mailbox message issue comment page website web webpage html review post tweet thread ticket
        article feed rss news transcript conversation chat discussion readme url urls internet blog mention
        reply
      `),
            ...["pull request", "search result"],
          ],
        },
      ],
    },
    unless: {
      any: [
        { object: list("template status count schema setting webhook label attribute metadata") },
        { name: ["by email", "by message", "by ticket"] },
      ],
    },
    examples: {
      match: [{ name: "read_email", description: "Read an email" }],
      noMatch: [{ name: "list_ticket_labels" }, { name: "send_email" }],
    },
  },
  {
    id: "flows.private",
    kind: "signal",
    level: "info",
    title: "reads what belongs to a person or a company",
    why: "With untrusted text and a way out in the same session, it can be stolen.",
    when: {
      all: [
        { verb: looks },
        {
          object: list(`
        email mail inbox mailbox clipboard message contact calendar event file document note patient medical employee payroll
        transaction customer invoice memory conversation chat drive attachment database record profile recording
        transcript
      `),
        },
      ],
    },
    unless: { object: list("schema template public attribute metadata property field console count type dns youtube") },
    examples: {
      match: [{ name: "list_contacts" }, { name: "search_drive", description: "Search the files of your drive" }],
      noMatch: [{ name: "get_weather" }, { name: "create_contact" }],
    },
  },
  {
    id: "flows.secrets",
    kind: "signal",
    level: "info",
    title: "reads secrets",
    why: "A key or a password that the model has seen can be given away.",
    when: {
      all: [
        { verb: [...looks, "decrypt", "printenv", "export"] },
        {
          any: [
            {
              name: [
                ...list("secret credential password passphrase cookie mnemonic printenv env keychain"),
                ...["api key", "access token", "auth token", "private key", "access key", "environment variable"],
                ...["connection string", "env var", "recovery code", "seed phrase"],
              ],
            },
            { object: ["secret value", "private key", "connection string", "environment variable", "seed phrase"] },
            {
              description: ["including", "includes", "with"].flatMap((word) =>
                ["secret", "signing secret", "client secret", "token", "access token", "password", "api key"].flatMap(
                  (what) => [`${word} its ${what}`, `${word} the ${what}`],
                ),
              ),
            },
          ],
        },
      ],
    },
    unless: {
      any: [
        {
          object: list(
            "policy strength breach leak leaked metadata scanning alert pwned exposure expiry scanner history",
          ),
        },
        { verb: list("create delete update rotate generate revoke set") },
      ],
    },
    examples: {
      match: [{ name: "get_secret", description: "Get the value of a secret" }, { name: "list_api_keys" }],
      noMatch: [{ name: "create_secret" }, { name: "get_password_policy" }],
    },
  },
  {
    id: "flows.bulk",
    kind: "signal",
    level: "info",
    title: "changes or removes many things at once",
    why: "One wrong call does the harm of many.",
    when: {
      all: [
        { verb: changes },
        {
          any: [
            { name: ["all", "bulk", "batch", "many", "multiple"] },
            { parameter: ["all", "recursive", "delete all", "ids", "wildcard", "where", "pattern", "apply to all"] },
          ],
        },
      ],
    },
    examples: {
      match: [{ name: "delete_all_messages" }, { name: "remove_files", inputSchema: schema("recursive") }],
      noMatch: [{ name: "delete_message" }, { name: "list_all_messages" }],
    },
  },
  {
    id: "flows.no-rehearsal",
    kind: "signal",
    level: "info",
    title: "removes for good, without a trial run or a confirmation",
    why: "Nothing stands between a mistaken call and the loss.",
    when: {
      all: [
        { verb: list("delete drop purge wipe destroy erase truncate terminate uninstall") },
        {
          not: {
            parameter: [
              "dry run",
              "confirm",
              "confirmation",
              "preview",
              "confirmed",
              "dryrun",
              "confirm token",
              "soft",
            ],
          },
        },
      ],
    },
    examples: {
      match: [{ name: "delete_database" }],
      noMatch: [{ name: "delete_database", inputSchema: schema("confirm") }, { name: "list_deleted" }],
    },
  },
];
