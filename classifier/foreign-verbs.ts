import { list } from "./words.ts";

/**
 * Native Korean verbs by their stems, which take an ending directly ("지웁니다"); the other Korean verbs are nouns with 하다.
 */
export const koreanStems = {
  lookUp: list("가져 보여 불러 읽 찾 알려 살펴 알아봅"),
  create: list("만들 만듭 만드 남기 남깁 넣습 넣는 넣어 올리 올립 올려 담습 담는"),
  change: list(
    "바꾸 바꿉 바꿔 옮기 옮깁 옮겨 켜고 켭니 켜는 켤 답니 달아 끄고 끕니 끄는 끌 잠그 잠급 낮추 낮춥 높입 맞추 맞춥",
  ),
  send: list("보내 보냅"),
  start: list("돌리 돌립"),
  begin: list("멈추 멈춥 띄우 띄웁"),
  fill: list("채우 채웁 엽니 열고"),
  remove: list("지우 지웁 비우 비웁 비워 없애 없앱 지워 날립"),
  revoke: list("탈퇴시키 탈퇴시킵 내쫓"),
};

/**
 * The core verbs in Chinese (simplified and traditional), Japanese, Korean, Spanish, Portuguese, French, German and Russian, by
 * what they do. European languages have the infinitive, the third person and the noun ("creación"), which descriptions use; German
 * also what a verb and the prefix at the end of its clause make together ("stellt … ein": "einstellt"). Japanese and Korean have
 * the stem, which their endings follow. What is an English word of another sense as well ("resume", "vide", "suppression") is in
 * foreign-phrases.ts, with what must stand behind it.
 */
export const foreignVerbs = {
  lookUp: [
    ...koreanStems.lookUp,
    ...list(`
    获取 查询 列出 查看 搜索 读取 检索 返回 查找 浏览 显示 展示 检查 统计 提取 抓取 爬取 提供 访问 预览 追踪 监测 了解 列举 查阅 拉取 汇总 监控
    获知 得到 给出 告知 核对 核实 查验 盘点 探测 列印 獲取 查詢 搜尋 取得 檢視 列舉 顯示 讀取 檢查 查閱 瀏覽 檢索
    検索 表示 確認 一覧 参照 閲覧 返し 返す 読み取 読み込 読み出 調べ 探し 探す 見つけ 教え 報告 出力 抽出 監視 追跡 照会 照合 列挙 取り出 ゲット
    조회 검색 반환 확인 목록 제공 표시 추출 점검 안내 나열 출력 추적 열람 모니터링 리턴 보고
    obtener obtiene listar buscar consultar leer verificar verifica mostrar muestra encontrar encuentra comprobar comprueba
    busca consulta recuperar recupera extraer extrae localizar localiza proporciona proporcionar ofrece informa indica identifica explora explorar
    examina describe inspecciona lee búsqueda obtención listado verificación revisa revisar detecta rastrea
    obter obtém ler lê pesquisar pesquisa lista retorna devolve traz devuelve mostra exibir exibe encontra extrai extrair fornece confere
    verificação listagem obtenção inspeciona detalha
    lister rechercher obtenir obtient récupérer récupère consulter vérifier vérifie liste recherche lire lit affiche afficher
    renvoie retourne trouve trouver cherche chercher contrôle extrait extraire indique identifie localise interroge interroger fournit
    récupération vérification donne énumère détecte parcourt
    abrufen abruft suchen anzeigen anzeigt prüfen ruft sucht zeigt liest auflisten auflistet listet holt liefert gibt findet prüft
    ermittelt ermitteln überprüft überprüfen abfragt abfragen fragt durchsucht durchsuchen extrahiert erkennt bestimmt zurückgibt zurückgeben
    ausgibt angibt nachschlägt suche abfrage auflistung anzeige ermittlung überprüfung
    получить получает найти находит показать показывает ищет прочитать читать читает проверить проверяет поиск поиска возвращает
    выводит отображает искать получать проверять извлекает извлечь определяет определить выдаёт выдает перечисляет сообщает узнать
    просмотр просмотра просматривает посмотреть получение получения проверка проверки чтение чтения считывает запрашивает
  `),
  ],
  workOut: list(`
    分析 计算 比较 对比 解释 预估 描述 推断 验证 推荐 建议 预测 转换 解析 评估 总结 优化 规划 测量 定位 诊断 翻译 识别 检测 計算 比較 検証 変換 翻訳 判断 判定 校验 换算 估算
    推算 概括 提炼 排查 測定 診断 要約 推定 予測 評価 算出 集計 提案 判別 検出 解説 換算 分類 推奨 計測
    변환 분석 계산 번역 추천 비교 검증 검사 진단 요약 예측 판단 평가 추정 환산 감지
    analizar analiza calcular calcula analisar analisa comparar compara traducir traduce traduz
    convertir convierte converter converte estimar estima evalúa evaluar valida validar recomienda sugiere avalia sugere recomenda resumir
    cálculo comparación conversión traducción comparação conversão tradução prevê predice cuenta contar conta
    analyser calculer calcule convertit traduire traduit résumer résume évalue évaluer suggère prédit calcul comparaison valider
    analysiert analysieren berechnen berechnet vergleicht vergleichen übersetzt übersetzen bewertet validiert schätzt empfiehlt
    umrechnet umwandelt konvertiert zusammenfasst vorschlägt auswertet berechnung übersetzung auswertung zählt
    анализирует рассчитать рассчитывает вычислить вычисляет сравнивает сравнить конвертирует считает посчитать подсчитывает подсчитать оценивает
    оценить прогнозирует рекомендует предлагает преобразует распознаёт распознает анализ анализа расчёт расчет расчёта сравнение сравнения
  `),
  create: [
    ...koreanStems.create,
    ...list(`
    创建 添加 转存 写一 新增 新建 写入 保存 存储 上传 导入 复制 生成 插入 提交 注册 增加 绑定 编写 填写 备份 合成 绘制 制作 創建 建立 儲存 上傳
    录入 登记 开通 撰写 起草 追加 存入 克隆 拷贝 设立 创作 收藏 报名 预留 打卡 新增加 建档 加入 立项 開立 匯入
    作成 登録 書き込 複製 作り 作る 作って 挿入 記録 発行 起票 入力 格納 追記 アップロード コピー インポート バックアップ 申し込 書く 入れ 書き出 貼り付
    생성 추가 저장 등록 작성 업로드 복사 기록 발행 발급 삽입 입력 복제 백업 신청 제출 개설
    crear crea guardar guarda agregar agrega añadir añade subir sube inscribir criar cria adicionar adiciona salvar salva
    insertar inserta inserir insere generar genera gerar gera registrar registra cadastrar cadastra escribir escribe
    duplicar duplica copiar copia importar importa agendar programar grabar graba redactar redacta adjuntar adjunta almacenar almacena emite emitir
    anotar anota clonar clona apunta creando creación adición inserción generación importación subida
    inclui incluir anexar anexa gravar grava redige redigir criação adição inserção inclusão geração importação carrega anadir
    créer creer crée ajouter ajoute enregistrer enregistre téléverser téléverse insérer insère générer génère écrire écrit
    dupliquer duplique inscrit inscrire importe importer copier copie saisit saisir rédige rédiger sauvegarder sauvegarde établit établir planifie
    planifier stocke stocker joindre création génération
    erstellen erstellt erstelle hinzufügen fügt speichern speichert hochladen hochlädt anlegen anlegt legt erzeugen erzeugt generiert generieren schreibt
    importiert importieren kopiert kopieren registriert registrieren einträgt eintragen einfügt einfügen einreicht einreichen beantragt beantragen aufnimmt aufzeichnet erfasst erfassen ablegt
    dupliziert verfasst notiert hinterlegt hinzuzufügen erstellung erzeugung speicherung registrierung eintragung erfassung anhängt
    создать создавать создания создание создает создаёт добавить добавляет добавлять добавление добавления сохранить сохраняет сохранение сохранения
    загрузить загружает загрузка записать записывает вносит внести заводит завести заносит занести формирует сформировать формирование генерирует
    сгенерировать генерация оформляет оформить прикрепляет прикрепить составляет составить вставляет вставить выставляет выставить планирует
    зарегистрировать регистрирует регистрация регистрации импортирует импортировать импорт копирует копировать копирование дублирует
  `),
  ],
  change: [
    ...koreanStems.change,
    ...list(`
    更新 修改 设置 编辑 移动 重命名 更改 配置 关闭 标记 归档 恢复 切换 合并 调整 替换 指派 分配 分享 變更 設定 編輯 移動 修正
    调节 变更 改名 改个 改为 改成 设为 设成 设定 启用 停用 禁用 开启 锁定 解锁 置顶 审批 批准 驳回 拒绝 同意 接受 邀请 关注 点赞 订阅 改期 延期 转交 移交 迁移 同步
    校准 屏蔽 静音 禁言 调高 调低 调到 调成 修复 更换 换成 补充 移到 移至 移入 放入 转为 改写 打标 关掉 熄灭 点亮 修訂 啟用 重新命名 歸檔
    変更 編集 変え 割り当 切り替 有効化 無効化 共有 承認 却下 付与 復元 調整 置き換 付け 外し 差し替 アーカイブ 招待 延長 同期 書き換 入れ替 移し 移す 点灯 消灯 紐付
    上げ 下げ 統合 フォロー ミュート 閉じ リネーム オンに オフに 完了に 適用
    수정 변경 업데이트 설정 편집 이동 할당 조정 조절 갱신 전환 활성화 비활성화 승인 거절 거부 초대 공유
    지정 배정 교체 병합 복원 복구 보관 고정 연장 연기 음소거 구독
    actualizar actualiza modificar modifica editar edita mover mueve atualizar atualiza alterar altera cambiar cambia
    renombrar renombra renomear renomeia asignar asigna atribuir atribui marcar archivar archiva arquivar arquiva
    configurar configura compartir comparte compartilhar compartilha establecer establece desactivar desactiva desativar
    desativa ativar ativa activar activa ajustar ajusta fijar fija regular regula reemplazar reemplaza sustituir sustituye asociar asocia vincular vincula
    desvincula trasladar traslada restaurar restaura aprobar aprueba rechazar rechaza aceptar acepta habilitar habilita deshabilitar deshabilita
    encender enciende cerrar cierra fusionar fusiona silencia invitar invita corregir corrige completa desbloquea pospone reprograma rellenar rellena
    etiqueta suscribe modificación actualización edición asignación activación desactivación
    mudar muda definir renomeação substituir substitui aprovar aprova rejeitar rejeita aceitar aceita ligar desligar desliga trocar troca acender acende move fechar fecha convidar convida
    reagenda remarca remarcar adia desbloqueia concluir conclui preencher preenche alteração atualização edição modificação ativação desativação mudança
    modifier modifie mettre met renommer renomme remplit remplir déplacer déplace assigner assigne définir définit partager désactiver
    désactive activer régler règle remplacer remplace ajuster ajuste fixer configurer attribuer attribue affecter affecte allumer allume éteindre éteint
    fermer archiver approuve approuver accepter rejeter rejette inviter restaurer restaure fusionner fusionne marquer marque verrouille verrouiller
    déverrouille reporter décale prolonge appliquer applique associer transférer désactivation abonne basculer bascule
    aktualisieren aktualisiert ändern ändert verändert bearbeiten bearbeitet verschieben verschiebt umbenennen umbenennt setzt setzen markiert markieren
    archiviert aktiviert deaktiviert konfiguriert einstellt einstellen anpasst anpassen zuweist zuweisen zuordnet ersetzt ersetzen verknüpft teilt
    austauscht ausfüllt ausfüllen hochdreht herunterdreht aufdreht zudreht freischaltet vormerkt umbucht anmeldet hervorhebt wechselt einschaltet einschalten ausschaltet ausschalten umschaltet umstellt festlegt freigibt freigeben herstellt wiederherstellt einlädt einladen ablehnt
    annimmt genehmigt bestätigt verlängert dimmt regelt schließt entsperrt zusammenführt abschließt korrigiert synchronisiert aktivieren deaktivieren
    änderung aktualisierung bearbeitung verschiebung umbenennung zuweisung aktivierung deaktivierung anpassung einzustellen hochstellt herunterregelt
    обновить обновлять обновления обновление обновляет изменить изменять изменения изменение изменяет редактировать редактирует редактирование
    переименовать переименовывает переименование переместить перемещает перемещение перемещать перенести переносит меняет менять поменять сменить
    назначить назначает настроить настраивает включает включить включать отключает отключить выключает выключить архивирует архивировать
    исправляет исправить правит задаёт задает задать присваивает присвоить регулирует регулировать активирует деактивирует закрывает закрыть объединяет
    объединить заменяет заменить помечает пометить отмечает отметить восстанавливает восстановить одобряет одобрить отклоняет отклонить закрепляет
    подтверждает подтвердить продлевает продлить приглашает пригласить привязывает увеличивает заполняет заполнить уменьшает прибавляет убавляет закрытие замена передача устанавливает включение отключение смена настройка
  `),
  ],
  send: [
    ...koreanStems.send,
    ...list(`
    发送 回复 转发 发布 推送 傳送 發送 送信 投稿 전송 게시 发一条 发消息 发邮件 发短信 发帖 发私信 送る 送り 群发 寄出 寄送 发出 发给 发到 发表
    留言 广播 通知 回覆 轉發 發佈 發布 返信 転送 公開 配信 届け 伝え 送って 발송 전달 공지 답장 회신 공개
    enviar envía envia publicar publica responder responde notificar notifica reenviar reenvía mandar manda avisa avisar comenta comentar difunde difundir
    transmite contesta contestar remite envío publicación notificación comunica encaminhar encaminha postar posta publicação divulga
    envoyer envoie publier publie répondre répond expédier expédie transmettre transmet diffuser diffuse notifier notifie commenter prévient avertit
    senden sendet schickt veröffentlicht veröffentlichen antwortet verschickt verschicken versendet versenden abschickt weiterleitet weiterleiten
    übermittelt übermitteln mitteilt benachrichtigt postet kommentiert veröffentlichung übermittlung weitergibt schicken
    отправить отправлять отправки отправка отправляет опубликовать публикует публикация публикации отвечает ответить пересылает переслать послать
    посылает рассылает разослать рассылка рассылки уведомляет уведомить размещает разместить написать пишет комментирует оповещает публиковать
  `),
  ],
  start: [
    ...koreanStems.start,
    ...list(`
    执行 运行 部署 安装 调用 构建 執行 安裝 実行 실행 설치 배포 编译 升级 求值 デプロイ インストール ビルド コンパイル 走らせ 빌드 구동 컴파일
    업그레이드 展開
    ejecutar ejecuta desplegar despliega instalar instala executar compilar compila invocar invoca ejecución instalación
    executa implantar implanta rodar roda execução implantação instalação
    exécuter executer exécute déployer déploie installer installe exécution compiler invoque
    ausführen ausführt führt installieren installiert bereitstellen bereitstellt einspielt ausrollt auszuführen ausführung bereitstellung kompiliert
    выполнить выполнять выполнения выполнение выполняет исполнить исполнять исполняет исполнение установить установка установки развернуть
    разворачивает развёртывание развертывание вызвать вызывает компилирует сборка деплоит
  `),
  ],
  begin: [
    ...koreanStems.begin,
    ...list(`
    触发 启动 开始 停止 重启 暂停 终止 啟動 起動 再起動 再生 終了 開始 시작 중지 종료 재생 재시작 запустить запускать запуска запускает остановить останавливает
    开机 关机 中止 中断 停掉 唤醒 拉起 扩容 缩容 回滚 重新启动 觸發 重啟 暫停 一時停止 シャットダウン 止める 止め 動かす 動かし トリガー 立ち上げ 強制終了
    기동 가동 중단 정지 일시정지 부팅 재부팅 트리거 작동
    запуск остановка остановки перезапуск приостановить приостанавливает возобновляет прерывает прервать завершает завершить инициирует
    перезапустить перезапускает перезагружает перезагрузить перезагрузка воспроизводит активация lancer
    démarrer démarre arrêter arrête redémarrer redémarre déclencher déclenche stoppe interrompre interrompt termine terminer actionne actionner
    relance arrêt
    starten startet stoppen stoppt neustarten beendet beenden auslöst auslösen hochfährt hochfahren herunterfährt herunterfahren anhält anhalten
    abschaltet abstellt losschickt ausdruckt abspielt abbricht abbrechen pausiert unterbricht fortsetzt anstößt einleitet aufweckt auslösung beendigung
    iniciar inicia detener detiene reiniciar reinicia disparar dispara lanzar lanza interromper interrompe arranca arrancar pausar pausa reanudar reanuda
    finalizar finaliza interrumpir interrumpe desencadena reproducir acciona reinicio detención
    acionar aciona retomar retoma encerrar encerra reproduzir reproduz inicialização reinicialização
  `),
  ],
  /** Gives input to a page or a screen. */
  input: list(`
    点击 滚动 单击 双击 拖拽 按下 點擊 クリック タップ スクロール 클릭 스크롤 pulsar pulsa clicar clica cliquer clique klickt klicken
    нажимает нажать кликает кликнуть прокручивает
  `),
  /** Does so where there is a browser. */
  fill: [
    ...koreanStems.fill,
    ...list(`
    填写 填入 打开 输入 勾选 入力 開く 開き 입력 rellena rellenar completa abre abrir escribe preenche preencher digita
    remplit remplir saisit soumet soumettre ouvre ouvrir ausfüllt füllt öffnet öffnen eingibt заполняет заполнить открывает открыть вводит ввести navega 切换 전환 切り替
  `),
  ],
  remove: [
    ...koreanStems.remove,
    ...list(`
    删除 清空 移除 卸载 销毁 清除 注销 解散 刪除 削除 消去 破棄 消す 消し 삭제 제거 폐기 删掉 抹除 擦除 抹掉 移出 清理 清掉 剔除 丢弃 格式化 清零 除名
    解除安裝 銷毀 抹消 除去 取り除 捨て 空に 初期化 リセット アンインストール 말소 파기 초기화
    eliminar elimina borrar borra quitar quita vaciar vacía excluir exclui apagar apaga deletar deleta limpar limpa limpiar limpia remover remueve
    suprimir suprime descartar descarta destruir destruye purgar desinstalar desinstala esvaziar esvazia destrói eliminación supresión
    desinstalación purga exclusão remoção eliminação esvaziamento apagamento
    retirar retira supprimer supprime effacer efface détruire détruit désinstaller désinstalle vider retirer enlever enlève éliminer élimine purger réinitialise
    réinitialiser désinstallation réinitialisation
    löschen loeschen löscht lösche entfernen entfernt leert leeren deinstalliert deinstallieren vernichtet vernichten verwirft bereinigt aufräumt austrägt zurücksetzt
    zurücksetzen löschung leerung vernichtung deinstallation
    удалить удалять удаления удаление удаляет очищает очистить очищать очистка очистки стирает стереть уничтожает уничтожить убирает убрать сбрасывает
    сбросить сброс стирание уничтожение обнуляет выбрасывает
  `),
  ],
  revoke: [
    ...koreanStems.revoke,
    ...list(`
    撤销 封禁 踢出 吊销 撤銷 失効 剥奪 해지 회수 박탈 강퇴 封号 拉黑 收回 剥夺 开除 踢掉 停權 取り上げ 追放 凍結 추방 철회 차단
    revocar revoca suspender suspende revogar revoga expulsar expulsa banir bane banear banea bloquear bloquea bloqueia invalidar revocación expulsión revogação
     expulsão révoquer révoque bannir bannit exclure exclut expulser bloquer révocation bloque
    widerrufen widerruft entziehen entzieht sperrt sperren verbannt bannt ausschließt zurückzieht aussperrt rauswirft widerruf entzug sperrung
    отозвать отзывает заблокировать блокирует блокировка исключает исключить банит забанить выгоняет лишает лишить
  `),
  ],
  cancel: list(`
    取消 취소 キャンセル 取り消 解約 作废 退订 退票 退會 退会 탈퇴 해약 cancelar cancela anular anula rescindir rescinde cancelación anulación
    annuler annule résilier résilie résiliation stornieren storniert kündigt aufhebt kündigen absagt absagen annulliert abbestellt kündigung stornierung
    отменить отменять отменяет отмена отмены аннулирует аннулировать расторгает расторгнуть
  `),
  pay: list(`
    支付 转账 退款 付款 提现 充值 轉帳 支払 送金 返金 決済 振込 出金 결제 송금 환불 이체 출금 지불 납부 汇款 打款 缴费 缴纳 代付 扣款 续费 打赏 发红包 捐款 还款
    划转 转出 提币 充币 退费 赔付 放款 取款 存款 买单 结账 匯款 轉賬 繳費 振り込 入金 課金 引き落と 納付 寄付 払い戻 引き出 チャージ 충전 입금 인출 청구 후원 기부 상환
    pagar paga reembolsar reembolsa cobrar cobra estornar estorna abonar abona liquidar debita debitar donar doar
       payer paie paye rembourser rembourse virer débiter débite encaisser encaisse prélever prélève créditer verser
       bezahlen bezahlt zahlt zahlen überweisen überweist erstatten erstattet begleicht begleichen spendet abbucht
    abbuchen einzahlt auszahlt auszahlen zurückzahlt zurückerstattet einzieht auflädt überweisung rückerstattung
    оплатить оплачивать оплаты оплата оплачивает заплатить платит списывает списать пополняет пополнить выплачивает выплатить погашает погасить
    пополнение списание взимает
  `),
  /** Moves money where the object is money. */
  transfer: list(`
    transferir transfiere transfere transférer transfère effectuer effectue effectuar efectuar efectúa efetuar efetua realizar
    realiza faire fait retirar retira retirer sacar saca depositar deposita durchführen tätigt переводит перевести провести проводит hace hacer faz fazer
    ingresa recarga procesa procesar processa совершает совершить делает сделать снимает возвращает вернуть вносит 发放 转移 划拨 veranlasst
  `),
  book: list(
    "预订 预约 预定 予約 예약 예매 手配 reservar reserva réserver réserve réservation buchen bucht reserviert reservieren забронировать бронирует бронирование",
  ),
  trade: list(`
    买入 卖出 交易 買入 売却 購入 구매 매수 매도 购买 下单 抢购 出售 购入 订购 平仓 开仓 建仓 加仓 减仓 清仓 挂单 撤单 质押 赎回 申购 下單 購買 発注 注文 買う 売る 買い 売り
    주문 판매 매입 청산
    comprar compra vender vende acheter achète vendre kaufen kauft verkaufen verkauft bestellt bestellen aufgibt erwirbt
    купить покупать покупки покупка покупает продать продавать продаёт продает продажа заказать заказывает обменять обменивает
  `),
};
