"""为什么不接受某个值：接在错误句子后面的原因。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "invalid_contact": "“{value}”不能用作联系方式（{kind}）",
    # 姓名
    "reason_empty": "内容为空",
    "reason_too_long_name": "超过 200 个字符",
    "reason_nul": "含有空字符（NUL）",
    "reason_encoding": "含有无法保存的字符",
    # 电话
    "reason_letters": "含有字母或文字",
    "reason_too_few_digits": "不足 5 位数字",
    "reason_too_many_digits": "超过 15 位数字",
    "reason_several_numbers": "看起来是多个号码，请分开填写",
    "reason_odd_characters": "含有电话号码里不该有的字符",
    "reason_minus": "以负号开头",
    # 邮箱
    "reason_no_at": "缺少 @",
    "reason_two_ats": "有不止一个 @",
    "reason_several_emails": "看起来是多个地址，请分开填写",
    "reason_space": "中间有空格",
    "reason_control": "含有不可见字符",
    "reason_local_part": "@ 前面的部分不正确",
    "reason_domain": "@ 后面的部分不正确",
    "reason_too_long_email": "超过 254 个字符",
    # 其他联系方式
    "reason_qq": "QQ 号应为 5 到 12 位数字",
    # 日期
    "reason_no_date": "认不出其中的日期",
    "reason_month": "没有这个月份",
    "reason_day": "没有这一天",
    "reason_day_of_month": "这个月没有这么多天",
    "reason_year": "没有这个年份",
    "reason_year_digits": "年份请写四位数",
    "reason_ambiguous": "分不清哪个是月、哪个是日，请写成“年-月-日”",
    "reason_out_of_range": "离今天太远",
    "reason_order": "年月日的顺序与该列其他行不同",
    "reason_time": "没有这个时间",
    "reason_midnight": "分不清是当天零点还是次日零点，请写日期加 0:00",
    "reason_minutes": "m 可能是分钟也可能是月，请写 30min，或直接写日期",
    "reason_offset": "带有时区，而这里没有设置要换算到的时区",
    "reason_lunar": "这是农历日期",
    "reason_lunar_day": "农历一个月最多 30 天",
    "reason_leap_month": "不支持闰月，请去掉“闰”字",
    # 金额
    "reason_no_amount": "认不出其中的金额",
    "reason_no_number": "认不出其中的数字",
    "reason_separators": "分隔符有两种读法",
    "reason_too_many_decimals": "小数位数超过该货币的精度",
    "reason_too_large": "数值太大",
    "reason_other_currency": "写的是另一种货币",
}
