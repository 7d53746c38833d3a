import { expect, test } from "vitest";
import { classify } from "../../classifier/classify.ts";

// Written for this test: how each language says a deed other than by a verb at the start, and what is none of the tool's deeds.
const sentences = `
  Read: 删除文件之前，请先调用本工具确认是否有引用
  Read: 查询用户的支付记录
  Read: 获取商品的更新时间和发布者
  Read: 实时汇率查询，数据每小时更新
  Read: 数据来源：上海证券交易所
  Write: 把空调温度调到指定度数
  Write: 打开客厅的灯
  Execute: 取消正在执行的构建任务
  Execute: 触发智能家居场景
  Destructive: 将邮件移入回收站
  Destructive: 执行删除操作，删除后无法恢复
  Destructive: 收回成员的管理员权限
  Financial: 生成支付链接并发送给客户
  Financial: 缴纳水电费

  Read: 投稿する前に文章の長さを確認します
  Read: このツールではデータの変更はできません。参照のみです
  Read: インストール可能なパッケージを調べます
  Read: 作成されたチケットを一覧で返す
  Write: ファイルを別のフォルダへ移します
  Write: 顧客情報の更新を行います
  Write: コメントを投稿できます
  Execute: 実行中のジョブをキャンセルします
  Execute: ロボットアームを動かします
  Destructive: メッセージをゴミ箱に移動します
  Destructive: ファイルを削除し、通知しない
  Destructive: 메모 삭제, 복구할 수 없음
  Destructive: このAPIは、指定されたユーザーのアクセス権を剥奪します。
  Destructive: データベースから行を削除
  Financial: 株式の買い注文を発注します
  Financial: 決済リンクを作成します

  Read: 글을 게시하기 전에 맞춤법을 검사합니다
  Read: 이 도구는 환율을 계산합니다. 송금은 하지 않습니다.
  Read: 삭제할 파일 목록을 미리 보여줍니다
  Read: 변경된 파일만 반환합니다
  Write: 파일을 다른 폴더로 옮깁니다
  Write: 담당자를 지정할 수 있습니다
  Write: 슬랙 채널로 메시지 전송
  Execute: 진행 중인 빌드를 취소합니다
  Execute: 서버를 끕니다
  Destructive: 게시글을 영구 삭제해요
  Destructive: 회원을 탈퇴시킵니다
  Financial: 계좌로 돈을 보냅니다
  Financial: 고객에게 환불해 줍니다

  Read: Antes de borrar un registro, comprueba sus dependencias
  Read: Consulta el historial de pagos de un cliente
  Read: Búsqueda de hoteles por ciudad
  Write: Permite la creación de nuevas tareas
  Write: Da de alta un nuevo usuario
  Write: Usa esta herramienta para enviar un correo
  Write: Realiza la actualización de los datos del perfil
  Execute: Pone en marcha la aspiradora
  Execute: Cancela un trabajo en ejecución
  Destructive: Borrado de todos los mensajes de una carpeta
  Destructive: Cancelación de una reserva
  Destructive: Mueve un correo a la papelera
  Financial: Manda al cliente un link de pago
  Financial: Hace una donación a una ONG
  Financial: Devuelve el dinero al comprador

  Read: Não altera nenhum dado, apenas consulta
  Read: Confere se o pagamento foi aprovado
  Write: Atualização do cadastro do cliente
  Write: Serve para criar lembretes
  Execute: Desliga o servidor
  Execute: Dispara um webhook
  Destructive: Encerra e exclui a conta
  Destructive: Move a mensagem para a lixeira
  Destructive: Tira um membro do grupo
  Financial: Envia dinheiro para outra conta
  Financial: Solicita o estorno de uma compra

  Read: Avant de supprimer un dossier, vérifie son contenu
  Read: Historique des modifications d'un fichier
  Write: Utilisez cet outil pour créer un ticket
  Write: Ajout d'un commentaire à une tâche
  Write: Mise à jour d'une fiche client
  Execute: Lance un script shell
  Execute: Clique sur un bouton de la page
  Destructive: Suppression de tous les messages
  Destructive: Vide la corbeille
  Destructive: Résilie un abonnement
  Financial: Crée un lien de paiement
  Financial: Passe une commande de produits
  Financial: Transfère de l'argent vers un compte

  Read: Gibt den Verlauf der Änderungen zurück
  Read: Fragt den Kontostand ab
  Read: Verändert keine Daten
  Write: Schaltet das Licht im Wohnzimmer ein
  Write: Weist einem Benutzer eine Aufgabe zu
  Write: Verwenden Sie dieses Tool, um eine E-Mail zu senden
  Execute: Fährt einen Server herunter
  Execute: Löst einen Workflow aus
  Execute: Bricht einen laufenden Job ab
  Destructive: Setzt die Datenbank zurück
  Destructive: Ermöglicht es, Konten dauerhaft zu löschen
  Destructive: Verschiebt eine Nachricht in den Papierkorb
  Financial: Gibt eine Bestellung auf
  Financial: Führt eine Überweisung durch

  Destructive: ПРОВЕРЯЕТ ИЛИ УДАЛЯЕТ ЗАПИСИ
  Read: Перед удалением проверяет зависимости
  Read: Выполняет поиск по базе знаний
  Read: Ничего не удаляет, только показывает список
  Write: Используйте этот инструмент, чтобы создать заметку
  Write: С помощью этой функции можно добавить контакт
  Write: Ставит задачу на контроль
  Execute: Ставит воспроизведение на паузу
  Execute: Отменяет выполнение задания
  Destructive: Полностью стирает данные
  Destructive: Исключает пользователя из чата
  Destructive: Перемещает письмо в корзину
  Financial: Выставляет заявку на покупку акций
  Financial: Перевод средств между счетами
  Financial: Возвращает деньги покупателю

  Destructive: 管理文件。操作：列出, 删除
  Read: 例如删除文件
  Write: 如果文件不存在，创建文件
  Destructive: 需要先登录，删除文件
  Destructive: 如果存在则删除文件

  Read: Suppression lists of the account
  Read: Diffusion maps of the data
  Read: Agenda items of the meeting
`;

const cases = sentences
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => /^\s*(?<category>\w+): (?<text>.+)$/.exec(line)?.groups ?? { category: "a category", text: line });

test.each(cases)("$category: $text", ({ category, text }) => {
  expect(classify({ name: "tool_a", description: text }).category).toBe(category);
});

test.each([
  ["historial_pagos", "Read"],
  ["estado_envio", "Read"],
  ["suppression_list", "Read"],
  ["mover_archivo", "Write"],
  ["remover_usuario", "Destructive"],
])("the name alone: %s", (name, category) => {
  expect(classify({ name }).category).toBe(category);
});
