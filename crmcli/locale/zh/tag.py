"""打标签、去标签、管理标签。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_tags": "标签，例如 vip 或 兴趣:环保，可写多个",
    "arg_old": "现在的标签名",
    "arg_new": "新的标签名",
    "opt_dimension": "只看这个维度的标签（兴趣:环保 的维度是 兴趣）；写 '' 则只看没有维度的",
    "tagged": ("已给 1 位客户打上标签：{tags}", "已给 {n} 位客户打上标签：{tags}"),
    "untagged": ("已去掉 1 位客户的标签：{tags}", "已去掉 {n} 位客户的标签：{tags}"),
    "unchanged": ("；另有 1 位本来就是这样", "；另有 {n} 位本来就是这样"),
    "confirm_tag": "要给 {n} 位客户打标签吗？其中有 {who}",
    "confirm_untag": "要去掉 {n} 位客户的标签吗？其中有 {who}",
    "confirm_join": (
        "已有标签“{new}”，要把“{old}”（1 位客户）并入其中吗？",
        "已有标签“{new}”，要把“{old}”（{n} 位客户）并入其中吗？",
    ),
    "confirm_rm": "要删除标签 {tags} 吗？共有 {n} 位客户在用",
    "renamed": ("标签 {old} 已改名为 {new}（1 位客户）", "标签 {old} 已改名为 {new}（{n} 位客户）"),
    "joined": ("标签 {old}（1 位客户）已并入 {new}", "标签 {old}（{n} 位客户）已并入 {new}"),
    "removed": ("已删除标签 {tags}（原有 1 位客户）", "已删除标签 {tags}（原有 {n} 位客户）"),
    "no_such_tag": "没有“{tag}”这个标签",
    "no_such_tag.hint": "crm tags list 列出全部标签",
    "nobody_has": "没有客户带“{tag}”这个标签",
    "nobody_has.hint": "用 crm tags rm {tag} 可删除标签本身",
}
