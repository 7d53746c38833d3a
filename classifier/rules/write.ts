import type { Rule } from "../../catalog/rule.ts";
import { foreignVerbs } from "../foreign-verbs.ts";
import { list } from "../words.ts";
import { deletes } from "./destructive.ts";
import { expanded, onTheirWay } from "./read.ts";

// What is turned into one of these is an answer.
const textual = [
  ...list("unit temperature currency timezone time date json markdown html color number string xml yaml csv content"),
  ...list("sql geojson base64 tokens identifier id"),
  ...["to text", "plain text"],
];

const intoTables = ["into a table", "into a new table", "into the table", "into the database", "into a database"];

/** Tools that create or change something that can be corrected afterwards. */
export const write: Rule[] = [
  {
    id: "write.create",
    category: "Write",
    title: "creates, adds or stores something",
    why: "What it adds can be changed or taken away again.",
    when: {
      verb: [
        ...list(`
        create add insert upsert put append save store copy duplicate clone upload import attach register
        initialize initialise init make generate draft write define establish record fork submit provision
        propose reserve enroll ingest seed remember memorize zip unzip pull push populate
        upscale animate bookmark createorupdate cache allocate regenerate reroll remix inpaint synthesize render
        contribute enqueue increment revise reimagine blend recolor unenroll signin snapshot decrement
        signup declare outpaint dub shorten localize scaffold bootstrap persist prepend backup
        inject gift censor remind hset hmset setex mset setnx hsetnx lpush rpush linsert zadd sadd xadd
      `),
        ...foreignVerbs.create,
      ],
    },
    examples: {
      match: [
        { name: "create_issue" },
        { name: "note", description: "创建一个笔记" },
        { name: "users", description: "This tool lets you add a user." },
      ],
      noMatch: [
        { name: "get_issue", description: "Does not create or modify anything." },
        { name: "list_templates", description: "List templates. To create one, use create_template." },
        { name: "created_items", description: "Returns newly created items" },
      ],
    },
  },
  {
    id: "write.change",
    category: "Write",
    title: "changes something that exists",
    why: "The change can be corrected by another change.",
    when: {
      verb: [
        ...list(`
        update set edit modify change patch rename move assign tag label mark configure setup archive restore
        unarchive share link unlink connect disconnect reconnect replace adjust fix repair enable disable toggle
        define sync synchronize stage unstage join leave follow unfollow claim complete approve reject accept
        decline dismiss reopen close prioritize star unstar pin unpin favorite mute unmute block unblock hide
        unhide unset switch checkout rebase resize reorder arrange align group ungroup align fill style rotate
        crop merge commit undo redo revert rollback transition snooze reschedule schedule subscribe unsubscribe
        annotate rebuild refresh reload reindex cleanup customize extend lock unlock grant authorize authenticate login
        logout reauth auth undelete reset clear clean flush unban invite promote demote transcode apply flag
        unflag unfavorite unbookmark unshare unmark uninvite like unlike dislike downvote unconfirm bump defer withdraw
        resign retract reconcile chown chmod favourite vote upvote watermark rewrite refactor upgrade
        pause renew emulate acknowledge finalize protect unprotect unpublish unassign detach
        freeze unfreeze associate dissociate disassociate highlight retag decorate transfer release
        unapprove expire activate deactivate uncomplete untrash exclude recover equip mutate alter untag
        unwatch fulfill fulfil escalate rsvp increase decrease deprecate yank pexpire incr decr incrby hincrby lset
        zincrby stash quarantine reblog unfavourite dim brighten extrude bevel chamfer subdivide override consolidate reinforce
      `),
        ...foreignVerbs.change,
      ],
    },
    examples: {
      match: [{ name: "update_note" }, { name: "archive_thread", description: "Archive a thread" }],
      noMatch: [
        { name: "get_updates" },
        { name: "convert_temperature" },
        { name: "changes", description: "Returns the last changes" },
      ],
    },
  },
  {
    id: "write.reshape",
    category: "Write",
    title: "converts a file or arranges what is stored",
    why: "Converting a value only returns it; converting a file or sorting a sheet changes what is kept.",
    when: {
      any: [
        {
          all: [
            { verb: ["remove", "isolate", "replace"] },
            { object: ["background", "noise", "vocal", "watermark", "audio"] },
            { not: { name: deletes } },
          ],
        },
        {
          all: [
            {
              verb: list("transform format sort normalize split trim filter highlight transpose optimize scale"),
            },
            {
              object: list(
                "file pdf image video audio cell range sheet worksheet table node row column slide document docx shape text paragraph stl index manifest",
              ),
            },
            { not: { object: textual } },
          ],
        },
        {
          all: [
            { verb: ["convert", "encrypt", "enhance", "compress"] },
            { object: list("file pdf image photo video audio slide document docx resume") },
            { not: { object: textual } },
          ],
        },
        { name: ["to front$", "to back$", "bring forward", "send backward"] },
        {
          all: [
            { verb: ["convert"] },
            { object: list("issue lead status task ticket subtask deal prospect quote estimate order") },
          ],
        },
        { all: [{ verb: ["expand"] }, { not: { object: expanded } }] },
      ],
    },
    weight: 0.95,
    examples: {
      match: [
        { name: "excel_format_range", description: "Format cells in a sheet" },
        { name: "convert_pdf" },
        { name: "convert_issue_to_subtask" },
      ],
      noMatch: [
        { name: "convert_temperature" },
        { name: "format_date" },
        { name: "pdf_to_text", description: "Convert a PDF to plain text" },
      ],
    },
  },
  {
    id: "write.settle",
    category: "Write",
    title: "settles an issue, a thread or a conflict",
    why: "Marking something as resolved changes it and can be taken back.",
    when: {
      all: [
        { verb: ["resolve", "unresolve", "verify", "silence"] },
        {
          object: list(`
        issue thread ticket conflict comment dispute alert incident discussion conversation case ownership todo
        error alarm notification
      `),
        },
      ],
    },
    examples: {
      match: [{ name: "resolve_thread", description: "Resolve a review thread" }],
      noMatch: [{ name: "resolve_package_name" }],
    },
  },
  {
    id: "write.open",
    category: "Write",
    title: "opens a record or loads data into a place",
    why: "Opening an issue or an account creates it; opening a file or a page only shows it.",
    when: {
      any: [
        {
          all: [
            { verb: ["open"] },
            { object: [...list("issue pr ticket account case dispute incident conversation dm port"), "pull request"] },
          ],
        },
        { all: [{ verb: ["load", "populate", "seed"] }, { object: ["dataset", "sample", "fixture"] }] },
        {
          all: [
            { verb: ["load"] },
            {
              description: intoTables,
            },
          ],
        },
      ],
    },
    examples: {
      match: [{ name: "open_ticket" }, { name: "load_sample_dataset" }],
      noMatch: [{ name: "open_nodes" }, { name: "list_open_issues" }, { name: "load_page" }],
    },
  },
  {
    id: "write.send",
    category: "Write",
    title: "sends or posts a message",
    why: "A message leaves for other people; it is not money and starts no program.",
    when: {
      verb: [
        ...list(`
        send post resend reply forward respond comment react notify email message tweet publish announce
        broadcast
      `),
        ...foreignVerbs.send,
      ],
    },
    unless: {
      any: [
        { object: ["prompt", "query", "question", "geocode", "geocoding"] },
        // A message to a model is a question.
        { name: ["completion", "llm", "openai", "ask"] },
        // "post_timelines": the verb of HTTP.
        {
          all: [
            { name: ["^post"] },
            { verb: list("retrieve search query get list calculate find") },
            { not: { verb: list("create add send update publish submit share upload write") } },
          ],
        },
      ],
    },
    weight: 1.02,
    examples: {
      match: [
        { name: "send_email", description: "Send an email" },
        { name: "telegram", description: "发送一条消息" },
      ],
      noMatch: [
        { name: "list_sent_messages", description: "List the messages that were sent" },
        { name: "get_posts" },
        { name: "post_timelines", description: "Retrieve weather data for a shape" },
        { name: "forward_geocode", description: "Convert an address to coordinates" },
      ],
    },
  },
  {
    id: "write.compose",
    category: "Write",
    title: "composes or dispatches a message",
    why: "A composed message is a draft or leaves for other people.",
    when: {
      all: [
        { verb: ["compose", "dispatch", "produce"] },
        { object: list("email mail message letter post tweet draft reply sms notification newsletter broadcast") },
      ],
    },
    examples: {
      match: [{ name: "mail", description: "Compose an email" }, { name: "dispatch_sms_message" }],
      noMatch: [{ name: "docker_compose_config", description: "Show the configuration of a compose project" }],
    },
  },
  {
    id: "write.manage-and",
    category: "Write",
    title: "is for managing something",
    why: "What it also reads takes nothing away from what it changes.",
    when: {
      all: [{ verb: list("manage administer control") }, { description: ["managing"] }],
    },
    weight: 0.95,
    examples: {
      match: [{ name: "eventgrid", description: "Commands for managing and accessing topics" }],
      noMatch: [{ name: "list_topics", description: "Lists topics" }, { name: "get_manager_and_team" }],
    },
  },
  {
    id: "write.manage",
    category: "Write",
    title: "manages or controls something",
    why: "Managing includes changing; what else it includes, the listed operations say.",
    when: {
      verb: list("manage control handle organize maintain administer process track log interact 管理 控制"),
    },
    unless: {
      any: [
        { all: [{ verb: ["log", "track", "process"] }, { verb: list("get list view show return retrieve") }] },
        { all: [{ verb: ["track"] }, { object: onTheirWay }] },
        { all: [{ name: ["log$"] }, { not: { name: ["^log"] } }] },
      ],
    },
    weight: 0.74,
    examples: {
      match: [
        { name: "manage_labels", description: "Manage the labels of a repository" },
        { name: "control-light" },
        { name: "sites", description: "Interact with the API for operations on sites" },
      ],
      noMatch: [
        { name: "get_manager", description: "Get the manager of a user" },
        { name: "logs", description: "View the logs" },
        { name: "track_package", description: "Track a package by its number" },
        { name: "git_log" },
      ],
    },
  },
];
