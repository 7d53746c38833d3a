import type { Condition, Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

/** What runs: cancelling it stops it, where cancelling an order or a booking ends an agreement. */
export const running = list(`
  run job build workflow task execution pipeline process deployment query operation crawl agent command session tune kernel
  training import export scrape render prediction sync scan assembly call backup restore
`);

/** A request that waits to be run. */
export const queuedRequest: Condition = {
  all: [{ object: ["request"] }, { description: ["queued request", "request that is queued", "request in the queue"] }],
};

/** Tools that set builds, releases and jobs going, or stop them. */
export const runs: Rule[] = [
  {
    id: "runs.rollout",
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
        { all: [{ verb: ["apply", "create", "queue", "submit"] }, { object: ["run"] }] },
        {
          all: [{ verb: ["submit"] }, { object: ["job", "statement", "batch"] }, { not: { object: ["application"] } }],
        },
        { all: [{ verb: ["approve"] }, { object: list("deployment release pipeline rollout run") }] },
        { all: [{ verb: ["send", "stream", "queue"] }, { object: ["gcode", "g code"] }] },
        { all: [{ verb: ["publish", "send"] }, { object: ["twist", "cmd vel", "velocity command"] }] },
        { all: [{ verb: ["bounce"] }, { object: list("port interface service server pod container") }] },
        { all: [{ verb: list("update upgrade push install apply") }, { object: ["firmware"] }] },
        { all: [{ verb: ["create", "queue"] }, { name: ["create build", "queue build", "create deploy"] }] },
        {
          all: [
            { verb: ["create", "trigger", "redo"] },
            { object: ["deployment", "rollout"] },
            {
              not: { object: list("status template config policy environment branch record plan pipeline prediction") },
            },
          ],
        },
        { name: ["git push", "kubectl apply", "terraform apply", "helm upgrade", "npm install"] },
        {
          all: [
            { verb: ["rollback"] },
            { any: [{ object: ["deployment", "release", "rollout"] }, { description: ["deployment", "production"] }] },
          ],
        },
        {
          all: [
            { verb: ["promote"] },
            {
              any: [
                { object: list("pipeline deployment release build canary artifact artefact staging production") },
                { name: ["pipeline"] },
              ],
            },
          ],
        },
        {
          all: [
            { verb: ["create"] },
            { object: ["export job", "import job", "batch job", "training job", "sync job"] },
          ],
        },
      ],
    },
    weight: 1.2,
    examples: {
      match: [
        { name: "merge_pull_request" },
        { name: "create_deployment" },
        { name: "promote_release", description: "Promote a release to production" },
        { name: "apply_migration", description: "Applies a migration to the database" },
      ],
      noMatch: [
        { name: "merge_contacts" },
        { name: "create_deployment_status" },
        { name: "apply_label", description: "Apply a label" },
      ],
    },
  },
  {
    id: "runs.upgrade",
    category: "Execute",
    title: "upgrades software or a machine",
    why: "The new version is installed and started.",
    when: { verb: ["upgrade"] },
    unless: {
      any: [
        { name: ["get", "list", "check"] },
        {
          object: list(
            "plan account subscription membership tier license licence user bot rating seat ticket booking room building unit troop",
          ),
        },
      ],
    },
    weight: 1.2,
    examples: {
      match: [{ name: "upgrade_cluster" }, { name: "pg_upgrade", description: "Upgrade the version of a database" }],
      noMatch: [{ name: "upgrade_plan" }, { name: "list_upgrades" }],
    },
  },
  {
    id: "runs.train",
    category: "Execute",
    title: "trains a model",
    why: "Training runs for long and costs what it uses.",
    when: {
      any: [
        {
          all: [
            { verb: ["train"] },
            { object: list("model classifier network lora embedding regressor predictor adapter") },
          ],
        },
        { name: ["fine tune"] },
      ],
    },
    unless: { name: ["get", "list", "status"] },
    weight: 1.1,
    examples: {
      match: [{ name: "train_model" }, { name: "fine_tune_model" }],
      noMatch: [{ name: "search_trains" }, { name: "train_schedule" }],
    },
  },
  {
    id: "runs.command",
    category: "Execute",
    title: "is named after a command that sets something going",
    why: "The command is well known, and acts on what runs.",
    when: {
      any: [
        {
          name: [
            ...["port forward", "compose up", "kubectl rollout", "^kubectl$", "kubectl command", "brute force"],
            ...["^shell$", "adb shell", "^python$", "^terminal$", "^docker$"],
            ...list("nmap masscan sqlmap hydra nikto gobuster ffuf wpscan metasploit hashcat bruteforce"),
          ],
        },
        { all: [{ verb: ["drain", "taint"] }, { object: ["node", "instance"] }] },
      ],
    },
    unless: { verb: list("get list search show read view describe") },
    weight: 1.1,
    examples: {
      match: [{ name: "port_forward" }, { name: "docker_compose_up" }, { name: "drain_node" }, { name: "adb_shell" }],
      noMatch: [{ name: "kubectl_logs" }, { name: "list_port_forwards" }, { name: "shell_history" }],
    },
  },
  {
    id: "runs.cancel",
    category: "Execute",
    title: "cancels something that is running",
    why: "Stopping a run changes what happens, not what is stored.",
    when: {
      all: [{ verb: ["cancel", "abort", "terminate", "interrupt"] }, { any: [{ object: running }, queuedRequest] }],
    },
    weight: 1.2,
    examples: {
      match: [
        { name: "cancel_run", description: "Cancel an active run" },
        { name: "cancel", description: "Cancel a queued request" },
      ],
      noMatch: [{ name: "cancel_subscription" }, { name: "cancel_signature_request" }, { name: "list_cancelled_runs" }],
    },
  },
];
