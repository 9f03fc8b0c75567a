import pytest

from tests.detectors.pii.support import Case, cases, check

CARDS = """
转到这张卡⟦{card16}|bank_card⟧就行
转到这张卡⟦{card_hyphen}|bank_card⟧就行
转到这张卡⟦６２２２６２１８２６３３０４３５|bank_card⟧就行
转到这张卡⟦6222621826330435|bank_card⟧
卡号⟦{card19}|bank_card⟧
您的⟦{card}|bank_card|recipient⟧已挂失
好的，您的卡号⟦{card}|bank_card|recipient⟧，有效期⟦07/28|card_expiry⟧，安全码⟦361|card_cvv⟧，我这就给您登记。
銀行卡⟦{card}|bank_card⟧已寄出
信用卡號碼 ⟦{visa}|bank_card⟧
他的卡⟦{card}|bank_card|third-party⟧被冻结
储蓄卡⟦六二二二六二一八二六三三零四三五|bank_card⟧
储蓄卡⟦622262<b></b>1826330435|bank_card⟧
card number is ⟦{master}|bank_card⟧
Visa ⟦{visa_plain}|bank_card⟧ was charged
Amex ⟦{amex}|bank_card⟧
Log in with card ⟦{visa}|bank_card⟧ and tap here
CVV ⟦361|card_cvv⟧ exp ⟦07/28|card_expiry⟧
CVV2: ⟦123|card_cvv⟧
cvc=⟦8842|card_cvv⟧
卡背后三位⟦361|card_cvv⟧
安全码是⟦361|card_cvv⟧
信用卡有效期：⟦09/2027|card_expiry⟧
card expires ⟦11/29|card_expiry⟧
凭证号6217008807290222799
卡号6222 **** **** 0435
尾号0435的卡
4092-31**-****-X418
礼品卡有效期12个月
本卡年费100元
有效期至2026年12月31日
offer valid until 12/01
Your statement closes on 12/01.
IMEI 490154203237518
"""

ACCOUNTS = """
routing 021000021 account ⟦19855583712|bank_account⟧
Account number: ⟦55779911|bank_account⟧, sort code 20-45-67
his a/c no. ⟦012-345678-901|bank_account|third-party⟧
收款账号：⟦1202023309900012345|bank_account⟧
银行账号⟦44050158000100000123|bank_account⟧
戶口號碼⟦012-345-6-789012|bank_account⟧
您的账户⟦4301020109200456789|bank_account|recipient⟧
IBAN ⟦{iban_spaced}|iban⟧
pay to ⟦{iban}|iban⟧ today
IBAN: ⟦{iban_de}|iban⟧
reference GB20NWBK63841046584441 is not an account
您账户6035于09月09日14:48快捷支付扣款人民币12,500.00元。
account ending 4421
账号尾号2345
本行SWIFT代码为ABCCCNBJ110,请在汇款时填写。
routing number 021000021
捐款专户：1202023309900012345
对公账户1202023309900012345
ISIN US0378331005
证券代码600519
基金代码000001
"""

SECRETS = """
登录密码⟦Xl@8842kq|credential⟧请勿外传
temp password ⟦Tr33house!99|credential⟧
您的初始密码为⟦123456|credential|recipient⟧
密码：⟦abc123|credential⟧，请尽快修改
交易密码是⟦889900|credential⟧
查询密码⟦556677|credential⟧
password: ⟦Welcome2024|credential⟧
Your password is ⟦hunter2x|credential|recipient⟧.
PIN ⟦8841|credential⟧
PIN code is ⟦4471|credential⟧
passcode ⟦Blue7fish|credential⟧
pwd=⟦p@ssw0rd|credential⟧
U盾口令⟦Ax99#kk|credential⟧
動態口令⟦884213|otp⟧
您的验证码是⟦482913|otp|recipient⟧，5分钟内有效
验证码：⟦4829|otp⟧
⟦662910|otp⟧是您的验证码
Your verification code is ⟦662910|otp⟧.
OTP: ⟦331 902|otp⟧
⟦771204|otp⟧ is your one-time code
security code ⟦448812|otp⟧
输密码注意遮挡，刷卡时卡片不离视线，回国后建议修改密码
请勿将密码告诉他人
密码由6位数字组成
密码错误3次将锁定
密码重置请致电95588
动态密码已发送至预留手机
把密码发给我
如需重置密码，请拨打95712
Never share your password with anyone.
password must be at least 8 characters
Reset your password online
your PIN will arrive by post
chip and PIN
密码******
预约码8842
"""

BIRTHS = """
born on ⟦14 July 1966|date_of_birth⟧
出生日期⟦1985年3月8日|date_of_birth⟧
出生日期：⟦1985-03-08|date_of_birth⟧
生日是⟦1985.3.8|date_of_birth⟧
他⟦1985年3月8日|date_of_birth|third-party⟧出生
生于⟦1962年11月2日|date_of_birth⟧
DOB: ⟦07/14/1966|date_of_birth⟧
DOB ⟦14/07/1966|date_of_birth⟧
date of birth ⟦July 14, 1966|date_of_birth⟧
Her birthday is ⟦3 May 1990|date_of_birth|third-party⟧
出生年月日⟦民國74年3月8日|date_of_birth⟧
出生日期⟦19850308|date_of_birth⟧
生日快乐
本基金成立于2015年6月18日
产生于2020年1月1日
生效日期2024年1月1日
截至2025年7月31日
"""

MONEY = """
客户⟦刘建国|person_name⟧名下存款⟦236.5万元|balance|third-party⟧
⟦Liam O'Rourke|person_name⟧'s balance is ⟦$48,210.77|balance|third-party⟧.
⟦張美玲|person_name⟧戶口結餘⟦港幣38萬7千元|balance|third-party⟧
閣下配偶⟦陳志偉|person_name|third-party⟧的帳戶餘額為⟦港幣38萬7千元|balance|third-party⟧，已代為查詢。
他的账户余额是⟦52,300.18元|balance|third-party⟧
她月薪⟦1.8万元|balance|third-party⟧
客户⟦周婷婷|person_name⟧欠款⟦人民币12万元|balance⟧
⟦Devon Clarke|person_name⟧ owes ⟦$3,200|balance|third-party⟧
her salary is ⟦£45,000|balance|third-party⟧
⟦何静|person_name⟧女士的存款余额为⟦三十八万元|balance⟧
⟦林雅婷|person_name⟧的貸款餘額⟦新台幣120萬元|balance⟧
Your savings bond matures on 5 December. Balance £10,042.18 including interest.
You have a past-due balance of $1,042.33 on account ending 4421.
您的账户余额为5,000.00元
您的借款已逾期3天,应还金额1,286.50元。
最高偿付限额为人民币50万元
起购金额1万元
月薪12倍
张女士您好，您的存款余额为5万元
Sample loan: $10,000 at 12.99% APR over 36 months is $336.89 a month.
客户资产达到50万元可享专属服务
"""

HEALTH = """
您的理赔材料显示⟦2023年确诊甲状腺癌|health|recipient⟧,⟦何静|person_name⟧女士的病历我发到咱们服务群里了。
We have forwarded ⟦Priya Nair|person_name⟧'s claim: ⟦breast cancer, currently in chemotherapy|health|third-party⟧ - to the surgery
他⟦确诊肺癌晚期|health|third-party⟧
客户⟦陈丽娟|person_name⟧⟦患有糖尿病|health|third-party⟧
⟦吴京华|person_name⟧先生⟦罹患抑郁症|health⟧，无法还款
her diagnosis of ⟦stage 2 breast cancer|health|third-party⟧
the customer was diagnosed with ⟦HIV|health⟧
他⟦查出乙肝|health⟧
首次确诊恶性肿瘤，给付保险金
如您确诊癌症，可申请理赔
本产品保障甲状腺癌等100种疾病
critical illness cover includes cancer, stroke and heart attack
甲状腺结节可智能核保
祝早日康復
"""  # noqa: E501


@pytest.mark.parametrize("case", cases(CARDS), ids=str)
def test_cards(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(ACCOUNTS), ids=str)
def test_accounts(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(SECRETS), ids=str)
def test_secrets(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(BIRTHS), ids=str)
def test_dates_of_birth(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(MONEY), ids=str)
def test_money_of_a_person(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(HEALTH), ids=str)
def test_health(case: Case) -> None:
    check(case)
