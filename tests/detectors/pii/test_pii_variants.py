"""More ways to write the same data: one line each."""

import pytest

from tests.detectors.pii.support import Case, cases, check

TABLE = """
证件号码 ⟦{cn_id}|cn_resident_id⟧ 与系统不符
请提供材料，身份证：⟦{cn_id}|cn_resident_id⟧，手机：⟦{mobile}|cn_mobile⟧
查一下⟦{cn_id}|cn_resident_id⟧的征信
ID: ⟦{cn_id}|cn_resident_id⟧
身份证号码是⟦３１０１０４１９７７０７０３２４７５|cn_resident_id⟧
身份證號⟦310104 197707 032475|cn_resident_id⟧
sfz⟦{cn_id}|cn_resident_id⟧
您的证件⟦{cn_id}|cn_resident_id|recipient⟧即将过期
外國人永久居留身份證⟦CAN210155143480|cn_foreign_permanent_resident_id⟧
客户持永久居留证⟦USA310178091200|cn_foreign_permanent_resident_id⟧
居住证号⟦{hk_permit}|residence_permit⟧
麻烦打⟦{mobile}|cn_mobile⟧找张先生
他换号了，新号⟦{mobile}|cn_mobile|third-party⟧
手机⟦138-0045-6219|cn_mobile⟧
手机：⟦138 00 45 62 19|cn_mobile⟧
tel:⟦13800456219|cn_mobile⟧
mobile ⟦138 0045 6219|cn_mobile⟧
手机⟦１３８００４５６２１９|cn_mobile⟧
手机⟦138——0045——6219|cn_mobile⟧
手机⟦138_0045_6219|cn_mobile⟧
手机⟦138/0045/6219|cn_mobile⟧
手机⟦I3800456219|cn_mobile⟧
手机⟦①③⑧⓪⓪④⑤⑥②①⑨|cn_mobile⟧
手机⟦幺三八零零四五六二一九|cn_mobile⟧
手机⟦一三八〇〇四五六二一九|cn_mobile⟧
手机⟦1️⃣3️⃣8️⃣0️⃣0️⃣4️⃣5️⃣6️⃣2️⃣1️⃣9️⃣|cn_mobile⟧
他办公室电话⟦0755-83214567|cn_landline|third-party⟧
家庭电话：⟦028 8765 4321|cn_landline⟧
座机⟦02163459582|cn_landline⟧
⟦+86 21 6345 9582|cn_landline⟧是他家的
手提⟦98765432|hk_mobile⟧
電話⟦+852 9287 6968|hk_mobile⟧
電話⟦(852) 9287 6968|hk_mobile⟧
電話⟦852-92876968|hk_mobile⟧
电话⟦9287-6968|hk_mobile⟧
whatsapp我 ⟦6123 4567|hk_mobile⟧
手機號碼⟦0912-345-679|tw_mobile⟧
手機⟦+886-918-754-047|tw_mobile⟧
手機⟦+886918754047|tw_mobile⟧
手機⟦０９１８７５４０４７|tw_mobile⟧
電話⟦07-345-6789|tw_landline⟧
客户的卡⟦{card19}|bank_card⟧
给⟦{card}|bank_card⟧这张卡转账
收款卡号：⟦{card}|bank_card⟧，户名⟦王建华|person_name⟧
卡⟦6222.6218.2633.0435|bank_card⟧
卡⟦6222_6218_2633_0435|bank_card⟧
卡号⟦6 2 2 2 6 2 1 8 2 6 3 3 0 4 3 5|bank_card⟧
卡号⟦陆贰贰贰陆贰壹捌贰陆叁叁零肆叁伍|bank_card⟧
信用卡⟦{visa}|bank_card⟧ 到期日 ⟦09/27|card_expiry⟧ CVC ⟦123|card_cvv⟧
card ⟦{amex}|bank_card⟧ exp. ⟦11/2028|card_expiry⟧ security code ⟦8842|card_cvv⟧
the card ⟦{visa_plain}|bank_card⟧ valid thru ⟦04/29|card_expiry⟧
MasterCard no ⟦{master}|bank_card⟧
护照⟦EA1234567|passport⟧办理
持护照⟦PE1234567|passport⟧开户
護照號⟦H12345678|passport⟧
Passport: ⟦N1234567|passport⟧
her passport ⟦925665416|passport|third-party⟧ expires soon
往来港澳通行证号码⟦C12345678|hk_macau_permit⟧
往来港澳通行证:⟦CB7654321|hk_macau_permit⟧
客户持往来台湾通行证⟦T12345678|taiwan_permit⟧办理开户
港澳居民来往内地通行证:⟦M87654321|home_return_permit⟧
回乡证(⟦H0123456789|home_return_permit⟧)
台湾居民来往大陆通行证⟦12345678|mainland_travel_permit⟧
軍官證：⟦軍字第1234567號|military_id⟧
警官证⟦武字第1234567号|military_id⟧
客户持军官证⟦参字第7654321号|military_id⟧办理开户
机动车驾驶证号⟦{cn_id}|driving_license⟧
社保号⟦123456789012|social_security_no⟧
医保卡号：⟦A12345678|social_security_no⟧
身份證⟦A123456(3)|hkid⟧
香港身份證號碼⟦Ｖ５５２４８３（０）|hkid⟧
HKID⟦V552483(0)|hkid⟧
身份證 ⟦V 552483 (0)|hkid⟧
客人身份證⟦AB987654(3)|hkid⟧
澳門居民身份證⟦5123456(7)|macau_id⟧
身分證統一編號⟦{tw_id}|tw_id⟧
ID ⟦{tw_id}|tw_id⟧ verified
客户车牌⟦浙A8K2T6|plate⟧
车牌号：⟦苏E·D12345|plate⟧
新能源车牌⟦粤BF12345|plate⟧
车⟦鲁B 12345|plate⟧停在门口
車牌⟦AB1234|plate⟧
車牌⟦BKL-5678|plate⟧
邮箱：⟦wang_xm@example.net|email⟧
邮箱⟦wang.xm (at) example (dot) net|email⟧
他邮箱⟦wangxm@example。com|email⟧
⟦wangxm AT example DOT com|email⟧
他的邮箱⟦zhang_san#example.com|email⟧
邮箱⟦ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ|email⟧
微信号：⟦wang-xm_88|wechat_id⟧
加我微信⟦wangxm888|wechat_id|staff⟧
薇♥⟦wangxm888|wechat_id⟧
wechat: ⟦wangxm|wechat_id⟧
V：⟦wangxm888|wechat_id⟧
➕V：⟦wangxm888|wechat_id⟧
维信⟦wangxm888|wechat_id⟧
微 信⟦wangxm888|wechat_id⟧
微-信：⟦wangxm888|wechat_id⟧
他的wx是⟦wangxm888|wechat_id|third-party⟧
QQ: ⟦12345678|qq⟧
Q Q ⟦87654321|qq⟧
企鹅号⟦87654321|qq⟧
扣扣：⟦87654321|qq⟧
加Q⟦87654321|qq⟧
Line：⟦@amywang|line_id⟧
line id ⟦amy_wang88|line_id⟧
住址是⟦湖北省江陵市沙洋区洪山路12号3栋2单元501室|address⟧
收件地址：⟦江苏省苏南市姑苏区平江路88弄12号|address⟧
寄到⟦北京市海淀区中关村南大街5号院3号楼1201|address⟧
地址：⟦深圳市福田区深南大道1006号国际创新中心A座1203室|address⟧
新卡寄到⟦山东省青州市市南区香港中路18号福泰广场B座2单元1801|address⟧
她住⟦九龍觀塘道388號創紀之城一期18樓A室|address⟧
通訊地址:⟦台中市西屯區台灣大道三段99號12樓之1|address⟧
地址⟦新界沙田沙田正街2號新城市廣場三座25樓C室|address⟧
地址⟦桃園市中壢區中正路123巷4弄5號|address⟧
ship to ⟦14 Willow Drive, Akron, OH 44301|address⟧
mail the check to ⟦2205 Cedar Street Unit 12, Portland, ME 04101|address⟧
his address: ⟦48 Harbour Road, Brighton BN1 3FG|address⟧
lives at ⟦7 Kings Court, Leeds LS2 8JT|address⟧
Born: ⟦12 March 1980|date_of_birth⟧
DOB ⟦1980-03-12|date_of_birth⟧
date of birth: ⟦03/12/1980|date_of_birth⟧
出生年月：⟦1990年12月1日|date_of_birth⟧
生日⟦1990/12/01|date_of_birth⟧
她是⟦1978年6月9日|date_of_birth⟧出生的
网银密码：⟦Qw3rty!@#|credential⟧
初始密码⟦888888|credential⟧
支付密码⟦147258|credential⟧
取款密码为⟦258369|credential⟧
password is ⟦S3cret#1|credential⟧
Username jdoe, password ⟦Fluffy2019|credential⟧
passwd: ⟦abc!2345|credential⟧
PIN: ⟦9031|credential⟧
校验码⟦556677|otp⟧
短信验证码⟦889900|otp⟧
動態密碼：⟦123987|otp⟧
SSN ⟦123-45-6780|us_ssn⟧
SSN: ⟦２５１－０５－５０７２|us_ssn⟧
Social Security Number ⟦251-05-5072|us_ssn⟧
NI number ⟦CW 81 69 07 C|uk_nino⟧
national insurance ⟦AA123456A|uk_nino⟧
account number ⟦12345678901|bank_account⟧
acct # ⟦0012345678|bank_account⟧
sort code 20-00-00 account ⟦55779911|bank_account⟧
户口⟦123-456789-001|bank_account⟧
IBAN ⟦DE89370400440532013000|iban⟧
IBAN ⟦GB82 WEST 1234 5698 7654 32|iban⟧
⟦FR1420041010050500013M02606|iban⟧
⟦Oliver Bennett|person_name⟧'s loan was declined.
⟦Ngozi Okafor|person_name⟧'s application was approved
⟦Sean Murphy|person_name⟧ missed his payment
Customer ⟦Sofia Ramirez|person_name⟧ complained
We spoke to ⟦Deepak Sharma|person_name⟧ about his overdraft.
⟦Emily Nguyen|person_name⟧'s balance is ⟦£12,030.50|balance⟧
⟦Ravi Kumar|person_name⟧'s savings balance is ⟦$9,800|balance⟧
⟦Olivia Hughes|person_name⟧'s outstanding debt is ⟦£3,450.20|balance⟧
Please review: ⟦Ming Li|person_name⟧, SSN ⟦254-24-4020|us_ssn⟧
Dear ⟦Grace O'Brien|person_name|recipient⟧,
tenant ⟦Carlos Mendoza|person_name⟧ passed the check
Reminder for ⟦Fatima Hassan|person_name⟧: her card expires
客户⟦孙丽华|person_name⟧账户余额⟦88,600元|balance⟧
⟦孙丽华|person_name⟧的存款有⟦35万|balance⟧
⟦黃志強|person_name⟧帳戶結餘⟦HK$386,000|balance⟧
⟦陳美惠|person_name⟧的貸款餘額⟦新台幣350萬元|balance⟧
客户⟦马超|person_name⟧负债⟦120万元|balance⟧
客户⟦马超|person_name⟧⟦2021年确诊肝癌|health⟧
⟦Hannah Clarke|person_name⟧ was diagnosed with ⟦lung cancer|health⟧
"""


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_variants(case: Case) -> None:
    check(case)
