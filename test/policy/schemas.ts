import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse as parseYaml, parseAllDocuments } from "yaml";

/** The schemas that targets publish, by format; the files are in ../shared/reference/schemas. */
export const schemaFiles: Readonly<Record<string, string>> = {
  policylayer: "policylayer.v1.schema.json",
  "claude-code": "claude-code-settings.schema.json",
  "gemini-settings": "gemini.settings.schema.json",
  agentgateway: "agentgateway.config.schema.json",
  "envoy-ai-gateway": "envoy-aigw.mcproutes.crd.yaml",
};

type Crd = { spec: { versions: { name: string; schema: { openAPIV3Schema: object } }[] } };

/** What a target's own schema has against a policy's text: a function that lists the problems. */
export function readSchema(format: string, path: string): (text: string) => ErrorObject[] {
  const text = readFileSync(path, "utf8");
  const schema = path.endsWith(".yaml") ? crdSchema(text) : (JSON.parse(text) as object);
  const options = { strict: false, validateFormats: false };
  const valid = text.includes("/2020-12/") ? new Ajv2020(options).compile(schema) : new Ajv(options).compile(schema);
  return (policy) => {
    valid(readers[format]?.(policy) ?? JSON.parse(policy));
    return valid.errors ?? [];
  };
}

function crdSchema(text: string): object {
  const { versions } = (parseYaml(text) as Crd).spec;
  return versions.find(({ name }) => name === "v1beta1")?.schema.openAPIV3Schema ?? {};
}

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  agentgateway: (text) => parseYaml(text) as unknown,
  "envoy-ai-gateway": (text) => parseAllDocuments(text)[0]?.toJS() as unknown,
};
