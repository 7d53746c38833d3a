import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./db/schema.ts", "./db/schema-crawl.ts", "./db/schema-search.ts"],
  out: "./db/migrations",
});
