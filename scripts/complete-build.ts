// The compiler copies no SQL; the built package needs the migrations beside dist/db/client.js. An empty catalog that was packed
// there before may have other tables than these.
import { cpSync, rmSync } from "node:fs";
import { emptyCatalogName } from "../db/empty-catalog.ts";

const db = new URL("../dist/db/", import.meta.url);
cpSync(new URL("../db/migrations", import.meta.url), new URL("migrations", db), { recursive: true });
rmSync(new URL(emptyCatalogName, db), { force: true });
