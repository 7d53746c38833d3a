import type { Child } from "hono/jsx";
import { letters } from "../../catalog/grade.ts";
import { categories, risks } from "../../catalog/verdict.ts";
import { attackPatterns } from "../../classifier/attack-patterns.ts";
import { allSources } from "../../crawler/sources.ts";
import type { Facets } from "../../db/queries/figures.ts";
import { figure } from "./text.tsx";

/** The words and filters that a list was asked for. */
export type Asked = Readonly<Record<string, string | undefined>>;
type Choice = { value: string; label: string };

const plain = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));

const choices: Readonly<Record<string, { label: string; of: readonly Choice[] }>> = {
  category: { label: "Category", of: plain(categories.toReversed()) },
  risk: { label: "Risk", of: plain(risks.toReversed()) },
  grade: { label: "Grade", of: plain(letters) },
  findings: {
    label: "Threats",
    of: [
      { value: "any", label: "any suspicious text" },
      { value: "block", label: "attacks its readers" },
    ],
  },
  pattern: {
    label: "Attack pattern",
    of: attackPatterns.map(({ id, name }) => ({ value: id, label: `${id} ${name}` })),
  },
  source: { label: "Listed by", of: allSources.map(({ id, title }) => ({ value: id, label: title })) },
  language: { label: "Language", of: plain(["javascript", "python", "go", "rust", "dotnet"]) },
  auth: {
    label: "Endpoint",
    of: [
      { value: "required", label: "wants authorization" },
      { value: "open", label: "answers anybody" },
      { value: "unknown", label: "not asked" },
    ],
  },
};

/** What a list can be filtered by, with how many there are of each in the whole catalog; works without scripts. */
export function FilterForm({
  action,
  asked,
  facets,
  sorts,
}: {
  action: string;
  asked: Asked;
  facets: Facets["server"];
  sorts: readonly Choice[];
}) {
  const offered = Object.entries(choices).flatMap(([name, { label, of }]) => {
    const counts = facets.filters[name] ?? {};
    const some = of.filter(({ value }) => counts[value] !== undefined || asked[name] === value);
    return some.length === 0 ? [] : [{ name, label, some, counts }];
  });
  return (
    <form action={action} method="get" class="filters card" aria-label="Filters">
      <Field name="words" label="Words">
        <input id="words" type="search" name="q" value={asked.q ?? ""} maxlength={200} autocomplete="off" />
      </Field>
      {offered.map(({ name, label, some, counts }) => (
        <Field name={name} label={label}>
          <select id={name} name={name}>
            <option value="">any</option>
            {some.map(({ value, label: text }) => (
              <option value={value} selected={asked[name] === value}>
                {text} ({figure(counts[value] ?? 0)})
              </option>
            ))}
          </select>
        </Field>
      ))}
      <Field name="sort" label="Order">
        <select id="sort" name="sort">
          {sorts.map(({ value, label }) => (
            <option value={value} selected={asked.sort === value}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      <div class="apply">
        <button type="submit">Show</button>
        <a href={action}>Clear</a>
      </div>
    </form>
  );
}

function Field({ name, label, children }: { name: string; label: string; children?: Child }) {
  return (
    <div>
      <label for={name}>{label}</label>
      {children}
    </div>
  );
}
