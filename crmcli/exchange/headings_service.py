"""Headings of contact logs, complaints and tasks, as ``normal`` leaves them."""

from crmcli.exchange.headings_sales import CUSTOMER

CONTACTS: dict[str, tuple[str, ...]] = {
    "date": (
        "date", "activitydate", "contactdate", "calldate", "when", "日期", "时间", "联系时间", "联系日期",
        "跟进时间", "跟进日期", "沟通时间", "拜访时间", "拜访日期", "回访时间", "回访日期", "hstimestamp",
        "timestamp", "createdat", "createdate", "created", "createddate",
    ),
    **CUSTOMER,
    "channel": (
        "channel", "medium", "contactmethod", "渠道", "联系方式", "沟通方式", "跟进方式", "回访方式",
        "联系渠道",
    ),
    "direction": ("direction", "inboundoutbound", "方向", "呼叫方向", "主被动"),
    "kind": (
        "kind", "type", "activitytype", "engagementtype", "interactiontype", "类型", "跟进类型", "活动类型",
    ),
    "subject": ("subject", "title", "callmeetingtitlesubject", "topic", "主题", "标题", "事由"),
    "content": (
        "content", "notesdescription", "notes", "note", "body", "notebody", "hsnotebody", "hsbodypreview",
        "message", "description", "summary", "text", "内容", "跟进内容", "沟通内容", "联系内容", "拜访内容",
        "回访内容", "沟通记录", "跟进记录", "备注", "notecontent",
    ),
    "outcome": (
        "outcome", "result", "calloutcome", "meetingoutcome", "disposition", "结果", "跟进结果", "沟通结果",
        "回访结果", "联系结果",
    ),
    "duration": ("duration", "callduration", "minutes", "时长", "通话时长", "持续时间"),
    "satisfaction": ("satisfaction", "csat", "csatscore", "rating", "满意度", "评分", "satisfactionscore"),
    "participants": ("participants", "attendees", "参与人", "参会人", "参加人员"),
    "place": ("place", "location", "venue", "地点", "拜访地点", "会议地点"),
    "owner": (
        "owner", "activityowner", "agent", "user", "跟进人", "负责人", "业务员", "拜访人", "hubspotownerid",
    ),
}  # fmt: skip

COMPLAINTS: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "ticketid", "ticketnumber", "casenumber", "caseid", "complaintid", "caseenquiryid",
        "complaintno", "投诉编号", "投诉单号", "工单号", "工单编号", "工单id", "编号", "id",
    ),
    "date": (
        "date", "createddate", "createdat", "createdate", "created", "opendt", "openedat", "opened",
        "datereceived", "datesubmitted", "complaintdate", "投诉时间", "投诉日期", "创建时间", "受理时间",
        "提交时间", "反馈时间", "日期",
    ),
    **CUSTOMER,
    "category": (
        "category", "tickettype", "ticketcategory", "hsticketcategory", "type", "issue", "reason", "类别",
        "分类", "投诉类型", "投诉类别", "问题类型", "投诉原因", "工单类型",
    ),
    "priority": (
        "priority", "ticketpriority", "hsticketpriority", "severity", "urgency", "优先级", "紧急程度",
        "严重程度",
    ),
    "status": (
        "status", "ticketstatus", "casestatus", "hspipelinestage", "状态", "处理状态", "投诉状态", "工单状态",
    ),
    "channel": (
        "channel", "ticketsource", "submittedvia", "viachannel", "origin", "source", "渠道", "投诉渠道",
        "来源", "投诉来源", "反馈渠道",
    ),
    "subject": (
        "subject", "ticketname", "casetitle", "title", "summary", "主题", "标题", "投诉主题", "工单标题",
    ),
    "content": (
        "content", "ticketdescription", "description", "consumercomplaintnarrative", "complaint", "details",
        "body", "内容", "投诉内容", "问题描述", "描述", "详情", "反馈内容",
    ),
    "resolution": (
        "resolution", "closurereason", "companyresponsetoconsumer", "solution", "处理结果", "解决方案",
        "处理意见", "处理方案", "处理情况", "处理措施",
    ),
    "resolved_at": (
        "resolvedat", "resolveddate", "closeddate", "closedate", "closeddt", "closedat", "closed",
        "dateclosed", "解决时间", "完成时间", "关闭时间", "处理时间", "结案时间", "办结时间",
    ),
    "owner": (
        "owner", "ticketowner", "assignedagent", "agent", "assignee", "assigneeid", "assignedto",
        "hubspotownerid", "处理人", "负责人", "受理人", "客服", "经办人",
    ),
    "satisfaction": ("satisfaction", "csat", "satisfactionscore", "satisfactionrating", "满意度", "评分"),
    "due": ("due", "dueat", "duedate", "targetdt", "sladue", "截止时间", "处理期限", "要求完成时间"),
}  # fmt: skip

TASKS: dict[str, tuple[str, ...]] = {
    "title": (
        "title", "subject", "task", "taskname", "tasktitle", "name", "todo", "任务", "任务名称", "待办",
        "标题", "主题", "事项",
    ),
    "due": (
        "due", "duedate", "taskduedate", "dueat", "deadline", "截止日期", "到期日", "截止时间", "到期时间",
        "计划日期", "计划时间", "提醒时间", "date", "日期",
    ),
    **{field: tuple(v for v in variants if v != "name") for field, variants in CUSTOMER.items()},
    "priority": ("priority", "taskpriority", "优先级", "紧急程度", "重要程度"),
    "status": ("status", "taskstatus", "状态", "任务状态", "完成状态"),
    "done": ("done", "completed", "iscompleted", "complete", "是否完成", "已完成"),
    "done_at": ("doneat", "completedat", "completeddate", "completiondate", "完成时间", "完成日期"),
    "recurrence": ("recurrence", "repeat", "recurring", "重复", "周期", "循环"),
    "owner": ("owner", "taskowner", "assignee", "assignedto", "负责人", "执行人", "指派给"),
    "note": ("note", "notes", "description", "details", "备注", "说明", "描述", "内容"),
    "created_at": ("createdat", "createddate", "created", "createdate", "创建时间"),
}  # fmt: skip

FEEDBACK: dict[str, tuple[str, ...]] = {
    **CUSTOMER,
    "date": (
        "date", "at", "submittedat", "responsedate", "responsetime", "createdat", "created", "timestamp", "日期",
        "时间", "评价时间", "评分时间", "提交时间", "反馈时间",
    ),
    "score": (
        "score", "rating", "nps", "npsscore", "csat", "csatscore", "stars", "reviewscore", "分数", "评分", "打分",
        "得分", "推荐分", "满意度",
    ),
    "kind": ("kind", "type", "scoretype", "surveytype", "类型", "评分类型"),
    "comment": (
        "comment", "comments", "review", "feedback", "reviewtext", "verbatim", "text", "评语", "评价", "评价内容",
        "评论", "反馈内容",
    ),
    "channel": ("channel", "source", "渠道", "来源"),
}  # fmt: skip

_ABOUT_A_CUSTOMER = ("customer", "client", "buyer", "contact", "客户", "会员", "买家", "顾客")
TAGS: dict[str, tuple[str, ...]] = {
    **{
        field: tuple(v for v in variants if v.startswith(_ABOUT_A_CUSTOMER) or field not in ("customer",))
        for field, variants in CUSTOMER.items()
    },
    "tag": ("tag", "tags", "tagname", "label", "标签", "标签名", "标签名称", "客户标签"),
}

OWN_WORDS = {
    "contacts": ("activity", "engagement", "interaction", "call", "property", "跟进", "回访", "拜访", "沟通"),
    "complaints": ("ticket", "case", "complaint", "property", "投诉", "工单"),
    "tasks": ("task", "activity", "任务", "待办"),
    "tags": (),
    "feedback": ("survey", "response"),
}
