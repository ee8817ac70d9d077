"""The files of the READMEs' sections: small ones, in the shapes that other programs write."""

PEOPLE_EN = """Name,Mobile,E-mail,City,Tags
Ada Byron,+44 20 7946 0958,ADA@example.org,London,vip
Grace Hopper,(212) 555-0101,grace@example.org,New York,
Wrong Number,-1199,,Paris,
"""
PEOPLE_ZH = """姓名,手机,邮箱,城市,标签
张三丰,138 0013 8000,sanfeng@example.cn,上海,老客户
李小姐,-1199,,北京,
"""

EXCEL = """客户名称,联系电话,所在城市,客户等级,备注
王小明,138 0013 8001,上海,VIP,喜欢绿茶
陈静,1.38E+10,北京,,
"""
"""As Excel saves it in China: GB18030, and one phone that Excel has ruined."""

GOOGLE = """First Name,Last Name,File As,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value
Ada,Byron,,* myContacts ::: vip,* Work,ada@example.org,Mobile,+44 7700 900123
"""
HUBSPOT = """Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date
101,Grace,Hopper,grace@example.org,+1 212-555-0101,Mei,NEW,2026-01-05 10:00
102,Ada,Byron,ada@example.org,+44 7700 900123,Mei,OPEN,2026-01-06 09:30
"""
PHONE = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=88=98;=E6=B4=8B;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=88=98=E6=B4=8B
TEL;CELL:13900139000
BDAY:--0305
END:VCARD
"""
WECHAT = """微信支付账单明细,,,,,,,,,,
微信昵称：[小店],,,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2026-02-03 10:00:00,二维码收款,刘洋,茶叶,收入,¥128.00,零钱,已收钱,"1000001\t","/",/
2026-02-04 11:00:00,商户消费,超市,水果,支出,¥12.50,零钱,支付成功,"1000002\t","9\t",/
"""

FILES: dict[str, dict[str, bytes]] = {
    "en": {"people.csv": PEOPLE_EN.encode()},
    "zh": {"people.csv": PEOPLE_ZH.encode()},
    "bring": {
        "客户表.csv": EXCEL.encode("gb18030"), "google.csv": GOOGLE.encode(), "hubspot.csv": HUBSPOT.encode(),
        "phone.vcf": PHONE.encode(), "微信支付账单.csv": WECHAT.encode("utf-8-sig"),
    },
}  # fmt: skip
"""Section → name → bytes."""
