"""The catalogue of customer fields: what each is called, what it holds, where it is found.

The list columns, ``--sort``, ``edit field=value``, the headings of CSV files and the segment language
all read it. SQL expressions speak of ``c`` (customers) and ``s`` (customer_stats) and of named parameters
bound by ``segment.facts`` (``:today`` …).
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from crmcli.errors import Invalid


class Field(NamedTuple):
    name: str
    zh: str
    type: str = "text"  # text choice list date birthday moment int money number
    sql: str = ""
    edit: str = ""  # "column", "contact", "tags", or "" for what is computed
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def _column(
    name: str, zh: str, kind: str = "text", *, choices: tuple[str, ...] = (), aliases: tuple[str, ...] = ()
) -> Field:
    return Field(name, zh, kind, f"c.{name}", "column", choices, aliases)


def _contact(name: str, zh: str, aliases: tuple[str, ...] = ()) -> Field:
    """A contact point; the value shown is the primary one."""
    sql = (
        f"(SELECT value FROM contact_points WHERE customer_id = c.id AND kind = '{name}' "
        "ORDER BY is_primary DESC, id LIMIT 1)"
    )
    return Field(name, zh, "contact", sql, "contact", (), aliases)


def _all_of(name: str, zh: str, kind: str) -> Field:
    sql = (
        "(SELECT json_group_array(value) FROM (SELECT value FROM contact_points "
        f"WHERE customer_id = c.id AND kind = '{kind}' ORDER BY is_primary DESC, id))"
    )
    return Field(name, zh, "list", sql)


def _stat(name: str, zh: str, kind: str, sql: str = "") -> Field:
    return Field(name, zh, kind, sql or f"s.{name}")


STAGES = ("lead", "new", "active", "at_risk", "lost")
ACTIVITY = ("sales", "replies", "contacts")
"""What keeps a customer active, each with those before it: ``:stage_activity`` is the place of one here."""


def stage(orders: str, first: str, days: tuple[str, str, str], today: str) -> str:
    """The stage by what was bought and when (``orders``, ``first`` day) and by the last days of each ``ACTIVITY``."""
    sale, reply, contact = days
    last = (
        f"max({sale}, coalesce(iif(:stage_activity >= 1, {reply}, NULL), {sale}), "
        f"coalesce(iif(:stage_activity >= 2, {contact}, NULL), {sale}))"
    )
    return (
        f"CASE WHEN {orders} = 0 THEN 'lead' "
        f"WHEN {orders} = 1 AND {first} >= {today} - :stage_new_days THEN 'new' "
        f"WHEN {last} < {today} - :stage_lost_days THEN 'lost' "
        f"WHEN {last} < {today} - :stage_active_days THEN 'at_risk' ELSE 'active' END"
    )


_LAST_DAYS = ("s.last_sale_day", "s.last_reply_day", "s.last_contact_day")
_STAGE = f"coalesce(c.stage, {stage('s.orders', 's.first_sale_day', _LAST_DAYS, ':today')})"
_AGE = (
    "CASE WHEN c.birthday GLOB '[0-9]*' THEN CAST(strftime('%Y', :today_iso) AS INTEGER) "
    "- CAST(substr(c.birthday, 1, 4) AS INTEGER) "
    "- (substr(:today_iso, 6) < substr(c.birthday, 6)) END"
)
COUNTS = "status IN ('confirmed', 'shipped', 'delivered', 'completed')"
"""The sales that count (``migrations.statistics`` says what that means)."""
SOLD = f"sale_lines l CROSS JOIN sales o ON o.id = l.sale_id AND o.kind = 'sale' AND o.{COUNTS}"
OWN_LINES = "l.customer_id = c.id AND l.quantity <> 0"
_LINES = f"{SOLD} LEFT JOIN products p ON p.id = l.product_id WHERE {OWN_LINES}"
ROWS = {
    "tags": "customer_tags x JOIN tags t ON t.id = x.tag_id WHERE x.customer_id = c.id",
    "bought": _LINES,
    "category": _LINES,
    "channel": f"sales o WHERE o.customer_id = c.id AND o.{COUNTS}",
    "likes": "preferences x WHERE x.customer_id = c.id AND (x.kind = 'like' OR x.kind = 'need')",
    "campaign": "campaign_members x JOIN campaigns t ON t.id = x.campaign_id WHERE x.customer_id = c.id",
}
"""Fields that are about rows of the customer → those rows, for a FROM."""


def _called(rows: str) -> str:
    return f"(SELECT json_group_array(name) FROM (SELECT t.name FROM {rows} ORDER BY t.name))"


_LIKES = f"(SELECT json_group_array(text) FROM (SELECT DISTINCT x.text FROM {ROWS['likes']} ORDER BY x.text))"

_OVERDUE = (
    "(SELECT coalesce(sum(max(0, o.base_total - coalesce((SELECT sum(p.base_amount) FROM payments p "
    f"WHERE p.sale_id = o.id), 0))), 0) FROM sales o WHERE o.customer_id = c.id AND o.kind = 'sale' AND o.{COUNTS} "
    "AND NOT o.settled AND o.due_day < :today)"
)


def _texts(rows: str, text: str) -> str:
    """The different texts in rows of the customer, in order."""
    return (
        f"(SELECT json_group_array(v) FROM (SELECT DISTINCT nullif(trim({text}), '') AS v FROM {rows} ORDER BY 1) "
        "WHERE v IS NOT NULL)"
    )


AVERAGE = "CAST(round(1.0 * s.spent / s.orders) AS INTEGER)"
"""Half a minor unit rounds up, as money does elsewhere; indexed with these very words."""

SCORED = {"r": "s.last_sale_day", "f": "s.orders", "m": "s.spent"}
"""Score → the column that it is made from."""
CUT_POINTS = tuple(f"{letter}{k}" for letter in SCORED for k in (1, 2, 3, 4))
"""The names of the parameters that scores are made with."""


def _score(letter: str, column: str) -> str:
    """1 to 5 among those who bought (``domain.rfm``); the cut points are :r1 … :m4."""
    above = {k: f"{column} > :{letter}{k}" for k in (1, 2, 3, 4)}
    high = f"CASE WHEN {above[4]} THEN 5 WHEN {above[3]} THEN 4 ELSE 3 END"
    return f"CASE WHEN s.orders > 0 THEN CASE WHEN {above[2]} THEN {high} WHEN {above[1]} THEN 2 ELSE 1 END END"


_BUYER = "s.orders, s.first_sale_day, s.last_sale_day"
_CLV = f"CASE WHEN s.orders > 0 THEN clv_of({_BUYER}, s.spent, :today) END"
_CHURN = f"CASE WHEN s.orders > 0 THEN churn_of({_BUYER}, :today) END"
"""Functions of ``store.value``; a lead has neither."""

_R, _F, _M = (_score(letter, column) for letter, column in SCORED.items())

_ALL = (
    Field("id", "编号", "id", "c.id"),
    Field("uid", "唯一码", "text", "c.uid"),
    _column("kind", "类型", "choice", choices=("person", "company")),
    _column("name", "姓名", aliases=("名称", "客户", "客户名称")),
    _column("given_name", "名"),
    _column("family_name", "姓"),
    _column("gender", "性别", "choice", choices=("female", "male", "other"), aliases=("sex",)),
    _column("birthday", "生日", "birthday", aliases=("出生日期",)),
    _column("lunar_birthday", "农历生日", "birthday"),
    Field("age", "年龄", "int", _AGE),
    _column("id_number", "证件号", aliases=("身份证", "身份证号")),
    _column("occupation", "职业"),
    _column("title", "职位", aliases=("职务",)),
    _column("company", "公司", aliases=("单位", "organization")),
    _column("industry", "行业"),
    _column("company_size", "公司规模"),
    _column("income_level", "收入水平"),
    _column("source", "来源"),
    _column("owner", "负责人"),
    _column("preferred_channel", "偏好渠道"),
    _column("country", "国家", aliases=("国籍",)),
    _column("province", "省份", aliases=("省", "state", "region")),
    _column("city", "城市", aliases=("市",)),
    _column("district", "区县", aliases=("区",)),
    _column("address", "地址"),
    _column("postcode", "邮编", aliases=("zip", "postal_code")),
    _column("credit_limit", "信用额度", "money", aliases=("credit", "额度")),
    _column("payment_terms", "账期", "int"),
    _column("note", "备注", aliases=("notes",)),
    _contact("phone", "电话", aliases=("手机", "mobile", "tel", "手机号")),
    _contact("email", "邮箱", aliases=("mail", "e-mail", "电子邮件")),
    _contact("wechat", "微信", aliases=("weixin", "微信号")),
    _contact("qq", "QQ"),
    _contact("weibo", "微博"),
    _contact("whatsapp", "WhatsApp"),
    _contact("telegram", "Telegram"),
    _contact("line", "LINE"),
    _contact("linkedin", "领英"),
    _contact("facebook", "Facebook"),
    _contact("instagram", "Instagram"),
    _contact("douyin", "抖音"),
    _contact("website", "网站", aliases=("url",)),
    _contact("fax", "传真"),
    _all_of("phones", "全部电话", "phone"),
    _all_of("emails", "全部邮箱", "email"),
    Field("tags", "标签", "list", _called(ROWS["tags"]), "tags", (), ("tag",)),
    Field("stage", "阶段", "choice", _STAGE, "column", STAGES),
    Field("bought", "买过", "list", _texts(_LINES, "coalesce(p.name, l.item)"), aliases=("购买", "商品")),
    Field("category", "类别", "list", _texts(_LINES, "p.category"), aliases=("品类", "商品类别")),
    Field("channel", "渠道", "list", _texts(ROWS["channel"], "o.channel"), aliases=("销售渠道",)),
    _stat("orders", "订单数", "int"),
    _stat("spent", "消费", "money"),
    _stat("avg_order", "客单价", "money", f"CASE WHEN s.orders > 0 THEN {AVERAGE} END"),
    _stat("first_sale", "首次购买", "date", "s.first_sale_day"),
    _stat("last_sale", "最近购买", "date", "s.last_sale_day"),
    _stat("balance", "欠款", "money"),
    Field("overdue", "逾期", "money", _OVERDUE, aliases=("逾期金额",)),
    Field("r", "R", "int", _R),
    Field("f", "F", "int", _F),
    Field("m", "M", "int", _M),
    Field("rfm", "RFM", "rfm", f"(({_R}) * 100 + ({_F}) * 10 + ({_M}))"),
    Field("clv", "客户价值", "money", _CLV, aliases=("customer_value", "客户终身价值")),
    Field("churn", "流失概率", "number", _CHURN, aliases=("流失率",)),
    Field("replied", "最近来访", "date", "s.last_reply_day", aliases=("回复", "客户回复")),
    _stat("contacts", "联系次数", "int"),
    _stat("last_contact", "最近联系", "moment", "s.last_contact_at"),
    _stat("next_task", "下次跟进", "date", "s.next_task_day"),
    _stat("open_tasks", "未完成任务", "int"),
    _stat("open_deals", "进行中商机", "int"),
    _stat("complaints", "投诉数", "int"),
    _stat("open_complaints", "未结投诉", "int"),
    Field("nps", "推荐分", "int", "s.last_nps", aliases=("净推荐值",)),
    Field("csat", "满意度", "int", "s.last_csat", aliases=("满意度评分",)),
    Field("likes", "喜好", "list", _LIKES, aliases=("喜欢", "偏好")),
    Field("campaign", "活动", "list", _called(ROWS["campaign"]), aliases=("营销活动", "campaigns")),
    Field("created_at", "创建时间", "moment", "c.created_at"),
    Field("updated_at", "更新时间", "moment", "c.updated_at"),
)

CUSTOMER: dict[str, Field] = {field.name: field for field in _ALL}
"""Every built-in field, in the order of export and reference."""

CONTACT_KINDS = tuple(field.name for field in _ALL if field.edit == "contact")
EDITABLE = tuple(field.name for field in _ALL if field.edit)

LIST_COLUMNS = ("id", "name", "company", "phone", "city", "tags", "stage", "spent", "last_contact")
"""What ``list`` shows; ``JSON_COLUMNS`` is what scripts get (PRODUCT section 6)."""
JSON_COLUMNS = (
    "id", "uid", "kind", "name", "company", "phone", "email", "phones", "emails", "city", "tags", "stage",
    "spent", "orders", "last_sale", "last_contact",
)  # fmt: skip


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for field in _ALL:
        for name in (field.name, field.zh, *field.aliases):
            found.setdefault(name.casefold(), field.name)
    return found


Own = Mapping[str, str] | tuple[str, ...]
"""The names of a seller's own fields, or each with its label ("" for none)."""


def lookup(name: str, custom: Own = ()) -> str:
    """The field meant by a name in either language; Invalid ``unknown_field`` with the likeliest one.

    One's own field may be called by its label, where no other has that. It is ``custom.NAME`` in the answer.
    """
    wanted = name.strip().casefold().replace("-", "_")
    names = _names()
    if wanted in names:
        return names[wanted]
    for own in custom:
        if own.casefold() == wanted or wanted == f"custom.{own.casefold()}":
            return f"custom.{own}"
    if isinstance(custom, Mapping):
        labelled = [own for own, label in custom.items() if label.casefold().replace("-", "_") == wanted]
        if len(labelled) == 1:
            return f"custom.{labelled[0]}"
    from difflib import get_close_matches

    like = next(iter(get_close_matches(wanted, [*names, *custom], 1)), "")
    raise Invalid("unknown_field", field=name, like=like)


def expression(name: str) -> Field:
    """The field behind a looked-up name, custom ones included."""
    if name.startswith("custom."):
        own = name.removeprefix("custom.")
        # Bound by the validity of custom field names (letters, digits, _ and Chinese; see domain/fields).
        return Field(own, own, "custom", f"""json_extract(c.custom, '$."{own}"')""", "custom")
    return CUSTOMER[name]
