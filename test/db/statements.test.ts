import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { shownTool } from "../../db/queries/shown-tools.ts";
import { engines, useCatalog } from "../support/catalog.ts";

describe.each(engines)("statements on %s", (engine) => {
  const catalog = useCatalog(engine);
  const one = async () => (await catalog.db.execute<{ one: number }>(sql`select 1 as one`)).rows;

  it("that fail are told with their SQLSTATE, and leave the connection as it was", async () => {
    const failing = catalog.db.execute(sql`select 1 / ${0}::int`);
    await expect(failing).rejects.toMatchObject({ cause: { code: "22012" } });
    await expect(catalog.db.execute(sql`select from nowhere.at_all`)).rejects.toMatchObject({
      cause: { code: "42P01" },
    });
    expect(await one()).toEqual([{ one: 1 }]);
  });

  it("of a transaction that fails are all taken back", async () => {
    const failing = catalog.db.transaction(async (tx) => {
      await tx.execute(sql`create table half (n int)`);
      await tx.execute(sql`insert into half values (${"no number"}::int)`);
    });
    await expect(failing).rejects.toMatchObject({ cause: { code: "22P02" } });
    expect((await catalog.db.execute(sql`select to_regclass('half') as half`)).rows).toEqual([{ half: null }]);
  });

  it("that are prepared answer as often as they are asked, and after one of them failed", async () => {
    for (const name of ["a", "b", "c"]) expect(await shownTool(catalog.db, "rules", "none", name)).toBeNull();
    await expect(shownTool(catalog.db, "rules", "none", "NUL \0")).rejects.toMatchObject({ cause: { code: "22P05" } });
    expect(await shownTool(catalog.db, "rules", "none", "a")).toBeNull();
  });

  it("that are asked at the same time are all answered, each with its own", async () => {
    const asked = Array.from({ length: 50 }, (_, n) => n);
    const told = await Promise.all(
      asked.map(async (n) => (await catalog.db.execute<{ n: number }>(sql`select ${n}::int as n`)).rows[0]?.n),
    );
    expect(told).toEqual(asked);
  });

  it("take long texts", async () => {
    const text = "ä".repeat(4_000_000);
    const { rows } = await catalog.db.execute<{ size: number }>(sql`select length(${text}::text) as size`);
    expect(rows).toEqual([{ size: text.length }]);
  });
});
