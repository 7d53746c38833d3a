import type { OpenAPIHono } from "@hono/zod-openapi";
import { sha256 } from "../../catalog/hash.ts";
import { respond } from "../answer.ts";
import { copyScript } from "./copy.ts";
import { base } from "./style/base.ts";
import { colours } from "./style/colours.ts";
import { layout } from "./style/layout.ts";
import { parts } from "./style/parts.ts";
import { small } from "./style/small.ts";

const style = [colours, base, layout, parts, small].join("\n");

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6" fill="#22303c"/><rect x="5" y="13" width="3.4" height="6" rx="1" fill="#3fb079"/><rect x="10.3" y="9" width="3.4" height="10" rx="1" fill="#e3ab2b"/><rect x="15.6" y="5" width="3.4" height="14" rx="1" fill="#e0485f"/></svg>`;

/** An address that changes with the text, so that it can be kept for ever. */
const addressOf = (name: string, text: string, type: string) => `/assets/${name}-${sha256(text).slice(0, 12)}.${type}`;

/** Where the stylesheet is. */
export const stylePath = addressOf("style", style, "css");

/** Where the icon is. */
export const iconPath = addressOf("icon", icon, "svg");

/** Where the script is. */
export const copyPath = addressOf("copy", copyScript, "js");

/** Serves the stylesheet, the icon and the script. */
export function assetRoutes(app: OpenAPIHono): void {
  const serve = (path: string, text: string, contentType: string) => {
    app.get(path, (c) =>
      respond(c, text, 200, { "content-type": contentType, "cache-control": "public, max-age=31536000, immutable" }),
    );
  };
  serve(stylePath, style, "text/css; charset=utf-8");
  serve(iconPath, icon, "image/svg+xml");
  serve(copyPath, copyScript, "text/javascript; charset=utf-8");
}
