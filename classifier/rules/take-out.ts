import type { Rule } from "../../catalog/rule.ts";
import { list } from "../words.ts";

const downloads = { verb: ["download", "下载"] };
const exports = { verb: ["export", "导出"] };

// Where an export is put.
const place = {
  any: [
    {
      parameter: [
        ...list("path output destination dest filename filepath directory folder outfile outdir savepath"),
        ...["output path", "output dir", "output directory", "output file", "output folder", "output filename"],
        ...["file name", "file path", "local path", "save path", "save to", "save dir", "save directory"],
        ...["target path", "target dir", "target directory", "target file path", "destination path", "local file"],
      ],
    },
    { name: ["export to", "save", "import"] },
    { verb: list("save write store import deploy install 保存") },
    {
      description: [
        ...list("saved locally disk filesystem 本地 保存 ローカル"),
        ...["local file", "local path", "local directory", "local folder", "file path", "path to the", "to a file"],
        ...["downloads folder", "to drive", "file system"],
      ],
    },
  ],
};

// What is downloaded comes back, as itself or as a link.
const answered = {
  any: [
    { all: [{ verb: ["get", "retrieve", "poll"] }, { object: ["url", "link"] }] },
    { description: ["base64", "as text", "as markdown", "raw content", "raw file content", "raw binary"] },
    { description: ["returns the content", "return the content", "returns the file content", "download url"] },
  ],
};

/** Tools that take something out: to a place, which then has a copy, or as their answer. */
export const takeOut: Rule[] = [
  {
    id: "take-out.to-place",
    category: "Write",
    title: "downloads something, or exports it to a place",
    why: "A copy is put somewhere; a name that only reads outweighs it.",
    when: { any: [downloads, { all: [exports, place] }] },
    unless: { all: [answered, { not: place }] },
    weight: 0.85,
    examples: {
      match: [{ name: "download_asset" }, { name: "export_to_notion" }],
      noMatch: [
        { name: "list_downloads" },
        { name: "export_members" },
        { name: "download_dataset", description: "Retrieve a link to a dataset" },
      ],
    },
  },
  {
    id: "take-out.answer",
    category: "Read",
    title: "downloads or exports something as its answer",
    why: "Nothing says that what is taken out is put anywhere.",
    when: { any: [{ all: [downloads, answered, { not: place }] }, { all: [exports, { not: place }] }] },
    weight: 0.85,
    examples: {
      match: [
        { name: "export_members", description: "Export the members of a team as CSV" },
        { name: "download_file", description: "Returns it as base64" },
      ],
      noMatch: [{ name: "export_to_notion" }, { name: "get_export_status" }],
    },
  },
];
