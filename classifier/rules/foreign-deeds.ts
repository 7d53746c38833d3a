import type { Rule } from "../../catalog/rule.ts";
import {
  aboutPayments,
  foreignAutomations,
  foreignBrowsers,
  foreignCode,
  foreignMachines,
  foreignMoney,
  foreignPaymentLinks,
  foreignPayments,
  foreignRunning,
  foreignTrash,
  marketOrders,
} from "../foreign-things.ts";
import { foreignVerbs } from "../foreign-verbs.ts";
import { list } from "../words.ts";

const { create, change, send, start, begin, cancel, transfer, fill } = foreignVerbs;

// They switch on and off what runs; anything else they only change.
const switched = list(`
  关闭 关掉 开启 ligar liga desligar desliga apagar apaga encender enciende 끕니 끄는 켭니 켜는 einschaltet ausschaltet allumer éteindre éteint включает включить выключает выключить
`);

/** Deeds in other languages than English whose object decides what they are; a verb that is enough by itself is in the rules for English. */
export const foreignDeeds: Rule[] = [
  {
    id: "foreign-deeds.pay",
    category: "Financial",
    title: "sends or makes a payment (other languages)",
    why: "Sending is harmless until what is sent is money.",
    when: {
      any: [
        { all: [{ verb: [...transfer, ...send] }, { object: [...foreignMoney, ...foreignPayments] }] },
        { all: [{ verb: [...create, ...begin, ...start] }, { object: foreignPayments }] },
        { all: [{ verb: [...create, ...send] }, { object: foreignPaymentLinks }] },
      ],
    },
    unless: { object: aboutPayments },
    weight: 1.2,
    examples: {
      match: [
        { name: "pagos", description: "Envía dinero a un contacto" },
        { name: "links", description: "Gera um link de pagamento para o cliente" },
      ],
      noMatch: [
        { name: "avisos", description: "Envía un recordatorio de un pago" },
        { name: "pagos", description: "Genera un informe de los pagos" },
      ],
    },
  },
  {
    id: "foreign-deeds.order",
    category: "Financial",
    title: "places an order on a market (other languages)",
    why: "An order that fills moves assets at the market's price.",
    when: { all: [{ verb: [...create, ...send, ...begin] }, { object: marketOrders }] },
    weight: 1.2,
    examples: {
      match: [{ name: "broker", description: "Crea una orden limitada" }],
      noMatch: [{ name: "broker", description: "Muestra las órdenes abiertas" }],
    },
  },
  {
    id: "foreign-deeds.trash",
    category: "Destructive",
    title: "moves something to the trash (other languages)",
    why: "What is in the trash is deleted after a while.",
    when: { all: [{ verb: [...change, ...send] }, { description: foreignTrash }] },
    weight: 1.1,
    examples: {
      match: [{ name: "mail", description: "将邮件移到垃圾箱" }],
      noMatch: [{ name: "mail", description: "将邮件移到归档文件夹" }],
    },
  },
  {
    id: "foreign-deeds.stop",
    category: "Execute",
    title: "cancels something that is running (other languages)",
    why: "Stopping a run changes what happens, not what is stored.",
    when: { all: [{ verb: cancel }, { object: foreignRunning }] },
    weight: 1.2,
    examples: {
      match: [{ name: "jobs", description: "取消正在运行的任务" }],
      noMatch: [{ name: "abo", description: "Kündigt ein Abonnement" }],
    },
  },
  {
    id: "foreign-deeds.switch",
    category: "Execute",
    title: "starts, stops or switches a machine (other languages)",
    why: "Others depend on what runs.",
    when: { all: [{ verb: [...begin, ...switched] }, { object: foreignMachines }] },
    weight: 1.03,
    examples: {
      match: [{ name: "vm", description: "关闭虚拟机" }],
      noMatch: [{ name: "licht", description: "Schaltet das Licht aus" }],
    },
  },
  {
    id: "foreign-deeds.code",
    category: "Execute",
    title: "runs code or commands that its caller writes (other languages)",
    why: "Code can do whatever the place it runs in allows.",
    when: { all: [{ verb: start }, { object: foreignCode }] },
    weight: 1.1,
    examples: {
      match: [{ name: "consola", description: "Ejecuta un comando en el servidor" }],
      noMatch: [{ name: "consola", description: "Muestra los comandos" }],
    },
  },
  {
    id: "foreign-deeds.page",
    category: "Execute",
    title: "gives input to a page in a browser (other languages)",
    why: "What it does is decided by the page that gets it.",
    when: { all: [{ verb: fill }, { description: foreignBrowsers }] },
    weight: 1.05,
    examples: {
      match: [{ name: "seite", description: "Öffnet eine Adresse im Browser" }],
      noMatch: [{ name: "tur", description: "Öffnet die Tür" }],
    },
  },
  {
    id: "foreign-deeds.device",
    category: "Write",
    title: "switches a device on (Chinese)",
    why: "The opposite switch undoes it, where opening a file only shows it.",
    when: { all: [{ verb: ["打开"] }, { object: list("灯 灯光 空调 电视 窗帘 风扇 插座 设备 开关 热水器") }] },
    weight: 1.05,
    examples: {
      match: [{ name: "home", description: "打开卧室的空调" }],
      noMatch: [{ name: "home", description: "打开文件" }],
    },
  },
  {
    id: "foreign-deeds.automation",
    category: "Execute",
    title: "sets an automation going (other languages)",
    why: "A scene or an automation acts when it is activated.",
    when: { all: [{ verb: change }, { object: foreignAutomations }] },
    weight: 1.02,
    examples: {
      match: [{ name: "hogar", description: "Activa una escena del hogar" }],
      noMatch: [{ name: "hogar", description: "Activa una alarma" }],
    },
  },
];
