import { list } from "./words.ts";

/**
 * The core verbs in Chinese (simplified and traditional), Japanese, Korean, Spanish, Portuguese, French, German and Russian, by
 * what they do. European languages have the infinitive and the third person, which descriptions use; Japanese and Korean the
 * stem, which their endings follow. Forms that are English words of another sense ("resume", "vide", "lance") are left out.
 */
export const foreignVerbs = {
  lookUp: list(`
    获取 查询 列出 查看 搜索 读取 检索 返回 查找 浏览 显示 展示 检查 统计 提取 抓取 爬取 提供 访问 预览 追踪 监测 了解 列举
    獲取 查詢 搜尋 取得 檢視 列舉 顯示 讀取 檢查
    検索 表示 確認 一覧 参照 閲覧 返し 返す 読み取 調べ 探し 探す
    조회 검색 가져 반환 확인 목록 제공 표시 보여 불러 읽 찾
    obtener obtiene listar buscar consultar leer verificar verifica mostrar muestra encontrar encuentra comprobar comprueba
    busca consulta recuperar recupera obter obtém ler pesquisar pesquisa lista retorna devuelve mostra exibir exibe encontra
    lister rechercher obtenir obtient récupérer récupère consulter vérifier vérifie liste recherche lire lit affiche afficher
    renvoie retourne trouve
    abrufen suchen anzeigen prüfen ruft sucht zeigt liest auflisten listet holt liefert gibt findet prüft
    получить получает найти находит показать показывает ищет прочитать читать читает проверить проверяет поиск возвращает
    выводит отображает искать получать проверять
  `),
  workOut: list(`
    分析 计算 比较 对比 验证 推荐 建议 预测 转换 解析 评估 总结 优化 规划 测量 定位 诊断 翻译 识别 检测 計算 比較 検証 変換 翻訳
    변환 분석 계산 번역 추천 비교 analizar analiza calcular calcula analisar analisa comparar compara traducir traduce traduz
    convertir convierte converter converte estimar estima
    analyser calculer calcule convertit traduire traduit résumer résume
    analysiert analysieren berechnen berechnet vergleicht vergleichen übersetzt übersetzen
    анализирует рассчитать рассчитывает вычислить вычисляет сравнивает сравнить конвертирует
  `),
  create: list(`
    创建 添加 新增 新建 写入 保存 存储 上传 导入 复制 生成 插入 提交 注册 增加 绑定 编写 填写 备份 合成 绘制 制作 創建 建立 儲存 上傳
    作成 追加 登録 書き込 複製 生成 保存 作り 作る
    생성 추가 저장 등록 작성 업로드 복사 만들 만듭
    crear crea guardar guarda agregar agrega añadir añade subir sube inscribir criar cria adicionar adiciona salvar salva
    insertar inserta inserir insere generar genera gerar gera registrar registra cadastrar cadastra escribir escribe
    duplicar duplica copiar copia importar importa
    créer creer crée ajouter ajoute enregistrer enregistre téléverser téléverse insérer insère générer génère écrire écrit
    dupliquer duplique
    erstellen erstellt hinzufügen fügt speichern speichert hochladen anlegen legt erzeugen erzeugt generiert schreibt
    importiert kopiert registriert
    создать создавать создания создает создаёт добавить добавляет сохранить сохраняет загрузить записать записывает генерирует
    зарегистрировать регистрирует импортирует копирует
  `),
  change: list(`
    更新 修改 设置 编辑 移动 重命名 更改 配置 关闭 标记 归档 恢复 切换 合并 调整 替换 指派 分配 分享 變更 設定 編輯 移動 修正
    変更 編集 変え
    수정 변경 업데이트 설정 편집 이동 바꾸 바꿉 할당
    actualizar actualiza modificar modifica editar edita mover mueve atualizar atualiza alterar altera cambiar cambia
    renombrar renombra renomear renomeia asignar asigna atribuir atribui marcar archivar archiva arquivar arquiva
    configurar configura compartir comparte compartilhar compartilha establecer establece desactivar desactiva desativar
    desativa ativar ativa
    modifier modifie mettre met renommer renomme déplacer déplace assigner assigne définir définit partager désactiver
    désactive
    aktualisieren aktualisiert ändern ändert bearbeiten bearbeitet verschieben verschiebt umbenennen setzt markiert
    archiviert aktiviert deaktiviert konfiguriert
    обновить обновлять обновления обновляет изменить изменять изменения изменяет редактировать редактирует переименовать переименовывает переместить перемещает
    назначить назначает настроить настраивает включает отключает архивирует
  `),
  send: list(`
    发送 回复 转发 发布 推送 傳送 發送 送信 投稿 전송 보내 보냅 게시 发一条 发消息 发邮件 发短信 发帖 发私信 送る 送り
    enviar envía envia publicar publica responder responde notificar notifica reenviar reenvía
    envoyer envoie publier publie répondre répond
    senden sendet schickt veröffentlicht veröffentlichen antwortet
    отправить отправлять отправки отправляет опубликовать публикует отвечает пересылает
  `),
  start: list(`
    执行 运行 部署 安装 调用 构建 執行 部署 安裝 実行 실행 설치 배포 ejecutar ejecuta desplegar despliega instalar instala executar
    executa implantar implanta rodar exécuter exécute déployer déploie installer installe ausführen führt installieren
    installiert bereitstellen выполнить выполнять выполнения выполняет установить развернуть разворачивает
  `),
  begin: list(`
    触发 启动 停止 重启 暂停 终止 啟動 起動 再起動 再生 終了 開始 시작 중지 종료 재생 재시작 запустить запускать запуска запускает остановить останавливает
    перезапустить перезапускает lancer
    démarrer démarre arrêter arrête redémarrer redémarre déclencher déclenche starten startet stoppen stoppt neustarten
    beendet iniciar inicia detener detiene reiniciar reinicia disparar dispara lanzar lanza interromper interrompe
  `),
  remove: list(`
    删除 清空 移除 卸载 销毁 清除 注销 解散 刪除 削除 消去 破棄 消す 消し 삭제 제거 지우 지웁 폐기
    eliminar elimina borrar borra quitar quita vaciar vacía excluir exclui apagar apaga deletar deleta limpar
    supprimer supprime effacer détruire détruit désinstaller désinstalle
    löschen loeschen löscht entfernen entfernt leert deinstalliert vernichtet
    удалить удалять удаления удаляет удаление очищает очистить стирает уничтожает
  `),
  revoke: list(`
    撤销 封禁 踢出 吊销 撤銷 失効 剥奪 해지 회수 박탈 강퇴
    revocar revoca revogar revoga expulsar expulsa banir banear révoquer révoque bannir bannit
    widerrufen widerruft entziehen entzieht sperrt sperren отозвать отзывает заблокировать блокирует
  `),
  cancel: list(`
    取消 취소 キャンセル 取り消 cancelar cancela anular anula annuler annule stornieren storniert отменить отменяет
  `),
  pay: list(`
    支付 转账 退款 付款 提现 充值 轉帳 支払 送金 返金 決済 振込 出金 결제 송금 환불 이체 출금 지불 납부 pagar paga reembolsar
    reembolsa cobrar cobra estornar estorna payer paie rembourser rembourse virer bezahlen bezahlt zahlt überweisen überweist
    erstatten erstattet оплатить оплачивать оплаты оплачивает
  `),
  /** Moves money where the object is money. */
  transfer: list(`
    transferir transfiere transfere transférer transfère effectuer effectue effectuar efectuar efectúa efetuar efetua realizar
    realiza faire retirar retira sacar retire depositar deposita durchführen tätigt перевести переводит провести
  `),
  book: list("预订 预约 予約 예약 reservar reserva réserver réserve buchen bucht забронировать бронирует"),
  trade: list(`
    买入 卖出 交易 買入 売却 購入 구매 매수 매도 comprar compra vender vende acheter achète kaufen kauft verkaufen verkauft
    купить покупать покупки покупает продать продаёт продает
  `),
};

/** Money, and what moves it, as the object of such a verb. */
export const foreignMoney = list(`
  dinero fondos pago transferencia dinheiro fundos pagamento transferência pix argent fonds virement paiement geld zahlung
  überweisung деньги средства платёж платеж перевод
`);
