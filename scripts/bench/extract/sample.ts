/** A package that the benchmark makes itself, in one of the styles that servers are written in; it holds `tools` tools. */
export type Sample = { name: string; texts: Record<string, string>; tools: number };
