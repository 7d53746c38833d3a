import { visibleText } from "../catalog/text.ts";

// What XML 1.0 cannot hold, even escaped (section 2.2, Char), and lone halves of pairs. Control and invisible characters are
// made visible before.
const unwritable = /[\uFFFE\uFFFF]|\p{Cs}/gu;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** A text for an XML document: inert, as content or as an attribute in quotes. */
export function xmlText(text: string): string {
  return visibleText(text)
    .replace(unwritable, "\uFFFD")
    .replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** An element with attributes and content; content is XML already, attributes are texts. */
export function element(name: string, attributes: Readonly<Record<string, string>>, ...content: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  const tag = `${name}${written.join("")}`;
  return content.length === 0 ? `<${tag}/>` : `<${tag}>${content.join("")}</${name}>`;
}

/** The first line of an XML document. */
export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
