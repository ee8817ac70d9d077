"""Short forms of English given names, each with the name that it mostly stands for."""

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
        FORMAL.setdefault(_one, _name)
