import type { Rule } from "../../catalog/rule.ts";
import { foreignVerbs } from "../foreign-verbs.ts";
import { list } from "../words.ts";

/** Tools that drive a browser, a screen, a player or a device. */
export const control: Rule[] = [
  {
    id: "control.input",
    category: "Execute",
    title: "gives input to a browser or a screen",
    why: "What a click or a key does is decided by the page or program that gets it.",
    when: {
      any: [
        { all: [{ verb: ["fill"] }, { object: ["input", "textbox"] }] },
        { all: [{ verb: ["type", "enter"] }, { object: ["text", "key", "keyboard", "input"] }] },
        {
          verb: [
            ...list("click scroll press hover drag swipe tap navigate goto doubleclick keypress"),
            ...foreignVerbs.input,
          ],
        },
        { all: [{ verb: ["move"] }, { object: ["mouse", "cursor", "pointer"] }] },
        {
          all: [
            { verb: ["select", "fill"] },
            { object: ["option", "form", "field"] },
            { server: list("browser playwright puppeteer selenium") },
          ],
        },
        { name: ["^new page$", "^new tab$", "tab new$", "^input text", "^go back$", "^go forward$"] },
        {
          all: [
            { verb: list("minimize maximize unselect deselect choose") },
            { object: list("window checkbox option file dropdown tab") },
          ],
        },
        { all: [{ verb: ["switch"] }, { object: ["window", "iframe"] }] },
        { all: [{ verb: ["print"] }, { object: list("file document label page 3mf gcode model job pdf") }] },
        { all: [{ verb: list("init initialize launch") }, { object: ["browser"] }] },
        {
          all: [
            { verb: list("select fill type focus blur submit") },
            { parameter: ["selector", "css selector", "xpath", "x path", "element ref"] },
          ],
        },
        { all: [{ verb: ["open"] }, { object: list("url website link app application browser") }] },
        {
          all: [
            { verb: ["perform", "simulate", "do", "send"] },
            { object: list("click tap scroll swipe drag gesture keystroke keypress key") },
          ],
        },
        {
          all: [
            {
              verb: list(`
        type fill select open close handle resize upload go switch emulate drop focus input evaluate enter
        activate blur reload
      `),
            },
            {
              any: [
                {
                  name: list(`
        browser page tab playwright puppeteer ui screen window app element keyboard mouse cursor
      `),
                },
                { object: list("browser element keyboard mouse tab dialog page") },
              ],
            },
          ],
        },
      ],
    },
    unless: {
      any: [
        { name: list("get list create delete find analyze calculate compare validate") },
        { object: ["notion", "confluence", "wiki"] },
        { all: [{ verb: ["search"] }, { verb: ["navigate"] }] },
        { all: [{ verb: ["open"] }, { object: list("issue pr ticket account case") }] },
      ],
    },
    weight: 1.02,
    examples: {
      match: [
        { name: "browser_click", description: "Perform click on a web page" },
        { name: "browser_type", description: "Type text into an element" },
        { name: "fill", description: "Type text into an input or a text area" },
      ],
      noMatch: [
        { name: "browser_snapshot", description: "Capture a snapshot of the page" },
        { name: "get_click_rate" },
        { name: "close_issue" },
      ],
    },
  },
  {
    id: "control.playback",
    category: "Execute",
    title: "controls playback",
    why: "It acts on a running player.",
    when: {
      any: [
        { verb: ["play", "rewind", "播放"] },
        { all: [{ verb: ["skip"] }, { not: { object: ["trace", "order", "delivery", "step"] } }] },
        {
          all: [
            { verb: ["pause", "resume", "control", "next", "previous"] },
            { object: list("playback music track song player video media") },
          ],
        },
        { name: ["playback"] },
      ],
    },
    unless: { name: list("get list search compute calculate") },
    weight: 0.9,
    examples: {
      match: [{ name: "player_play", description: "Play a track" }, { name: "pause_music" }],
      noMatch: [
        { name: "get_playback_state" },
        { name: "list_players" },
        { name: "skip_trace", description: "Skip trace a property" },
      ],
    },
  },
  {
    id: "control.machine",
    category: "Execute",
    title: "pauses, moves, switches or hosts a running system",
    why: "It changes what runs, and others depend on what runs.",
    when: {
      any: [
        {
          all: [
            {
              verb: ["pause", "resume", "upgrade", "migrate", "power", "rollback", "isolate", "quarantine", "reload"],
            },
            {
              object: list(`
        endpoint host device server cluster vm machine instance service simulator container node pod emulator
        robot automation scene droplet
      `),
            },
          ],
        },
        {
          all: [
            { verb: ["pause"] },
            { object: list("connector job workflow pipeline queue crawl task run sync import") },
          ],
        },
        { name: ["on", "off", "cycle", "up", "down"].map((what) => `power ${what}`) },
        {
          all: [
            { verb: list("move fly walk rotate open close") },
            { object: list("robot bot drone gripper rover vacuum arm") },
          ],
        },
        { all: [{ verb: ["host", "serve"] }, { object: list("app application server site website node http") }] },
      ],
    },
    unless: { object: list("setting config configuration record description name") },
    weight: 0.95,
    examples: {
      match: [
        { name: "pause_cluster", description: "Pause a cluster" },
        { name: "power_cycle_droplet" },
        { name: "app_serve", description: "Serve a web application on a port" },
      ],
      noMatch: [
        { name: "get_cluster" },
        { name: "update_server_name" },
        { name: "power", description: "Raise a number to a power" },
        { name: "list_hosts" },
      ],
    },
  },
  {
    id: "control.activate",
    category: "Execute",
    title: "sets something going that runs by itself",
    why: "A workflow or a device that is switched on acts; a policy or a user that is activated is only a record that changes.",
    when: {
      all: [
        { verb: ["activate", "deactivate", "arm", "disarm"] },
        {
          object: list(`
            workflow automation scene job pipeline schedule trigger bot agent device alarm siren server instance
            campaign journey sequence flow
          `),
        },
      ],
    },
    examples: {
      match: [{ name: "activate_workflow", description: "Activate a workflow" }],
      noMatch: [{ name: "activate_policy", description: "Activate a policy" }, { name: "list_active_workflows" }],
    },
  },
  {
    id: "control.debugger",
    category: "Execute",
    title: "drives a debugger",
    why: "The program goes on, and does what it does.",
    when: {
      any: [
        {
          all: [
            { name: list("gdb lldb debug debugger") },
            { name: list("continue step next until attach finish interrupt") },
          ],
        },
        { name: ["^step over", "^step into", "^step out", "continue execution"] },
        { all: [{ verb: ["attach"] }, { object: ["debugger", "process", "pid"] }] },
      ],
    },
    examples: {
      match: [{ name: "gdb_continue" }, { name: "step_over" }],
      noMatch: [{ name: "debug_info" }, { name: "next_task" }],
    },
  },
  {
    id: "control.end",
    category: "Execute",
    title: "ends something that is going on",
    why: "What is under way stops, and others may depend on it.",
    when: {
      all: [
        { verb: ["end", "finish"] },
        {
          object: list("session call conversation meeting stream game match broadcast chat recording prediction poll"),
        },
      ],
    },
    examples: {
      match: [{ name: "end_conversation", description: "End an active conversation" }],
      noMatch: [{ name: "get_end_date" }, { name: "finish_task" }],
    },
  },
];
