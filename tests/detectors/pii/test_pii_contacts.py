import pytest

from tests.detectors.pii.support import Case, cases, check

PHONES = """
客户手机⟦{mobile}|cn_mobile|third-party⟧,方便时联系。
记一下老板电话⟦+86 15080901507|cn_mobile|third-party⟧,有事找他
记一下老板电话⟦(+86)150-80901507|cn_mobile⟧,有事找他
记一下老板电话⟦+8615080901507|cn_mobile⟧
电话⟦0086-150-8090-1507|cn_mobile⟧
电话⟦86 15080901507|cn_mobile⟧
号码⟦{mobile_spaced}|cn_mobile⟧
号码⟦{mobile_hyphen}|cn_mobile⟧
号码⟦150.8090.1507|cn_mobile⟧
号码⟦1 5 0 8 0 9 0 1 5 0 7|cn_mobile⟧
号码⟦１５０８０９０１５０７|cn_mobile⟧
号码⟦l5O8O9O15O7|cn_mobile⟧
号码⟦一五零八零九零一五零七|cn_mobile⟧
号码⟦壹伍零捌零玖零壹伍零柒|cn_mobile⟧
号码⟦一三八 零零四五 六二一九|cn_mobile⟧
号码⟦150<b></b>80901507|cn_mobile⟧
号码⟦150\\u200b8090\\u200b1507|cn_mobile⟧
手机号⟦{mobile}|cn_mobile⟧已绑定
您的手机⟦{mobile}|cn_mobile|recipient⟧已登记
您预留的号码⟦{mobile}|cn_mobile|recipient⟧已变更
有需要加我⟦{mobile}|cn_mobile|staff⟧
客户经理小王⟦{mobile}|cn_mobile|staff⟧为您服务
我的私人电话是⟦{mobile}|cn_mobile|staff⟧
call me on ⟦13910481904|cn_mobile|staff⟧
打给⟦{mobile}|cn_mobile⟧或⟦{mobile}|cn_mobile⟧
他家电话⟦021-63459582|cn_landline|third-party⟧
她单位座机⟦(0571)88213456|cn_landline|third-party⟧
家里固话⟦0755 8321 4567|cn_landline⟧
住宅电话⟦010-63459582转802|cn_landline⟧
電話⟦9287 6968|hk_mobile⟧
手提電話：⟦6123 4567|hk_mobile⟧
聯絡電話⟦+852 5273 4265|hk_mobile⟧
WhatsApp ⟦+852-91234567|hk_mobile⟧
澳門手機⟦+853 6612 3456|mo_mobile⟧
澳門電話 ⟦6688 1234|mo_mobile⟧
住宅電話⟦2345 6789|hk_landline⟧
手機⟦0918-754-047|tw_mobile⟧
手機⟦0918754047|tw_mobile⟧
手機⟦+886 918 754 047|tw_mobile⟧
行動電話⟦0918 754 047|tw_mobile⟧
住家電話⟦(02)2712-3456|tw_landline⟧
他家電話⟦04-2345-6789|tw_landline⟧
理專王小姐⟦0912-025-116|tw_mobile|staff⟧為您推薦優質商品
text ⟦+44 7700 900855|phone⟧
ring him on ⟦07700 900123|phone|third-party⟧
my mobile is ⟦07700900456|phone|staff⟧
his home number is ⟦020 7946 0018|phone|third-party⟧
her cell ⟦(404) 555-0183|phone|third-party⟧
reach the borrower at ⟦404-555-0142|phone|third-party⟧
Phone: ⟦+1 404 555 0199|phone⟧
call ⟦1-404-555-0111|phone⟧
call ⟦+65 9123 4567|phone⟧
# no leaks
手机号138****1234已绑定
手机尾号6670
如需帮助致电95588。
请拨打12378投诉
咨询电话400-820-8888
400 820 8888
客服热线021-63459582
本行客服热线：13912345678
信用卡专线400-820-XXXX
分行地址：江城市中山路100号，电话2388-1234
星嵐銀行中環分行地址:香港中環德輔道中100號,電話2388-1234,辦公時間星期一至五9:00-17:00。
网点电话0571-88213456
投诉举报电话：010-66278113
例如13800138000
订单号13912345678
运单号15080901507已签收
金额13912345678.50元
1,391,234,567
2025-11-20 18:05
Customer support 24/7: 1-800-555-0136.
Questions: 1-800-555-0199.
customer service on 020 7946 0018
visit our branch or ring us on 0117 496 0123
0345 734 5345
call 1-888-555-0142
version 10.2.15
版本号V8.2.10-20251108
发票代码3200204130,发票号码12345678
服务时间9:00-17:00,预约码8842
300XXX,发行价29.39元/股
"""

EMAILS = """
登录名⟦huangyan47@example.com|email⟧
他的邮箱是⟦li.hua#example.org|email|third-party⟧
他的邮箱是⟦li dot hua @ example dot com|email⟧
email: ⟦jane dot doe at example dot com|email⟧
邮箱⟦zhang.wei_88@mail.example.com.cn|email⟧谢谢
邮箱⟦lihua＠example.com|email⟧
发到⟦lihua[at]example.com|email⟧
发到⟦lihua(at)example(dot)com|email⟧
发到⟦lihua艾特example点com|email⟧
您的邮箱⟦lihua88@example.com|email|recipient⟧已验证
please write to ⟦Priya.Nair+bank@example.co.uk|email⟧.
her email ⟦m.okafor@example.com|email|third-party⟧ bounced
消保投诉邮箱 xiaobao@xinglan-bank.example
To report fraud email fraud@cedarhollow.example.
write to service@harborline.example
info@example.com
noreply@example.com
官方邮箱hello.bank@example.com
邮箱a***@example.com
look at example.com
meet me at noon
@2x 图片
"""

SOCIAL = """
围芯⟦q.zhao23|wechat_id⟧
微信⟦lihua_8823|wechat_id⟧
加微信：⟦zhao2023wx|wechat_id⟧
我的微信号是⟦manager_li88|wechat_id|staff⟧
VX：⟦abc12345|wechat_id⟧
V信⟦hua77889|wechat_id⟧
薇信 ⟦licai_888|wechat_id⟧
威信⟦licai_888|wechat_id⟧
卫星⟦licai_888|wechat_id⟧
微❤⟦licai_888|wechat_id⟧
加V ⟦licai_888|wechat_id⟧
wx:⟦licai888|wechat_id⟧
WeChat ID: ⟦jane_doe88|wechat_id⟧
add me on WeChat: ⟦rm_wong_hk|wechat_id|staff⟧
微信同号⟦13910481904|cn_mobile⟧
他的微信⟦dawei_liang|wechat_id|third-party⟧
QQ⟦7097151285|qq⟧
QQ号：⟦34567890|qq⟧
扣扣⟦88234567|qq⟧
加企鹅⟦1234567890|qq⟧
他qq是⟦5567 8899|qq|third-party⟧
歡迎加LINE聯絡⟦@wangwang88|line_id|staff⟧
LINE ID：⟦wang_88|line_id⟧
官方微信号xinglanbank_service,请认准认证标识。
官方微信公众号"星澜银行微银行"(微信号:xinglanbank)。
我行微信银行可查询余额
关注微信公众号xinglanbank
微信支付WeChat Pay
卫星ETF基金
QQ群987654321
第一line of credit
online service
"""

OTHERS = """
新能源车牌⟦沪AD50893|plate⟧
车牌⟦京A12345|plate⟧
他的车⟦粤B·8K2T6|plate|third-party⟧抵押了
車牌⟦VW 9701|plate⟧
車牌號碼⟦ABC-1234|plate⟧
車號⟦ABC-1234|plate⟧
京ICP备12345678号
沪B2-20080050
"""


@pytest.mark.parametrize("case", cases(PHONES), ids=str)
def test_phones(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(EMAILS), ids=str)
def test_emails(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(SOCIAL), ids=str)
def test_messenger_accounts(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(OTHERS), ids=str)
def test_plates(case: Case) -> None:
    check(case)
