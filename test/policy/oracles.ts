import { evaluate } from "@marcbachmann/cel-js";
import { isAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml, parseAllDocuments } from "yaml";
import { readPolicy } from "../../policy/document.ts";
import { decide, enforce } from "../../policy/evaluate.ts";
import { gatewayArn } from "../../policy/formats/agentcore.ts";
import { labelOf } from "../../policy/formats/envoy-ai-gateway.ts";

/** What a target does with a call; `hidden` tools are refused and not listed. */
export type Outcome = "allow" | "ask" | "deny" | "hidden";
/** How a target decides, told from its documentation and source, on the text that was generated for it. */
export type Oracle = (text: string, server: string) => (tool: string, args?: Record<string, unknown>) => Outcome;

const at = Date.parse("2026-01-15T10:30:00Z");

const ours =
  (parse: (text: string) => unknown): Oracle =>
  (text) => {
    const read = readPolicy(parse(text));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return (tool, args = {}) => {
      const { decision, rule } = decide(enforce(read.document), { tool, args, at });
      return decision === "allow" ? "allow" : rule === "(hidden)" ? "hidden" : "deny";
    };
  };

const claude: Oracle = (text, server) => {
  const { permissions } = JSON.parse(text) as {
    permissions: { defaultMode: string; allow: string[]; ask: string[]; deny: string[] };
  };
  // Deny, then ask, then allow: the first list with a match decides. A rule for an MCP tool with a parenthesis is skipped.
  const matches = (rules: string[], name: string): boolean =>
    rules.some((rule) => {
      if (/[()]/.test(rule)) return false;
      const pattern = rule
        .split("*")
        .map((part) => part.replace(/[.+?^${}|[\]\\]/g, "\\$&"))
        .join(".*");
      return new RegExp(`^${pattern}$`, "s").test(name);
    });
  return (tool) => {
    const name = `mcp__${server}__${tool}`;
    if (matches(permissions.deny, name)) return "hidden";
    if (matches(permissions.ask, name)) return "ask";
    if (matches(permissions.allow, name)) return "allow";
    return permissions.defaultMode === "dontAsk" ? "deny" : "ask";
  };
};

const codex: Oracle = (text, server) => {
  type Server = {
    enabled?: boolean;
    enabled_tools?: string[];
    disabled_tools?: string[];
    default_tools_approval_mode?: string;
    tools?: Record<string, { approval_mode: string }>;
  };
  const { mcp_servers } = parseToml(text) as unknown as { mcp_servers: Record<string, Server> };
  const own = mcp_servers[server];
  return (tool) => {
    if (!own || own.enabled === false) return "hidden";
    if (own.enabled_tools && !own.enabled_tools.includes(tool)) return "hidden";
    if (own.disabled_tools?.includes(tool)) return "hidden";
    const mode =
      own.tools && Object.hasOwn(own.tools, tool) ? own.tools[tool]?.approval_mode : own.default_tools_approval_mode;
    return mode === "approve" ? "allow" : "ask";
  };
};

const geminiPolicy: Oracle = (text, server) => {
  type Rule = { toolName: string | string[]; mcpName: string; decision: string; priority: number };
  const { rule: rules } = parseToml(text) as unknown as { rule: Rule[] };
  const sorted = [...rules].sort((a, b) => b.priority - a.priority);
  return (tool) => {
    const found = sorted.find(
      ({ toolName, mcpName }) => mcpName === server && [toolName].flat().some((name) => name === "*" || name === tool),
    );
    return found?.decision === "allow" ? "allow" : found?.decision === "deny" ? "hidden" : "ask";
  };
};

const geminiSettings: Oracle = (text, server) => {
  type Server = { trust: boolean; includeTools: string[]; excludeTools: string[] };
  const { mcpServers } = JSON.parse(text) as { mcpServers: Record<string, Server> };
  const own = mcpServers[server];
  return (tool) => {
    if (!own || own.excludeTools.includes(tool) || !own.includeTools.includes(tool)) return "hidden";
    return own.trust ? "allow" : "ask";
  };
};

const cursor: Oracle = (text, server) => {
  const { mcpAllowlist } = JSON.parse(text) as { mcpAllowlist: string[] };
  return (tool) => (mcpAllowlist.includes(`${server}:${tool}`) ? "allow" : "ask");
};

const openai: Oracle = (text) => {
  const { allowed_tools, require_approval } = JSON.parse(text) as {
    allowed_tools: string[];
    require_approval: string | { never: { tool_names: string[] } };
  };
  return (tool) => {
    if (!allowed_tools.includes(tool)) return "hidden";
    return typeof require_approval === "object" && require_approval.never.tool_names.includes(tool) ? "allow" : "ask";
  };
};

const anthropic: Oracle = (text) => {
  type Toolset = { default_config: { enabled: boolean }; configs: Record<string, { enabled: boolean }> };
  const { tools } = JSON.parse(text) as { tools: Toolset[] };
  const [own] = tools;
  return (tool) => {
    if (!own) return "hidden";
    const config = Object.hasOwn(own.configs, tool) ? own.configs[tool] : own.default_config;
    return config?.enabled ? "allow" : "hidden";
  };
};

/** Whether a CEL expression holds; one that fails does not. */
function holds(expression: string, context: Record<string, unknown>): boolean {
  try {
    return evaluate(expression, context) === true;
  } catch {
    return false;
  }
}

const agentgateway: Oracle = (text, server) => {
  type Rule = string | { allow?: string; deny?: string; require?: string };
  const config = parseYaml(text) as { mcp: { policies: { mcpAuthorization: { rules: Rule[] } } } };
  const rules = config.mcp.policies.mcpAuthorization.rules.map((rule) =>
    typeof rule === "string" ? { allow: rule } : rule,
  );
  return (tool) => {
    const context = { mcp: { tool: { name: tool, target: server } } };
    if (rules.some(({ deny }) => deny !== undefined && holds(deny, context))) return "hidden";
    if (rules.some(({ require }) => require !== undefined && !holds(require, context))) return "hidden";
    const allows = rules.filter(({ allow }) => allow !== undefined);
    return allows.length === 0 || allows.some(({ allow }) => holds(allow ?? "", context)) ? "allow" : "hidden";
  };
};

const envoy: Oracle = (text, server) => {
  type Rule = { action: string; target: { tools: { backend: string; tool: string }[] }; cel?: string };
  const [document] = parseAllDocuments(text);
  const route = document?.toJS() as {
    spec: { securityPolicy: { authorization: { defaultAction: string; rules: Rule[] } } };
  };
  const { defaultAction, rules } = route.spec.securityPolicy.authorization;
  const backend = labelOf(server);
  const decideWith = (tool: string, request: object): boolean => {
    const found = rules.find(
      ({ target, cel }) =>
        target.tools.some((one) => one.backend === backend && one.tool === tool) &&
        (cel === undefined || holds(cel, { request })),
    );
    return (found?.action ?? defaultAction) === "Allow";
  };
  return (tool, args = {}) => {
    // The list is made with the same rules, without a method and arguments.
    if (!decideWith(tool, { method: "", mcp: { method: "tools/list", backend, tool } })) return "hidden";
    const request = {
      method: "POST",
      mcp: { method: "tools/call", backend, tool, params: { name: tool, arguments: args } },
    };
    return decideWith(tool, request) ? "allow" : "deny";
  };
};

function cedar(policies: string, action: object, resource: object, principal: object, context: object): boolean {
  const answer = isAuthorized({
    principal: principal as never,
    action: action as never,
    resource: resource as never,
    context: context as never,
    policies: { staticPolicies: policies },
    entities: [],
  });
  if (answer.type === "failure") throw new Error(JSON.stringify(answer.errors));
  return answer.response.decision === "allow";
}

const decimal = (value: number) => ({ __extn: { fn: "decimal", arg: value.toFixed(4) } });

const toolhive: Oracle = (text) => {
  const config = JSON.parse(text) as { cedar: { policies: string[] } };
  const policies = config.cedar.policies.join("\n");
  const ask = (tool: string, context: object): boolean =>
    cedar(
      policies,
      { type: "Action", id: "call_tool" },
      { type: "Tool", id: tool },
      { type: "Client", id: "someone" },
      context,
    );
  return (tool, args = {}) => {
    // The list is filtered by asking without arguments.
    if (!ask(tool, {})) return "hidden";
    const context = Object.fromEntries(
      Object.entries(args).flatMap(([name, value]): [string, unknown][] => {
        if (typeof value === "number") return [[`arg_${name}`, decimal(value)]];
        if (typeof value === "string" || typeof value === "boolean") return [[`arg_${name}`, value]];
        return [[`arg_${name}_present`, true]];
      }),
    );
    return ask(tool, context) ? "allow" : "deny";
  };
};

const agentcore: Oracle =
  (text, server) =>
  (tool, args = {}) => {
    const input = Object.fromEntries(
      Object.entries(args).map(([name, value]) => [
        name,
        typeof value === "number" && !Number.isInteger(value) ? decimal(value) : value,
      ]),
    );
    const allowed = cedar(
      text,
      { type: "AgentCore::Action", id: `${server}___${tool}` },
      { type: "AgentCore::Gateway", id: gatewayArn },
      { type: "AgentCore::OAuthUser", id: "someone" },
      { input },
    );
    return allowed ? "allow" : "deny";
  };

const litellm: Oracle = (text, server) => {
  type Server = { allowed_tools: string[]; disallowed_tools: string[] };
  const { mcp_servers } = parseYaml(text) as { mcp_servers: Record<string, Server> };
  const own = mcp_servers[server.replaceAll("-", "_")];
  return (tool) => {
    if (!own || own.disallowed_tools.includes(tool)) return "hidden";
    // An empty list allows what is not disallowed.
    return own.allowed_tools.length === 0 || own.allowed_tools.includes(tool) ? "allow" : "hidden";
  };
};

const kong: Oracle = (text) => {
  type Acl = { allow: string[]; deny: string[] };
  type Plugin = { config: { default_acl: Acl[]; tools: { name: string; acl: Acl }[] } };
  const { plugins } = parseYaml(text) as { plugins: Plugin[] };
  const config = plugins[0]?.config;
  const own = new Map(config?.tools.map(({ name, acl }) => [name, acl]));
  return (tool) => {
    const acl = own.get(tool) ?? config?.default_acl[0];
    return acl?.allow.includes("mcp-users") && !acl.deny.includes("mcp-users") ? "allow" : "hidden";
  };
};

/** The oracle of each format. */
export const oracles: Readonly<Record<string, Oracle>> = {
  policylayer: ours((text) => JSON.parse(text) as unknown),
  intercept: ours((text) => parseYaml(text) as unknown),
  "claude-code": claude,
  codex,
  gemini: geminiPolicy,
  "gemini-settings": geminiSettings,
  cursor,
  openai,
  anthropic,
  agentgateway,
  "envoy-ai-gateway": envoy,
  toolhive,
  agentcore,
  litellm,
  kong,
};
