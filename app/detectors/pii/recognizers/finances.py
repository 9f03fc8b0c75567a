"""Sums of money of a person: weak by themselves, the linker looks for the person."""

import re
from collections.abc import Iterator
from typing import Final

from app.detectors.pii.engine import Found, Recognizer
from app.detectors.pii.reading import Reading

WEAK: Final = 0.3
_CURRENCY: Final = (
    r"(?:人民币|港币|港元|美元|美金|新台币|台币|澳门币|澳门元|葡币|欧元|英镑|日元|rmb|hkd|hk ?\$|usd|"
    r"us ?\$|nt ?\$|twd|mop|cny|gbp|eur|[¥￥$£€])"
)
_HAN_NUMBER: Final = r"[一二三四五六七八九十百千万亿零两〇壹贰叁肆伍陆柒捌玖拾佰仟]{2,14}"
_NUMBER: Final = (
    r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?: ?(?:万亿|亿|万|千|百|w(?![a-z])|k(?![a-z])|m(?![a-z])|million|thousand|"
    r"billion)(?:[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?[千百万]?)?)?"
)
_UNIT: Final = (
    r"(?:元|块钱?|圆|蚊|美元|美金|港币|港元|新台币|台币|澳门元|人民币|rmb|英镑|欧元|日元|dollars?|pounds?|"
    r"euros?|usd|hkd|gbp|eur|cny)"
)
_AMOUNT: Final = (
    rf"(?P<amount>(?:{_NUMBER}|{_HAN_NUMBER}|[一二三四五六七八九十两几])[多来余几][百千]?[万亿](?:{_UNIT})?|"
    rf"{_CURRENCY} ?-?(?:{_NUMBER}|{_HAN_NUMBER})(?:[多余])?(?: ?{_UNIT})?整?|(?:{_NUMBER}|"
    rf"{_HAN_NUMBER})(?:[多余几来])?(?: ?{_UNIT})整?|[0-9.]+万[0-9](?![0-9])|{_NUMBER}(?<=[万亿wk千])|"
    rf"{_HAN_NUMBER}(?<=[万亿千])(?:[一二三四五六七八九](?![0-9一二三四五六七八九十百]))?[多几余]?|"
    r"(?:成|上|近|好几|几)(?:十|百|千)?[来多几]?[万亿](?:元|块)?)"
)
_NOUN: Final = (
    r"(?:余额|结余|存款|入账|尾款|基数|赎回|获赔|贷了|借了|借咗|年收|仲有|首期|欠[我他她你]们?|只剩|还剩|金额|总额|强积金|理赔金|保险金|给付金|养老金账户|手头|手上|手里|手中|兜里|身上|欠(?:了|着)?[\u4e00-\u9fff]{1,5}?|放了|放着|存着|争(?:[我你]哋?)?|[燶㶶]咗?|蚀咗?|输咗?|"
    r"还有|活期|定期|定存|资产|持仓|市值|欠款|欠|负债|贷款|房贷|车贷|借款|月薪|工资|年薪|"
    r"薪水|薪资|收入|月入|年入|到手|月供|退休金|养老金|公积金|欠[了着]|欠[我咱]们|还差|赔了|输了|亏掉|借走|借出|贷出|贷到|批了|奖金|"
    r"年终奖|拆迁款|补偿款?|抚养费|赡养费|彩礼|卖房款|刷了|套现|流水|额度|亏损|亏了|盈利|赚了|理财|本金|保额|账上|账内|卡里|户口|户头|账户|帐户|名下|"
    r"逾期|透支|净值|持有|"
    r"授信|aum|供款|保费|放款|买了|配置了?|追加了?|投了|投入|保单|加仓|申购了|薪金|人工|佣金|利息|"
    r"进账|入账|转账|转了|汇款|取了|取走|存了|存入|资金|积蓄|身家|遗产|赔款|理赔款|"
    r"balances?|owes?|owed|salary|income|debts?|savings?|deposits?|deposited|loan|mortgage|credit limit|"
    r"overdraft|arrears|net worth|portfolio|holdings?|outstanding|earns?|earning|borrowed|withdrew|"
    r"transferred|has|have|had|holds|"
    r"investments?|pension|inherited|lost|remortgaged|settled|gambled|spent|account|checking|current account|"
    r"worth|estate|inheritance|"
    r"(?<![a-z])(?:fund|isa|ira|roth|gets|drawn|took|gave|down to|sits on)|"
    r"limit|debt|overdue|owing|payment|paycheck|wages?)"
)
_LINK: Final = (
    r"(?:[\s:=,]|着|我们|咱们|银行|人家|调整?|整|升|降低?|提高?|提升|增加?|核定|批|核|到|至|往来|扣除|税后|税前|约|就|共|合计|总计|总额|达|有|为|是|还|仅|只|剩下|剩余|剩|余|尚|高达|超过|近|了|金额|的|里|内|中|"
    r"款|账户|资金|共计|目前|现|已|逾|从|由|额度|每年|每月|每个月|每期|得返|得|咗|一共|差不多|大概|大约|提到|"
    r"\bis\b|\bwas\b|\bof\b|\bat\b|\bstands\b|\bstill\b|\bnow\b|\babout\b|\bover\b|\bus\b|\bhim\b|\bher\b|\bhis\b|\bhouse\b|\bhome\b|"
    r"\bstood\b|\bcame\b|\ba\b|\bthe\b|\bto\b|\bdown\b|\bup\b|\bonly\b|\bfor\b|\btotal(?:s|ing|ed)?\b|\bcurrently\b|\baround\b|\bcurrent\b|\bby\b|\bbalance\b|"
    r"\boutstanding\b|\bjust\b|\bremaining\b|\bnearly\b|\bapproximately\b|\bin\b){0,8}"
)
_AFTER_NOUN: Final = re.compile(rf"{_NOUN}{_LINK}{_AMOUNT}")
# The second sum of a change: 从2万元调到5万元.
_CHANGED: Final = re.compile(
    rf"(?:(?<=[0-9元万千百亿块])|(?<=[0-9] ))(?:调整?|升|提高?|降低?|涨|增加?|变|减少?)(?:到|至|为|成){_AMOUNT}"
)
_BEFORE_NOUN: Final = re.compile(
    rf"(?=[0-9人港美新台澳葡欧英日rhuntmcge¥￥$£€一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖])"
    rf"(?<![0-9a-z.,]){_AMOUNT} ?(?:的|左右的|以上的)?(?:in (?:her|his|their|the|an?)? ?|of |on (?:her|his|"
    rf"their) )?(?:存款|贷款|欠款|房贷|资产|理财|余额|负债|基金|股票|逾期|外债|债务|活期|定期|定存|"
    r"savings|account|deposits?|debt|arrears|loan|mortgage|salary|income|overdraft|investments?|cd\b|ira\b|annuity|pension|inheritance|bonus|behind|"
    r"overdue|balance|credit card debt|outstanding|overdrawn|past due|in the red)"
)
_HAN_SUM: Final = re.compile(rf"{_HAN_NUMBER}|[一二三四五六七八九十两几成上近百][多来几百千]?[万亿]")
# A sum with its currency or unit, or with the signs of one: 9,870.00.
SUM: Final = rf"(?:{_AMOUNT}|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]{{2}})?(?![0-9,.%])|[0-9]+\.[0-9]{{2}}(?![0-9,.%]))"


# How many people, or what a company has.
_NOT_OF_PERSON: Final = re.compile(r"(?:人|户|家|位|公司|集团)(?:的|目前|账上|账内)?$")


class Finances(Recognizer):
    """Balances, debts and incomes."""

    ENTITIES = ("balance",)

    def may_find(self, reading: Reading) -> bool:
        """It takes digits, or a unit of large sums in Chinese."""
        return bool(reading.numbers) or _HAN_SUM.search(reading.text) is not None

    def find(self, reading: Reading) -> Iterator[Found]:
        """Sums beside a word for an account."""
        for pattern in (_AFTER_NOUN, _BEFORE_NOUN, _CHANGED) if reading.has_han else (_AFTER_NOUN, _BEFORE_NOUN):
            for match in pattern.finditer(reading.text):
                if pattern is _AFTER_NOUN and _is_count(reading, match.start()):
                    continue
                yield Found("balance", *match.span("amount"), WEAK, "context", "sum in somebody's account")


def _is_count(reading: Reading, start: int) -> bool:
    """True for 上车的人还有两万多, and for 公司账上有几百亿."""
    if reading.text.startswith(("还有", "账上"), start):
        return _NOT_OF_PERSON.search(reading.before(start, 6)) is not None
    return False
