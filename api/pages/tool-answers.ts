import type { ToolAnnotations, ToolDefinition } from "../../catalog/tool.ts";
import type { Category, Verdict } from "../../catalog/verdict.ts";
import { constraintWords } from "../../policy/formats/format.ts";
import type { ToolTerms } from "../../policy/recommendation.ts";
import type { Numbered } from "./verdict.tsx";

/** What is known of a tool; `terms` is null where no rule has judged it, `changes` how often its definition was seen to change. */
type Known = {
  definition: ToolDefinition;
  verdict: Verdict | null;
  findings: readonly Numbered[];
  terms: ToolTerms | null;
  changes: number;
};

/** A question that people ask of a tool, and the answer that the catalog's facts give. */
export type Answer = { question: string; answer: string };

const most = { quotes: 3, parameters: 5, dangers: 5 };

/** What people ask before they let an agent call a tool, answered from its verdict, its findings and its policy. */
export function answersAbout(known: Known): Answer[] {
  const { definition, verdict, terms } = known;
  if (!verdict) return [];
  const { name, annotations } = definition;
  return [
    { question: `What does ${name} do?`, answer: whatItDoes(known, verdict) },
    { question: "Can an agent undo this?", answer: undoing(known, verdict.category) },
    { question: "What should I limit?", answer: limiting(definition, terms) },
    { question: "What can go wrong?", answer: dangers(known) },
    { question: "Should a person approve its calls?", answer: approving(verdict, terms) },
    { question: "How sure is this?", answer: sureness(verdict) },
    ...(annotations ? [{ question: "Does its author say the same?", answer: agreement(annotations, verdict) }] : []),
    ...(known.changes > 0
      ? [
          {
            question: "Is it still what it was?",
            answer: `No: its definition was seen to change ${times(known.changes)}. What you approved may not be what is there now; see its history below.`,
          },
        ]
      : []),
  ].filter(({ answer }) => answer !== "");
}

const times = (count: number): string => (count === 1 ? "once" : `${count} times`);
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
const has = ({ findings }: Known, rule: string): boolean => findings.some((finding) => finding.rule === rule);

function whatItDoes({ findings }: Known, { because, category }: Verdict): string {
  const [first] = findings;
  if (!because || !first?.deciding)
    return "Its definition says too little to tell: no rule found anything in it. Most tools that say this little only read.";
  const quotes = [...new Set(because.evidence.map(({ quote }) => quote.trim()))].filter((quote) => quote.length < 60);
  const words = quotes.slice(0, most.quotes).map((quote) => `“${quote}”`);
  return `By its definition it ${first.title}${words.length === 0 ? "" : `: it says ${listed(words)}`}. That makes it a ${category} tool.`;
}

function parametersOf(definition: ToolDefinition): string[] {
  const properties = definition.inputSchema?.["properties"];
  return typeof properties === "object" && properties !== null && !Array.isArray(properties)
    ? Object.keys(properties)
    : [];
}

function undoing(known: Known, category: Category): string {
  const parameters = parametersOf(known.definition).slice(0, most.parameters);
  const inputs = parameters.length === 0 ? "what is run" : listed(parameters);
  switch (category) {
    case "Read":
      return has(known, "flows.private") || has(known, "flows.bulk")
        ? "There is nothing to undo, but what it has read stays with the agent: it cannot be taken back from a conversation that goes on to other tools."
        : "There is nothing to undo: as far as its definition says, it changes nothing.";
    case "Write":
      return has(known, "flows.sends")
        ? "No: what has been sent cannot be called back. It can only be corrected by sending something more."
        : "Mostly: what it creates or changes can be corrected by another call, by whoever knows what was there before.";
    case "Execute":
      return `That depends on ${inputs}: it starts something whose effect its own definition does not bound, so count on no.`;
    case "Destructive":
      return `No: what it takes away is gone, unless the service behind it keeps a copy.${
        has(known, "flows.no-rehearsal") ? " It offers no trial run and asks for no confirmation." : ""
      }`;
    case "Financial":
      return "No: money or assets that have moved come back only if the other side sends them back.";
  }
}

function limiting(definition: ToolDefinition, terms: ToolTerms | null): string {
  if (!terms) return "";
  const { action, limits, constraints, suggestions } = terms;
  const [limit] = limits;
  const told = [...constraints, ...suggestions].slice(0, most.parameters);
  const onArguments = told.map((one) => `${constraintWords(one)} (${one.why})`);
  const parts = [
    action === "hide" ? "All of it: agents should not even see it." : "",
    action === "approve" ? "Each call, by asking a person." : "",
    action === "deny" ? "All of it: refuse its calls." : "",
    limit ? `How often: at most ${limit.max} calls a ${limit.window}.` : "",
    onArguments.length > 0 ? `Its arguments, for example: ${onArguments.join("; ")}.` : "",
  ].filter((part) => part !== "");
  if (parts.length > 0) return parts.join(" ");
  return parametersOf(definition).length === 0
    ? "Nothing: it takes no arguments and changes nothing."
    : "Nothing has to be limited: its calls change nothing, and no argument of it points outside.";
}

function dangers({ findings }: Known): string {
  const found = findings.filter(({ deciding, why }) => !deciding && why !== null);
  if (found.length === 0) return "Nothing besides what it is for: no rule found another danger in its definition.";
  const told = found.slice(0, most.dangers).map(({ title, why }) => `It ${title}. ${why ?? ""}`);
  return `${told.join(" ")}${found.length > told.length ? ` And ${found.length - told.length} more, above.` : ""}`;
}

function approving({ category }: Verdict, terms: ToolTerms | null): string {
  if (!terms) return "";
  const why = terms.because.slice(1).join("; ");
  const because = why === "" ? "" : ` Because ${why}.`;
  switch (terms.action) {
    case "approve":
      return `Yes, each one.${because}`;
    case "hide":
      return `It should not be offered to an agent at all; where you need it, yes.${because}`;
    case "deny":
      return `Its calls should be refused.${because}`;
    case "allow":
      return category === "Read"
        ? "Not for what it does by itself."
        : "Not each one: a limit on how often it is called keeps a mistake small.";
  }
}

function sureness({ confidence, because, runnerUp }: Verdict): string {
  const about = `Of 100 tools that are judged with this confidence, about ${Math.round(100 * confidence)} are judged right.`;
  if (!because) return `Not very. ${about}`;
  return runnerUp
    ? `${about} The second best guess is ${runnerUp.category}.`
    : `${about} Nothing speaks for another category.`;
}

function agreement({ readOnlyHint, destructiveHint }: ToolAnnotations, { category }: Verdict): string {
  const proof = "Such hints prove nothing: whoever writes the tool writes them.";
  if (readOnlyHint === true)
    return category === "Read"
      ? `Yes: the author says that it only reads. ${proof}`
      : `No: the author says that it only reads, and its own words say otherwise. ${proof}`;
  if (destructiveHint === true)
    return category === "Destructive" || category === "Financial"
      ? `Yes: the author says that it may destroy. ${proof}`
      : `The author says that it may destroy, which is more than the rules found in its words. Take the worse of the two. ${proof}`;
  if (destructiveHint === false && category === "Destructive")
    return `No: the author says that it destroys nothing, and its own words say otherwise. ${proof}`;
  return "";
}
