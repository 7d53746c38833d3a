// @npmcli/config ships no types; these are the parts that npm-config.ts uses.
declare module "@npmcli/config" {
  export default class Config {
    constructor(options: {
      npmPath: string;
      definitions: unknown;
      shorthands: unknown;
      flatten: unknown;
      env: NodeJS.ProcessEnv;
      cwd: string;
      argv: string[];
      warn: boolean;
    });
    load(): Promise<void>;
    get(key: string): unknown;
  }
}
declare module "@npmcli/config/lib/definitions/index.js" {
  const exported: { definitions: unknown; shorthands: unknown; flatten: unknown };
  export default exported;
}
