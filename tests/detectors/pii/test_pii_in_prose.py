"""Secrets, dates and addresses as people write them in running text."""

import pytest

from tests.detectors.pii.support import Case, cases, check

TABLE = """
# secrets some words behind their label
您的网银登录密码已重置为⟦Zx8832kd|credential⟧,请尽快修改。
PIN码⟦4471|credential⟧,先帮您激活。
密码给您改成⟦Lan#5520|credential⟧了
验证码我帮您收到了,是⟦773120|otp⟧,您不用管。
刚才短信里那个六位数⟦558913|otp⟧报给我就行。
The one-time code I got for him is ⟦449201|otp⟧.
密码已重置,请重新登录。
密码须为6位数字
修改密码后24小时生效
# cards
The security code on the back is ⟦582|card_cvv⟧.
# addresses
她住在⟦朝阳区建国路甲 92 号世茂大厦 B 座 1809|address⟧。
Mail it to ⟦PO Box 1182, Tulsa, OK 74101|address⟧
Visit us: our office is at PO Box 1182, Tulsa, OK 74101
# dates of birth
生日是⟦八八年三月二十一|date_of_birth⟧
"""


@pytest.mark.parametrize("case", cases(TABLE), ids=lambda case: case.text)
def test_in_prose(case: Case) -> None:
    check(case)
