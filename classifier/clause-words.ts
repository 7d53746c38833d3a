import type { KnownWord } from "./lexeme.ts";
import { fold, list } from "./words.ts";

/** Folded words of a text, for sets of words that belong together. */
export const listed = (words: string): ReadonlySet<string> => new Set(list(words).map(fold));

// The small words that tell whose verb a verb is. Closed classes of English, with their Chinese counterparts.

/** May stand before a tool's own verb without changing whose it is ("This tool allows you to …"). */
const fillers = listed(`
  this the a an tool function endpoint command method operation action api it that which is be are used to can
  will may allow let enable help you your user agent ai for able also first then simply designed meant intended
  responsible attempt try please new us we provide ability capability way convenient convenience and or mcp claude
  llm model assistant client someone optionally intelligently re pre via using auto batch bulk multi 用于 用来 可以 可 能 能够 该 此 本 工具 接口 方法 允许
  用户 esta este herramienta permite una un para ferramenta cet cette outil permet de dieses diese werkzeug ermöglicht ein eine этот инструмент позволяет die der das el la le les los las o os as
  d du des une pour sert à que qui función servicio função fonction funktion mit diesem sie dient zum zur dazu
  können kann для данный данная функция эта метод навсегда
  用户 通过 根据 将 把 对 對 批量 快速 一个 新 的 在 向 从 为 给 按
  se te lhe lui vous você usted ses su sus al do no na à aux ce cette ici aquí aqui módulo module extensão permitindo permettant serve sirve servir
  endpoint comando commande befehl команда сервис модуль данной этого этой эту функции инструмента можно вы можете вам помощью помощи с через чтобы он она
  servent vise hiermit damit lassen lässt sich man erlaubt es dem den des einen einer eines ihnen hier wird sofort dauerhaft endgültig unwiderruflich
  automatisch vollständig direkt komplett unverzüglich полностью сразу навсегда сначала быстро процедура действие операция acción ação operación operação utilidad utilidade utilitaire encarga encarrega procede procède вручную автоматически массово
  définitivement entièrement immédiatement automatiquement complètement directement rapidement simplement facilement simultanément
  puede pueden podes puedes pode podem peut peuvent también também aussi auch также
`);

/** Begin an order to use a tool: this one, where one of `thisTool` follows ("Utilisez cet outil pour supprimer"). */
const useOrders = listed(`
  usa usar utiliza utilice utilizar emplea utilisez utilise utiliser employez verwenden verwende nutzen nutze используйте используй использовать
`);

/** What stands before the word for a tool where it is this one. */
const thisTool = listed("esta este cet cette ce diese dieses dieser этот эту это essa");

/** Deny the verb before them ("Löscht keine Dateien"). */
const denialsBehind = listed("nothing nicht nichts keine keinen kein keinerlei nada nunca");

/** Go on with the clause behind a comma ("Используйте этот инструмент, чтобы удалить"). */
const purposes = listed("чтобы um damit afin pour para");

/** A clause that starts with one of these is about a condition, another tool, or what the caller should do. */
const elsewhere = listed(`
  before after when whenever if once unless while until note see prefer instead require must should always never
  don't do doe doesn't won't can't cannot not without no only avoid ensure make sure unlike because since although
  remember however otherwise alternatively typically usually example eg required ideal perfect best good suitable
  useful recommended deprecated alias default defaults same similar equivalent beware caution except there these
  those they want need needed wish assume expect followed follow where who why what how as by in on at from with
  of 如果 当 若 之前 之后 请 注意 例如 不 不会 不能 无需 需要 必须 或者
`);

/** Deny the verb or phrase that follows within a few words. */
const negators = listed(`
  not never no non without nothing neither nor cannot don't doesn't won't can't isn't aren't didn't avoid instead
  rather 不 不会 不能 无法 无需 未 非
`);

/** Deny a word of a sentence that a threat rule looks for. */
export const denials = listed(
  "such detect refuse prevent not never no nor without nothing don't doesn't won't can't cannot isn't aren't 不 不会 不能",
);

/** End the object of a verb. */
const prepositions = listed(`
  on in from to for with via using by into onto at that which when if as through between under across against
  within without about after before during over per so where while including based like such than upon inside alongside along is are was
  has have and or then but
`);

/** Show that the word before them was a verb, not one noun in a row of nouns. */
const determiners = listed(`
  a an the this that these those your all any it them its one each every multiple new
`);

/** A label with one of these starts text that is about using the tool, not about what it does. */
const asideLabels = listed(`
  example usage use using when arg argument parameter param return response output input error note tip format
  request schema field prerequisite requirement require required see related workflow best recommended mistake
  don't not prompt query option sample tool available filter value default syntax pattern instruction rule
  guideline hint limitation exception raise constraint step include type key property column after before next
  result scope auth 参数 返回值 引数 戻り値 備考 매개변수 예시 parámetro ejemplo parâmetro exemplo paramètre exemple beispiel hinweis параметр параметры пример примечание 返回 示例 注意 用法 说明 适用 使用 场景
`);

/** A label with one of these starts a list of the operations that the tool has. */
const operationLabels = listed(`
  action operation command mode method subcommand capability feature support supported 操作 功能 支持
`);

/**
 * Verbs that are nouns just as often. In a name they give way to a plain verb beside them (`message_delete`), and inside
 * a clause they count only with a determiner ("sends the post", not "users and posts").
 */
const nounVerbs = listed(`
  order trade book email mail message comment query search build call post report view schedule charge transfer
  test run log file note tag label plan request record play map match format export import backup snapshot
  screenshot commit merge fork branch push pull release process task job command invoice quote bill payment refund
  share watch vote review document issue link model patch filter sort group sample benchmark archive control
  monitor audit scan trace change code index cache queue stream train bet stake swap price cost mint burn bridge
  deposit loan purchase click type scroll drag hover press tap lock unlock access register reply contact star pin
  follow block mute rate design draft preview copy display wait focus poll ping echo support balance sign
  answer ask chat forecast lookup stage stash tree profile state status debug transform zip segment measure sketch drop upgrade switch
  redirect print fax dial ship score rank store compose load complete lead value claim tip fund short operation
  return filling reserve eval research learn empty flush style transition align like leave power input credit debit
  auth new init rollback download upload call sum sample screen draw filter split plot mask function cache wake proxy retry enrich payout factory gift host whois traceroute track lease
`);

/** Before a verb's base form, they make a noun of it ("the start time"). */
const articles = listed("the a an");

/** Things that go by a verb's name: in the plural, and with one of `afterThings` behind them, they open a clause about themselves ("Comments on a post"). */
const things = listed(`
  request comment order post message email note log record file book label tag issue review trade quote invoice payment refund
  notification reply bill update change snapshot flag
`);

/** What may stand behind things in the plural. */
const afterThings = listed(`
  on of for from by per every across within between must should can may will are is were have has need not
`);

/** Join verbs and clauses. */
const joints = listed("and or then 和 或 并 及 以及 並 并且 y e et und oder puis и или");

/** Begin a comparison with another tool, or are a deed: "Unlike a note". */
const comparing = listed("like unlike");

/** Behind the word for a tool, say that what it does follows. */
const toolLinks = listed("for to that which");

/** What is provided where the verb behind it says what the tool does ("provides the ability to"). */
const offers = listed("ability capability way option mean functionality access tool");

/** Before a verb's base form, they make a noun of it where it is one as often ("operation count"). */
const nounFillers = listed("operation command method action function endpoint api user agent model client");

/** Are about the arguments, in the third person ("Accepts an id"). */
const takers = listed("accept take support expect need require");

/** Send the verb of a German clause to its end. */
const modals = listed("können kann lassen lässt");

/** What is requested: a noun of two words that are verbs, in a name. */
const requested = listed("pull merge");

/** Say what is done at the end of a name of nouns (`compute_disk_update`) … */
const closingVerbs = listed("get create update delete remove");

/** … unless it starts with one of these. */
const openingVerbs = listed("get list find check show fetch search read view describe");

/** End a name that asks for something: `sync_status`, `cache_stats`. */
const answers = listed(
  "status stat info metric history progress probability statistic balance insight timeline suggestion",
);

/** Verbs that are nouns before an answer; others say that it is changed or sent (`update_status`). */
const askedOf = listed(
  "process duplicate cache block migrate sync commit test boot build deploy order job backup scan run claim leave flag reconcile email",
);

/** End a name that looks something up: `email_lookup`. */
const lookUps = listed("lookup count preview forecast");

/** Nouns that say what is done when they end a name: `contact_import`, `browser_file_upload`, `plan_refund`. */
const deeds = listed(`
  import export upload download refund payout rollback restart merge backup deploy publish purchase checkout
`);

/** Say only that something is done, where a verb that says what stands directly behind them in a name. */
const lightVerbs = listed("do perform manage handle execute");

const inRole = {
  filler: fillers,
  useOrder: useOrders,
  thisTool,
  denialBehind: denialsBehind,
  purpose: purposes,
  elsewhere,
  negator: negators,
  preposition: prepositions,
  determiner: determiners,
  asideLabel: asideLabels,
  operationLabel: operationLabels,
  nounVerb: nounVerbs,
  article: articles,
  thing: things,
  afterThing: afterThings,
  joint: joints,
  comparing,
  toolLink: toolLinks,
  offer: offers,
  nounFiller: nounFillers,
  taker: takers,
  modal: modals,
  requested,
  closingVerb: closingVerbs,
  openingVerb: openingVerbs,
  answer: answers,
  askedOf,
  lookUp: lookUps,
  deed: deeds,
  lightVerb: lightVerbs,
};
type Role = keyof typeof inRole;

/** The bit of each role that a word may have: what the sets above say of it, without looking it up again, and whether it ends as an adverb. */
export const role = {
  ...(Object.fromEntries(Object.keys(inRole).map((name, bit) => [name, 1 << bit])) as Record<Role, number>),
  adverb: 1 << 30,
};

const bits = new Map<string, number>();
for (const [name, words] of Object.entries(inRole))
  for (const word of words) bits.set(word, (bits.get(word) ?? 0) | role[name as Role]);

/** The roles of a folded word, a bit for each. */
export function rolesOf(word: string): number {
  return (bits.get(word) ?? 0) | (endsAsAdverb(word) ? role.adverb : 0);
}

/** Whether a word ends as what says how something is done: "permanently", "permanentemente", "безвозвратно". */
export function endsAsAdverb(word: string): boolean {
  return word.endsWith("ly") || word.endsWith("mente") || word.endsWith("но");
}

/** All words that have a role, or that deny. */
export const roleWords: readonly string[] = [...Object.values(inRole), denials].flatMap((words) => [...words]);

/** Whether a word has a role. */
export function is(word: KnownWord | undefined, wanted: number): boolean {
  return ((word?.lexeme?.roles ?? 0) & wanted) !== 0;
}
