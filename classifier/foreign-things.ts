import { list } from "./words.ts";

// What is done to one of these decides, in the languages of foreign-verbs.ts.

/** Money itself, as the object of such a verb. */
export const foreignMoney = list(`
  dinero fondos dinheiro fundos pix bizum argent fonds geld деньги средства платёж платеж
  钱 资金 款项 红包 お金 資金 現金 マネー 돈을 현금
`);

const payments = list(`
  pago transferencia pagamento transferência virement paiement remboursement prélèvement zahlung überweisung lastschrift rückerstattung reembolso
  estorno spende saque depósito retiro donación doação retrait auszahlung
`);
const one = list("un una um uma une eine el la le");

/** What moves money, as the object of a verb: with an article, so that a report of payments is none. */
export const foreignPayments = payments.flatMap((payment) => one.map((article) => `${article} ${payment}`));

/** A page on which somebody pays, as the object of a verb that makes one. */
export const foreignPaymentLinks = [
  ...list("支付链接 付款链接 收款链接 收款码 支払いリンク 決済リンク 결제링크 zahlungslink bezahllink"),
  ...["enlace de pago", "link de pago", "link de pagamento", "lien de paiement", "ссылку на оплату"],
  ...["платёжную ссылку", "платежную ссылку", "결제 링크"],
];

/** Between such a page or payment and its verb, these say that only a message or a record is made. */
export const aboutPayments = list(`
  recordatorio notificación método forma comprobante recibo informe confirmación lembrete notificação comprovante relatório rappel moyen reçu rapport mode
  erinnerung quittung beleg zahlungsmethode zahlungserinnerung напоминание уведомление способ чек отчёт 提醒 通知 方式 凭证 リマインダー 領収書 알림 영수증
`);

/** What runs: cancelling it stops it. */
export const foreignRunning = list(`
  作业 流水线 任务 运行 执行 构建 部署 工作流 ジョブ 実行 タスク ビルド デプロイ 작업 실행 빌드 배포 ejecución trabajo tarea proceso execução tarefa processo
  exécution tâche processus ausführung job prozess vorgang задание задания выполнение задачу сборку процесс
`);

/** Machines and programs that run. */
export const foreignMachines = list(`
  虚拟机 服务器 实例 容器 进程 主机 サーバー サーバ コンテナ インスタンス 仮想マシン 서버 컨테이너 인스턴스 servidor contenedor instancia máquina contêiner instância serveur conteneur
  machine container server rechner maschine instanz dienst сервер контейнер виртуальную машину сервис
`);

/** Where deleted things wait. */
export const foreignTrash = list(`
  回收站 垃圾箱 垃圾桶 資源回收桶 ゴミ箱 ごみ箱 휴지통 papelera lixeira corbeille papierkorb корзину
`);

/** Lamps and the like: switching them off deletes nothing. */
export const foreignLights = list("luz luces luzes lámpara lámparas lâmpada lâmpadas lumière lumières pantalla tela");

/** Programs that show pages. */
export const foreignBrowsers = list(`
  浏览器 瀏覽器 网页 ブラウザ ブラウザー 브라우저 navegador navigateur браузере браузера браузер browser página formulario formulário formulaire
`);

/** What is run as its caller wrote it. */
export const foreignCode = list(`
  代码 命令 脚本 指令 コード コマンド スクリプト 코드 명령 명령어 스크립트 código comando comandos script scripts code commande commandes befehl befehle skript код команду команды
  скрипт
`);

/** Automations, which act when they are set going. */
export const foreignAutomations = list(`
  场景 自动化 シーン オートメーション 장면 자동화 루틴 escena automatización rutina cena automação rotina scène scénario automatisation szene automatisierung routine сцену
  сценарий автоматизацию
`);

/** Orders on a market. */
export const marketOrders = [
  ...list("委托单 限价单 市价单 指値注文 成行注文 지정가 시장가 kauforder verkaufsorder limitorder ордер"),
  ...["orden limitada", "orden de mercado", "ordem limitada", "ordem a mercado", "ordre d achat", "ordre de vente"],
];
