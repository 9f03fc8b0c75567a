"""Structures in which a name of a person stands whatever it looks like. Simplified."""

import re
from typing import Final

_HAN: Final = r"\u4e00-\u9fff"
# Names of Mongols, Tibetans and Uyghurs that stand alone, besides those that are put together of two.
_ALONE: Final = (
    "海日汗|其木格|阿古拉|苏日娜|萨日娜|萨仁|高娃|托娅|图雅|斯琴|乌仁|朝鲁|特木尔|那日苏|格日勒|布和|牧仁|塔娜|孟和|敖登|"
    "敖特根|宝力德|青格勒|吉日嘎拉|额尔敦|巴特尔|阿木尔|阿拉坦|呼格吉勒|朝克图|其其格|娜仁|巴图|巴雅尔|宝音|哈斯|巴根|"
    "嘎玛|曲珍|卓嘎|边巴|米玛|拉巴|普布|次旦|达娃|强巴|坚赞|加措|江措|群培|措姆|旺姆|旺久|贡嘎|塔杰|欧珠|罗布|罗桑|"
    "土登|益西|云丹|晋美|班觉|央宗|扎西|卓玛|多吉|才让|索南|拉姆|达瓦|次仁|平措|旦增|丹增|格桑|梅朵|央金|仁青|尼玛|"
    "巴桑|德吉|洛桑|其美|顿珠|旺堆|白玛|贡布|桑吉|古丽|阿依古丽|热依汗|迪丽|艾山|买合木提|热孜亚|艾克拜尔|巴合提|"
    "叶尔兰|努尔兰|吐尔逊|艾合买提|买买提|玉素甫|库尔班|阿不都"
)
ALONE: Final = re.compile(rf"(?:{_ALONE}){{1,3}}")
# What a label on a form, or the change of one, says who somebody is. No officers of a company.
_ROLES: Final = (
    "受益人|持有人|户主|投保人|被保险人|被保人|受保人|要保人|联系人|联络人|持卡人|借款人|主贷人|共借人|共有人|机主|业主|"
    "车主|产权人|权利人|所有人|收款人|受款人|付款人|授权人|监护人|担保人|保证人|继承人|申请人|开户人|承租人|保户|户名|"
    "客户姓名|姓名|名字"
)
LABEL: Final = re.compile(rf"(?:{_ROLES})(?:姓名|名字)?(?:\([^()]{{1,6}}\))? ?(?::|为|是) ?[\"“]?(?=[{_HAN}])")
_LINE: Final = r"[,。;!?、()\s\"”/|]|$"
LABEL_END: Final = re.compile(rf"{_LINE}|女士|先生|小姐")
# 受益人由查良友变更为查思宁.
CHANGE: Final = re.compile(
    rf"(?:{_ROLES})[^。!?\n]{{0,14}}?(?:由|从|自|将|把|原为|原是|:)[:\"“ ]?(?![由从自将把原现])"
    rf"(?P<old>[{_HAN}·]{{2,8}}?)"
    r"(?:女士|先生|小姐)?[\"”]? ?(?:名下)?,?(?:现|已|申请|要|想)?"
    r"(?:变更|更改|更换|更正|修改|调整|过户|转让|转移|变|改|换|转|→)"
    r"(?:登记)?(?:为|成|给|至|到|予|(?<=→))[:\"“ ]?(?:其[^,。;]{1,3})?"
)
CHANGE_END: Final = re.compile(
    rf"{_LINE}|女士|先生|小姐|本人|后|的|了|并|且|已|需|须|要|请|办|生效|名下|手续|是|吗|没|还|这|那|未|不|在|今|昨|明"
)
# Business of one customer, never of a product.
MATTER: Final = re.compile(
    r"的(?:双录|补录|提额|调额|降额|面签|面访|附属卡|退件|补件|保全(?!方案)|回访|风险?测评|风险承受|尽调|授信额度|授信申请|"
    r"签名|签字|回执|核保|体检报告|退保申请|理赔申请|贷款申请|开户申请|开户资料|收入证明|征信|双签|照会|契调|拒赔|"
    r"信用卡申请|展期申请|结清证明|扣款账户|房贷申请|赎回申请|预约单)"
)
# 芦笛那单退件.
ERRAND: Final = re.compile(
    r"[那这](?:一)?(?:单|笔|份|件|宗|户|张(?=保单|单|卡|支票))(?:保单|合同|申请|材料|贷款|件|单|卡|支票|赎回|理赔|退保|转账|业务|资料)?"
    r"(?:也|又|先|还|都|已经?|今天|昨天|刚|要|得)*"
    r"(?:退|被|拒|补|缺|没|未|过了|批|签|录|核|放|审|卡住|卡在|暂|改|差|少|重|撤|作废|漏|催|到账|打回|结|查|不)"
)
_MONEY: Final = (
    r"[¥$]? ?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]+\.[0-9]{2}|[0-9]{3,7}|"
    r"[0-9]{1,4}(?:\.[0-9]{1,2})?(?= ?[万千]))"
    r"(?: ?[万千])?(?: ?[元块])?(?![0-9%万千亿手股克吨米点号])"
)
# One row of a list of names with sums: 宇文君 15,430.60.
ROW: Final = re.compile(
    rf"(?<![{_HAN}0-9])(?:[0-9]{{1,2}}[.、)] ?)?(?P<name>[{_HAN}]{{2,5}})(?: ?[:(]| |(?=[0-9¥$])) ?{_MONEY}\)?"
    r"(?P<gap>[;,、/|\s]+|[。.]|$)"
)
ROWS_TOTAL: Final = ("合计", "总计", "共计", "小计", "总额")
# Insurers and their products with the form of a name.
_HOUSES: Final = "安盛 富卫 万通 国华 安联 安邦 康宁 金佑 金瑞 盛世 和谐 华夏 平安 阳光 国寿 太平 常青"
HOUSES: Final = frozenset(_HOUSES.split())
# The second character of what is a verb with its result, and no name: 盖好的; 卜凡三人的.
RESULTS: Final = frozenset("人好完成有在到要能可来去起开出用同")
