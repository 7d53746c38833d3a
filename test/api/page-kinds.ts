/** A page of each kind, in the catalog of `openFilled` (filled.ts). */
export const pageKinds = {
  home: "/",
  search: "/search?q=toon",
  "a search without success": "/search?q=%3Cscript%3Ezzz",
  browsing: "/browse",
  "a list of servers": "/servers?category=Execute&sort=risk",
  "a list of tools": "/tools?risk=critical",
  "a server": "/servers/ziad-hsn-code-mode-toon",
  "a tool": "/servers/ziad-hsn-code-mode-toon/tools/execute_workflow",
  "a tool that is not judged": "/servers/ziad-hsn-code-mode-toon/tools/unread",
  "a hostile server": "/servers/evil-b-name-b",
  "a hostile tool": "/servers/evil-b-name-b/tools/hostile",
  "a tool with an odd schema": "/servers/evil-b-name-b/tools/schemaless",
  "a server without tools": "/servers/empty",
  "a server of nasty names": "/servers/nasty",
} as const;
