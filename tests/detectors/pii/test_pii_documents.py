import pytest

from tests.detectors.pii.support import Case, cases, check

TABLE = """
# mainland resident ID
您的身份证号是⟦{cn_id}|cn_resident_id|recipient⟧，请核对。
身份证号码：⟦{cn_id_x}|cn_resident_id⟧
客户⟦{cn_id}|cn_resident_id|third-party⟧已完成实名认证
系统里录的⟦{cn_id}|cn_resident_id⟧这条记录有误
证件号（⟦{cn_id}|cn_resident_id⟧）已过期
請核對閣下身份證⟦{cn_id}|cn_resident_id|recipient⟧
Chinese ID ⟦{cn_id}|cn_resident_id⟧ was rejected
his ID number is ⟦{cn_id}|cn_resident_id|third-party⟧.
身份证⟦310104 19770703 2475|cn_resident_id⟧
身份证⟦310104-19770703-2475|cn_resident_id⟧
身份证⟦3 1 0 1 0 4 1 9 7 7 0 7 0 3 2 4 7 5|cn_resident_id⟧
身份证⟦３１０１０４１９７７０７０３２４７５|cn_resident_id⟧
身份证⟦310104<b></b>197707032475|cn_resident_id⟧
身份证⟦31010419\\u200b7707032475|cn_resident_id⟧
身份证⟦三一零一零四一九七七零七零三二四七五|cn_resident_id⟧
老身份证号⟦310104770703247|cn_resident_id⟧
身份证号⟦310104197707032476|cn_resident_id⟧
订单310104197707032476已发货
产品登记编码110101196202074523
示例身份证110101199003070000请勿使用
身份证号3101**********2475已核验
身份证尾号2475
统一社会信用代码⟦91110108551385082Q|uscc|institution⟧
外国人永久居留身份证⟦CAN210155143480|cn_foreign_permanent_resident_id⟧
港澳居民居住证⟦{hk_permit}|residence_permit⟧
# driving licence, social security, military
驾驶证号:⟦340111195808087651|driving_license⟧
他的驾照⟦{cn_id}|driving_license|third-party⟧到期了
driver's license ⟦H35083287|driving_license⟧
driving licence no: ⟦MORGA657054SM9IJ|driving_license⟧
社保卡号⟦D31671607|social_security_no⟧
社会保障号码：⟦{cn_id}|social_security_no⟧
军官证:⟦军字第7143536号|military_id⟧
士兵证号⟦士字第20043318号|military_id⟧
他持军官证⟦南字第0421763号|military_id⟧
京银保监许字第20231号批复
# travel documents
护照号⟦ED9778001|passport⟧
护照⟦E12345679|passport⟧已失效
护照号码：⟦G87654321|passport⟧
護照號碼 ⟦K01234567|passport⟧
passport number ⟦898023454|passport⟧
Passport No. ⟦533401372|passport⟧
客户持往来港澳通行证⟦C65920079|hk_macau_permit|third-party⟧办理开户
港澳通行证号：⟦CA1234567|hk_macau_permit⟧
往来台湾通行证:⟦L26323822|taiwan_permit⟧
大陸居民往來台灣通行證⟦T10293847|taiwan_permit⟧
回乡证⟦H42297987|home_return_permit⟧
回鄉證號碼 ⟦M0123456701|home_return_permit⟧
台胞证⟦96363470|mainland_travel_permit⟧
台胞證號：⟦0123456789|mainland_travel_permit⟧
订单号E208871394
护照办理须知：请携带2张照片
航班MU5137
G31次5车11A
签证代办服务，详询95712
# Hong Kong, Macau, Taiwan
身份證號碼⟦V552483(0)|hkid⟧
香港身份證：⟦{hkid}|hkid⟧
HKID ⟦{hkid}|hkid⟧ on file
客人⟦{hkid}|hkid|third-party⟧已到分行
香港身分證⟦{hkid_bare}|hkid⟧
HKID: ⟦{hkid_bare}|hkid⟧
示例身份證A123456(0)只作參考
澳門身份證⟦7118960(6)|macau_id⟧
澳門居民身份證號碼 ⟦1234567(8)|macau_id⟧
澳門身份證⟦5/123456/7|macau_id⟧
身分證字號⟦{tw_id}|tw_id⟧
客戶⟦{tw_id}|tw_id|third-party⟧已完成對保
您的身分證⟦{tw_id}|tw_id|recipient⟧已登錄
示例身分證A123456789僅供測試
保單條款代號ABC-01
# United States, United Kingdom
Applicant SSN: ⟦893-65-4620|us_ssn|third-party⟧
SSN ⟦251050572|us_ssn⟧
his social security number is ⟦251 05 0572|us_ssn|third-party⟧
NI number ⟦CW816907C|uk_nino⟧
National Insurance number: ⟦AB 12 34 56 C|uk_nino⟧
her NINO is ⟦JG103759A|uk_nino|third-party⟧
EIN 12-3456789
Form 1040 instructions
FRN 123456
QQ123456C is an example
"""


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_documents(case: Case) -> None:
    check(case)
