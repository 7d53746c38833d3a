import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "dist-test-*/", "db/migrations/", "node_modules/", "coverage/"] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A file that no longer fits in a head is two files (DESIGN: under 300 lines).
      "max-lines": ["error", { max: 300 }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Overflowing arithmetic on indexes is checked by noUncheckedIndexedAccess; `!` would hide it.
      "@typescript-eslint/no-non-null-assertion": "error",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ["*.config.*", ".dependency-cruiser.js", "**/*.d.ts"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "no-restricted-exports": "off" },
  },
  // A fitted table, which nobody reads from end to end.
  { files: ["classifier/wording-weights.ts"], rules: { "max-lines": "off" } },
);
