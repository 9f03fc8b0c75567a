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
    r"billion)(?:[0-9]+(?:\.[0-9]+)?[千百万]?)?)?"
)
_UNIT: Final = (
    r"(?:元|块钱?|圆|美元|美金|港币|港元|新台币|台币|澳门元|人民币|rmb|英镑|欧元|日元|dollars?|pounds?|"
    r"euros?|usd|hkd|gbp|eur|cny)"
)
_AMOUNT: Final = (
    rf"(?P<amount>{_CURRENCY} ?-?(?:{_NUMBER}|{_HAN_NUMBER})(?:[多余])?(?: ?{_UNIT})?整?|(?:{_NUMBER}|"
    rf"{_HAN_NUMBER})(?:[多余几来])?(?: ?{_UNIT})整?|[0-9.]+万[0-9](?![0-9])|{_NUMBER}(?<=[万亿wk千])|"
    rf"{_HAN_NUMBER}(?<=[万亿千]))"
)
_NOUN: Final = (
    r"(?:余额|结余|存款|入账|尾款|基数|赎回|获赔|贷了|借了|借咗|年收|仲有|首期|欠[我他她你]们?|只剩|还剩|"
    r"还有|活期|定期|定存|资产|持仓|市值|欠款|欠|负债|贷款|房贷|车贷|借款|月薪|工资|年薪|"
    r"薪水|薪资|收入|流水|额度|亏损|亏了|盈利|赚了|理财|本金|保额|账上|账内|卡里|户口|户头|账户|帐户|名下|"
    r"逾期|透支|净值|持有|"
    r"进账|入账|转账|转了|汇款|取了|取走|存了|存入|资金|积蓄|身家|遗产|赔款|理赔款|"
    r"balances?|owes?|owed|salary|income|debts?|savings?|deposits?|deposited|loan|mortgage|credit limit|"
    r"overdraft|arrears|net worth|portfolio|holdings?|outstanding|earns?|earning|borrowed|withdrew|"
    r"transferred|has|have|had|holds|"
    r"investments?|pension|account|limit|debt|overdue|owing|payment|paycheck|wages?)"
)
_LINK: Final = (
    r"(?:[\s:=,]|约|共|合计|总计|总额|达|有|为|是|还|仅|只|剩|剩余|余|尚|高达|超过|近|了|金额|的|里|内|中|"
    r"款|账户|资金|共计|目前|现|已|逾|"
    r"\bis\b|\bwas\b|\bof\b|\bat\b|\bstands\b|\bstill\b|\bnow\b|\babout\b|\bover\b|\bus\b|\bhim\b|\bher\b|"
    r"\ba\b|\bthe\b|\bto\b|\btotal(?:s|ing|ed)?\b|\bcurrently\b|\baround\b|\bcurrent\b|\bby\b|\bbalance\b|"
    r"\boutstanding\b|\bjust\b|\bremaining\b|\bnearly\b|\bapproximately\b|\bin\b){0,8}"
)
_AFTER_NOUN: Final = re.compile(rf"{_NOUN}{_LINK}{_AMOUNT}")
_BEFORE_NOUN: Final = re.compile(
    rf"(?=[0-9人港美新台澳葡欧英日rhuntmcge¥￥$£€一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖])"
    rf"(?<![0-9a-z.,]){_AMOUNT} ?(?:的|左右的|以上的)?(?:in (?:her|his|their|the|an?)? ?|of |on (?:her|his|"
    rf"their) )?(?:存款|贷款|欠款|房贷|资产|理财|余额|负债|基金|股票|逾期|外债|债务|"
    r"savings|account|deposits?|debt|arrears|loan|mortgage|salary|income|overdraft|investments?|behind|"
    r"overdue|balance|credit card debt|outstanding)"
)


# A sum with its currency or unit, right behind a name or a bracket.
_BESIDE: Final = re.compile(rf"(?<=[\u4e00-\u9fff)a-z]) ?{_AMOUNT}")


class Finances(Recognizer):
    """Balances, debts and incomes."""

    ENTITIES = ("balance",)

    def find(self, reading: Reading) -> Iterator[Found]:
        """Sums beside a word for an account."""
        if not reading.numbers and not (reading.has_han and ("元" in reading.text or "块" in reading.text)):
            return
        for pattern in (_AFTER_NOUN, _BEFORE_NOUN):
            for match in pattern.finditer(reading.text):
                yield Found("balance", *match.span("amount"), WEAK, "context", "sum in somebody's account")
        for match in _BESIDE.finditer(reading.text):
            yield Found("balance", *match.span("amount"), WEAK, "context", "sum behind a name", "beside")
