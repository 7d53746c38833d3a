/** "mcp" as a part by itself: `github-mcp`, `mcp_server_git`. */
const alone = /^mcps?$/;
/** Behind another word: `fastmcp`. One letter before it is most often some other abbreviation (`dmcp`, `lmcp`). */
const behind = /[a-z\d]{2}mcp$/;
/** With what only MCP has, wherever it is: `mcpserver`, `voicemcpserver`. */
const withItsWord = /mcp(?:server|client|tool|agent|hub)/;
/** Before another word: `mcpguard`, `mcp2tcp`. Chips have more digits (`mcp3008`); one letter makes other names (`mcpl`, `mcpi`). */
const before = /^mcp2?[a-z]{2,}$/;
/** There it may also be "mc" (Minecraft, Monte Carlo, Mitsubishi) and a word that begins with a p. */
const mcAndWord =
  /^mc(?:py\w*|pack(?:ets?)?|panel|path|physics|ping|pixel|play(?:er|stats)?|plot|power|press|profiles?|project|protection|proto(?:col)?)$/;

/**
 * Whether the name of a project says that it is about MCP. Names are split at `-`, `_` and `.`; a part may be "mcp" or hold
 * it in a compound. That it has these letters somewhere is not enough: `tmcpy`, `pymcprotocol`, `mcp23017`.
 */
export function saysMcp(name: string): boolean {
  return name
    .toLowerCase()
    .split(/[-_.]+/)
    .some(
      (part) =>
        alone.test(part) || behind.test(part) || withItsWord.test(part) || (before.test(part) && !mcAndWord.test(part)),
    );
}
