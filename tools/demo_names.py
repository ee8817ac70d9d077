"""Words the demo data is made of: names, places, products and sentences, every one of them invented."""

from __future__ import annotations


def _words(text: str) -> list[str]:
    return text.split()


# Chinese names with their pinyin, which e-mail addresses and WeChat ids are made of.
SURNAMES = _words(
    "王wang 王wang 李li 李li 张zhang 张zhang 刘liu 陈chen 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu "
    "徐xu 孙sun 胡hu 朱zhu 高gao 林lin 何he 郭guo 马ma 罗luo 梁liang 宋song 郑zheng 谢xie 韩han "
    "唐tang 冯feng 于yu 董dong 萧xiao 程cheng 曹cao 袁yuan 邓deng 许xu 傅fu 沈shen 曾zeng 彭peng "
    "吕lv 苏su 卢lu 蒋jiang 蔡cai 贾jia 丁ding 魏wei 薛xue 叶ye 余yu 潘pan 杜du 戴dai 夏xia "
    "钟zhong 汪wang 田tian 任ren 姜jiang 方fang 石shi 姚yao 单shan 欧阳ouyang 司马sima 上官shangguan "
    "诸葛zhuge"
)
GIVEN_F = _words(
    "婷ting 静jing 丽li 敏min 燕yan 娟juan 倩qian 雪xue 洁jie 琳lin 蕾lei 颖ying 佳jia 梅mei 晓燕xiaoyan "
    "雅琴yaqin 思雨siyu 梦瑶mengyao 欣怡xinyi 诗涵shihan 玉兰yulan 秀英xiuying 美玲meiling 慧敏huimin "
    "淑芬shufen 丽华lihua 春梅chunmei 晨曦chenxi 若曦ruoxi 雨桐yutong 佳宁jianing 文静wenjing 海燕haiyan "
    "晓红xiaohong 翠莲cuilian 婉清wanqing 书瑶shuyao 可欣kexin 语嫣yuyan 静怡jingyi 子涵zihan 明月mingyue "
    "雪梅xuemei 月华yuehua 爱萍aiping 瑞芳ruifang 映秋yingqiu 知夏zhixia"
)
GIVEN_M = _words(
    "强qiang 磊lei 军jun 洋yang 勇yong 杰jie 涛tao 明ming 超chao 刚gang 平ping 辉hui 鹏peng 浩hao 凯kai "
    "建国jianguo 志强zhiqiang 文博wenbo 浩然haoran 宇轩yuxuan 俊杰junjie 子豪zihao 天佑tianyou 国栋guodong "
    "海波haibo 永福yongfu 家明jiaming 思远siyuan 立群liqun 振华zhenhua 一鸣yiming 承泽chengze 嘉树jiashu "
    "德全dequan 小龙xiaolong 正阳zhengyang 景行jingxing 亦凡yifan 启航qihang 东升dongsheng"
)
OCCUPATIONS = _words(
    "教师 医生 护士 会计 设计师 律师 店主 公务员 工程师 翻译 摄影师 瑜伽教练 退休 全职妈妈 人事经理 "
    "咖啡店主 销售经理 编辑 药剂师 自由职业"
)
# (province, city, how often)
PLACES_ZH = (
    ("上海", "上海", 46),
    ("上海市", "上海市", 8),
    ("浙江", "杭州", 10),
    ("浙江", "宁波", 4),
    ("江苏", "苏州", 9),
    ("江苏省", "南京", 6),
    ("北京", "北京", 6),
    ("广东", "广州", 4),
    ("广东", "深圳", 4),
    ("四川", "成都", 4),
    ("福建", "厦门", 3),
    ("湖北", "武汉", 3),
)
ROADS_ZH = _words("梧桐里 青禾路 云锦巷 桂香路 映月街 听雨巷 半夏路 竹影弄 银杏道 晴川里 海棠弄 小满街")
SHOPS_ZH = _words(
    "青柚礼品有限公司 拾光花坊 半山茶舍 朵颜美容工作室 素心茶业有限公司 澜庭酒店管理有限公司 小满文创商店 "
    "禾木企业服务有限公司 暖阳母婴生活馆 玉兰美容院 知了书店 锦程旅行社有限公司"
)
EMPLOYERS_ZH = _words(
    "云帆科技有限公司 育英实验小学 仁和诊所 明德律师事务所 远山设计工作室 海川贸易有限公司 星野传媒有限公司"
)
SOURCES_ZH = _words("朋友介绍 小红书 微信 展会 门店 抖音")
TAGS_ZH = _words("护肤 喝茶 送礼 老客户 敏感肌 团购 爱聊天")
NOTES_ZH = (
    "皮肤偏干，冬天要补水的。",
    "对酒精过敏，推荐前先看成分表。",
    "喜欢喝岩茶，不喝绿茶。",
    "只在晚上八点以后回微信。",
    "每年中秋给客户送茶礼，提前一个月联系。",
    "家里养了两只猫，聊猫就很开心。",
    "要求开发票，抬头写公司名。",
    "怕胖，送礼不要甜食。",
    "快递放门口的丰巢，不要打电话。",
    "上次活动认识的，人很爽快。",
    "比较在意包装，礼盒一定要新的。",
    "介绍过两位朋友来买。",
    "家里人也在用我们的面霜。",
    "先发小样，满意再下单。",
)
LUNAR_BIRTHDAYS = _words("农历八月十五 农历五月初五 农历九月初九 农历七月初七 农历十月廿二 农历腊月初八 农历四月初三")

NAMES_EN: dict[str, tuple[str, str, str]] = {
    "en": (
        "Emily Sarah Olivia Hannah Charlotte Megan Rachel Grace Chloe Laura Abigail Natalie Victoria Amber "
        "Julia Nicole Alice Rebecca Holly Karen Susan Diane Heather Zoe Lucy Naomi Priya Sofia Paige Tessa",
        "James Michael Daniel William Thomas Andrew Matthew Oliver Henry Jack Ethan Samuel Peter Kevin Brian "
        "Steven Patrick George Marcus Nathan Simon Carlos Arjun Owen Luke Gavin Derek Neil Trevor Hugh",
        "Anderson Bennett Brooks Campbell Carter Clarke Coleman Cooper Dawson Ellis Foster Gallagher Garcia "
        "Graham Hayes Holloway Jenkins Kapoor Kelly Lawson Marsh Mitchell Morgan Murphy Nolan O'Brien Parker "
        "Patel Pearson Quinn Reyes Sanders Shah Sullivan Thornton Vaughan Walsh Whitaker Wright Young",
    ),
    "de": (
        "Anna Katharina Lena Sabine Petra Monika Franziska Ulrike",
        "Stefan Markus Jonas Florian Klaus Matthias Tobias Uwe",
        "Schneider Fischer Weber Hoffmann Krüger Vogel Schäfer Lindner Brandt Köhler",
    ),
    "fr": (
        "Camille Élodie Margaux Sophie Inès Claire Hélène",
        "Julien Antoine Nicolas Mathieu François Luc",
        "Dubois Moreau Lefèvre Girard Fontaine Rousseau Mercier Chevalier",
    ),
    "asia": (
        "Haruka Yuki Mei Ling Siti Michelle Akiko",
        "Kenji Takumi Wei Jie Daniel Hiroshi Ryan",
        "Tan Lim Sato Tanaka Ng Yamamoto Goh Suzuki",
    ),
}
# (country as people write it, city, dialling rule, naming culture, how often)
PLACES_EN = (
    ("China", "Shanghai", "cn", "en", 30),
    ("China", "Shanghai", "cn", "de", 6),
    ("China", "Shanghai", "cn", "fr", 7),
    ("United States", "San Francisco", "1415", "en", 10),
    ("USA", "New York", "1212", "en", 10),
    ("United States", "Seattle", "1206", "en", 7),
    ("US", "Chicago", "1312", "en", 5),
    ("USA", "Boston", "1617", "en", 5),
    ("Canada", "Vancouver", "1604", "en", 8),
    ("Canada", "Toronto", "1416", "en", 6),
    ("United Kingdom", "London", "4420", "en", 11),
    ("UK", "Manchester", "44161", "en", 5),
    ("United Kingdom", "Edinburgh", "44131", "en", 3),
    ("Germany", "Hamburg", "49", "de", 8),
    ("Germany", "Munich", "49", "de", 5),
    ("France", "Paris", "33", "fr", 8),
    ("Australia", "Sydney", "61", "en", 8),
    ("Singapore", "Singapore", "", "asia", 6),
    ("Japan", "Osaka", "", "asia", 4),
)
SHOPS_EN = (
    "Willow Lane Gifts",
    "The Paper Lantern Ltd",
    "Fernbrook Tea Rooms",
    "Kleine Teestube GmbH",
    "Maison Brindille SARL",
    "Saltmarsh Apothecary LLC",
    "Blue Heron Books & Gifts",
    "Oakline Relocation Services",
    "Cedar & Moss Spa Inc.",
    "Juniper Street School",
    "Northlight Hotel Group",
    "Tidewater Trading Pty Ltd",
)
EMPLOYERS_EN = ("Larkfield Consulting", "Pinecrest School", "Alder & Finch Design", "Meridian Bay Logistics")
SOURCES_EN = ("referral", "Instagram", "website", "expat fair", "walk-in", "WeChat", "newsletter")
TAGS_EN = ("newsletter", "interest:tea", "interest:skincare", "interest:gifts", "expat", "regular")
NOTES_EN = (
    "Sensitive skin, always send a sample first.",
    "Prefers e-mail, never picks up the phone.",
    "Buys Christmas presents early, write in November.",
    "Met at the spring fair, very curious about white tea.",
    "Ships to the office, needs an invoice.",
    "Moves back home next summer.",
    "Two small kids, best reached after 8 pm.",
    "Allergic to nuts: nothing with almond oil.",
    "Asked for plastic-free packaging.",
    "Friend of the yoga group.",
    "Collects celadon, show new pieces first.",
    "Drinks oolong every day, orders when the tin is empty.",
    "Likes a handwritten card in the parcel.",
)

# (sku, name, category, price, cost, unit)
PRODUCTS = (
    ("SK-01", "晨露保湿精华 Morning Dew Serum", "护肤", 680, 262, "瓶"),
    ("SK-02", "雪芽修护面霜 Snow Bud Repair Cream", "护肤", 980, 390, "罐"),
    ("SK-03", "金桂紧致眼霜 Osmanthus Eye Cream", "护肤", 760, 298, "支"),
    ("SK-04", "茶籽温和洁面乳", "护肤", 168, 58, "支"),
    ("SK-05", "白茶爽肤水 White Tea Toner", "护肤", 238, 86, "瓶"),
    ("SK-06", "玉容臻养套装 Jade Ritual Set", "护肤", 1680, 640, "套"),
    ("SK-07", "山茶花护手霜 Camellia Hand Cream", "护肤", 128, 41, "支"),
    ("SK-08", "竹炭清洁面膜", "护肤", 198, 70, "盒"),
    ("SK-09", "夜息焕颜精华油 Night Renewal Oil", "护肤", 1280, 505, "瓶"),
    ("SK-10", "轻透防晒乳 Light Veil Sunscreen", "护肤", 258, 95, "支"),
    ("TE-01", "明前龙井 Pre-Qingming Longjing", "茶", 680, 380, "罐"),
    ("TE-02", "安溪铁观音 Anxi Tieguanyin", "茶", 298, 135, "罐"),
    ("TE-03", "福鼎老白茶饼 Aged White Tea Cake", "茶", 388, 176, "饼"),
    ("TE-04", "正山小种 Lapsang Souchong", "茶", 268, 118, "罐"),
    ("TE-05", "普洱熟茶砖", "茶", 328, 150, "块"),
    ("TE-06", "茉莉花茶 Jasmine Tea", "茶", 98, 36, "罐"),
    ("TE-07", "桂花乌龙茶包 Osmanthus Oolong Bags", "茶", 78, 27, "盒"),
    ("TE-08", "武夷大红袍 Da Hong Pao", "茶", 588, 290, "盒"),
    ("GI-01", "青瓷盖碗 Celadon Gaiwan", "礼品", 268, 102, "件"),
    ("GI-02", "桑蚕丝方巾 Silk Scarf", "礼品", 459, 188, "条"),
    ("GI-03", "檀香木书签 Sandalwood Bookmark", "礼品", 39, 11, "件"),
    ("GI-04", "四季茶礼盒 Four Seasons Tea Box", "礼品", 399, 172, "盒"),
    ("GI-05", "手工香薰蜡烛 Scented Candle", "礼品", 158, 55, "个"),
    ("GI-06", "马年新春礼盒 Year of the Horse Box", "礼品", 599, 265, "盒"),
)

# What foreign customers call the products that have no English name.
PLAIN_EN = {"SK-04": "tea seed cleanser", "SK-08": "charcoal mask", "TE-05": "ripe Pu'er brick"}
# Sentences that make sense for some products only: what they contain -> how the sku begins.
FITTING = {
    "敏感肌": ("SK",),
    "sensitive": ("SK",),
    "试茶": ("TE",),
    "试用": ("SK", "TE"),
    "sample": ("SK", "TE"),
    "用完": ("SK", "TE"),
    "used up": ("SK", "TE"),
    "保存": ("SK", "TE"),
    "store": ("SK", "TE"),
}

# (channel, direction, content, outcome): what is said some days after an order
AFTER_ZH = (
    ("wechat", "out", "回访{item}的使用感受，客户说很满意，准备回购。", "满意"),
    ("wechat", "in", "客户发来{item}的照片，夸包装好看。", "满意"),
    ("wechat", "out", "问{item}收到没有，客户还没来得及拆。", "已回复"),
    ("call", "out", "电话回访{item}，客户希望下次有活动提前通知。", "有意向"),
    ("call", "in", "客户来电问{item}怎么保存，已详细说明。", "已解答"),
    ("wechat", "in", "客户想给同事也带一份{item}，问能不能优惠。", "有意向"),
    ("wechat", "out", "发了{item}的使用方法和小视频。", "已读"),
    ("visit", "out", "顺路送{item}的赠品，坐下喝了杯茶，聊得很开心。", "满意"),
    ("call", "out", "想问{item}用得怎么样，没人接。", "未接"),
    ("email", "in", "客户来信要{item}的发票，已补开。", "已处理"),
    ("wechat", "in", "客户说{item}快用完了，让我下个月提醒补货。", "待跟进"),
    ("wechat", "out", "邀请客户写一段{item}的评价，答应周末写。", "已答应"),
)
GENERAL_ZH = (
    ("wechat", "out", "发{fest}祝福，客户回了一个红包表情。", "已回复"),
    ("wechat", "out", "介绍{item}新到货，客户说再看看。", "考虑中"),
    ("wechat", "in", "客户问{item}还有没有货，报了价。", "已报价"),
    ("call", "out", "{fest}前打电话问送礼安排，客户要和家里商量。", "待跟进"),
    ("call", "out", "打了两次都占线，改天再打。", "未接"),
    ("call", "in", "客户来电咨询敏感肌能不能用{item}。", "已解答"),
    ("visit", "out", "上门送{item}试用装，客户当场试了，感觉不错。", "有意向"),
    ("visit", "in", "客户来店里试茶，喝了三款，最喜欢{item}。", "有意向"),
    ("wechat", "in", "客户转介绍了一位朋友，加了微信。", "转介绍"),
    ("email", "out", "发送{fest}团购报价单，含{item}。", "已发送"),
    ("wechat", "out", "在朋友圈看到客户点赞{item}，私聊问了一句。", "已回复"),
    ("wechat", "in", "客户说最近手头紧，{fest}以后再买。", "暂不需要"),
    ("email", "in", "公司采购来信，问{item}二十份的价格。", "已报价"),
    ("call", "out", "确认收货地址和{fest}前的送货时间。", "已确认"),
)
TAILS_ZH = (
    "下周再联系。",
    "记得带小样。",
    "约了月底见面。",
    "更喜欢微信沟通。",
    "顺便问了生日。",
    "问了发货时间。",
)
FESTIVALS_ZH = {
    3: "妇女节", 4: "五一", 5: "母亲节", 6: "父亲节", 7: "暑假", 8: "七夕",
    9: "中秋", 10: "重阳节", 11: "感恩节", 12: "元旦", 1: "新年", 2: "春节",
}  # fmt: skip

AFTER_EN = (
    ("email", "out", "Asked how the {item} is working out; very happy, wants to reorder soon.", "happy"),
    ("wechat", "in", "Sent a photo of the {item}, loves the wrapping.", "happy"),
    ("email", "out", "Checked whether the {item} arrived; not opened yet.", "follow up"),
    ("call", "out", "Called about the {item}; would like to hear about the next offer early.", "interested"),
    ("call", "in", "Wanted to know how to store the {item}, explained.", "answered"),
    ("email", "in", "Would take another {item} for a colleague, asked for a better price.", "interested"),
    ("wechat", "out", "Sent the care notes and a short video for the {item}.", "read"),
    ("visit", "out", "Dropped off a small extra for the {item}, stayed for a cup of tea.", "happy"),
    ("call", "out", "Tried to ask about the {item}, got voicemail.", "no answer"),
    ("email", "in", "Needs an invoice for the {item}, sent the same day.", "done"),
    ("wechat", "in", "The {item} is almost used up, asked for a reminder next month.", "follow up"),
    ("email", "out", "Asked for a short review of the {item}; promised for the weekend.", "promised"),
)
GENERAL_EN = (
    ("email", "out", "Sent {fest} greetings, got a warm reply.", "replied"),
    ("email", "out", "Introduced the {item}; thinking about it.", "thinking"),
    ("wechat", "in", "Asked if the {item} is in stock, quoted the price.", "quoted"),
    ("call", "out", "Talked about presents for {fest}; will ask the family first.", "follow up"),
    ("call", "out", "Line busy twice, will try another day.", "no answer"),
    ("call", "in", "Asked if the {item} suits sensitive skin.", "answered"),
    ("visit", "out", "Brought a sample of the {item}, tried it at once and liked it.", "interested"),
    ("visit", "in", "Came by for a tasting, three teas; the favourite is oolong.", "interested"),
    ("wechat", "in", "Passed on a friend's contact.", "referral"),
    ("email", "out", "Sent the {fest} price list with the {item} on page one.", "sent"),
    ("wechat", "out", "Noticed a like on the {item} post and said hello.", "replied"),
    ("email", "in", "Saving up this month, maybe after {fest}.", "not now"),
    ("email", "in", "Asked for a quote for twenty of the {item} as staff gifts.", "quoted"),
    ("call", "out", "Confirmed the address and delivery before {fest}.", "confirmed"),
)
TAILS_EN = (
    "Call again next week.",
    "Bring samples.",
    "Meeting at the end of the month.",
    "Prefers WeChat to e-mail.",
    "Mentioned a holiday trip.",
    "Asked how long delivery takes.",
)
FESTIVALS_EN = {
    3: "Women's Day",
    4: "Easter",
    5: "Mother's Day",
    6: "Father's Day",
    7: "summer break",
    8: "Qixi",
    9: "Mid-Autumn",
    10: "Halloween",
    11: "Thanksgiving",
    12: "Christmas",
    1: "New Year",
    2: "Chinese New Year",
}

# (language, sku or how it begins, first and last day of the order, category, priority, status, content,
# resolution)
COMPLAINTS = (
    ("zh", "SK-05", "2025-04-01", "2025-08-31", "delivery", "normal", "closed",
     "白茶爽肤水瓶口漏液，盒子都湿了。", "当天补发一瓶，附赠护手霜小样。"),
    ("en", "TE-06", "2025-04-01", "2025-09-30", "quality", "low", "closed",
     "The jasmine tea smells weaker than last time.", "Sent a fresh tin from the new harvest."),
    ("zh", "TE-02", "2025-05-01", "2025-09-30", "quality", "normal", "closed",
     "铁观音有一股陈味，怀疑是旧茶。", "核对批次后换货，客户认可。"),
    ("en", "GI-05", "2025-06-01", "2025-10-20", "quality", "low", "resolved",
     "The candle burns down on one side only.", "Refunded half the price, customer keeps the candle."),
    ("zh", "SK-03", "2025-08-01", "2025-11-30", "product", "high", "closed",
     "眼霜用了两天眼周发红，担心过敏。", "建议停用，换成温和款，一周后回访已恢复。"),
    ("en", "TE-04", "2025-09-01", "2025-11-20", "delivery", "normal", "closed",
     "The parcel got wet and the tin is dented.", "Sent a new tin by courier."),
    ("zh", "SK", "2025-11-08", "2025-11-12", "delivery", "high", "resolved",
     "双十一活动下的单，好几天了还没发货，微信也没回。", "致歉并顺丰补发，赠面膜一盒。"),
    ("en", "SK-07", "2025-11-15", "2025-12-24", "service", "normal", "resolved",
     "Gift note was missing from the Christmas parcel.", "Sent the card separately with a small present."),
    ("zh", "GI-04", "2025-12-01", "2026-01-31", "price", "low", "resolved",
     "买完礼盒第三天就降价了，要求补差价。", "补差价四十元。"),
    ("zh", "GI-06", "2026-01-20", "2026-02-20", "delivery", "high", "open",
     "马年礼盒一角压坏了，不好意思拿去送人。", ""),
    ("zh", "SK-06", "2026-01-10", "2026-02-20", "product", "high", "in_progress",
     "套装里少了一支精华，开箱视频已发微信。", ""),
    ("en", "TE", "2026-01-20", "2026-02-20", "delivery", "normal", "open",
     "Tracking has not moved since it left Shanghai.", ""),
    ("en", "GI-01", "2026-01-01", "2026-02-20", "quality", "normal", "in_progress",
     "The lid of the gaiwan arrived chipped.", ""),
    ("zh", "SK-04", "2025-12-20", "2026-02-20", "service", "low", "open",
     "答应送的小样没有放进包裹，问了两次没下文。", ""),
)  # fmt: skip
