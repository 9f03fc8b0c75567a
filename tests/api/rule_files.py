"""A small rule set of its own, so that these tests do not move with the bundled rules."""

from pathlib import Path

_FILES = {
    "rules/policy.yaml": "failure: block\nunread: revise\n",
    "rules/guaranteed-return.yaml": """\
id: guaranteed-return
title: {zh: 承诺保本保收益, en: Promises principal or return}
family: misleading
severity: block
status: active
effective: {from: 2021-06-27}
owner: marketing-compliance
references: [CN-WM-27-4]
why: {zh: 未来收益不能承诺。, en: A future return cannot be promised.}
detect:
  promise: {detector: lexicon, lexicon: guarantee}
when: {detected: promise}
message: {zh: "“{promise}”是对本金或收益的承诺。", en: "“{promise}” promises principal or return."}
suggestion: {replace: promise, with: {zh: 力争, en: targets}, applicability: unsafe}
examples:
  violates:
    - {text: 本产品保本保息，年化4.5%！, quotes: [保本保息]}
  complies:
    - {text: 本产品有风险。, because: no promise}
""",
    "rules/phone-number.yaml": """\
id: phone-number
title: {zh: 泄露手机号, en: Leaks a phone number}
family: pii
severity: revise
status: active
owner: privacy
references: [CN-PIPL-6]
why: {zh: 手机号是个人信息。, en: A phone number is personal data.}
detect:
  phone: {detector: pattern, pattern: "1[3-9][0-9]{9}"}
when: {detected: phone}
message: {zh: "“{phone}”是手机号。", en: "“{phone}” is a phone number."}
suggestion: {delete: phone, applicability: unsafe}
examples:
  violates:
    - {text: 请联系13812345678。, quotes: ["13812345678"]}
  complies:
    - {text: 请联系客服。, because: no number}
""",
    "lexicons/terms/guarantee.yaml": """\
id: guarantee
title: {zh: 保证用语, en: Explicit guarantees}
references: [CN-AD-25-1]
terms:
  - 保本保息
  - "guaranteed return*"
""",
}


def write_rule_files(folder: Path) -> tuple[Path, Path]:
    """The folders of rules and lexicons, below ``folder``."""
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "rules", folder / "lexicons"
