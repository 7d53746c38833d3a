import { badgePath, pagePath } from "../paths.ts";
import { Document } from "./text.tsx";

/** A server's badge, and what its author puts into a README to show it. */
export function Badge({ origin, slug }: { origin: string; slug: string }) {
  const image = badgePath(slug);
  const markdown = `[![mcp-risk](${origin}${image})](${origin}${pagePath(slug)})`;
  return (
    <section aria-labelledby="badge">
      <h2 id="badge">Badge</h2>
      <p>
        <img src={image} alt="The badge: this server's grade" height="20" />
      </p>
      <Document text={markdown} label="Badge in Markdown" id="badge-markdown" />
      <p class="quiet">
        Click in it to select all of it. <a href={`${image}?show=risk`}>Another badge</a> says the highest risk of its
        tools.
      </p>
    </section>
  );
}
