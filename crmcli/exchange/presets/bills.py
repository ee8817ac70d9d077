"""Bills of WeChat Pay and Alipay: of all that moved money, only what came in and stayed is a sale."""

from crmcli.exchange.presets import Preset, Refunds, Skip, needs

_INCOME = frozenset(("收入", "已收入"))
_WECHAT_DONE = (
    "已收钱", "已存入零钱", "支付成功", "朋友已收钱", "对方已收钱", "已到账", "已转账", "提现已到账", "充值完成",
)  # fmt: skip
_ALIPAY_DONE = ("交易成功", "支付成功", "已收入", "还款成功", "转账成功", "等待确认收货")
_WHOLE = "全额退款"
FLOW = (
    Skip("收支", frozenset(("支出", "已支出", "支")), "import.skip_expense"),
    Skip("收支", frozenset(("不计收支", "其他", "/", "-")), "import.skip_neutral"),
    Skip("交易类型", frozenset(("退款",)), "import.skip_refund", part=True),
)
"""Of any other bill that says which way money went."""
_NULLS = frozenset(("/", "-"))


def _skips(state: str, done: tuple[str, ...], *kinds: str) -> tuple[Skip, ...]:
    return (
        *(Skip(kind, frozenset(("退款",)), "import.skip_refund", part=True) for kind in kinds),
        Skip("收支", frozenset(("支出", "已支出")), "import.skip_expense"),
        Skip("收支", _INCOME, "import.skip_neutral", unless=True),
        Skip(state, frozenset((_WHOLE,)), "import.skip_refund", part=True),
        Skip(state, frozenset(("部分退款", "已退款")), "import.skip_part_refund", part=True),
        Skip(state, frozenset(done), "import.skip_unsuccessful", unless=True, part=True),
    )


def _completed(done: tuple[str, ...]) -> dict[str, dict[str, str]]:
    return {"status": dict.fromkeys(done, "completed")}


PRESETS = (
    Preset(
        "wechat-pay", "sales", needs("交易时间", "交易类型", "交易对方", "收支", "当前状态", "交易单号"),
        {"交易时间": "date", "交易对方": "customer", "商品": "item", "金额": "amount", "支付方式": "payment_method",
         "当前状态": "status", "交易单号": "number", "商户单号": "", "交易类型": "", "备注": "note"},
        "wechat-pay", _NULLS, _completed(_WECHAT_DONE), _skips("当前状态", _WECHAT_DONE, "交易类型"),
        {"channel": "wechat", "currency": "CNY"}, footer=True,
        refunds=Refunds("当前状态", "当前状态", "已收钱", _WHOLE),
    ),
    Preset(
        "alipay", "sales", needs("交易时间", "交易分类", "交易对方", "收支", "交易状态", "交易订单号", "对方账号"),
        {"交易时间": "date", "交易对方": "customer", "对方账号": "", "商品说明": "item", "金额": "amount",
         "收付款方式": "payment_method", "交易状态": "status", "交易订单号": "number", "商家订单号": "",
         "交易分类": "", "备注": "note"},
        "alipay", _NULLS, _completed(_ALIPAY_DONE), _skips("交易状态", _ALIPAY_DONE, "交易分类"),
        {"channel": "alipay", "currency": "CNY"}, footer=True,
        refunds=Refunds("交易状态", "交易状态", "交易成功", _WHOLE),
    ),
    Preset(
        "alipay-web", "sales", needs("交易号", "商家订单号 商户订单号", "交易创建时间", "交易对方", "收支", "交易状态"),
        {"交易号": "number", "交易创建时间": "date", "付款时间": "", "交易对方": "customer", "商品名称": "item",
         "金额": "amount", "交易状态": "status", "类型": "", "交易来源地": "", "备注": "note"},
        "alipay", _NULLS, _completed(_ALIPAY_DONE), _skips("交易状态", _ALIPAY_DONE, "商品名称"),
        {"channel": "alipay", "currency": "CNY"}, footer=True,
        refunds=Refunds("成功退款", "交易状态", "交易成功", _WHOLE),
    ),
)  # fmt: skip
