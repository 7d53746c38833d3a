import type { Server } from "../../catalog/server.ts";
import { pagePath } from "../paths.ts";
import { breadcrumbs, LinkedData, type Thing } from "./linked-data.tsx";
import { safeLink, shortened } from "./text.tsx";

const describedLength = 1_000;

/** A server's page for machines: the software that it is about, and where the page is. */
export function ServerData({ server, origin }: { server: Server; origin: string }) {
  const { slug, name, title, description, version, license, repository, homepage } = server;
  const elsewhere = [repository?.url, homepage].flatMap((url) => (url === undefined ? [] : (safeLink(url) ?? [])));
  const software: Thing = {
    "@type": "SoftwareApplication",
    name: title ?? name,
    ...(title === undefined ? {} : { alternateName: name }),
    ...(description === undefined ? {} : { description: shortened(description, describedLength) }),
    ...(version === undefined ? {} : { softwareVersion: version }),
    ...(license === undefined ? {} : { license }),
    ...(elsewhere.length === 0 ? {} : { sameAs: elsewhere }),
    applicationCategory: "DeveloperApplication",
    url: `${origin}${pagePath(slug)}`,
  };
  const crumbs = [
    { path: "/servers", name: "Servers" },
    { path: pagePath(slug), name: title ?? name },
  ];
  return <LinkedData things={[software, breadcrumbs(origin, crumbs)]} />;
}
