import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Child } from "hono/jsx";
import { formats } from "../../policy/formats/index.ts";
import { presetNames, type PresetName } from "../../policy/presets.ts";
import type { Recommendation, ToolTerms } from "../../policy/recommendation.ts";
import { formatIds, formatOf } from "../policy.ts";
import { counted, Document, Line } from "./text.tsx";

const Choice = z.object({
  format: z.enum(formatIds).default("policylayer"),
  preset: z.enum(presetNames).default("balanced"),
  constrain: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true"),
});

/** In which format a policy is shown, and how strict it is. */
export type PolicyChoice = z.infer<typeof Choice>;

/** What the address of a page says about its policy; null when it says what there is not. */
export function policyChoice(c: Context): PolicyChoice | null {
  const { format, preset, constrain } = c.req.query();
  const read = Choice.safeParse({
    format: format || undefined,
    preset: preset || undefined,
    constrain: constrain || undefined,
  });
  return read.success ? read.data : null;
}

const presetWords: Readonly<Record<PresetName, string>> = {
  strict: "strict: a person approves every change",
  balanced: "balanced: limits on changes",
  permissive: "permissive: only the worst is stopped",
};

const lossesShown = 8;

/**
 * A policy to copy, in the chosen format, with a form that chooses another one. `page` is the address of the page, `url` where
 * programs get the same bytes, `others` the other fields of the page's address.
 */
export function PolicySection(props: {
  recommendation: Recommendation;
  choice: PolicyChoice;
  page: string;
  url: string;
  others?: Record<string, string>;
  children: Child;
}) {
  const { recommendation, choice, page, url, others = {}, children } = props;
  const { title, file, source, render } = formatOf(choice.format);
  const { text, lost } = render([recommendation]);
  const query = new URLSearchParams({
    format: choice.format,
    preset: choice.preset,
    ...(choice.constrain ? { constrain: "true" } : {}),
  });
  return (
    <section aria-labelledby="policy">
      <h2 id="policy">Starter policy</h2>
      {children}
      <form class="choice" action={`${page}#policy`} method="get">
        {Object.entries(others).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <label>
          Written for
          <select name="format">
            {formats.map((one) => (
              <option value={one.id} selected={one.id === choice.format}>
                {one.title}
              </option>
            ))}
          </select>
        </label>
        <label>
          How strict
          <select name="preset">
            {presetNames.map((name) => (
              <option value={name} selected={name === choice.preset}>
                {presetWords[name]}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input type="checkbox" name="constrain" value="true" checked={choice.constrain} />
          with conditions on arguments
        </label>
        <button type="submit">Show</button>
      </form>
      <Document id="policy-text" text={text} label={`Starter policy for ${title}`} />
      <p class="quiet">
        Goes into {file}. <a href={`${url}?${query.toString()}`}>The same bytes as a file</a>; the format is described
        at {source}.
      </p>
      {lost.length === 0 ? null : (
        <details>
          <summary>{counted(lost.length, "thing")} that this format cannot say, and what it says instead</summary>
          <ul>
            {lost.slice(0, lossesShown).map(({ tool, what, instead }) => (
              <li>
                {tool === null ? null : (
                  <>
                    <code>
                      <Line text={tool} />
                    </code>
                    :{" "}
                  </>
                )}
                <Line text={what} />; {instead}.
              </li>
            ))}
            {lost.length > lossesShown ? <li>and {lost.length - lossesShown} more</li> : null}
          </ul>
        </details>
      )}
    </section>
  );
}

/** What a recommendation means for a tool, in a sentence; null is what no rule has judged. */
export function termsWords(terms: ToolTerms | null): string {
  if (!terms) return "Do not list it: what the policy does not list is refused.";
  const [limit] = terms.limits;
  const rate = limit ? `, at most ${counted(limit.max, "call")} a ${limit.window}` : "";
  switch (terms.action) {
    case "hide":
      return "Hide it: agents do not see it, and calls to it are refused.";
    case "deny":
      return "Refuse calls to it.";
    case "approve":
      return `Let a person approve each call${rate}.`;
    case "allow":
      return rate === "" ? "Allow it without limits." : `Allow it${rate}.`;
  }
}
