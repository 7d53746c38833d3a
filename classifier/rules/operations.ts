import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

const chooser = [
  ...list("action operation op method mode command subcommand cmd verb do"),
  "action type",
  "operation type",
  "sub command",
  "sub action",
];

const schema = (...values: string[]): { type: string; properties: { action: { type: string; enum: string[] } } } => ({
  type: "object",
  properties: { action: { type: "string", enum: values } },
});

/** Tools that are several in one: a parameter lists their operations, and the most severe one counts. */
export const operations: Rule[] = [
  {
    id: "operations.destructive",
    category: "Destructive",
    title: "offers deleting among its operations",
    why: "The most severe operation that a caller may choose decides.",
    when: {
      parameter: chooser,
      value: list(
        "delete remove drop purge wipe destroy trash revoke ban uninstall prune clear reset rm del truncate erase",
      ),
    },
    unless: { parameter: ["method"], value: ["put", "patch"] },
    weight: 1.1,
    examples: {
      match: [{ name: "events", description: "Manage events", inputSchema: schema("list", "create", "delete") }],
      noMatch: [{ name: "events", inputSchema: schema("list", "create") }],
    },
  },
  {
    id: "operations.financial",
    category: "Financial",
    title: "offers moving money among its operations",
    why: "The most severe operation that a caller may choose decides.",
    when: {
      any: [
        {
          parameter: [...chooser, "side"],
          value: list("pay refund withdraw buy sell purchase stake payout repay"),
        },
        {
          all: [
            { parameter: chooser, value: ["transfer", "send"] },
            { object: list("wallet token coin fund payment crypto") },
          ],
        },
      ],
    },
    weight: 1.1,
    examples: {
      match: [{ name: "orders", inputSchema: schema("list", "buy", "sell") }],
      noMatch: [{ name: "orders", inputSchema: schema("list", "get") }],
    },
  },
  {
    id: "operations.execute",
    category: "Execute",
    title: "offers running or stopping something among its operations",
    why: "The most severe operation that a caller may choose decides.",
    when: {
      parameter: chooser,
      value: list(`
        execute run start stop restart trigger deploy install click exec kill launch invoke scale merge cancel
        cordon drain reboot shutdown rollback upgrade terminate eval
        abort
      `),
    },
    // Ways to change the size of a picture.
    unless: { parameter: chooser, value: list("fit cover") },
    weight: 1.1,
    examples: {
      match: [{ name: "containers", inputSchema: schema("list", "start", "stop") }],
      noMatch: [
        { name: "containers", inputSchema: schema("list", "inspect") },
        { name: "todos", inputSchema: schema("assigned", "merge_request_closed") },
        { name: "functions", inputSchema: schema("getDeployLog") },
        { name: "resize", inputSchema: schema("scale", "fit") },
      ],
    },
  },
  {
    id: "operations.write",
    category: "Write",
    title: "offers creating or changing among its operations",
    why: "The most severe operation that a caller may choose decides.",
    when: {
      parameter: chooser,
      value: list(`
        create update add set edit write insert modify rename move enable disable toggle save append upload send
        post approve decline reject close reopen assign archive
        reorder
      `),
    },
    // Sums; and the methods of a request (code.request).
    unless: {
      any: [
        { parameter: chooser, value: list("subtract multiply") },
        {
          all: [
            { parameter: ["method"], value: ["get"] },
            { parameter: ["method"], value: ["post", "put", "patch", "head"] },
          ],
        },
      ],
    },
    weight: 1.1,
    examples: {
      match: [{ name: "notes", inputSchema: schema("list", "create") }],
      noMatch: [
        { name: "notes", inputSchema: schema("list", "search") },
        { name: "calculate", inputSchema: schema("add", "subtract") },
      ],
    },
  },
];
