import type { Rule } from "../../catalog/rule.ts";
import { foreignVerbs } from "../foreign-verbs.ts";
import { list } from "../words.ts";
import { holds } from "./execute.ts";

// Expanding one of these tells what it stands for or leads to; expanding a disk or an image changes it.
export const expanded = list(`
  url uri link query abbreviation acronym macro synonym keyword term concept neighbor neighbour relation relationship
  citation reference paper tree thread message context hashtag variable
`);

/** Who tracks one of these asks where it is. */
export const onTheirWay = list(`
  package parcel shipment courier delivery postal label document order object consignment flight version progression
  holding position
`);

/** Tools that look, and leave everything as it was. */
export const read: Rule[] = [
  {
    id: "read.look-up",
    category: "Read",
    title: "looks up, lists or returns something",
    why: "Its verb only reads.",
    when: {
      verb: [
        ...list(`
        get list read fetch retrieve search find lookup query show view describe return browse discover explore
        inspect display look locate gather collect poll obtain enumerate peek ls cat grep glob access
        introspect paginate monitor watch observe see crawl scrape map extract count status ask
        echo demonstrate reveal recall whois traceroute nslookup listen hear whoami wait sleep provide
        give enrich autocomplete geocode chat preview
      `),
        ...foreignVerbs.lookUp,
      ],
    },
    unless: { name: ["git fetch"] },
    examples: {
      match: [
        { name: "get_issue", description: "Get the details of an issue" },
        { name: "accounts_list" },
        { name: "history", description: "Returns the deleted items of the last week" },
        { name: "orders", description: "查询用户的订单" },
      ],
      noMatch: [
        { name: "delete_issue", description: "Before deleting, call get_issue." },
        { name: "update_list", description: "Rename a list" },
      ],
    },
  },
  {
    id: "read.work-out",
    category: "Read",
    title: "works something out without changing anything",
    why: "Analysing, computing, comparing, validating and suggesting leave no trace.",
    when: {
      verb: [
        ...list(`
        analyze analyse calculate compute compare estimate suggest recommend parse
        summarize summarise explain assess diagnose detect predict forecast classify rank score         scan lint diff validate transform debug match moderate encrypt compress preview decode encode understand think reason trace         infer aggregate examine interpret evaluate measure research correlate tokenize         simulate determine investigate segment consult derive decompile disassemble ocr
        recognize challenge spellcheck divide multiply subtract sum solve visualize visualise plot
        transcribe mask redact sanitize escape unescape decompose sample         flatten decrypt
      `),
        ...foreignVerbs.workOut,
      ],
    },
    unless: {
      all: [{ verb: ["evaluate", "debug"] }, { object: ["javascript", "script", "js", "code", "python"] }],
    },
    examples: {
      match: [{ name: "analyze_code", description: "Analyse the quality of source files" }, { name: "compare_prices" }],
      noMatch: [
        { name: "apply_suggestion", description: "Apply the suggested change" },
        { name: "browser_evaluate", description: "Evaluate JavaScript on the page" },
      ],
    },
  },
  {
    id: "read.check",
    category: "Read",
    title: "checks, plans or prepares something",
    why: "Each of these may be all that a tool does, or how a deed begins; a description that speaks of a deed outweighs it.",
    when: {
      verb: list(`
        check report receive identify plan prepare review optimize optimise convert format filter sort split draw profile screen
        annotate highlight normalize standardize trim transpose construct verify audit translate
      `),
    },
    unless: { all: [{ verb: ["check"] }, { object: ["out", "in"] }] },
    weight: 0.95,
    examples: {
      match: [
        { name: "check_status", description: "Check the status of an order" },
        { name: "plan_trip", description: "Plan a trip" },
      ],
      noMatch: [{ name: "check_out_branch" }, { name: "create_plan" }],
    },
  },
  {
    id: "read.test",
    category: "Read",
    title: "tests whether something holds",
    why: "A connection, a key or a number is tried, and stays as it is.",
    when: { all: [{ verb: ["test"] }, holds] },
    examples: {
      match: [{ name: "test_connection" }, { name: "is_even", description: "Test whether a number is even" }],
      noMatch: [{ name: "test_workflow" }, { name: "run_tests", description: "Run the tests" }],
    },
  },
  {
    id: "read.track",
    category: "Read",
    title: "asks where something is",
    why: "Following a parcel or an order changes nothing about it.",
    when: { all: [{ verb: ["track"] }, { object: onTheirWay }] },
    weight: 0.95,
    examples: {
      match: [{ name: "track_package", description: "Track a package by its number" }],
      noMatch: [{ name: "track_event", description: "Track an event" }, { name: "track_list" }],
    },
  },
  {
    id: "read.run-look-up",
    category: "Read",
    title: "runs a search, an analysis or a check",
    why: "Running one of these is looking something up.",
    when: {
      all: [
        { verb: list("run execute perform conduct do 执行") },
        {
          object: list(`
        aggregation aggregate find search lookup report analysis scan audit check comparison diagnostic forecast
        summarization calculation estimation classification review probe validation regex conversion computation
      `),
        },
        { not: { verb: ["trigger", "start", "launch", "schedule"] } },
      ],
    },
    weight: 0.9,
    examples: {
      match: [{ name: "run_search", description: "Run a search over the documents" }],
      noMatch: [
        { name: "run_script", description: "Run a script" },
        { name: "monitor_run", description: "Trigger a monitor check" },
      ],
    },
  },
  {
    id: "read.picture",
    category: "Read",
    title: "takes a picture of what is there",
    why: "A screenshot or snapshot of a screen records the state and changes nothing.",
    when: {
      any: [
        { all: [{ verb: ["take", "capture", "grab", "save"] }, { object: ["screenshot", "screen", "viewport"] }] },
        {
          all: [
            { verb: ["take", "capture", "grab"] },
            { object: ["snapshot", "heapsnapshot"] },
            {
              any: [
                { object: list("page accessibility dom element ui text window app simulator memory") },
                { name: ["browser", "playwright", "page"] },
              ],
            },
          ],
        },
        { all: [{ verb: ["snapshot"] }, { object: ["page", "ui", "dom", "screen", "browser", "element", "window"] }] },
        { name: ["screenshot"] },
      ],
    },
    unless: { verb: ["delete", "remove"] },
    weight: 1.2,
    examples: {
      match: [{ name: "browser_take_screenshot", description: "Take a screenshot of the page" }],
      noMatch: [
        { name: "take_payment", description: "Take a payment" },
        { name: "take_volume_snapshot", description: "Take a snapshot of a volume" },
        { name: "delete_screenshot" },
      ],
    },
  },
  {
    id: "read.open",
    category: "Read",
    title: "opens or loads something that exists",
    why: "Opening and loading bring something up, mostly to look at it.",
    when: { verb: ["open", "load", "打开", "加载"] },
    unless: {
      object: [
        ...list(
          "issue pr ticket account case dispute incident conversation dm sample position url link website app application browser",
        ),
        "pull request",
      ],
    },
    weight: 0.75,
    examples: {
      match: [{ name: "open_nodes" }],
      noMatch: [{ name: "open_ticket" }, { name: "list_open_files" }, { name: "open_url" }],
    },
  },
  {
    id: "read.resolve",
    category: "Read",
    title: "resolves a name, an address or an option to what it stands for",
    why: "Resolving an identifier is a look-up; resolving an issue or a conflict is not.",
    when: {
      any: [
        {
          all: [
            { verb: ["resolve", "select"] },
            {
              object: list(`
        id name url domain address path library package reference option host handle uri dns symbol entity row
        record column
      `),
            },
          ],
        },
        {
          all: [
            { verb: ["expand", "unshorten"] },
            { object: expanded },
            { not: { object: list("pool loan bandwidth capacity quota disk volume storage cluster note document") } },
            { not: { verb: list("save write store update increase create") } },
          ],
        },
      ],
    },
    weight: 1.05,
    examples: {
      match: [
        { name: "resolve-library-id", description: "Resolves a package name to a library id" },
        { name: "expand_url", description: "Expands a shortened URL" },
      ],
      noMatch: [
        { name: "resolve_issue", description: "Resolve an issue" },
        { name: "expand_disk" },
        { name: "expand_thread_pool" },
      ],
    },
  },
  {
    id: "read.answers",
    category: "Read",
    title: "is named or described by what it answers with",
    why: "Names such as a status, a forecast or a search promise an answer and nothing else.",
    when: {
      any: [
        {
          name: list(`
        search lookup info detail status forecast weather history statistic stat summary overview schema tree
        log doc documentation version metadata list schedule balance quote report analysis analytics metric
        health ping help guide calculator graph insight price spec usage availability leaderboard rating
      `),
        },
        {
          description: [
            "search",
            "forecast",
            "lookup",
            "overview",
            "summary of",
            "detail of",
            "list of",
            "information about",
            "analysis of",
            "read only",
          ],
        },
      ],
    },
    unless: { any: [{ name: ["set", "update", "create", "delete"] }, { description: ["not read only"] }] },
    weight: 0.6,
    examples: {
      match: [
        { name: "weather", description: "Weather for a city" },
        { name: "directory_tree" },
        { name: "web", description: "Real-time search of the web" },
      ],
      noMatch: [{ name: "set_status" }, { name: "lights" }],
    },
  },
];
