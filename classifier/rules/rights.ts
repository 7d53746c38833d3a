import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

const schema = (name: string): { type: string; properties: Record<string, { type: string }> } => ({
  type: "object",
  properties: { [name]: { type: "string" } },
});

/** Rights that a tool hands out, and those it works with. */
export const rights: Rule[] = [
  {
    id: "rights.grants",
    kind: "signal",
    level: "info",
    title: "hands out rights that its caller names",
    why: "Whoever is given a role or a scope keeps it after the call; a broad one opens everything.",
    when: {
      all: [
        { verb: list("create add update set grant assign invite share generate issue put attach change enable") },
        {
          parameter: [
            ...list("scope scopes permission permissions role roles privileges acl policy grants"),
            ...[
              "role id",
              "role name",
              "access level",
              "policy document",
              "policy arn",
              "user role",
              "permission level",
            ],
            ...["token scopes", "access role", "permissions boundary"],
          ],
        },
      ],
    },
    unless: { verb: list("send ask generate chat complete") },
    examples: {
      match: [{ name: "create_api_token", inputSchema: schema("scopes") }],
      noMatch: [
        { name: "list_users", inputSchema: schema("role") },
        { name: "send_message", inputSchema: schema("role") },
      ],
    },
  },
  {
    id: "rights.broad",
    kind: "signal",
    level: "info",
    title: "says that it needs an administrator's rights",
    why: "What it is talked into, it does with those rights.",
    when: {
      any: [
        {
          sentence: [
            ["require", "need", "must have", "must be", "only for", "restricted to"],
            list("admin administrator root superuser owner superadmin sudo"),
            list("privilege permission role scope access right key token account user rights"),
          ],
        },
        {
          sentence: [
            [
              "service role",
              "service_role",
              "full access scope",
              "admin scope",
              "global administrator",
              "requires sudo",
            ],
          ],
        },
      ],
    },
    examples: {
      match: [{ name: "drop_caches", description: "Empties caches. Requires root privileges." }],
      noMatch: [{ name: "list_admins", description: "Lists the administrators of a group." }],
    },
  },
];
