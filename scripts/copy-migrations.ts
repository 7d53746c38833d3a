// The compiler copies no SQL; the built package needs the migrations beside dist/db/client.js.
import { cpSync } from "node:fs";

cpSync(new URL("../db/migrations", import.meta.url), new URL("../dist/db/migrations", import.meta.url), {
  recursive: true,
});
