import { describe, expect, test } from "vitest";
import { classify } from "../../classifier/classify.ts";

// Written for this test: what a description alone says in each language, under a name that says nothing.
const descriptions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Chinese: {
    Read: [
      "根据城市名称返回未来三天的天气预报。",
      "统计指定仓库中的提交数量",
      "对比两份文件的差异",
      "检查域名是否可用",
      "此工具用于查询航班动态",
      "获取已删除的文件列表",
      "判断两个时间段是否重叠",
      "不会修改任何数据，只返回当前配置",
    ],
    Write: [
      "给好友发一条私信",
      "新增一条日程安排，需要提供开始时间",
      "把图片上传到素材库",
      "将工单指派给指定人员",
      "该工具可以帮助用户创建新的文档",
      "将文章发布到微信公众号",
    ],
    Execute: [
      "在远程主机上运行脚本并返回输出",
      "重启指定的服务器实例",
      "触发流水线构建",
      "在沙箱中执行一段 Python 代码",
      "关闭虚拟机",
    ],
    Destructive: ["永久移除该用户的全部数据", "注销用户的访问令牌", "用于删除指定用户的工具", "撤销授权并删除凭证"],
    Financial: ["向商家账户付款", "按市价买入指定股票", "为订单发起支付", "下单购买商品"],
  },
  Japanese: {
    Read: [
      "ユーザーの一覧を取得します",
      "文章を要約して返します",
      "天気予報を調べる",
      "ユーザーの権限を確認するためのツール",
      "削除済みの項目を一覧表示します",
      "指定した日付の為替レートを返します",
    ],
    Write: [
      "新しいイベントをカレンダーに登録します",
      "チャンネルにメッセージを投稿する",
      "タスクの期限を変更する",
      "このツールを使うと新しいノートを作成できます",
      "メールを送る",
    ],
    Execute: ["コンテナを再起動します", "シェルコマンドを実行します", "ワークフローを起動する"],
    Destructive: ["ファイルを完全に削除します", "アクセス権を取り消します", "このツールは指定したファイルを削除します"],
    Financial: ["指定口座へ送金します", "商品を購入する", "仮想通貨を売却します"],
  },
  Korean: {
    Read: [
      "최근 주문 목록을 조회합니다",
      "두 날짜 사이의 일수를 계산합니다",
      "파일 내용을 읽어 옵니다",
      "날씨 정보를 알려줍니다",
      "삭제된 항목의 목록을 보여줍니다",
    ],
    Write: [
      "새 게시물을 작성합니다",
      "이메일을 보냅니다",
      "프로필 정보를 수정합니다",
      "새로운 일정을 추가하는 도구입니다",
      "댓글을 수정합니다",
    ],
    Execute: ["배포를 시작합니다", "파이썬 코드를 실행합니다", "서버를 재시작합니다"],
    Destructive: ["선택한 레코드를 영구적으로 삭제합니다", "API 키를 폐기합니다", "이 도구는 지정한 파일을 삭제합니다"],
    Financial: ["카드로 결제합니다", "주식을 매수합니다", "지정한 계좌로 이체합니다"],
  },
  Spanish: {
    Read: [
      "Obtiene la lista de clientes activos",
      "Calcula el impuesto de una factura",
      "Muestra el saldo de la cuenta",
      "Comprueba si un dominio está disponible",
      "Herramienta que busca vuelos baratos",
      "Devuelve los últimos 10 mensajes",
      "Esta función no modifica nada: solo consulta el inventario",
    ],
    Write: [
      "Añade un comentario a la tarea",
      "Envía un mensaje al canal",
      "Actualiza el estado del pedido",
      "Sube un archivo al almacenamiento",
      "Esta herramienta permite crear un nuevo contacto",
      "Permite actualizar los datos del cliente",
    ],
    Execute: [
      "Reinicia el servidor indicado",
      "Ejecuta un script en la máquina remota",
      "Permite ejecutar consultas SQL en la base de datos",
    ],
    Destructive: [
      "Borra definitivamente el registro",
      "Revoca el acceso de un usuario",
      "Permite eliminar un archivo del repositorio",
      "Herramienta para borrar registros antiguos",
    ],
    Financial: [
      "Transfiere dinero a otra cuenta",
      "Compra acciones al precio de mercado",
      "Permite pagar una factura pendiente",
      "Reserva una habitación de hotel y cobra la tarjeta",
    ],
  },
  Portuguese: {
    Read: [
      "Consulta o clima atual de uma cidade",
      "Retorna os pedidos em aberto",
      "Busca produtos pelo nome",
      "Ferramenta para buscar imóveis",
      "Lista todos os usuários cadastrados",
    ],
    Write: [
      "Cria um novo lembrete",
      "Altera o endereço do cliente",
      "Publica uma postagem",
      "Esta ferramenta permite criar um novo pedido",
      "Envia um e-mail para o destinatário informado",
    ],
    Execute: [
      "Inicia a implantação do serviço",
      "Executa uma consulta SQL arbitrária",
      "Ferramenta para executar comandos no terminal",
    ],
    Destructive: [
      "Exclui permanentemente a conta",
      "Remove o acesso do usuário ao projeto",
      "Permite excluir um arquivo",
    ],
    Financial: ["Realiza um pagamento via Pix", "Reembolsa o cliente", "Permite transferir dinheiro entre contas"],
  },
  French: {
    Read: [
      "Récupère la liste des factures",
      "Affiche les détails d’un vol",
      "Vérifie la disponibilité d’un nom de domaine",
      "Outil pour rechercher des articles",
      "Renvoie la météo actuelle",
      "Cet outil analyse un texte et retourne le sentiment",
    ],
    Write: [
      "Crée une nouvelle note",
      "Envoie un courriel au destinataire",
      "Modifie le titre d’un document",
      "Ajoute un contact au carnet d’adresses",
      "Cet outil permet de créer un événement",
      "Met à jour le profil de l’utilisateur",
    ],
    Execute: ["Exécute une commande dans le terminal", "Redémarre le conteneur", "Permet d’exécuter du code Python"],
    Destructive: ["Supprime définitivement le dossier", "Révoque la clé d’accès", "Permet de supprimer un fichier"],
    Financial: ["Effectue un virement bancaire", "Achète des jetons", "Permet de payer une facture"],
  },
  German: {
    Read: [
      "Gibt eine Liste aller Projekte zurück",
      "Sucht nach Zugverbindungen",
      "Berechnet die Entfernung zwischen zwei Orten",
      "Liest den Inhalt einer Datei",
      "Werkzeug zum Suchen von Rezepten",
      "Liefert die aktuellen Wechselkurse",
    ],
    Write: [
      "Legt einen neuen Termin an",
      "Sendet eine Nachricht an den Benutzer",
      "Aktualisiert den Status der Aufgabe",
      "Lädt eine Datei in die Cloud hoch",
      "Dieses Tool erstellt einen neuen Kalendereintrag",
      "Fügt einen Kommentar hinzu",
    ],
    Execute: [
      "Führt ein Shell-Skript aus",
      "Startet den Dienst neu",
      "Dieses Werkzeug führt SQL-Abfragen aus",
      "Stoppt eine laufende virtuelle Maschine",
    ],
    Destructive: [
      "Löscht den Datensatz unwiderruflich",
      "Entzieht dem Benutzer die Berechtigung",
      "Mit diesem Tool können Sie Dateien löschen",
      "Entfernt ein Mitglied aus der Gruppe",
    ],
    Financial: [
      "Überweist Geld auf ein Konto",
      "Kauft Aktien zum Marktpreis",
      "Ermöglicht das Bezahlen offener Rechnungen",
    ],
  },
  Russian: {
    Read: [
      "Возвращает список задач",
      "Ищет документы по ключевым словам",
      "Показывает прогноз погоды",
      "Инструмент для поиска товаров",
      "Получает список заказов за период",
    ],
    Write: [
      "Создаёт новую заметку",
      "Отправляет сообщение в чат",
      "Изменяет описание товара",
      "Добавляет пользователя в группу",
      "Этот инструмент создаёт новую задачу",
      "Обновляет статус заявки",
    ],
    Execute: ["Запускает скрипт на сервере", "Перезапускает контейнер", "Позволяет выполнять команды оболочки"],
    Destructive: [
      "Безвозвратно удаляет файл",
      "Отзывает токен доступа",
      "Инструмент для удаления файлов",
      "Навсегда удаляет учётную запись",
    ],
    Financial: ["Переводит деньги на другой счёт", "Покупает акции по рыночной цене", "Позволяет оплатить счёт"],
  },
};

const names: Readonly<Record<string, readonly string[]>> = {
  Write: [
    "crear_factura",
    "enviar_mensaje",
    "actualizar_pedido",
    "criar_tarefa",
    "creer_note",
    "envoyer_email",
    "termin_erstellen",
    "发送邮件",
    "メール送信",
    "создать_заметку",
  ],
  Destructive: [
    "eliminar_usuario",
    "excluir_arquivo",
    "supprimer_fichier",
    "datei_loeschen",
    "borrarArchivo",
    "删除文件",
    "ファイル削除",
    "파일_삭제",
    "удалить_файл",
  ],
  Read: [
    "buscar_productos",
    "consultar_saldo",
    "obtener_cliente",
    "listar_archivos",
    "buscar_cep",
    "rechercher_articles",
    "suche_rezepte",
    "获取天气",
    "사용자_조회",
    "найти_товар",
  ],
  Execute: ["ejecutar_consulta", "执行命令"],
  Financial: ["pagar_factura", "comprar_acciones", "支付订单"],
};

describe.each(Object.entries(descriptions))("%s", (_, byCategory) => {
  const cases = Object.entries(byCategory).flatMap(([category, texts]) => texts.map((text) => ({ category, text })));
  test.each(cases)("$category: $text", ({ category, text }) => {
    expect(classify({ name: "tool_a", description: text }).category).toBe(category);
  });
});

test.each(Object.entries(names).flatMap(([category, some]) => some.map((name) => ({ category, name }))))(
  "the name alone: $name",
  ({ category, name }) => {
    expect(classify({ name }).category).toBe(category);
  },
);
