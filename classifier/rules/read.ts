import type { Rule } from "../../catalog/rule.ts";
import { foreignVerbs } from "../foreign-verbs.ts";
import { list } from "../words.ts";

/** Tools that look, and leave everything as it was. */
export const read: Rule[] = [
  {
    id: "read.look-up",
    category: "Read",
    title: "looks up, lists or returns something",
    why: "Its verb only reads.",
    when: {
      verb: [
        ...list(
          `get list read fetch retrieve search find lookup query show view describe return browse discover explore inspect display look locate identify gather collect poll obtain enumerate peek ls cat grep glob access introspect paginate monitor watch observe check see receive crawl scrape map extract count status ask echo demonstrate reveal recall whois traceroute nslookup listen hear whoami report wait sleep provide give enrich autocomplete geocode chat preview`,
        ),
        ...foreignVerbs.lookUp,
      ],
    },
    unless: { any: [{ name: ["git fetch"] }, { all: [{ verb: ["check"] }, { object: ["out", "in"] }] }] },
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
        { name: "check_out_branch" },
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
        ...list(
          `analyze analyse calculate compute compare validate verify estimate suggest recommend plan convert parse summarize summarise explain review assess diagnose detect predict forecast classify rank score audit scan lint diff preview decode encode translate optimize optimise understand think reason trace profile match infer aggregate examine interpret evaluate measure debug research correlate tokenize highlight annotate simulate prepare determine investigate segment consult derive decompile disassemble ocr recognize challenge spellcheck filter divide multiply subtract sum solve visualize visualise plot transcribe draw split mask redact decompose sample screen trim transpose sort format transform normalize flatten standardize construct decrypt`,
        ),
        ...foreignVerbs.workOut,
      ],
    },
    unless: {
      all: [{ verb: ["evaluate", "debug", "submit"] }, { object: ["javascript", "script", "js", "code", "python"] }],
    },
    examples: {
      match: [{ name: "analyze_code", description: "Analyse the quality of source files" }, { name: "convert_units" }],
      noMatch: [
        { name: "apply_suggestion", description: "Apply the suggested change" },
        { name: "browser_evaluate", description: "Evaluate JavaScript on the page" },
      ],
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
          aggregation aggregate find search lookup report analysis scan audit check comparison diagnostic
          forecast summarization evaluation calculation estimation classification
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
          "issue pr ticket account case dispute incident sample position url link website app application browser",
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
      all: [
        { verb: ["resolve", "select"] },
        {
          object: list(`
          id name url domain address path library package reference option host handle uri dns symbol entity
          row record column
        `),
        },
      ],
    },
    examples: {
      match: [{ name: "resolve-library-id", description: "Resolves a package name to a library id" }],
      noMatch: [{ name: "resolve_issue", description: "Resolve an issue" }],
    },
  },
  {
    id: "read.make-text",
    category: "Read",
    title: "makes a text or a value and only returns it",
    why: "What it makes is its answer; nothing is stored.",
    when: {
      all: [
        {
          any: [
            {
              all: [
                { verb: list("generate create make build produce format render") },
                { name: list("uuid guid password hash checksum regex embedding nanoid slug") },
              ],
            },
            {
              all: [
                { verb: list("generate produce write") },
                {
                  object: list(
                    "summary explanation suggestion recommendation outline checklist projection forecast ranking hypothesis",
                  ),
                },
              ],
            },
            {
              all: [
                { verb: ["build"] },
                { object: list("url uri query prompt payload topic cost path filter calldata") },
              ],
            },
            {
              all: [
                { verb: list("generate format render") },
                { object: [...list("diff statistic json xml"), "typescript type"] },
              ],
            },
          ],
        },
        {
          not: {
            object: list("file database index record content issue field custom event attribute"),
          },
        },
        { not: { verb: list("store save insert persist upload add") } },
      ],
    },
    weight: 1.2,
    examples: {
      match: [
        { name: "generate_typescript_types", description: "Generates the types of a project" },
        { name: "generate_uuid" },
      ],
      noMatch: [{ name: "create_content_type", description: "Create a content type" }, { name: "generate_image" }],
    },
  },
  {
    id: "read.generate-by-computing",
    category: "Read",
    title: "generates what it works out, and only returns it",
    why: "Where the description says that it calculates, simulates or ranks, what it generates is the result.",
    when: {
      all: [
        { verb: ["generate"] },
        {
          verb: list(`
            calculate compute simulate identify estimate determine analyze analyse aggregate rank recommend suggest evaluate
            forecast predict summarize
          `),
        },
        { not: { verb: list("store save insert persist upload add create write send") } },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "generate_schedule", description: "Calculates the rest days of a training plan" }],
      noMatch: [{ name: "generate_invoice", description: "Creates an invoice" }, { name: "calculate_schedule" }],
    },
  },
  {
    id: "read.think",
    category: "Read",
    title: "gives the model room to think",
    why: "A thought that is written down for the model itself changes nothing outside.",
    when: {
      any: [
        { name: list("think thinking sequentialthinking thought reasoning brainstorm metacognitive") },
        { parameter: ["next thought needed", "thought number"] },
      ],
    },
    unless: { verb: list("save store delete remove create update add send") },
    weight: 1.1,
    examples: {
      match: [{ name: "sequentialthinking", description: "A tool for solving problems through thoughts" }],
      noMatch: [{ name: "save_thought" }, { name: "weather" }],
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
          search lookup info detail status forecast weather history statistic stat summary overview schema
          tree log doc documentation version metadata list schedule balance quote report analysis analytics
          metric health ping help guide calculator graph insight price spec usage availability leaderboard
          rating
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
