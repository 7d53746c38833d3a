import { raw } from "hono/html";
import { visibleText } from "../../catalog/text.ts";

/** A schema.org thing. */
export type Thing = { "@type": string; [property: string]: unknown };

/**
 * What a page is about, for machines (JSON-LD 1.1, schema.org). No script: browsers do not run a block of this type, so the
 * Content-Security-Policy does not touch it (HTML standard, "data block"). `<`, `>` and `&` are JSON escapes in it, so that no
 * text can end the block or begin a comment.
 */
export function LinkedData({ things }: { things: Thing[] }) {
  const visible = (_: string, value: unknown) => (typeof value === "string" ? visibleText(value) : value);
  const text = JSON.stringify({ "@context": "https://schema.org", "@graph": things }, visible).replace(
    /[<>&]/g,
    (char) => `\\u00${char.charCodeAt(0).toString(16)}`,
  );
  return <script type="application/ld+json">{raw(text)}</script>;
}

/** Where a page is: the pages above it, and its own. `origin` is the catalog's own address. */
export function breadcrumbs(origin: string, pages: readonly { path: string; name: string }[]): Thing {
  return {
    "@type": "BreadcrumbList",
    itemListElement: pages.map(({ path, name }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: `${origin}${path}`,
    })),
  };
}

/** Questions that the page answers in its own text. */
export function questionsAndAnswers(pairs: readonly { question: string; answer: string }[]): Thing {
  return {
    "@type": "FAQPage",
    mainEntity: pairs.map(({ question, answer }) => ({
      "@type": "Question",
      name: question,
      acceptedAnswer: { "@type": "Answer", text: answer },
    })),
  };
}

/** The catalog as a site, and how it is searched. */
export function website(origin: string): Thing {
  return {
    "@type": "WebSite",
    name: "mcp-risk",
    url: `${origin}/`,
    potentialAction: {
      "@type": "SearchAction",
      target: { "@type": "EntryPoint", urlTemplate: `${origin}/search?q={words}` },
      "query-input": "required name=words",
    },
  };
}
