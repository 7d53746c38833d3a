/** A readable slug of a name: lower case, every run of other characters than letters and digits a `-`; GitHub namespaces without their prefix. */
export function slugOf(name: string): string {
  const slug = name
    .replace(/^io\.github\./i, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return slug.slice(0, 200).replace(/-$/, "") || "server";
}
