import type { Rule } from "../../catalog/rule.ts";

/** Tools that start something whose effect is decided elsewhere. */
export const execute: Rule[] = [
  {
    id: "execute.start",
    category: "Execute",
    title: "runs or starts something",
    why: "What happens is decided by what runs, not by this tool's own definition.",
    when: {
      verb: [
        "execute",
        "run",
        "trigger",
        "start",
        "stop",
        "restart",
        "launch",
        "invoke",
        "deploy",
        "build",
        "install",
        "cancel",
        "scale",
        "kill",
        "spawn",
        "exec",
        "eval",
        "activate",
        "deactivate",
        "reboot",
        "shutdown",
        "执行",
        "运行",
        "启动",
        "停止",
        "部署",
        "安装",
      ],
    },
    unless: { all: [{ verb: ["run", "execute", "start"] }, { object: ["search", "report"] }] },
    examples: {
      match: [
        { name: "execute_workflow", description: "USE WHEN you need research or incident analysis." },
        { name: "shell", description: "Execute shell commands" },
      ],
      noMatch: [
        { name: "list_workflows", description: "CALL FIRST to see what can be run before you execute a workflow." },
        { name: "get_workflow_run" },
        { name: "run_search", description: "Run a search over the documents" },
      ],
    },
  },
];
