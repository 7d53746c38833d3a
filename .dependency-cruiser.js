// The one import rule (docs/architecture.md): a file imports from its own folder or from a folder with a smaller number.
const levels = [["catalog"], ["classifier", "policy", "db"], ["crawler"], ["api"], ["cli"], ["test"], ["scripts"]];
const numbered = levels.flatMap((folders, level) => folders.map((folder) => ({ folder, level })));

const onlyDownwards = numbered.map(({ folder, level }) => ({
  name: `${folder}-imports-only-smaller-numbers`,
  comment: `${folder}/ (number ${level}) may import itself and folders with a smaller number. Move the code down, or pass it in.`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: {
    path: `^(${
      numbered
        .filter((other) => other.folder !== folder && other.level >= level)
        .map((other) => other.folder)
        .join("|") || "nothing"
    })/`,
  },
}));

export default {
  forbidden: [
    ...onlyDownwards,
    {
      name: "pure-folders-do-no-io",
      comment:
        "catalog/, classifier/ and policy/ are pure: of Node's modules they may use crypto only. Do the I/O in the caller.",
      severity: "error",
      from: { path: "^(catalog|classifier|policy)/" },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    },
    {
      name: "a-source-stands-alone",
      comment:
        "A source imports its own folder, the words that sources share, catalog/, zod, cheerio and yaml. The runner does the rest.",
      severity: "error",
      from: { path: "^crawler/sources/([^/]+)/" },
      to: {
        pathNot: [
          "^crawler/sources/$1/",
          "^crawler/source[.]ts$",
          "^crawler/sources/[^/]+[.]ts$",
          "^catalog/",
          "^node_modules/(zod|cheerio|yaml)/",
        ],
      },
    },
    {
      name: "sql-stays-in-db",
      comment: "drizzle, pg and PGlite are used in db/ only. Add a function to db/queries/ and call it.",
      severity: "error",
      from: { path: "^(catalog|classifier|policy|crawler|api|cli)/" },
      to: { path: "^node_modules/(drizzle-orm|pg|@electric-sql)/" },
    },
    {
      name: "undici-is-the-one-network-door",
      comment: "Fetch through crawler/http.ts: it has the limits, the retry rule and the address guard.",
      severity: "error",
      from: { path: "^(catalog|classifier|policy|db|crawler|api|cli)/", pathNot: "^crawler/(http|guard)[.]ts$" },
      to: { path: "(^node_modules/undici/)|(^(node:)?https?$)" },
    },
    {
      name: "no-cycles",
      comment: "Break the circle: move what both need into a third file.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default"] },
  },
};
