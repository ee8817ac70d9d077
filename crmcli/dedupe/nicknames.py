"""Short forms of English given names, each with what it mostly stands for; Chinese names as friends say them."""

from crmcli.dedupe.spellings import plain
from crmcli.normalize.surnames import family_length

_TABLE = """
abigail abby gail; abraham abe; albert al bert; alexander alex alec sandy sasha xander; alfred alf alfie fred;
andrew andy drew; anthony tony anton; arthur art artie; barbara barb babs barbie; benjamin ben benny benji;
bernard bernie; bradley brad; caroline carrie caro; catherine cathy cate cath; charles charlie chuck chas charley;
christina chrissie tina christie; christopher chris kit topher; clifford cliff; cynthia cindy; daniel dan danny;
david dave davey davy; deborah deb debbie debra; dennis den denny; donald don donnie; dorothy dot dottie dolly;
edmund ned; edward ed eddie ted teddy; eleanor ellie nell nora; elizabeth liz lizzie beth betty bess eliza lisbeth
libby betsy; emily em emmy; eugene gene; florence flo florrie; frances fran fanny; francis frank frankie;
frederick fred freddie freddy; gabriel gabe; george georgie; gerald gerry jerry; gilbert gil; gregory greg; harold
hal; harriet hattie; henry harry hank hal; herbert herb bert; isabella bella izzy isabel; jacob jake; james jim jimmy
jamie jem; jane janie jenny; jeffrey jeff geoffrey geoff; jennifer jen jenny jenn; jessica jess jessie; john jack johnny
johnnie jon; jonathan jonny nathan; joseph joe joey; joshua josh; judith judy; katherine kate kathy katie kathryn kay
kitty; kenneth ken kenny; lawrence larry laurie; leonard len lenny leo; leslie les; louis lou louie; margaret maggie meg
peggy madge marge greta daisy; martha marty; martin marty; mary molly polly mae mamie; matthew matt; matilda tilly;
michael mike mick mickey mikey; nancy nan; nathaniel nat nate; nicholas nick nicky; oliver ollie; pamela pam; patricia
pat patty trish tricia; patrick pat paddy; peter pete; philip phil pip; rachel rae; raymond ray; rebecca becky becca;
richard dick rick ricky rich richie; robert bob bobby rob robbie bert; ronald ron ronnie; rosemary rose rosie; russell
russ; samantha sam sammy; samuel sam sammy; sarah sally sadie; sebastian seb; sidney sid; stanley stan; stephen steve
stevie; steven steve; stuart stu; susan sue suzie susie; suzanne sue; sylvester sly; theodore ted teddy theo; theresa
terry tess tessa; thomas tom tommy; timothy tim timmy; victor vic; victoria vicky vicki tori; vincent vince vinnie;
virginia ginny; walter walt wally; wilfred wilf; william will bill billy willie liam; winifred winnie; zachary zach zack
"""

FORMAL: dict[str, str] = {}
for _line in _TABLE.replace("\n", " ").split(";"):
    _name, *_short = _line.split()
    for _one in _short:
        FORMAL.setdefault(plain(_one), plain(_name))


_COMMON = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文張劉陳楊趙黃吳孫馬羅鄭謝韓馮"
)
"""Surnames that stand after 小 or 老; with others, as in 小燕, it is a given name."""
_BEFORE = frozenset("小老阿大")
_ADDRESS = _BEFORE | frozenset("姐哥嫂姨叔伯爷婶妹弟师板夫人妈爸公婆乡外总總工董")
"""What 老师, 阿姨 and 小妹 are made of: anybody's name."""
_AFTER, _AFTER_NAMES = frozenset("姐哥嫂姨叔伯爷婶妹弟总總工董"), frozenset("姐哥总總")


def familiar(name: str) -> tuple[str, str] | None:
    """(family, given) of a Chinese name as friends say it: 小刘, 刘哥 and 小刘总 are (刘, nothing), 王婷姐 is (王, 婷),
    小燕 is (nothing, 燕); None for any other name."""
    rest = name[:-1] if name[-1:] in (_AFTER if len(name) == 2 or name[0] in _BEFORE else _AFTER_NAMES) else name
    rest = rest[1:] if len(rest) == 2 and rest[0] in _BEFORE else rest
    if rest == name or not rest or rest in _BEFORE or rest in _ADDRESS:
        return None
    if len(rest) == 1:
        return ("", rest) if name[0] in _BEFORE and rest not in _COMMON else (rest, "")
    return (rest[0], rest[1]) if len(rest) == 2 and family_length(rest) == 1 else None
