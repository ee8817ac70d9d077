"""各命令的帮助：命令名下是一句话说明，.more 是示例，.about 是详细说明，.status 是该命令特有的退出状态。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    # 命令组
    "tags": "现有的标签",
    "task": "待办事项，可以属于某位客户，也可以不属于",
    "sale": "订单与回款",
    "deal": "商机：可能成交什么、把握多大、何时成交",
    "product": "所卖的商品",
    "complaint": "投诉，从受理到解决",
    "feedback": "客户的打分和评语",
    "prefer": "客户喜欢、不喜欢、需要和忌讳什么",
    "campaign": "营销活动：面向谁，每位客户到了哪一步",
    "imports": "导入过的文件",
    "dedupe": "重复录入的客户",
    "trash": "已删除的客户",
    "field": "客户的字段，包括自定义字段",
    "config": "各项设置及其来源",
    # 日常
    "today": "今天该联系谁，为什么",
    "today.more": "crm today\ncrm today --days 7\ncrm today -f json",
    "add": "添加客户",
    "add.about": (
        "如果别的客户已有同样的电话或邮箱，则拒绝添加；确实要添加请用 --force。运行过 crm dedupe train 之后，还会提示新客户可能是谁。"
        "加上 --on-duplicate：确定就是已有客户的（标准同 crm dedupe auto），update、fill 与其合并（前者以新值为准，后者只补空缺），"
        "skip 不添加；reject 则凡疑似重复都拒绝。"
    ),
    "add.more": (
        "crm add 张三 电话=13800138000 城市=上海 标签=vip\n"
        "crm add 蓝天餐饮有限公司 --kind company --industry 餐饮\n"
        "crm add 李四 微信=lisi_88 -f json\n"
        "crm add 李四 电话=13900139000 --on-duplicate fill"
    ),
    "add.status": "4  别的客户已有这个电话或邮箱",
    "list": "列出全部或部分客户",
    "list.about": (
        "可写查询条件，写法见 docs/queries.zh.md；不写则列出全部客户。\n"
        "--group-by、--sum、--avg、--min、--max、--count、--pivot 不列出客户，而是按任意字段分组汇总。"
        "日期按月，或写 创建时间:年（季度、月、周、日）；生日不论年份按月，或写 日、季度、年；"
        "数字和金额按值，或分段：年龄:10、消费:1000；RFM 按评分，或写 rfm:名称。没有值的客户自成一组。"
        "有几个标签、电话、邮箱、类别、渠道或买过几种商品的客户，在每一组里都算，各组相加会多于客户总数；"
        "合计中每位客户只算一次。--sort 可写各列（-消费合计、城市、客户数）；不写则客户最多的组在前。"
    ),
    "list.more": (
        "crm list --sort -消费 --limit 10 --columns 姓名,电话,消费\n"
        "crm list '性别:女 年龄>=35 类别:护肤 消费>=5000' -o 护肤.csv\n"
        "crm list 标签:vip --group-by 城市,阶段 --sum 消费 --avg 年龄 --count\n"
        "crm list '最近联系<-30d' --group-by 年龄:10 --pivot 阶段"
    ),
    "find": "按姓名、电话、公司、备注的一部分或查询条件查找客户",
    "find.more": "crm find 张\ncrm find 8000\ncrm find zs -f ids\ncrm find '城市:上海 消费>=500'",
    "show": "查看一位客户的全部情况",
    "show.more": "crm show 12\ncrm show 13800138000\ncrm show 张三 -f json",
    "timeline": "查看与一位客户的往来，最近的在前",
    "timeline.more": "crm timeline 张三 --limit 5\ncrm timeline 12 --kind sale --since -1y",
    "edit": "修改客户的字段",
    "edit.more": (
        "crm edit 12 城市=杭州 电话+=13900139000\n"
        "crm edit 张三 --birthday 1985-12-10 备注=\n"
        "crm edit 12 标签+=vip 标签-=潜在"
    ),
    "log": "记录一次电话、拜访或消息",
    "log.about": "写查询条件时，符合条件的每位客户各记一条，算一次操作，人数多时要先确认；写姓名时只能对应一位客户。",
    "log.more": (
        "crm log 张三 想要一份新报价 --channel phone\n"
        "crm log 12 当面看了样品 --channel visit --at 昨天 --next +1w\n"
        "crm log '标签:vip 城市:上海' 发了中秋祝福 -c wechat"
    ),
    "note": "给客户记一条备注",
    "note.about": "写查询条件时，符合条件的每位客户各记一条，算一次操作，人数多时要先确认；写姓名时只能对应一位客户。",
    "note.more": "crm note 张三 下午六点以后才方便接电话\ncrm note 来源:展会 在春季展会上认识",
    "tag": "给客户打标签",
    "tag.more": "crm tag 张三 vip 兴趣:茶\ncrm tag 12 批发",
    "untag": "去掉客户的标签",
    "untag.more": "crm untag 张三 潜在",
    "tags_list": "列出标签及各有多少客户",
    "tags_list.more": "crm tags list\ncrm tags list --dimension 兴趣",
    "tags_rename": "给标签改名；新名字已存在时两者合一",
    "tags_rename.more": "crm tags rename 大客 大客户",
    "tags_rm": "从所有客户身上去掉一个标签",
    "tags_rm.more": "crm tags rm 2019展会",
    "task_add": "添加待办",
    "task_add.more": (
        "crm task add 发报价 --for 张三 --due 周五\n"
        "crm task add 订包装盒 --due +3d --repeat 每月\n"
        "crm task add 问候近况 --for '标签:vip 最近联系<-60d' --due +1w"
    ),
    "task_list": "列出待办",
    "task_list.more": "crm task list --overdue\ncrm task list 张三 --all",
    "task_done": "完成一项待办",
    "task_done.more": "crm task done 7",
    "task_snooze": "把待办改到另一天",
    "task_snooze.about": "新日期不带时间时，原来的时间不变。重复的待办从新日期起继续。",
    "task_snooze.more": "crm task snooze 7 周五\ncrm task snooze 7 9 '明天 15:00'",
    "task_snooze.status": "4  待办早已完成",
    "task_rm": "删除待办",
    "task_rm.more": "crm task rm 7 9",
    "undo": "撤销最近一次操作，或指定的某次操作",
    "undo.about": (
        "每个写入命令都是一次操作，导入或合并几千行也一样。只要之后没有别的操作动过同样的数据，就可以撤销；"
        "加 --force-unchanged 则只撤销没有动过的部分，并列出保留的数据。撤销一次“撤销”，就是重做。"
    ),
    "undo.more": "crm undo\ncrm history\ncrm undo 41\ncrm undo 41 --force-unchanged",
    "undo.status": "4  已经撤销过，或之后的操作动过同样的数据",
    "redo": "取消最近一次撤销",
    "redo.more": "crm undo\ncrm redo",
    # 销售
    "sale_add": "记一笔销售",
    "sale_add.about": (
        "每件商品写货号或名称，需要时加 *数量 和 @单价：已添加的商品自带价格，其他的要写单价。加 --return 则记录退货。"
    ),
    "sale_add.more": "crm sale add 张三 '龙井*2@128'\ncrm sale add 12 TEA-01*3 CUP-02 --date 昨天 --paid\ncrm sale add 12 TEA-01 --return",
    "sale_list": "列出订单",
    "sale_list.more": "crm sale list --unpaid\ncrm sale list 张三 --since -30d -f csv",
    "sale_show": "查看订单及其明细和回款",
    "sale_show.more": "crm sale show 5",
    "sale_pay": "登记订单的回款",
    "sale_pay.more": "crm sale pay 5\ncrm sale pay 5 100 --method 微信",
    "sale_cancel": "取消订单",
    "sale_cancel.about": "已付的款项保留为客户的余额。",
    "sale_cancel.more": "crm sale cancel 5 --reason 重复下单",
    "deal_add": "新增商机：客户可能购买什么",
    "deal_add.about": (
        "阶段依次为 lead 初步接洽、qualified 需求确认、proposal 方案报价、negotiation 商务谈判，最后是 won 赢单或 lost 输单。"
        "不写 --probability 时，成交概率按阶段取 10、25、50、75%；金额乘以概率即加权金额。"
    ),
    "deal_add.more": (
        "crm deal add 张三 办公室用茶 --amount 1200 --expected 月底\n"
        "crm deal add 12 十把椅子 --amount 3500 --stage 方案报价 --probability 60"
    ),
    "deal_list": "列出进行中的商机，预计先成交的在前",
    "deal_list.more": "crm deal list\ncrm deal list 张三 --stage all\ncrm deal list --overdue --sort -weighted\ncrm report deals",
    "deal_show": "查看商机及其经过",
    "deal_show.more": "crm deal show 3",
    "deal_edit": "修改商机",
    "deal_edit.more": "crm deal edit 3 --amount 1500 --expected +2w\ncrm deal edit 3 --note ''",
    "deal_move": "把商机移到另一阶段",
    "deal_move.about": "可进可退；不写 --probability 时，概率随新阶段而定。赢单或输单的商机会重新打开。",
    "deal_move.more": "crm deal move 3 方案报价\ncrm deal move 3 negotiation --probability 90",
    "deal_move.status": "4  已经处于该阶段",
    "deal_win": "赢单：客户购买",
    "deal_win.more": "crm deal win 3\ncrm sale add 张三 椅子*10@350\ncrm deal win 4 --sale 7",
    "deal_win.status": "4  已经结束；或订单属于别的客户、已取消或退货、已属于别的商机",
    "deal_lose": "输单：客户不买，以及原因",
    "deal_lose.more": "crm deal lose 3 别家更便宜",
    "deal_lose.status": "4  已经结束",
    "deal_rm": "删除记错的商机",
    "deal_rm.more": "crm deal rm 3",
    "product_add": "添加商品",
    "product_add.more": "crm product add 龙井 --sku TEA-01 --price 128",
    "product_list": "列出商品",
    "product_list.more": "crm product list 茶 --sort -revenue",
    # 服务
    "complaint_add": "登记投诉",
    "complaint_add.more": "crm complaint add 张三 收到时杯子碎了\ncrm complaint add 12 颜色发错了 --priority high",
    "complaint_list": "列出投诉，最紧急的在前",
    "complaint_list.more": "crm complaint list\ncrm complaint list --overdue",
    "complaint_show": "查看投诉及处理经过",
    "complaint_show.more": "crm complaint show 3",
    "complaint_update": "补充处理进展，或修改投诉",
    "complaint_update.more": "crm complaint update 3 新杯子已寄出 --status in_progress",
    "complaint_resolve": "写明解决办法并结案",
    "complaint_resolve.more": "crm complaint resolve 3 已补发一个新杯子",
    "complaint_reopen": "重新处理已解决的投诉",
    "complaint_reopen.more": "crm complaint reopen 3 新杯子也碎了",
    "feedback_add": "记下客户打的分",
    "feedback_add.about": (
        "nps（0 到 10，默认）：是否愿意推荐我们；csat（1 到 5）：是否满意；ces（1 到 7）：办事是否省力；review（1 到 5）：评价星级。"
        "客户最近一次的 NPS 和 CSAT 分数就是查询里的“推荐分”和“满意度”。"
    ),
    "feedback_add.more": "crm feedback add 张三 9 又快又热情\ncrm feedback add 12 3 --kind 满意度 --complaint 3\ncrm list '推荐分<=6'",
    "feedback_list": "列出反馈，最近的在前",
    "feedback_list.more": "crm feedback list\ncrm feedback list 张三 --kind nps --since -1y",
    "feedback_rm": "删除记错的反馈",
    "feedback_rm.more": "crm feedback rm 7",
    "prefer_add": "记下客户喜欢或需要什么",
    "prefer_add.about": (
        "写查询条件时，符合条件的每位客户各记一条，算一次操作，人数多时要先确认；写姓名时只能对应一位客户。"
        "早已记过的保持原样。喜欢和需要的就是查询里的“喜好”。"
    ),
    "prefer_add.more": (
        "crm prefer add 张三 绿茶 --source 观察\ncrm prefer add 12 花生 --kind 忌口 --note 过敏\ncrm list 喜好:茶"
    ),
    "prefer_list": "列出客户喜欢、需要、不喜欢和忌讳什么",
    "prefer_list.more": "crm prefer list 张三\ncrm prefer list --kind 忌口",
    "prefer_rm": "删除喜好",
    "prefer_rm.more": "crm prefer rm 7 9",
    # 数据
    "import": "从文件读入客户、订单等",
    "import.about": (
        "支持各种常见编码和格式的 CSV，表头中英文均可。每一行都有交代：读入 = 新增 + 更新 + 无变化 + 跳过 + 拒绝；"
        "被拒绝的行连同原因另存为一个文件。同一个文件再导入一次不会产生重复，crm undo 可以撤销整次导入。"
        "能认出 Zoho、HubSpot、Salesforce、Pipedrive、Google、Outlook、LinkedIn、Shopify、Stripe、WooCommerce、淘宝的导出文件，"
        "以及微信支付和支付宝的账单（--preset）。读法可以记在文件旁，下次照用（--save-rules）。"
        "电话或邮箱要连同姓名才能认定是同一位客户，除非用 --key 另行指定。同一系统的两个编号就是两位客户，哪怕其他资料相同。"
        "同一文件中说的是同一位客户或同一条记录的各行合并处理：以靠后的内容为准，并列出行号。"
        "客户已并入他人的，只采用文件中合并之后有改动的内容。"
    ),
    "import.more": (
        "crm import 客户.csv --dry-run\n"
        "crm import sales 订单.csv --create-customers\n"
        "crm import 展会.csv --map '店名=company' --const source=展会 --save-rules\n"
        "crm import 名单.csv --key phone,name+company --on-duplicate fill"
    ),
    "import.status": "5  有些行被拒绝，其余已写入",
    "imports_list": "列出导入过的文件",
    "imports_list.about": "已撤销的导入也会列出。用 crm undo 操作号 可撤销某次导入。",
    "imports_list.more": "crm imports\ncrm imports -f json",
    "imports_show": "查看一次导入：行数、校验值、各列对应的字段、状态",
    "imports_show.more": "crm imports show 3",
    "export": "把客户、订单等写到文件或管道",
    "export.about": (
        "-o 的后缀决定格式：.csv、.tsv、.json、.ndjson、.xlsx、.vcf（客户的电子名片）、.ics（任务或生日，给日历用）、.parquet。"
        "写出的 CSV 可用 crm import 读回，加了 --headings zh 也行；会被表格软件当公式运行的单元格，前面加 '。"
        "--encoding 写不下的字会拒绝导出。--mask 只隐去对应的列，备注里写的内容不变。"
        "--all 导出全部数据，crm import --all 文件夹 可还原出同样的数据库。"
    ),
    "export.more": (
        "crm export tag:vip -o customers.csv --headings zh --mask phone,email\n"
        "crm export sales -o sales.xlsx\n"
        "crm export birthdays -o birthdays.ics\n"
        "crm export --all -o everything"
    ),
    "export.status": "2  这类数据没有这种格式\n7  有字写不下，或文件夹不是空的",
    "dedupe_list": "列出可能是同一个人的客户",
    "dedupe_list.about": (
        "比较姓名（包括拼音、英文名和姓名颠倒）、电话、邮箱、生日、地址等，并从现有客户中学习每一项能说明多少。"
        "许多人共用的电话说明不了什么；生日或证件号不同会大大降低可能，auto 绝不合并这样的客户。"
        "三位以上的一组，其概率取组内最不像的那一位，按它与最相近的两位比较得出。"
    ),
    "dedupe_list.more": "crm dedupe list\ncrm dedupe list 城市:上海 --min 0.9\ncrm dedupe list --since 7d -f json",
    "dedupe_show": "并排比较可能重复的客户",
    "dedupe_show.about": (
        "只写一个数字，是 crm dedupe list 中的组号；其他写法都指客户：姓名、电话、id:7，或两个以上的编号。"
        "= 表示相同，≈ 表示部分相同或读音相同，≠ 表示不同。加 -f ids 只输出客户编号，可直接交给 crm merge。"
    ),
    "dedupe_show.more": "crm dedupe show 1\ncrm dedupe show 张三\ncrm dedupe show id:12\ncrm dedupe show 12 31",
    "dedupe_explain": "说明两位客户为什么像（或不像）同一人",
    "dedupe_explain.about": "把权重逐项相加：从哪里起步，双方都有的字段各加减多少，最后得出的概率。",
    "dedupe_explain.more": "crm dedupe explain 12 31\ncrm dedupe explain 12 31 -f json",
    "dedupe_reject": "记住这些客户不是同一人",
    "dedupe_reject.about": "今后不再把他们列为重复客户。可用 crm undo 撤销。",
    "dedupe_reject.more": "crm dedupe reject 12 31",
    "dedupe_auto": "自动合并确凿无疑的重复客户",
    "dedupe_auto.about": (
        "只合并概率不低于 0.999、姓名一致、并且共用同一电话、邮箱、微信等账号或证件号（没有别的姓名的人使用）的客户；"
        "如果相同的只是一家人也会共用的内容，概率须不低于 0.9999。只由姓名拼成的邮箱不算数。"
        "以下情况留给您自己判断：一个写中文名、一个写拼音，又没有相同的账号或证件号；同一家里同名、但各有自己的电话或邮箱；"
        "同一公司域名下的两个邮箱。先录入的客户保留，"
        "规则与 crm merge 相同；全部算一次操作，一次 crm undo 即可撤销。合并的组数超过 bulk_confirm 时先询问，并备份文件。"
    ),
    "dedupe_auto.more": "crm dedupe auto --dry-run\ncrm dedupe auto --yes",
    "dedupe_review": "逐组确认可能重复的客户，一键一决定",
    "dedupe_review.about": (
        "逐组并排显示，按一个键即可：m 合并（保留第一位），n 记住不是同一人，s 跳过，w 看依据，u 撤销上一个决定，q 退出；"
        "一组超过两位时，e 逐对判断；屏幕小、显示不下的字段按 a 查看。每个决定立即保存，可单独撤销；"
        "下次从剩下的（包括跳过的）接着来。"
    ),
    "dedupe_review.more": "crm dedupe review\ncrm dedupe review --min 0.9",
    "dedupe_review.status": "7  没有可以询问的终端",
    "dedupe_train": "从全部客户中学习并保存，供以后查重使用",
    "dedupe_train.about": (
        "此后 crm dedupe 各命令和 crm add 的提醒都用学到的结果：概率保持不变，新增的几位客户很快就能查完。"
        "crm dedupe list 会注明这一点，客户数量变化太大时也会提醒。没有保存过，则每次查重都重新学习。每月一次足矣。"
    ),
    "dedupe_train.more": "crm dedupe train",
    "dedupe_train.status": "3  没有两位可供学习的客户",
    "dedupe_stats": "统计客户对、组数、已做的决定和略过的内容",
    "dedupe_stats.more": "crm dedupe stats\ncrm dedupe stats -f json",
    "dedupe_file": "在任意文件里查找重复客户，无需数据库",
    "dedupe_file.about": (
        "能读 crm import 支持的各种文件（CSV、Excel、JSON、vCard、SQLite），原样输出各行，另加两列：所属的组号（没有重复的为空）"
        "和概率。不保存任何内容；各列的含义按表头识别，或用 --map 指定。"
    ),
    "dedupe_file.more": "crm dedupe file 客户.csv -o 重复.csv\ncrm dedupe file people.xlsx --map 座机=phone --only-duplicates",
    "merge": "把两位或多位客户合并为一位，往来记录全部保留",
    "merge.about": (
        "保留的客户以自己的值为准；没有的值取自最近修改过的那位，或按 --take 指定；"
        "地址作为一个整体，只由处处不矛盾的地址补全，不会把一处的街道拼到另一座城市。其余客户的全部记录、"
        "联系方式和标签都归其名下，他们的编号今后也指向这位客户。没有采用的值会列出来，crm unmerge 时可找回。"
    ),
    "merge.more": "crm merge 12 31\ncrm merge 12 31 --take 电话=31\ncrm merge 12 31 --dry-run",
    "unmerge": "取消合并；合并后又有新记录也可以",
    "unmerge.about": (
        "被并入的客户带着原来的记录、联系方式、标签和资料恢复，编号重新指向自己。合并后新增的记录仍归原客户，"
        "加 --to restored 则归恢复的客户；"
        "与已归还记录相关的内容（如订单的回款、赢单商机的订单）随记录走，会指向另一位客户的关联则取消。"
        "合并后又改过的字段保持不变，删除的不再恢复。以上都会说明。"
    ),
    "unmerge.more": "crm unmerge 31\ncrm unmerge 31 --to restored",
    "verify": "记下某个电话、邮箱等联系方式已核实",
    "verify.about": (
        "把该类联系方式标为刚刚核实过；加 --bounced 则标为失效。crm show 会显示，crm report quality 会统计，"
        "合并客户时已核实的优先作为首选。不写具体内容时指首选的那一个。"
    ),
    "verify.more": "crm verify 12 电话\ncrm verify 12 邮箱 old@example.com --bounced",
    "rm": "把客户放进回收站",
    "rm.more": "crm rm 31\ncrm undo",
    "restore": "从回收站恢复客户",
    "restore.more": "crm restore 31",
    "trash_list": "列出回收站里的客户",
    "trash_list.more": "crm trash list",
    "trash_empty": "彻底删除在回收站里放了很久的客户",
    "trash_empty.about": (
        "唯一真正的删除：回收站里的客户连同其全部记录一起删除。每次都会询问，之后仍可用 crm undo 恢复。"
        "加上 --forget 则文件里不留任何痕迹：历史、搜索索引和空闲空间都会抹去（以前彻底删除的客户也一并抹去），"
        "无法撤销。备份、导出的文件，以及其他客户记录里提到他们的文字不受影响。"
    ),
    "trash_empty.more": "crm trash empty --older-than 30d",
    "field_add": "新建自定义字段",
    "field_add.more": "crm field add 鞋码 --type number\ncrm field add 尺码 --type choice --choices S,M,L",
    "field_list": "列出客户的全部字段",
    "field_list.more": "crm field list --own",
    "field_rm": "删除自定义字段",
    "field_rm.more": "crm field rm 鞋码",
    # 分析
    "report": "查看报表",
    "report.about": ("订单自确认起计入，取消或整单退回后不再计入；退货按退货当天以负数计入。金额均为本位币。"),
    "report.more": "crm report sales --by product --since 2026-01-01 -f json\ncrm report lifecycle --where 城市:上海\ncrm report rfm --explain\ncrm report quality",
    # 安全与设置
    "history": "列出做过的操作：时间、用户、命令和改动",
    "history.more": "crm history\ncrm history 张三\ncrm history --limit 1 -f json",
    "config_list": "列出各项设置及其来源",
    "config_list.more": "crm config list",
    "config_get": "查看一项设置",
    "config_get.more": "crm config get currency",
    "config_set": "修改一项设置",
    "config_set.more": "crm config set bulk_confirm 10",
    "doctor": "检查数据库文件",
    "doctor.about": (
        "旧版本 crm 写的文件，由第一条打开它的命令升级；升级前的文件留在旁边（crm.db.before-0006.bak）。"
        "加 --read-only 则原文件不动，从副本读取。"
    ),
    "doctor.more": "crm doctor\ncrm doctor --rebuild-stats",
    "doctor.status": "6  文件已损坏",
    "init": "新建数据库文件",
    "init.more": "crm init --currency CNY --region CN\ncrm --db 小店.db init",
    "demo": "用虚构的客户演示一遍主要功能",
    "demo.more": "crm demo\ncrm demo --keep 小店.db",
    "segment": "有名称的查询，用 segment:名称 引用",
    "segment_save": "给查询起名，存为分群",
    "segment_save.more": "crm segment save 护肤大客 '性别:女 年龄>=35 类别:护肤 消费>=5000'\ncrm list segment:护肤大客\ncrm tag 'segment:护肤大客 没有:微信' 待加微信",
    "segment_list": "列出分群",
    "segment_list.more": "crm segment list --counts",
    "segment_show": "列出分群中的客户",
    "segment_show.more": "crm segment show 护肤大客 --sort -消费",
    "segment_explain": "用文字、SQL 和执行计划说明查询",
    "segment_explain.more": "crm segment explain '最近购买<-90d 消费>=5000'",
    "segment_count": "统计分群或查询的客户数",
    "segment_count.more": "crm segment count 城市:上海",
    "segment_compare": "比较两个分群的重叠和差异",
    "segment_compare.about": "占比按各自的全部客户计算；差异是前者减后者，正数表示前者更多。",
    "segment_compare.more": "crm segment compare 护肤大客 标签:vip",
    "segment_freeze": "把分群固定为名单",
    "segment_freeze.more": "crm segment freeze 护肤大客 --as 春季活动",
    "segment_watch": "显示上次查看以来进入和离开分群的客户",
    "segment_watch.more": "crm segment watch 护肤大客 -f ids",
    "segment_rename": "给分群改名",
    "segment_rename.more": "crm segment rename 护肤大客 护肤",
    "segment_rm": "删除分群",
    "segment_rm.more": "crm segment rm 护肤大客",
    "campaign_add": "添加活动",
    "campaign_add.more": "crm campaign add 春季上新 --to segment:护肤大客 --cost 120\ncrm campaign join 春季上新",
    "campaign_list": "列出活动及成员的进展",
    "campaign_list.more": "crm campaign list\ncrm campaign list --status 进行中",
    "campaign_show": "查看活动及其成员",
    "campaign_show.more": "crm campaign show 春季上新\ncrm campaign show 春季上新 -o 成员.csv",
    "campaign_edit": "修改活动",
    "campaign_edit.more": "crm campaign edit 春季上新 --status 进行中 --message 新茶到店",
    "campaign_join": "把客户加入活动",
    "campaign_join.about": "已是成员的保持不变。crm list 活动:名称 列出成员。",
    "campaign_join.more": "crm campaign join 春季上新\ncrm campaign join 春季上新 '标签:vip 城市:上海'",
    "campaign_mark": "标记成员已收到、打开、点击、回复或成交",
    "campaign_mark.about": "以第一次为准：标记过的保持原样。不是成员的客户会略过。",
    "campaign_mark.more": "crm campaign mark 春季上新 活动:春季上新 --sent\ncrm campaign mark 春季上新 张三 --converted --sale 7",
    "campaign_rm": "删除活动及其成员名单",
    "campaign_rm.more": "crm campaign rm 春季上新",
    "sql": "对视图执行自己的 SELECT",
    "sql.more": "crm sql 'select name, spent from v_customers order by spent desc limit 5'\ncrm sql - < report.sql",
    "sql.status": "7  语句会写入",
}
