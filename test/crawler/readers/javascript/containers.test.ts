import { expect, it } from "vitest";
import { seen, withTwo } from "./packages.ts";

/** What TypeScript compiles decorators to. */
const compiled = `import "reflect-metadata"; import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { z } from "zod";
var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
  var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
  if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
  else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
  return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) { if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v); };
var __param = (this && this.__param) || function (index, decorator) { return function (target, key) { decorator(target, key, index); } };
class A { tool = { name: "a", shape: { x: z.string() } }; }
class B { tool = { name: "b", shape: { y: z.string() } }; }
`;
/** A class that registers what it is made with. */
const host = `let Host = class Host { constructor(tools) { this.tools = tools; } onModuleInit() { const server = new McpServer({ name: "s", version: "1" });
  for (const { tool } of this.tools) server.tool(tool.name, "Does " + tool.name, tool.shape, () => 1); } };
`;

it.each([
  [
    "tsyringe",
    `import { container, injectable, singleton, injectAll } from "tsyringe"; const Tools = Symbol("Tools");
A = __decorate([singleton()], A); Host = __decorate([injectable(), __param(0, injectAll(Tools)), __metadata("design:paramtypes", [Array])], Host);
container.register(Tools, { useClass: A }); container.registerInstance(Tools, new B()); container.register("Host", { useFactory: () => container.resolve(Host) });
container.resolve("Host").onModuleInit();`,
  ],
  [
    "inversify",
    `import { Container, injectable, multiInject } from "inversify"; const Tools = Symbol.for("Tools");
Host = __decorate([injectable(), __param(0, multiInject(Tools))], Host);
const container = new Container(); container.bind(Tools).to(A).inSingletonScope(); container.bind(Tools).toConstantValue(new B()); container.bind(Host).toSelf();
container.get(Host).onModuleInit();`,
  ],
  [
    "NestJS",
    `import { NestFactory } from "@nestjs/core"; import { Module, Injectable, Inject } from "@nestjs/common";
let Both = class Both { constructor(a, b) { this.all = [a, b]; } }; Both = __decorate([Injectable(), __metadata("design:paramtypes", [A, B])], Both);
let Part = class Part {}; Part = __decorate([Module({ providers: [A, B, Both] })], Part);
Host = __decorate([Injectable(), __param(0, Inject("TOOLS"))], Host);
let App = class App {}; App = __decorate([Module({ imports: [Part], providers: [Host, { provide: "TOOLS", useFactory: (both) => both.all, inject: [Both] }] })], App);
async function start() { const app = await NestFactory.createApplicationContext(App); await app.close(); } start();`,
  ],
])("%s makes what registers tools", (_, text) => {
  expect(seen(compiled + host + text)).toEqual(withTwo);
});

it("classes in TypeScript say by their types what they ask for", () => {
  expect(
    seen({
      "package.json": '{"bin":"index.ts"}',
      "index.ts": `import { NestFactory } from "@nestjs/core"; import { Module, Injectable, Inject } from "@nestjs/common"; import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { z } from "zod";
@Injectable() class Shapes { a = { x: z.string() }; }
@Injectable() class Host { constructor(private readonly shapes: Shapes, @Inject("B") private b: z.ZodRawShape) {}
  onModuleInit() { const server = new McpServer({ name: "s", version: "1" }); server.tool("a", "Does a", this.shapes.a, () => 1); server.tool("b", "Does b", this.b, () => 1); } }
@Module({ providers: [Host, Shapes, { provide: "B", useValue: { y: z.string() } }] }) class App {}
NestFactory.create(App);`,
    }),
  ).toEqual(withTwo);
});

it("decorators of the package's own that keep what they are told by Reflect", () => {
  expect(
    seen({
      "package.json": '{"bin":"index.ts"}',
      "index.ts": `import "reflect-metadata"; import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"; import { z } from "zod";
const key = Symbol("tools");
const Tool = (options) => (target, name) => { Reflect.defineMetadata(key, [...(Reflect.getMetadata(key, target.constructor) ?? []), { ...options, name }], target.constructor); };
class Tools { @Tool({ shape: { x: z.string() } }) a() {} @Tool({ shape: { y: z.string() } }) b() {} }
class More extends Tools {}
const server = new McpServer({ name: "s", version: "1" });
for (const { name, shape } of Reflect.getMetadata(key, More)) server.tool(name, "Does " + name, shape, () => 1);`,
    }),
  ).toEqual(withTwo);
});
