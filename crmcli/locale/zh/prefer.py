"""客户喜好：添加、列出、删除。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_text": "内容：绿茶、六点后送货、花生等",
    "arg_whose": "只看这些客户的喜好",
    "arg_ids": "喜好编号",
    "opt_kind": "属于哪一类：like 喜欢、dislike 不喜欢、need 需要、avoid 忌讳",
    "opt_only_kind": "只看这一类",
    "opt_source": "怎么知道的：said 本人说的、observed 观察到的、inferred 推测的",
    "opt_note": "备注，例如听谁说的",
    "opt_at": "何时得知（不写则为现在）",
    "confirm_add": "给 {n} 位客户都记上“{text}”？",
    "added": "已记录{name}的喜好 {id}：{kind} {text}",
    "added_many": ("已给 1 位客户记上：{kind} {text}", "已给 {n} 位客户记上：{kind} {text}"),
    "known": "{name}早已记过：{kind} {text}（{id}）",
    "known_too": ("；另有 1 位早已记过", "；另有 {n} 位早已记过"),
    "confirm_rm": "删除 {n} 条喜好？",
    "removed": ("已删除喜好 {id}：{text}", "已删除 {n} 条喜好"),
    "no_text": "没有写喜好的内容",
    "in_future": "得知的时间不能在将来：{at}",
    "none_such": "没有编号为 {id} 的喜好",
    "none_such.hint": "crm prefer list 列出全部喜好及编号",
}
