import type { Rule } from "../../catalog/rule.ts";
import { foreignLights, foreignMachines, foreignRunning } from "../foreign-things.ts";
import { foreignVerbs } from "../foreign-verbs.ts";
import { list } from "../words.ts";
import { queuedRequest, running } from "./runs.ts";

/** Where a name has one of these, what the description calls removing is deleting. */
export const deletes = list("delete purge wipe destroy erase clear drop trash");

/** Says that what is done cannot be taken back. */
const irreversible = (
  "cannot be undone, can not be undone, can't be undone, cannot be reversed, cannot be recovered, " +
  "irreversible, irreversibly, permanently delete, permanently remove, permanently deactivate, " +
  "permanently erase, permanently deleted, permanently removed, irrecoverable, unrecoverable, " +
  "permanently destroy, destructive tool, destructive action, destructive operation, is destructive, " +
  "data loss, will be lost, removed for good, deleted for good, erased for good, gone for good, 不可恢复, 不可撤销, 永久删除"
).split(", ");

/** Tools that remove or overwrite for good, or take access away. */
export const destructive: Rule[] = [
  {
    id: "destructive.remove",
    category: "Destructive",
    title: "deletes or removes something",
    why: "What is removed does not come back by calling the tool again.",
    when: {
      verb: [
        ...list(`
        delete remove purge wipe trash destroy erase prune uninstall truncate unregister deregister expunge rm
        del forget evict detonate discard empty obliterate recycle hdel srem zrem lrem xdel lpop rpop spop ltrim decommission
        xtrim getdel flushdb flushall
      `),
        ...foreignVerbs.remove,
      ],
    },
    unless: {
      any: [
        { all: [{ verb: ["add"] }, { verb: ["remove"] }] },
        { name: list("untrash restore recover unlike unstar unpin unfollow unlink unprotect unapprove unmark untag") },
        { all: [{ verb: ["truncate", "prune"] }, { object: list("text string message candidate sentence context") }] },
        { all: [{ verb: ["apagar", "apaga"] }, { object: [...foreignLights, ...foreignMachines] }] },
        // A removal among the edits of a plain editing tool.
        { all: [{ verb: ["remove"] }, { name: ["^set", "^update", "^edit", "^assign", "^toggle"] }] },
        {
          all: [
            { verb: ["remove"] },
            { not: { name: deletes } },
            { object: list("background noise watermark whitespace filter protection presence focus html formatting") },
          ],
        },
      ],
    },
    weight: 1.1,
    examples: {
      match: [
        { name: "delete_file", description: "Delete a file" },
        { name: "mysql_tool", description: "删除表中的记录" },
      ],
      noMatch: [
        { name: "list_deleted_files", description: "Returns deleted items" },
        {
          name: "check_dependents",
          description: "Before deleting, call this to see what depends on the item. Does not delete anything.",
        },
        { name: "mark_email", description: "Add or remove flags from an email" },
      ],
    },
  },
  {
    id: "destructive.access",
    category: "Destructive",
    title: "takes access or membership away",
    why: "Whoever loses access cannot undo it, and what relied on it stops working.",
    when: {
      any: [
        {
          verb: [
            ...list("revoke ban kick expel invalidate deauthorize blacklist suspend deprovision offboard"),
            ...foreignVerbs.revoke,
          ],
        },
        { name: ["timeout user", "timeout member"] },
        {
          all: [
            { verb: ["regenerate", "rotate", "reset"] },
            { object: ["secret", "key", "token", "password", "credential"] },
            { not: { object: ["count", "counter"] } },
          ],
        },
      ],
    },
    examples: {
      match: [{ name: "revoke_token", description: "Revoke the current token" }, { name: "rotate_api_key" }],
      noMatch: [{ name: "list_banned_users" }, { name: "get_token" }],
    },
  },
  {
    id: "destructive.drop",
    category: "Destructive",
    title: "drops, kills or ends something for good",
    why: "The object decides: a dropped table or an ended instance is gone.",
    when: {
      any: [
        { all: [{ verb: ["release"] }, { object: ["phone number", "phonenumber"] }] },
        {
          all: [
            { verb: list("drop terminate kill release abandon shred") },
            {
              object: list(`
        table database db collection index schema column keyspace view instance account vm server cluster bucket
        contract user graph sandbox droplet namespace workspace ip
      `),
            },
          ],
        },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "drop_table" }, { name: "terminate_instance" }],
      noMatch: [
        { name: "drop_pin", description: "Drop a pin on the map" },
        { name: "browser_drop", description: "Drop files onto an element" },
      ],
    },
  },
  {
    id: "destructive.drop-other",
    category: "Destructive",
    title: "drops what its name does not say",
    why: "What is dropped from a store is gone; pins and things in hand are only put down.",
    when: { name: ["^drop"] },
    unless: {
      object: list(`
        pin marker file element item point anchor block player ball location connection in off here down shadow
        shipment
      `),
    },
    weight: 1.1,
    examples: {
      match: [{ name: "drop-object", description: "Drop an existing object" }],
      noMatch: [{ name: "drop_pin", description: "Drop a pin on the map" }, { name: "get_price_drop" }],
    },
  },
  {
    id: "destructive.reset",
    category: "Destructive",
    title: "resets or clears stored data",
    why: "Resetting and clearing overwrite what was stored.",
    when: { verb: list("reset clear flush overwrite format reinitialize factory 重置") },
    unless: {
      any: [
        {
          object: list(`
        filter view selection cell style zoom camera layout highlight default text code number date console
        screen working dir directory active field form input range document markdown json cache unread presence board
        theme prompt count counter timer
      `),
        },
        { all: [{ verb: ["format"] }, { not: { object: ["disk", "drive", "volume", "partition"] } }] },
      ],
    },
    examples: {
      match: [{ name: "clear_calendar" }, { name: "reset_branch", description: "Resets the migrations of a branch" }],
      noMatch: [{ name: "clear_filter" }, { name: "format_date" }],
    },
  },
  {
    id: "destructive.cancel",
    category: "Destructive",
    title: "cancels a subscription, an order or a booking",
    why: "What was agreed ends, and starting again is a new agreement.",
    when: {
      all: [
        {
          verb: [...list(`cancel void`), ...foreignVerbs.cancel],
        },
        {
          not: {
            object: [...running, ...foreignRunning, "noise"],
          },
        },
      ],
    },
    unless: queuedRequest,
    examples: {
      match: [{ name: "cancel_subscription", description: "Cancel an active subscription" }],
      noMatch: [{ name: "cancel_run" }, { name: "list_cancelled_orders" }],
    },
  },
  {
    id: "destructive.request",
    category: "Destructive",
    title: "asks for something to be deleted",
    why: "A deletion that is asked for is carried out, only later.",
    when: {
      all: [
        { verb: ["request", "initiate", "schedule", "submit", "trigger", "start"] },
        { object: ["deletion", "removal", "erasure", "termination", "destruction", "purge", "wipe"] },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "request_data_removal", description: "Request the removal of a person's data" }],
      noMatch: [{ name: "request_report" }, { name: "get_deletion_status" }],
    },
  },
  {
    id: "destructive.reinstall",
    category: "Destructive",
    title: "sets a machine up anew",
    why: "What was on the machine is gone.",
    when: {
      all: [
        { verb: ["rebuild", "reinstall", "reimage"] },
        { object: list("droplet server vm vps instance machine disk host") },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "rebuild_server", description: "Rebuild a server from an image" }],
      noMatch: [{ name: "rebuild_index" }],
    },
  },
  {
    id: "destructive.statement",
    category: "Destructive",
    title: "runs statements that are named as deleting",
    why: "The definition says that deleting statements are what it is for.",
    when: {
      all: [
        { verb: ["run", "execute", "perform", "执行"] },
        {
          any: [
            { object: ["dml", "delete", "drop", "truncate"] },
            { description: ["dml", "delete query", "delete statement", "drop table"] },
            { all: [{ object: ["ddl"] }, { description: ["drop", "truncate"] }] },
          ],
        },
      ],
    },
    unless: { description: ["only select", "read only"] },
    weight: 1.2,
    examples: {
      match: [{ name: "run_dml", description: "Run a DML statement such as DELETE" }],
      noMatch: [{ name: "run_query", description: "Run a SELECT query. DELETE is not allowed." }],
    },
  },
  {
    id: "destructive.says-so",
    category: "Destructive",
    title: "is described as irreversible",
    why: "The author says that it cannot be undone.",
    when: {
      description: irreversible,
    },
    unless: {
      any: [
        { name: list("get list search create read simulate predict calculate estimate analyze check validate") },
        { description: ["prevent data loss", "avoid data loss"] },
      ],
    },
    weight: 2,
    examples: {
      match: [
        { name: "finalize", description: "Finalize the account. This cannot be undone." },
        { name: "thing", description: "A destructive tool" },
      ],
      noMatch: [
        { name: "edit", description: "Edit a page. This is not irreversible." },
        { name: "list_items", description: "List items. Deleting them cannot be undone." },
      ],
    },
  },
  {
    id: "destructive.teardown",
    category: "Destructive",
    title: "takes a running stack down with what it holds",
    why: "Taking a stack down removes its containers and networks.",
    when: {
      any: [
        { name: ["compose down", "stack down", "tear down", "teardown", "nuke", "force push"] },
        { verb: ["teardown", "nuke"] },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "docker_compose_down" }],
      noMatch: [{ name: "docker_compose_start" }, { name: "scroll_down" }],
    },
  },
];
