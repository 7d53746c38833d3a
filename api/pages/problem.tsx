import type { Context } from "hono";
import { titleOf, type ProblemStatus } from "../answer.ts";
import { sendPage } from "./layout.tsx";

/** Tells a person what went wrong and where to go on. */
export function problemPage(c: Context, status: ProblemStatus, detail: string): Promise<Response> {
  const heading = status === 404 ? "Not found" : titleOf(status);
  const main = (
    <>
      <h1>{heading}</h1>
      <p class="lead">{detail}</p>
      <p>
        Search for it above, or start from <a href="/">the list of all servers</a>.
      </p>
    </>
  );
  return sendPage(c, { title: `${heading} · mcp-risk`, description: detail, main }, status);
}
