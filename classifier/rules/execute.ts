import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

// What is run decides: running one of these is looking something up, and code.ts judges queries.
const looked = list(`
          query sql cypher graphql statement aggregation aggregate find search select lookup report analysis
          scan audit check comparison diagnostic forecast
        `);

/** Tools that start something whose effect is decided elsewhere. */
export const execute: Rule[] = [
  {
    id: "execute.start",
    category: "Execute",
    title: "runs, starts or stops something",
    why: "What happens is decided by what runs, not by this tool's own definition.",
    when: {
      verb: list(`
          execute run trigger start stop restart launch invoke deploy build compile install scale kill spawn
          exec activate deactivate reboot shutdown boot resume orchestrate delegate rerun redeploy recreate
          halt suspend wake dispatch interact automate execute operate perform migrate replay 执行 运行 启动 停止 部署
          安装 触发 重启 调用 构建
        `),
    },
    unless: {
      any: [
        {
          all: [
            { verb: ["run", "execute", "perform", "执行"] },
            { object: looked },
            { not: { verb: ["trigger", "start", "launch", "schedule"] } },
          ],
        },
        { all: [{ verb: ["build"] }, { object: ["query", "url", "link", "prompt", "report"] }] },
      ],
    },
    examples: {
      match: [
        { name: "execute_workflow", description: "USE WHEN you need research or incident analysis." },
        { name: "pipeline", description: "Trigger a pipeline to run" },
      ],
      noMatch: [
        { name: "list_workflows", description: "CALL FIRST to see what can be run before you execute a workflow." },
        { name: "get_workflow_run" },
        { name: "run_search", description: "Run a search over the documents" },
      ],
    },
  },
  {
    id: "execute.rollout",
    category: "Execute",
    title: "brings a change into effect",
    why: "Merging a pull request, applying a plan or migration and pushing with git set other machinery going.",
    when: {
      any: [
        { all: [{ verb: ["merge"] }, { object: ["pull request", "pr", "merge request", "mr"] }] },
        {
          all: [
            { verb: ["apply"] },
            {
              object: list("manifest migration terraform plan kubectl yaml deployment stack chart playbook"),
            },
          ],
        },
        { name: ["git push", "kubectl apply", "terraform apply", "helm upgrade", "npm install"] },
        {
          all: [{ verb: ["upgrade", "update"] }, { object: list("cluster package dependency firmware chart system") }],
        },
      ],
    },
    weight: 1.2,
    examples: {
      match: [
        { name: "merge_pull_request" },
        { name: "apply_migration", description: "Applies a migration to the database" },
      ],
      noMatch: [{ name: "merge_contacts" }, { name: "apply_label", description: "Apply a label" }],
    },
  },
  {
    id: "execute.cancel-run",
    category: "Execute",
    title: "cancels something that is running",
    why: "Stopping a run changes what happens, not what is stored.",
    when: {
      all: [
        { verb: ["cancel", "abort", "terminate", "interrupt"] },
        {
          object: list(`
          run job build workflow task execution pipeline process deployment query operation crawl agent
          command session request
        `),
        },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "cancel_run", description: "Cancel an active run" }],
      noMatch: [{ name: "cancel_subscription" }, { name: "list_cancelled_runs" }],
    },
  },
  {
    id: "execute.test",
    category: "Execute",
    title: "runs tests or a test run",
    why: "Tests are code, and they run.",
    when: {
      all: [
        { verb: ["test", "benchmark"] },
        { not: { object: ["connection", "result", "connectivity", "regex", "pattern"] } },
      ],
    },
    weight: 0.9,
    examples: {
      match: [{ name: "test_workflow", description: "Test a workflow" }],
      noMatch: [{ name: "test_connection" }, { name: "get_test_results" }, { name: "list_tests" }],
    },
  },
];
