import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

const request = (...methods: string[]) => ({
  type: "object",
  properties: { url: { type: "string" }, method: { type: "string", enum: methods }, body: { type: "string" } },
});

/** Tools that run what their caller writes: code, commands, queries and requests. */
export const code: Rule[] = [
  {
    id: "code.query",
    category: "Execute",
    title: "runs a query that its caller writes",
    why: "A query language can change data, whatever is promised about it.",
    when: {
      all: [
        {
          any: [
            { name: ["run", "execute", "exec", "execute sql", "raw"] },
            { all: [{ name: ["sql"] }, { verb: ["run", "execute"] }] },
          ],
        },
        {
          object: list("query sql cypher graphql statement dml ddl mql kql sparql gremlin soql"),
        },
      ],
    },
    examples: {
      match: [{ name: "execute_sql", description: "Execute SQL on the database" }, { name: "run_query" }],
      noMatch: [{ name: "query", description: "Run a read-only query" }, { name: "get_query_history" }],
    },
  },
  {
    id: "code.query-text",
    category: "Execute",
    title: "is described as running a query",
    why: "The description speaks of running a query; a name that only reads outweighs it.",
    when: {
      all: [
        { verb: ["run", "execute", "perform", "执行"] },
        { object: list("query sql cypher graphql statement dml ddl") },
      ],
    },
    unless: {
      any: [
        { object: list("find search aggregation lookup analysis validation geospatial similarity") },
        { description: ["read only", "search query", "only select"] },
      ],
    },
    weight: 0.85,
    examples: {
      match: [{ name: "postgres", description: "Execute SQL queries on the cluster" }],
      noMatch: [
        { name: "find", description: "Run a find query against a collection" },
        { name: "query", description: "Run a read-only SQL query" },
      ],
    },
  },
  {
    id: "code.sql",
    category: "Execute",
    title: "runs SQL that its caller writes",
    why: "SQL can change and delete data; a name that reads is believed only where the description promises it.",
    when: {
      all: [
        { verb: ["run", "execute", "执行"] },
        {
          any: [
            { object: list("sql dml ddl") },
            { all: [{ object: ["query", "statement"] }, { parameter: ["sql", "sql query", "sql statement"] }] },
          ],
        },
      ],
    },
    unless: {
      any: [
        {
          all: [
            {
              description: [
                ...["read only", "readonly", "search query"],
                ...["select query", "select statement", "only select", "select only"],
              ],
            },
            { not: { description: list("insert update delete drop write ddl dml") } },
          ],
        },
        { name: list("explain validate format convert") },
      ],
    },
    weight: 1.15,
    examples: {
      match: [
        { name: "query", description: "Execute a SQL query on the connected database" },
        { name: "query", description: "Execute any SQL statement (SELECT, INSERT, UPDATE, DELETE)" },
        { name: "get_data", description: "Executes any SQL statement on the database" },
      ],
      noMatch: [
        { name: "query", description: "Run a read-only SQL query" },
        { name: "explain_sql", description: "Explains how the database will run a SQL query" },
      ],
    },
  },
  {
    id: "code.run",
    category: "Execute",
    title: "runs code or commands that its caller writes",
    why: "Code can do whatever the place it runs in allows.",
    when: {
      any: [
        { name: ["bash", "powershell", "repl", "exec", "cmd", "eval", "run code", "execute code", "shell command"] },
        {
          all: [
            { name: ["shell", "terminal", "python", "console", "ssh"] },
            {
              any: [
                { parameter: ["command", "cmd", "code", "script", "input"] },
                { verb: ["run", "execute"] },
                { all: [{ description: ["command"] }, { not: { verb: list("locate find list show display") } }] },
              ],
            },
          ],
        },
        {
          all: [
            { verb: ["evaluate", "eval", "run", "execute"] },
            {
              object: list("javascript script js code python command shell snippet cell"),
            },
          ],
        },
      ],
    },
    unless: {
      name: list(
        "get list search find analyze review validate describe read create explain check delete update cancel sanitize escape parse",
      ),
    },
    weight: 1.1,
    examples: {
      match: [
        { name: "shell", description: "Execute shell commands" },
        { name: "browser_evaluate", description: "Evaluate JavaScript on the page" },
      ],
      noMatch: [
        { name: "shell_netstat", description: "Network connection information" },
        { name: "get_shell_history" },
        { name: "analyze_python_code" },
        { name: "review_code" },
      ],
    },
  },
  {
    id: "code.send",
    category: "Execute",
    title: "sends code to where it is run, or opens a shell for it",
    why: "What is sent to be run can do whatever the place it runs in allows.",
    when: {
      any: [
        {
          all: [
            { verb: ["send", "submit"] },
            { parameter: ["code", "script"] },
            { description: ["for execution", "to execute", "to be executed", "and executes", "to run", "and runs"] },
          ],
        },
        { all: [{ verb: ["create", "open"] }, { object: ["shell session", "terminal session", "repl"] }] },
      ],
    },
    weight: 1.1,
    examples: {
      match: [
        {
          name: "send_code_to_editor",
          description: "Sends code to the editor for execution",
          inputSchema: { type: "object", properties: { code: { type: "string" } } },
        },
        { name: "create_shell_session" },
      ],
      noMatch: [
        {
          name: "submit_code",
          description: "Submit the one-time code",
          inputSchema: { type: "object", properties: { code: { type: "string" } } },
        },
        { name: "list_shell_sessions" },
      ],
    },
  },
  {
    id: "code.argument",
    category: "Execute",
    title: "takes code or a command as an argument",
    why: "A parameter for code or a command shows that it is run, where nothing else says what is done with it.",
    when: {
      parameter: [
        ...list("command cmd script code sql javascript"),
        "shell command",
        "sql query",
        "js code",
        "python code",
        "bash command",
      ],
    },
    unless: {
      name: list("documentation doc review refactoring refactor explanation quality lint linter formatter complexity"),
    },
    weight: 0.75,
    examples: {
      match: [{ name: "sandbox", inputSchema: { type: "object", properties: { code: { type: "string" } } } }],
      noMatch: [
        { name: "weather", inputSchema: { type: "object", properties: { country_code: { type: "string" } } } },
        { name: "api_documentation", inputSchema: { type: "object", properties: { code: { type: "string" } } } },
      ],
    },
  },
  {
    id: "code.flags",
    category: "Execute",
    title: "passes arguments of the caller's choice to a program",
    why: "A program's flags can make it do more than its description says.",
    when: {
      all: [
        { parameter: ["args", "flags", "extra args", "additional args", "extra flags", "cli args", "custom args"] },
        { parameter: list("target host url ip domain file path") },
      ],
    },
    weight: 1.1,
    examples: {
      match: [
        {
          name: "port_scan",
          inputSchema: { type: "object", properties: { target: { type: "string" }, args: { type: "string" } } },
        },
      ],
      noMatch: [{ name: "call", inputSchema: { type: "object", properties: { args: { type: "object" } } } }],
    },
  },
  {
    id: "code.agent",
    category: "Execute",
    title: "hands a task to an agent",
    why: "What an agent does is decided by its task.",
    when: {
      all: [{ name: ["agent"] }, { parameter: list("prompt task action instruction instructions goal query") }],
    },
    unless: {
      all: [
        { verb: list("search ask query chat translate get list find read create add update delete") },
        {
          not: {
            description: ["autonomous agent that", "autonomous web", "independently browse", "works autonomously"],
          },
        },
      ],
    },
    weight: 0.8,
    examples: {
      match: [
        {
          name: "web_agent",
          description: "An autonomous agent that searches the web and goes where it wants to",
          inputSchema: { type: "object", properties: { prompt: { type: "string" } } },
        },
        {
          name: "computer_agent",
          description: "An agent for the desktop",
          inputSchema: { type: "object", properties: { task: { type: "string" } } },
        },
      ],
      noMatch: [{ name: "create_agent", inputSchema: { type: "object", properties: { prompt: { type: "string" } } } }],
    },
  },
  {
    id: "code.request",
    category: "Execute",
    title: "sends any request that its caller writes",
    why: "With an address, a body and methods that change things, fetching is the least that it can do.",
    when: {
      all: [
        { parameter: ["method", "http method", "request method"], value: list("put patch delete") },
        { parameter: ["url", "uri", "path", "endpoint", "api path"] },
        { parameter: ["body", "data", "payload", "request body", "json", "json body", "form data"] },
      ],
    },
    // A request that is stored or tried is not sent anywhere of the caller's choice.
    unless: { verb: list("create add update save edit delete remove") },
    weight: 1.15,
    examples: {
      match: [{ name: "fetch_url", inputSchema: request("GET", "POST", "DELETE") }],
      noMatch: [
        { name: "fetch_url", inputSchema: request("GET", "HEAD") },
        { name: "create_saved_request", inputSchema: request("GET", "DELETE") },
      ],
    },
  },
];
