"""The words of other systems for how far a deal is, as ``headings.normal`` leaves them."""

_WORDS = {
    "lead": "lead leadin new newlead open prospecting prospect prospects discovery initialcontact firstcontact "
    "contacted contactmade tocontact incontact appointmentscheduled 线索 新线索 新建 初步接洽 初步沟通 初步接触 "
    "初次接触 接洽 潜在 prospección",
    "qualified": "qualified qualification qualify qualifiedtobuy needsanalysis engaging demo demoscheduled "
    "valueproposition iddecisionmakers identifydecisionmakers perceptionanalysis meetpresent 需求确认 需求确定 "
    "需求分析 需求沟通 意向 意向明确 有意向 价值呈现 确认决策者 cualificación",
    "proposal": "proposal propose proposalsent proposalmade proposalpricequote quote quoted quotation quotesent "
    "pricequote presentationscheduled 方案报价 方案制定 方案 报价 报价方案 提交方案 已报价 propuestaenviada",
    "negotiation": "negotiation negotiate negotiating negotiationreview negotiationsstarted decisionmakerboughtin "
    "contractsent contract pendingcontract 商务谈判 谈判 谈判审核 谈判中 合同 合同签订 合同审批 待签约 negociación",
    "won": "won win closedwon dealwon success successful signed 赢单 成交 已成交 成功 已签约 签约 赢单关闭 "
    "cerradoganado",
    "lost": "lost lose loose closedlost deallost closedlosttocompetition failed dead abandoned 输单 丢单 流失 失败 "
    "已丢单 已流失 无效 输单关闭 cerradoperdido",
}
STAGES = {word: stage for stage, words in _WORDS.items() for word in words.split()}
