"""添加、列出商品。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_name": "商品名称",
    "arg_words": "名称、货号或类别中的字词",
    "opt_sku": "自定的货号，不能重复",
    "opt_price": "通常售价（本位币）",
    "opt_cost": "单件成本",
    "opt_category": "商品类别",
    "opt_only_category": "只看这一类别",
    "opt_unit": "计量单位：件、盒、小时等",
    "opt_note": "备注",
    "added": "已添加商品 {id}：{name}",
    "sku_taken": "货号 {sku} 已属于商品 {id}（{name}）",
    "name_taken": "商品 {id} 已经叫“{name}”",
    "name_taken.hint": "请用 --sku 给其中一个加上货号以便区分",
    "ambiguous": "“{name}”可能是 {n} 种商品中的任何一种",
    "ambiguous.hint": "请用货号指明是哪一种",
    "none_such": "没有商品“{name}”",
    "none_such.hint": "crm product list 列出全部商品",
}
