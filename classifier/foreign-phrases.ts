import { fold, list } from "./words.ts";

// In a pattern, "|" stands between words of which one must be there.
const article = "un|une|des|le|la|les|l|el|los|las|una|um|uma|os|son|sa|ses|ce|cette";
const adverb =
  "définitivement|temporairement|immédiatement|automatiquement|permanentemente|definitivamente|automáticamente";
const of = "d|de|du|des|del|do|da|dos|das|von|der|einer|eines|den";

/** Nouns that are English too: they are deeds before "of", or with one word between. */
const nouns = `
  suppression: supprimer
  modification|migration: modifier
  publication|transmission: envoyer
  installation|compilation: installer
  activation|archivage|restauration|attribution: modifier
  importation|duplication|inscription|insertion|addition|planification: ajouter
  destruction|exclusion: supprimer
  transfert: transférer
  alta: crear
  baja: eliminar
  carga: subir
  import: importieren
  start|stopp|neustart: starten
  pago: pagar
  cobro|cobrança: cobrar
  reembolso|estorno|remboursement: reembolsar
  pagamento|paiement|zahlung: pagar
  virement: virer
  retrait: retirer
  envio|envoi|versand|diffusion|expédition: enviar
  venta|venda|verkauf|vente: vender
  achat|kauf: comprar
  buchung: buchen
  ajout|cadastro|agendamento|enregistrement|téléversement: ajouter
  borrado|vaciado|vidage|effacement: borrar
  cambio: cambiar
  saque|retiro: pagar
  réglage: régler
  gestion|gestión|gestão: manage
  traslado|renommage|déplacement|partage: mover
  lanzamiento|lancement|arranque|parada|disparo|acionamento|déclenchement|démarrage|redémarrage: iniciar
  bloqueo|bloqueio|bannissement: bloquear
  cancelamento|annulation: cancelar
  despliegue|déploiement: desplegar
`;

/** Verbs that are English too: they are deeds before an article or an adverb. */
const verbs = `
  lance: lancer
  vide: vider
  retire: retirer
  active: activer
  ferme: fermer
  poste: publier
  programme: planifier
  programa: programar
  agenda: agendar
  resume: resumir
  commande|pide: acheter
  joue: démarrer
  reproduce: reproducir
  liga: ligar
  marca: marcar
  baja|baisse|augmente|monte: ajustar
  introduce: registrar
  tira: remover
  vend: vender
  verse: verser
  pone|poner|coloca: establecer
  carga: subir
  saisie: saisir
`;

const phrases = `
  gestiona|gestionar|gerencia|gerenciar|gère|gérer|verwaltet|verwalten|verwaltung|управляет|управлять|управление: manage
  da|dar|dé|darse de baja: eliminar
  dá|dar baixa: excluir
  da|dar de alta: crear
  pone|poner|puesta en marcha: iniciar
  pone|poner|coloca en pausa|espera: pausar
  coloca|pone|envía una orden de compra|venta|mercado: comprar
  coloca|envia uma ordem de compra|venda|mercado: comprar
  devuelve|devolver|devolve el|o dinero|dinheiro|importe|valor: reembolsar
  recarga|recargar el|o saldo|móvil|celular: pagar
  hace|hacer|realiza|realizar un pedido: comprar
  faz|fazer|realiza|realizar um pedido: comprar
  passe|passer une|la commande: acheter
  passe|passer|place|placer un ordre: acheter
  hace|hacer|faz|fazer clic|clique: clicar
  faz|fazer upload: subir
  faz|fazer o upload: subir
  faz|fazer deploy: implantar
  faz|fazer o deploy: implantar
  met|mettre|mise fin à: arrêter
  met|mettre|mise en pause|marche|route|veille: démarrer
  met|mettre|mise à la corbeille: supprimer
  mise à jour: modifier
  mise en ligne: publier
  transferencia|transferência|transfert de fondos|fundos|dinero|dinheiro|valores|fonds: pagar
  перевод|переводы денег|средств: оплатить
  отзыв сертификата|токена|доступа|прав|ключа|лицензии|согласия: отозвать
  снимает|снять с пользователя|участника|сотрудника: отозвать
  снимает|снять права|роль|доступ: отозвать
  делает|сделать запись|копию|пометку: создать
  ставит|поставить на паузу: остановить
  ставит|поставить * на паузу: остановить
  ставит|поставить задачу|лайк|оценку|метку: создать
  выставляет|выставить|размещает|разместить|подаёт|подает заявку|ордер: купить
  оформляет|оформить|делает|сделать заказ: купить
  подаёт|подать заявление|жалобу: создать
  переводит|перевести в|на режим|статус: изменить
  переводит|перевести текст|с|документ|слова|слово: вычислить
  возвращает|вернуть деньги|оплату|средства: оплатить
  принимает|принять заявку|приглашение: изменить
`;

/** The verb that a phrase stands for, with the words behind its first. */
type Phrase = { rest: readonly ReadonlySet<string>[]; verb: string };

const known = new Map<string, Phrase[]>();
add(phrases, [[]]);
add(verbs, [[article], [adverb]]);
add(nouns, [[of], ["*", of]]);

function add(lines: string, behind: readonly (readonly string[])[]): void {
  for (const line of lines.trim().split("\n")) {
    const [words = "", verb = ""] = line.trim().split(": ");
    const [firsts = "", ...rest] = list(words);
    for (const first of firsts.split("|"))
      for (const some of behind) {
        const sets = [...rest, ...some].map((word) => new Set(word.split("|").map(fold)));
        known.set(fold(first), [...(known.get(fold(first)) ?? []), { rest: sets, verb }]);
      }
  }
}

/** The first words of phrases. */
export const phraseStarts: readonly string[] = [...known.keys()];

/** The verb that the phrase at the start of these words stands for. */
export function phraseVerb(words: readonly { text: string }[], at: number): string | undefined {
  const starting = known.get(fold(words[at]?.text ?? ""));
  return starting?.find(({ rest }) =>
    rest.every((set, i) => set.has("*") || set.has(fold(words[at + 1 + i]?.text ?? ""))),
  )?.verb;
}
