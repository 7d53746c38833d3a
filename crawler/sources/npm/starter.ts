/** Well-known servers that a first crawl reads, one from each common field: files, memory, code hosting, databases, … */
export const starterPackages: readonly string[] = [
  "@modelcontextprotocol/server-everything",
  "@modelcontextprotocol/server-filesystem",
  "@modelcontextprotocol/server-github",
  "@modelcontextprotocol/server-memory",
  "@modelcontextprotocol/server-postgres",
  "@modelcontextprotocol/server-slack",
  "@elastic/mcp-server-elasticsearch",
  "@line/line-bot-mcp-server",
  "@upstash/context7-mcp",
  "firecrawl-mcp",
  "mcp-server-commands",
  "mcp-server-kubernetes",
  "tavily-mcp",
];
