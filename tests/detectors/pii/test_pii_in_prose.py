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
Brackwell Credit Union, 9 Mill Lane, Selby.
Harrow Motor Finance Ltd, 21 Forge Road, Tarn
Fernley Recovery, P.O. Box 3120, Dayton OK
您的快递已放入阳光花园小区南门8号柜，请凭码领取。
# telephones are no accounts of a messenger
Her desk line is ⟦01632 960118|phone⟧.
The bereavement line is 0808 157 0133.
Home equity line: 6.49% APR
# inboxes of the firm
Forward it to phish@harrowfen.example
Write to the team at business@harrowfen.example
# accounts
The wire left from checking ⟦40771826935|bank_account⟧.
# what documents of the reader say
您的核保延期，因体检单提示⟦抑郁发作|health⟧。
您的报告显示末期⟦肾衰竭|health⟧，请补充材料。
体检报告显示各项指标正常。
# figures are no names
借1万用一个月，利息不到百元
# dates of birth
It becomes yours on your 18th birthday, 3 May 2027.
生日是⟦八八年三月二十一|date_of_birth⟧
"""


@pytest.mark.parametrize("case", cases(TABLE), ids=lambda case: case.text)
def test_in_prose(case: Case) -> None:
    check(case)
