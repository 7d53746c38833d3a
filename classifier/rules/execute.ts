import type { Condition, Rule } from "../../catalog/rule.ts";
import { foreignVerbs } from "../foreign-verbs.ts";
import { list } from "../words.ts";

// What is run decides: running one of these is looking something up, and code.ts judges queries.
const looked = list(`
        query sql cypher graphql statement aggregation aggregate find search select lookup report analysis
        summarization classification scan audit check comparison diagnostic forecast review probe validation
        regex conversion calculation computation
      `);

// What is built is an answer, or a record that can be changed; neither is a program.
const madeByBuilding = list(`
        query url uri link prompt report payload topic cost path filter calldata graph timeline tree table chart
        list deck presentation profile segment audience team resume quiz course persona form message context
        video document
      `);

/** What a test of one of these tells is whether it holds; nothing is run. */
export const holds: Condition = {
  any: [
    {
      object: list(`
        connection result connectivity regex pattern acl access permission auth authentication credential exist existence
        key token primality equality hypothesis significance number string value condition accessibility visibility
        configuration setting responsiveness latency availability reachability
      `),
    },
    { description: ["test whether", "test if"] },
  ],
};

/** What a test of one of these does is to send it once. */
const delivery: Condition = {
  all: [
    { verb: ["send"] },
    { object: list("webhook email mail campaign message notification sms ping") },
    { not: { verb: ["run"] } },
  ],
};

const beginnings = [
  ...list(`
    trigger start stop restart launch kill reboot shutdown boot resume halt suspend wake abort recreate hangup terminate
    quit
  `),
  ...foreignVerbs.begin,
];

/** What is performed without an effect: a calculation, an extraction. */
const reckoned = list(
  "spatial arithmetic mathematical math mathematic geometric bitwise extraction resolution screening",
);

/** Tools that start something whose effect is decided elsewhere. */
export const execute: Rule[] = [
  {
    id: "execute.start",
    category: "Execute",
    title: "runs, builds or deploys something",
    why: "What happens is decided by what runs, not by this tool's own definition.",
    when: {
      verb: [
        ...list(`
        execute run invoke initiate speak deploy build compile install scale spawn exec
        orchestrate delegate dispatch interact automate operate migrate replay retry unpause rerun rekey
        requeue redeploy reprocess reinstall backfill materialize failover finetune kickoff sideload dispense cordon uncordon
      `),
        ...foreignVerbs.start,
      ],
    },
    unless: {
      any: [
        {
          all: [
            { verb: ["run", "execute", "执行"] },
            { any: [{ object: looked }, { object: ["regular expression"] }] },
            { not: { verb: ["trigger", "start", "launch", "schedule"] } },
          ],
        },
        { all: [{ verb: ["build"] }, { object: madeByBuilding }] },
        { all: [{ verb: ["dispatch"] }, { object: list("email mail message sms notification newsletter broadcast") }] },
        // "Interact with the API" says that something is managed, not that something is driven.
        { all: [{ verb: ["interact"] }, { description: ["interact with"] }, { description: ["api", "service"] }] },
        {
          all: [
            { verb: ["scale"] },
            {
              object: list(
                "ingredient recipe image data portion vector matrix node shape value percentage weight feature stl mesh",
              ),
            },
          ],
        },
        { description: ["read only function", "read only contract", "without creating a transaction"] },
        { name: ["deploy plan", "deployment plan"] },
        // A button of a catalog's page, taken over into the description.
        {
          all: [
            { description: ["try in playground"] },
            { not: { name: list("run execute speak install build scale deploy invoke initiate") } },
          ],
        },
      ],
    },
    examples: {
      match: [
        { name: "execute_workflow", description: "USE WHEN you need research or incident analysis." },
        { name: "site", description: "Deploy a site" },
      ],
      noMatch: [
        { name: "list_workflows", description: "CALL FIRST to see what can be run before you execute a workflow." },
        { name: "get_workflow_run" },
        { name: "run_search", description: "Run a search over the documents" },
      ],
    },
  },
  {
    id: "execute.begin",
    category: "Execute",
    title: "starts or stops something",
    why: "What it starts goes on after the call; the description says so even where the name speaks of reading.",
    when: {
      any: [
        { verb: beginnings },
        { all: [{ verb: ["begin"] }, { object: list("transaction session recording workflow run capture") }] },
      ],
    },
    examples: {
      match: [{ name: "sensor", description: "Stop a measurement" }],
      noMatch: [{ name: "get_start_date" }, { name: "list_triggers", description: "Lists what starts a workflow." }],
    },
  },
  {
    id: "execute.begin-run",
    category: "Execute",
    title: "starts or stops something that runs",
    why: "A job or a machine goes on after the call, also where the name only speaks of reading or creating.",
    when: {
      all: [
        { verb: beginnings },
        {
          object: list(`
            job build run scan workflow crawl task process pipeline deployment deploy instance server container vm machine
            call execution export import sync backup training simulation test recording stream campaign broadcast
            automation agent actor app service refresh sequence outreach replication cluster node pod database sandbox
            verification transcription render crawler scraper collection rebuild reindex
          `),
        },
      ],
    },
    // A task that a person works on: what starts is written down.
    unless: { all: [{ object: ["task"] }, { description: ["status of the task", "task status", "in progress"] }] },
    weight: 1.03,
    examples: {
      match: [
        { name: "pipeline", description: "Trigger a pipeline to run" },
        { name: "crawl", description: "Starts a crawl job on a website" },
      ],
      noMatch: [
        { name: "create_conversation", description: "Start a new conversation" },
        { name: "list_jobs", description: "Lists jobs. Use start_job to start one." },
      ],
    },
  },
  {
    id: "execute.perform",
    category: "Execute",
    title: "performs an operation",
    why: "It says that something is done and not what; a name that says more outweighs it.",
    when: {
      any: [
        {
          all: [{ verb: ["perform", "do", "conduct", "act"] }, { not: { object: [...looked, ...reckoned] } }],
        },
        { all: [{ verb: ["take"] }, { object: ["action"] }] },
        { description: ["ops"] },
      ],
    },
    weight: 0.7,
    examples: {
      match: [{ name: "midjourney", description: "Perform an operation on an image" }],
      noMatch: [{ name: "research", description: "Perform a search of the web" }],
    },
  },
  {
    id: "execute.request",
    category: "Execute",
    title: "makes a call that its caller writes",
    why: "What a request or a called tool does is decided by its arguments.",
    when: {
      any: [
        {
          all: [
            { verb: ["call", "make", "proxy"] },
            {
              object: list("api request webhook tool function endpoint contract service actor procedure method script"),
            },
          ],
        },
        { all: [{ verb: ["send"] }, { object: ["command", "rpc", "http request", "api request", "raw request"] }] },
        { all: [{ verb: ["perform", "send"] }, { object: ["put request", "patch request", "post request"] }] },
        { all: [{ verb: ["confirm", "approve"] }, { object: ["execution", "command"] }] },
      ],
    },
    unless: {
      any: [
        { object: ["pull request", "merge request", "feature request"] },
        { name: ["get", "list", "fetch"] },
        { description: ["read only function", "read only contract", "without creating a transaction"] },
      ],
    },
    examples: {
      match: [
        { name: "make_api_request", description: "Execute API calls to a service" },
        { name: "call_webhook" },
        { name: "send_device_command" },
      ],
      noMatch: [{ name: "list_calls" }, { name: "make_pull_request" }],
    },
  },
  {
    id: "execute.test",
    category: "Execute",
    title: "runs tests or a test run",
    why: "Tests are code, and they run.",
    when: {
      any: [
        {
          all: [
            { verb: ["test", "benchmark"] },
            { not: holds },
            { not: { verb: ["generate", "create"] } },
            { not: delivery },
          ],
        },
        {
          all: [
            { verb: ["perform", "conduct"] },
            { object: [...list("test attack fuzzing exploitation pentest"), "brute force"] },
          ],
        },
      ],
    },
    weight: 0.9,
    examples: {
      match: [{ name: "test_workflow", description: "Test a workflow" }],
      noMatch: [
        { name: "test_connection" },
        { name: "is_even", description: "Test whether a number is even" },
        { name: "get_test_results" },
        { name: "test_code", description: "Generates tests for the given code" },
        { name: "list_tests" },
      ],
    },
  },
];
