import { list } from "./words.ts";

/**
 * The core verbs in Chinese (simplified and traditional), Japanese, Korean, Spanish, Portuguese, French, German and Russian, by
 * what they do. European languages have the infinitive and the third person, which descriptions use; Japanese and Korean the
 * stem, which their endings follow.
 */
export const foreignVerbs = {
  lookUp: list(`
    获取 查询 列出 查看 搜索 读取 检索 返回 查找 浏览 显示 展示 检查 统计 提取 抓取 爬取 提供 访问 预览 追踪 监测 了解 列举
    獲取 查詢 搜尋 取得 檢視 列舉 顯示 讀取 檢查
    検索 表示 確認 一覧 参照 閲覧 返し 返す 読み取 調べ
    조회 검색 가져 반환 확인 목록 제공 표시 보여 불러
    obtener obtiene listar buscar consultar leer verificar verifica mostrar muestra
    busca consulta recupera obter obtém ler pesquisar lista retorna devuelve mostra exibir exibe
    lister rechercher obtenir obtient récupérer récupère consulter vérifier liste recherche lire affiche afficher renvoie
    abrufen suchen anzeigen prüfen ruft sucht zeigt liest auflisten listet holt liefert
    получить получает найти показать показывает ищет прочитать читать проверить поиск возвращает
  `),
  workOut: list(`
    分析 计算 比较 验证 推荐 建议 预测 转换 解析 评估 总结 优化 规划 测量 定位 诊断 翻译 识别 检测 計算 比較 検証 変換 翻訳
    변환 분석 계산 번역 추천 analizar analiza calcular calcula analisar analyser calculer analysiert analysieren berechnen berechnet
    анализирует рассчитать вычисляет
  `),
  create: list(`
    创建 添加 新增 新建 写入 保存 存储 上传 导入 复制 生成 插入 提交 注册 增加 绑定 编写 填写 备份 合成 绘制 制作 創建 建立 儲存 上傳
    作成 追加 登録 書き込 複製 生成 保存
    생성 추가 저장 등록 작성 업로드 복사
    crear crea guardar guarda agregar agrega añadir añade subir sube inscribir criar cria adicionar adiciona salvar
    créer crée ajouter ajoute enregistrer téléverser
    erstellen erstellt hinzufügen speichern speichert hochladen
    создать создает создаёт добавить добавляет сохранить сохраняет загрузить
  `),
  change: list(`
    更新 修改 设置 编辑 移动 重命名 更改 配置 关闭 标记 归档 恢复 切换 合并 调整 替换 變更 設定 編輯 移動 修正
    変更 編集
    수정 변경 업데이트 설정 편집 이동
    actualizar actualiza modificar modifica editar edita mover atualizar atualiza alterar altera
    modifier modifie mettre renommer déplacer
    aktualisieren aktualisiert ändern ändert bearbeiten bearbeitet verschieben
    обновить обновляет изменить изменяет редактировать переименовать
  `),
  send: list(`
    发送 回复 转发 发布 推送 傳送 發送 送信 投稿 전송 보내 게시 enviar envía envia publicar publica envoyer envoie publier senden sendet
    отправить отправляет опубликовать
  `),
  start: list(`
    执行 运行 部署 安装 调用 构建 執行 部署 安裝 実行 실행 설치 배포 ejecutar ejecuta desplegar instalar executar executa implantar
    exécuter exécute déployer installer ausführen installieren bereitstellen выполнить выполняет установить развернуть
  `),
  begin: list(`
    触发 启动 停止 重启 啟動 起動 再起動 再生 終了 開始 시작 중지 종료 재생 запустить запускает остановить останавливает перезапустить lancer
    démarrer arrêter redémarrer starten startet stoppen neustarten iniciar inicia detener reiniciar
  `),
  remove: list(`
    删除 清空 移除 卸载 销毁 清除 注销 解散 刪除 削除 消去 破棄 삭제 제거 eliminar elimina borrar borra quitar vaciar excluir exclui apagar apaga
    supprimer supprime effacer löschen löscht entfernen entfernt удалить удаляет удаление
  `),
  cancel: list("取消 취소 キャンセル 取り消 cancelar cancela annuler annule stornieren отменить отменяет"),
  pay: list(`
    支付 转账 退款 付款 提现 充值 轉帳 支払 送金 返金 決済 振込 出金 결제 송금 환불 이체 출금 pagar paga reembolsar reembolsa
    payer rembourser virer bezahlen überweisen erstatten оплатить оплачивает перевести переводит
  `),
  trade: list(`
    买入 卖出 交易 買入 売却 購入 구매 매수 매도 comprar compra vender vende acheter kaufen verkaufen купить продать
  `),
};
