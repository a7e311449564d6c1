"""The words that carry meaning around a figure: data, each with what it means.

All are written in simplified characters and matched on `characters.simplified(paragraph.reading)`, where the
punctuation is half width (`,`, `;`, `:`, `(`) except `。` and `、`.
"""

from __future__ import annotations

import re

# Measure words (量词), by what may be added up with what. Clerks add 条, 件 and 项; nobody adds 条 and 人.
_FAMILIES = {  # family: what is added up under it
    "件": "条 则 篇 件 份 项 部 个 幅 宗 起 例 封 期 批 批次 笔 单 册 本 套 张 种 类 大类 小类 类别 大项 小项 "
    "道 通 帖 块 款 栏 家 户 处 所 座 台 间 方面 个方面 款次 辆 组 支 门 课 节 轮 字 页 案 桩 段 集 只 枚 "
    "分 行 颗 卷 句 件套 大领域 个领域 领域 大板块 大方面 大环节 条次 件次 篇次 份次 项次 宗次 例次",
    "人": "人 名 位 人员",
    "次": "人次 次 场 场次 户次 车次 期次 趟 遍 回 页次 班次 班 台次 家次 点次",
    "元": "元 美元 港元",
    "量": "公里 千米 平方米 平方公里 米 亩 公顷 吨 公斤 千克 度 千瓦时 立方米 字节 KB MB GB TB",
}
UNITS = {unit: family for family, units in _FAMILIES.items() for unit in units.split()}
SAME = {"宗": "件", "起": "件", "宗次": "件", "例次": "例"} | {f"{unit}次": unit for unit in "条件篇份项"}
CASE_UNITS = frozenset("件 条 则 篇 份 项 部 宗 起 例 封 单 案 桩 个".split())  # of requests, disputes and documents
PERCENT_UNITS = {"%": "%", "‰": "‰", "个百分点": "百分点", "百分点": "百分点"}
TIMES_UNITS = {"倍": "倍"}
ALL_UNITS = sorted((*UNITS, *PERCENT_UNITS, *TIMES_UNITS), key=len, reverse=True)

# Units that a Chinese numeral counts; with the others (三级, 五年, 二类) it is a word.
COUNTED = sorted(
    "件 条 项 次 个 份 起 宗 例 篇 倍 期 场 名 人次 人 类 家 处 批 种 部 封 户 个方面 方面 大类 台 张 块 "
    "场次 批次 位 元 册 套 幅 则 大领域 个领域 领域 大板块 大方面 大环节".split(),
    key=len,
    reverse=True,
)

# What follows a number that is no figure: dates, periods, addresses, ordinals, versions.
NOT_COUNTED = re.compile(
    r"\s*(?:年|月|日|号|时|點|点\d|点半|点钟|点整|分钟|小时|周年|周(?![边刊])|天|岁|个(?:半|多|自然|"
    r"完整)?(?:工作日|月|小时|星期|季度|"
    r"自然日|周|年|法定工作日|交易日)|工作日|世纪|路|楼|层|室|栋|幢|弄|巷|街|单元|级|版|届|季度|热线|"
    r"宣传日|平台|专线|报警|消防|急救|"
    r"[·•∶/／×*~^_@#&=<>+-]|:\d|[A-Za-z])"
)
HOTLINE = re.compile(r"123\d\d|9[56]\d{3}")  # without a unit
YEARLIKE = re.compile(r"(?:19|20)\d\d")
BARE_AFTER = re.compile(r"\s*(?:$|\+|[,、;。:)\]】]|占|和|与|及|或|以及|\((?:占比?)?[\d.]{1,6}%\))")
ENUMERATOR_AFTER = re.compile(r"\s*(?:[、.)\]]|:)")
FIXED = re.compile(  # names with a number in them
    r"八项规定|三项制度|两个(?:确立|维护|责任|结合|健全|毫不)|四个(?:意识|自信|全面|最严)|三大攻坚|三重一大|四不两直|两微一端|"
    r"一件事|一条(?:龙|心|线|街)|一个[个人]|一张[网表]|一门|一窗|一次(?:办|性|通)|[五六七]个一|三个(?:一批|清单|务必|区分|责任制)|三张清单|十四五|十三五|十二五|"
    r"[二三]公经费|五大(?:发展理念|行动)|一个(?:中心|窗口|平台|目标|口子|主体)"
)
BACKWARDS = re.compile(r"(?:[前后这该此那]|上述|以上|前述|上列)$")  # 前两类, 这三项: what was counted already
OF_SEVERAL = re.compile(r"(?:[前后这该此]|上述|以上|前述)[两三四五六七八九十\d]{1,2}(?:大?类|项|种|者|家|个)")
SORTS = frozenset("类 项 种 个 者 家 位 名 方面 个方面 大类".split())
NUMBERED_THING = re.compile(
    r"(?:第|(?<![代报])表|(?<![地制导绘配插视截])图|附件|附表|附录|附注|NO|No|№|编号|代码|档号|版本|每隔)[:\s]*$"
)
ADDRESS_BEFORE = re.compile(r"(?:电话|传真|邮编|邮政编码|邮箱|信箱|热线|手机|网址|QQ|微信号|前)[:\s]*$")

# Words before a number that bound it, and words after.
AT_LEAST_BEFORE = "超过 超 逾 不少于 不低于 至少 突破 多于 大于 高于 达到或超过".split()
AT_MOST_BEFORE = "不足 不到 不超过 至多 最多 少于 低于 将近 接近 近".split()
ABOUT_BEFORE = "大约 约 大概 约为 约计".split()
AT_LEAST_AFTER = re.compile(r"\s*(?:以上|之多|\+)")  # 阅读量10万+
ABOUT_AFTER = re.compile(r"\s*(?:左右|上下|以内|以下)")

# Words that say that nothing happened: the figure is zero. Each is followed by what did not happen.
ZERO = re.compile(
    r"(?:尚未|并未|均未|未|没有|无)(?:收到|接到|接收|受理|发生|出现|产生|接获|收取|引发|引起|涉及|新增|因|有)|"
    r"没有|(?<![有全绝毫])无(?=(?:[^,。;、]{0,12})(?:复议|诉讼|申请|收费|结转|举报|投诉|败诉|纠错))|"
    r"(?:均为|都为|为|均是|数为|数量)(?:零|无)(?![^,。;、)])|零(?=(?:申请|复议|诉讼|投诉|举报|收费|败诉|"
    r"发生|纠错|差错))"
)

# Canonical names of the statutory quantities that a figure counts, by the words near it; the first match wins.
QUANTITIES: tuple[tuple[str, str], ...] = (
    ("结转下年度", r"(?:结转|转入|转至|转到|顺延|延续)(?:到|至|入)?(?:下|次|20\d\d)"),
    (
        "上年结转",
        r"(?:上年|上一年|去年|往年|20\d\d年)度?(?:结转|转入|转来|遗留|未办结)|结转上年|"
        r"(?:上年|去年)[^,。;]{0,4}结转",
    ),
    ("部分公开", r"部分公开"),
    ("予以公开", r"(?:予以|同意|全部|给予|决定)公开"),
    ("不予公开", r"不予公开|不公开"),
    ("无法提供", r"无法提供|不能提供"),
    ("不予处理", r"不予处理"),
    ("其他处理", r"其他处理"),
    ("行政诉讼", r"诉讼|应诉|被诉"),
    ("行政复议", r"复议"),
    ("总计", r"(?:办结|答复|回复|办理|办复)"),
    ("本年新收", r"(?:新收|收到|受理|接到|接收|收悉|新增)"),
    ("规范性文件", r"规范性文件"),
    ("主动公开", r"(?:主动)?公开|发布"),
)
REQUEST = re.compile(r"申请(?!人)|依申请公开")  # only around such words do 收到 and 答复 count requests

OUTCOME = re.compile(
    r"属实|未办结|维持|驳回|纠|撤|败诉|胜诉|终止|其他情形|未审结|尚未|审结|结案"
)  # of a dispute, not the dispute
SCOPES = re.compile(
    r"办公[室厅](?:以及|[和及与、])[^,。;]{0,6}?各(?:部门|单位|乡镇|镇街|街道|县区|区县|地)|"
    r"全(?:市|县|区|省|州|镇|乡|街道|系统|局|院|厅|委|旗|盟|地区|校)|[市县区省州]本级|本级|本机关|本单位|"
    r"本部门|办公[室厅]|"
    r"各(?:部门|单位|乡镇|镇街|街道|县区|区县|地)|[市县区]直部门|机关"
)

# A figure of another year, or how much a count changed: never a part and never a total.
CHANGE = re.compile(
    r"(?:同比|环比|[较比](?:上|去|前|20\d\d|往|同期|之前|原)[^,。;]{0,10}?)(?!.{0,8}结转).*$|^(?:净|共|又|"
    r"再|各)?(?:增加|减少|增长|下降|多|少|增|减|降)(?:了|到|至|为)?$|"
    r"(?:上年度?|去年|上一年度?|前一年|20\d\d年)(?:同期)?(?:的|为|是|仅|只有|有|仅为|则为)$|"
    r"由(?:20\d\d年|年初|期初|原来)?的?$|从(?:20\d\d年|上年|去年|原来|年初|期初)?的?$|"
    r"(?:增|减|升|降|提高|扩展|扩大|扩充|增设|增加|减少)(?:长|加|少|设|展|大)?(?:到|至|为)(?:现今|目前|"
    r"现在|如今|年[末底]|期末|今年|本年)?(?:的|了)?$"
)

MEAN = re.compile(
    r"(?:平均|[人日月年户周次篇]均)[^,。;、]{0,14}$|每(?:个|一)?[^,。;、\d]{1,4}(?:约|为|有|更新|发布|公开)?$"
)

FROM = re.compile(r"[由从](?:20\d\d年|原来|上年|去年|年初|期初)?的?$")  # 由9个增至15个; 交由78家单位: no change
CHANGING = re.compile(r"[增减升降扩变涨缩至到拓调压清]")
RUNNING = re.compile(r"历年|历史累计|建[站网]以来|开[通设]以来|实施以来|累计至今")  # counts other years, too

REACHED = re.compile(r"(?:增|减|升|降|提高|扩展|扩大)[^,。;]{0,3}[到至为](?:了)?20\d\d年(?:度)?的?$")  # this year's

# Cues that open a breakdown, in the words between the total and the first part.
EXHAUSTIVE = re.compile(
    r"分为|分成|分别[为是有系]|分别(?=[^,。;]{0,12}$)|依次[为是有]|组成|构成|划分|分布[为是]|区分为|细分|拆分|"
    r"具体(?:为|是|如下|有|包括|来看|分为)|由以下|"
    r"按(?:照)?[^,。;:]{1,14}(?:分|区分|归类|划分)(?:类|析)?(?=[,:、]|[^,。;:]{1,10}$)|一部分|一类(?:是|"
    r"为)|明细[为是]|情况(?:为|是|如下)|结果(?:为|是|如下|中|里)"
)
MADE_OF = re.compile(r"(?:^|[,。;:])(?:是|主要)?由(?!于)")  # opens a list that COMPOSED closes
COMPOSED = re.compile(r"(?:共同|等|所)?(?:构成|组成|合成|汇总而成)")
RESPECTIVELY = re.compile(
    r"([^,。;:]*)(?:分别|依次)(?:([为是有系])(?!其)|[^,。;:、]{1,10}$)"
)  # a list with a subject of its own, unless it is short
VIEWED = re.compile(
    r"(?:从|就|(?<![予可得加难所足])以|按(?:照)?|依|依照)[^,。;:]{1,16}(?:看|来看|而言|来说|说|论|(?<!部)分|计|统计|划分|"
    r"分类|归类|区分|讲|归集|归纳|汇总|列示|梳理|口径)"
)
INCLUDING = re.compile(
    r"其中|里面|里头|当中|内含|(?<![国区市县域境年期月])内有|占(?:了|到|去)?$|(?<![不未])含有?|包括|包含|涵盖|囊括|(?<!^)(?:覆盖|(?<![到理的收因])涉及)(?=[^,。;]{0,24}$)|计有|主要(?:有|为|是|包括)|包罗|例如|"
    r"比如|譬如|诸如|(?<=[,:])如(?![下实期何此])|有(?![效关])(?=[^,。;:]{0,4}$)(?<=,有)"
)
# So plainly of what was counted that one part above it is a fault.
WITHIN = re.compile(r"其中|里面|当中|里头|结果[中里]")
OF_THESE = re.compile(r"[^,。;、\d]{0,6}[里中内](?!心|介|部)")
OF_THE_LAST = re.compile(r"^[^,。;、\d]{0,10}[里中内][有的]?$")  # 13件征收类中有9件: the 9 are among the 13
OF_THESE_FIRST = re.compile(r"[^,。;、\d]{0,10}[里中内],")
TOUCHING = re.compile(r"(?:涉及|覆盖)[^,。;]{0,24}$")  # also opens a matter of its own
THAT_IS = re.compile(r":|即[^,。;:]{0,12}$")
ONE_KIND = re.compile(r"一(?:类|种|部分)(?:是|为|在|有|属)")  # 一类是动态46条，一类是公告15条
JOINED_BEFORE = re.compile(r"[^,;:。、]{1,12}[、和及与]$")
JOINED_HEAD = re.compile(r"^[^,;:。]{1,12}[、和及与][^,、;:。]{0,8}$")  # between two figures of which one list may be
JOINED = re.compile(r"加上|连同|加之|外加|算上|并上|加")
SEPARATE = re.compile(r"另(?!一)(?:有|外|收|接|受|行|发|公|办)?|此外|除此|与此同时|同时|不含|不包括|未含|以外|之外")
OPEN_BEFORE = re.compile(r"主要|例如|比如|譬如|(?<![例比])如(?!下)|重点|部分(?!公开)|排名|位居")
OPEN_AFTER = re.compile(
    r"\s*(?:等(?!于|待|候|级)|,?(?:其余|余下|剩余|其他|其它)[^,。;\d]{0,10}(?:见|略|不|详|从略|未)|\.\.\.|…)"
)
LISTED = re.compile(  # after the list
    r"[^,。;\d]{0,6},?(?:均|都|皆|也|亦|全)?(?:[列在含属包计][于入]?)?(?:其中|其内|其列|在列|在内)"
    r"(?=[,;)]|$)"
)
ANEW = re.compile(r"^(?:[^,、]{0,12}年度?(?:内|间)?)?[^,、]{0,6}(?:共|累计|新收|收到|接到)")  # a total of its own
COUNTED_IN = re.compile(r"[^,。;\d]{0,6}(?:在内|在列|其[内列]|计[入在](?:其中|在内))(?=[,;)]|$)")  # 停水公告41条在内
REST_ELSEWHERE = re.compile(r",(?:其[余他它]|余下|剩[余下])(?:的|者|部分)?(?=[^,。;\d]*(?:[,;]|$))")  # …，其余靠公示栏
GENERAL = re.compile(  # what 其他 may be followed by, whatever is counted
    r"的|各?类|信息|方面|情[况形]|处理|渠道|方式|形式|途径|内容|事项|文件|原因|为|是|有|共|计|属于?|\d|条|件|归入"
)
MANIFOLD = re.compile(
    r"^.{0,20}(?:可能|交叉|重复|重叠|多[类个项]|同时(?:涉及|列入|属|计入|符合|纳入)|兼有)"
)  # of one thing in several parts
KIND = re.compile(r"[^,、]类(?:信息|文件|稿件)?$")  # 动态类: a kind of what was counted
ABOUT = re.compile(  # what was published of it, not how often it took place
    r"(?:会议|培训|活动|发布会|访谈|讲座)[^,、]{0,4}(?:信息|文件|纪要|新闻|动态|报道|稿件|材料|公告)"
)
REST = re.compile(r"^(?:其中|和|及|以及|与|而|则)?(?:其[他它](?!法律|行政法规)|其余|余下|剩[余下]|余者|另外?一部分|余)")
CHANNELS = re.compile(
    r"网|微信|微博|公众号|公号|新媒体|公报|抖音|头条|客户端|(?:公开|宣传|公示|公告)栏(?!目)|显示屏|电子屏|LED|"
    r"广播|电视|报[刊纸]|短信|"
    r"视频号|APP|app|两微|平台|订阅号|橱窗|手册|快手|小程序|媒体|渠道|方式"
)
BY_CHANNEL = re.compile(r"^(?:通过|利用|依托|借助|经由?|在)[^,、;。]{1,30}(?:发布|推送|公开|刊[登发载])")
CLOSED_CHANNELS = re.compile(r"申请|来信|信件|留言|来电|来访|受理|收到|接到|投诉|举报|咨询")

# Words that sum up what stands before: 合计 and its like are explicit, the others only suggest it.
TOTAL_EXPLICIT = re.compile(
    r"(?:(?<=[,;])[计合](?=$)|合计|共计|总计|总共|总数|两者合计|[两三四五六七]项合计|小计|之和|合并后?|加起来|加总|汇总|相加|一共|总量)[^,。;]{0,24}$"
)
SUMMED_UP = re.compile(  # the list is over
    r"(?:^|[,;、])\s*(?:以上|上述|[两三四五六七八]项|各项|总)?(?:合计|共计|总计|合共|总共|共)[^,。;、\d]{0,12}$"
)
IN_ALL = re.compile(r"[,;](?:全年|本年|年内)?累计$")  # also of a running total
IN_ALL_ONLY = re.compile(r"(?:全年|本年|年内|以上|上述|总|一)*共(?:计|有|是)?")
TOTAL_HINT = re.compile(
    r"[上下]半年|前三季度|全[市县区省镇乡]|应办|应答复|后文|前后|全年|累计|共|总|整年|全部|合起来|两项|三项|两者|本年度|年内"
)
TOTAL_AFTER = re.compile(r"[^,。;\d]{0,6}(?:全部|均|都|全数)(?!.{0,4}(?:其中|其列|其内|在内|在列))")  # 53个单位全部完成

# Predicates that start another matter in the same sentence: a list with them is no plain list of nouns.
PREDICATES = re.compile(
    r"收到|受理|接到|接收|接获|办结|办理|答复|回复|召开|举办|举行|开展|组织|制作|制定|制发|印发|出台|解读|"
    r"回应|处理|接待|发放|培训|"
    r"编发|开设|开通|建立|完善|设置|设立|推送|报送|刊[登发载]|配备|安排|参加|承办|办复|转载|发布|公开了|"
    r"更新|清理|删除|新增|修订|废止|审查|结转|顺延"
)

# Predicates of publishing: 通过网站公开80条，通过微信推送20条 are one list of what was published.
PUBLISHED = frozenset("推送 编发 刊登 刊发 刊载 转载 更新 制定 制作 制发 印发 出台 发布".split())
PUBLISHING = re.compile(r"公开|发布")

STATED = re.compile(
    r"公开|发布|形成|共|合计|总[计数]|收到|受理|接到|新收|答复|回复|办[理结]|发生|设有|配有|配备|接待|举[办行]|"
    r"开展|制作|复议|诉讼|登载|承办|应办|采用|采纳"
)  # of a total

# Names of outcomes and of attributes, which hold a predicate's characters without being one.
OUTCOMES = re.compile(
    r"不予处理|其他处理|不再处理|予以公开|部分公开|不予公开|主动公开|依申请公开|同意公开|公开和部分公开|"
    r"无法提供|处理决定|处罚强制|"
    r"信息公开|政务公开|公开年报|公开指南|公开目录|解读材料|解读信息|政策解读|更新信息|培训信息|回应关切|"
    r"来信处理|办理结果|(?:信息|动态|目录|概况)更新|"
    r"(?:[及和与]|政策|文件|法规|热点|关切|舆情|诉求|^)(?:解读|回应)$|(?:建议|提案|议案)(?:办理|答复|办复)$|(?:机构|岗位|内设)设置|"
    r"(?:解读|回应|发布|公开)[及和与](?:解读|回应|公开|发布)|"
    r"(?:解读|回应|培训|处罚|处理|更新|制度|清理|公开|发布|组织|活动|接待|安排|建立|参加)(?:类|栏目|专栏|"
    r"稿件|文件|文章)|组织(?:机构|概况|结构)|(?:其他|其它|社会|公益|基层|经济)组织|人事"
)

# Kinds of thing that are never parts of one another unless a cue says so.
TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("复议", r"复议"),
        ("诉讼", r"诉讼|应诉|起诉"),
        ("结转", r"结转|顺延|转入|转下"),
        ("会议", r"会议|培训|活动|发布会|访谈|讲座"),
        ("点击", r"点击|访问|浏览|阅读|粉丝|下载|关注"),
        ("咨询", r"咨询|来电|来访|接待|电话"),
        ("建议提案", r"人大|建议|提案|议案"),
        ("信件", r"来信|信件|留言|信箱|投诉|举报|信访"),
        (
            "申请",
            r"(?:受理|收到|接到|新收|办理|接收)[^,。;]{0,12}申请|公开申请|"
            r"(?<!依)申请(?:公开)?(?:[总数件]?[数量])?$|依申请公开(?:申请|信息)?(?:数|件)",
        ),
    )
)

# The roles of a balance: what came in, what was carried in, what was done, what was carried out.
CARRIED_IN = re.compile(
    r"(?:上年|上一年|去年|往年|上年度|上一年度|前一年|以前年度|跨年(?!办|处|答|继)|"
    r"20\d\d年(?:度)?)(?:度)?[^,。;]{0,8}(?:结转|转入|转来|遗留|未办结|延续|接转|转结|结余|未结|接续|留存|留下)|"
    r"(?:结转|转结)(?:上年|上一年|上年度|自上年|20\d\d年(?:度)?(?!继续))|旧存|旧收|存量|年初结转|结转而来|转结而来|期初"
)
LAST_YEAR = re.compile(r"(?:(?:结转|转结)自?)?(?:上|去|往|前)一?年(?:度|来|的)?(?:结转|转结|转入)?")
CARRIED_OUT = re.compile(
    r"(?:结转|转结|转入|转到|转至|转|顺延|延续|延至|延期|跨|移|留)(?:到|至|入|往|待)?(?:下|次|来年|明年|翌|第二|"
    r"20\d\d)年?|顺延|顺到|跨年(?=办|处|答|继)|[尚仍还]?在(?:法定)?(?:办理|答复|处理)期|[尚仍还]在(?:法定)?期|尚在(?:办理|处理|审[查理])|正在(?:办理|处理|审[查理])|仍在(?:办理|处理|审[查理])?|"
    r"在办|未办结|待办|未到(?:答复|办理|办结)?(?:期|时)|尚未(?:办结|答复|到期)|结转(?:下|$)|年末结转|期末|"
    r"继续办理|办理中|未结$|待答复|^(?:还|尚|仍)?剩(?:余|下)?$"
)
RECEIVED = re.compile(r"新收|收到|受理|接到|接收|接获|收悉|收办|新增|承接|申请")
ASKED_FOR = re.compile(r"(?:政府信息|信息)?(?:公开)?申请(?!人)")  # 37件公开申请
DONE = re.compile(r"办[结完了]|实办|已办|答复|答了|回复|办理(?!中)|处理|办毕|办复|审结|了结")

# How far something was dealt with: a part of the figure before it, not one beside it.
STATUS = re.compile(r"(?:已经?|正在|未|拟|列入|纳入|当场|采纳|落实|解决|办[结理复]|答复|完成)[^,;:。]{0,14}$")
SETTLED = re.compile(r"[,、]\s*(?:目前|现)?(?:均?已经?|全部)(?:解决|落实|采纳|完成|整改|化解)")

RESULT = re.compile(
    r"公开|不掌握|不属于|属于|无法提供|不能提供|不予处理|不再处理|其他(?:处理|情形)?$|不存在|撤[回销]|非本机关|补正"
)

# Everything was done: 均, 全部 and how clerks vary them, then what was done.
ALL = re.compile(
    r"均|都|全部|悉数|件件|全数|皆|逐一|逐件|逐条|一一|无一|全已|全都|统统|俱|一律|尽数|如数|"
    r"(?:按时|按期|按规定|依法|全部|依规|及时|如期|限时|限期内|规定(?:时限|期限|时间)内|法定(?:时限|期限|"
    r"时间)内|时限内|期限内|期内|当年|当场|当日|当天|年内|已经?(?=[^,。;]{0,8}(?:办|答|回|处|公开))|"
    r"按程序|照程序|按要求|按照[^,。;]{0,30}规定)|(?:无|零|未)(?:出现|发生)?(?=超期|逾期)"
)
ALL_DONE = re.compile(
    r"答复|回复|办结|办完|办理|处理|办复|公开|完毕|办毕|反馈|予以|超期|逾期|受理|了结|审结|结案|完成|落实|回应|在法定|"
    r"公示|公布|挂网|上墙|张贴|胜诉|驳回|实现|电子化|上网|上传|发布|按期|按时|解读|维持|更新|整改|改[完正]|接入|"
    r"(?:[均都]|全部|全)为|均属|均系|均是|参训|参加|到位|开通|建[成有立]|设[立有置]|配备|审[核查]|备案|登记|归档|采纳|通过|合格|达标|兑现|送达|执行"
)
FULL_RATE = re.compile(r"率|化|度|比例|占")
SATISFIED = re.compile(r"满意|覆盖|增长|准确|合格|可用|完好|好评|知晓|正确|更新率|达标")
FILTERED = re.compile(r"立案")  # of the proposals handed in; what follows is said of those
SHARE = re.compile(r"占|比例|比重|份额|构成比")
GROWTH = re.compile(r"同比|环比|增长|增加|增幅|上升|提高|提升|下降|减少|降低|降幅|下滑|回落|多|少|涨|增|减|升|降")
GROWTH_UP = re.compile(r"增长|增加|增幅|上升|提高|提升|多|涨|增|升|扩大")
GROWTH_DOWN = re.compile(r"下降|减少|降低|降幅|下滑|回落|减幅|少|减|降|缩")
PREVIOUS = re.compile(r"上年|去年|上一年|前一年|同期|20\d\d年|往年|原")
