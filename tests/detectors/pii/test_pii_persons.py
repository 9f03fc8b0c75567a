import pytest

from tests.detectors.pii.support import Case, cases, check

CHINESE = """
⟦劉德生|person_name⟧小姐申請房貸,文件不齊
⟦冼志文|person_name⟧女士的账户被冻结。
⟦林雅婷|person_name|third-party⟧今天來過分行
亲爱的⟦郭志豪|person_name|recipient⟧，您的申请已受理
亲爱的⟦欧阳明月|person_name|recipient⟧:
尊敬的⟦司马光华|person_name|recipient⟧先生，您好
⟦陳怡君|person_name|recipient⟧小姐您好
感谢⟦周婷婷|person_name⟧老师支持
贵司员工⟦李汉强|person_name|third-party⟧欠我行贷款
客户⟦吴京华|person_name|third-party⟧跟着我买，已经赚了42%
客户⟦王芳|person_name⟧的电话打不通
客户⟦张伟|person_name⟧明天来办理
客户⟦李明|person_name⟧、⟦赵敏|person_name⟧和⟦孙悦|person_name⟧都投诉了
客户姓名：⟦申兴|person_name⟧
姓名：⟦石媛|person_name⟧ 性别：女
申請人⟦黃麗珊|person_name⟧，文件不齊
閣下配偶⟦陳志偉|person_name|third-party⟧已簽署
借款人⟦梁大伟|person_name⟧已逾期30天
收款人⟦罗乐|person_name⟧
⟦段宇航|person_name⟧的贷款被拒了
⟦陈丽娟|person_name⟧刚才打电话来问利率
⟦欧阳明月|person_name⟧的征信有问题
请通知⟦何静|person_name⟧女士领卡
患者⟦蔡依文|person_name⟧的病历
中奖名单公示:⟦石媛|person_name⟧ ⟦{mobile}|cn_mobile|third-party⟧ ⟦{cn_id}|cn_resident_id|third-party⟧。请于3日内领奖。
转发给合作方:⟦罗乐|person_name⟧ ⟦{cn_id}|cn_resident_id⟧ ⟦{mobile}|cn_mobile⟧;⟦梁大伟|person_name⟧ ⟦{cn_id}|cn_resident_id⟧ ⟦{mobile}|cn_mobile⟧
客户清单(内部,勿外发):⟦申兴|person_name⟧ ⟦{cn_id}|cn_resident_id⟧ ⟦{mobile}|cn_mobile⟧。
客人⟦陳志偉|person_name⟧,身份證⟦{hkid}|hkid⟧,電話⟦5273 4265|hk_mobile⟧,地址⟦香港九龍旺角彌敦道688號旺角中心12樓B室|address⟧。
⟦王建华|person_name⟧，⟦{mobile}|cn_mobile⟧，⟦浙江省宁川市海曙区柳汀街127弄6号302室|address⟧
⟦赵子轩|person_name⟧（⟦{cn_id}|cn_resident_id⟧）
# no names
姓名张*伟
客户张某投诉
张女士您好，您的产品周五到期
李老师，您的产品到期了
王总，您好
尊敬的客户您好
尊敬的金先生，您好
白金女士卡权益升级
高级经理女士们
行长王建国表示
首席经济学家李大霄认为
记者 陈丽娟 报道
法定代表人：王建国
作者：周婷婷
基金经理张伟明管理规模
马云曾说过
巴菲特的投资理念
亲爱的客户，您的申请已受理
客户经理会联系您
申请人应提交资料
投资人应详阅公开说明书
持卡人须妥善保管卡片
客户高度认可我们的服务
客户应当仔细阅读条款
客户方可办理
感谢金融消费者的支持
恭喜您获得优惠
祝您成功
用户成功办理
致富卓越储蓄寿险
万能账户本月结算利率3.0%
安心贷款，方便申请
黄金账户、白金账户均可申请
余额不足，请及时还款
周末办理，周一到账
易方达基金、华夏基金、富国基金
石家庄分行
江苏银行、宁波银行、徽商银行
"""  # noqa: E501

ENGLISH = """
⟦Patrick Nwosu|person_name|third-party⟧'s application was declined.
Please review: ⟦Callum Boyd|person_name⟧, SSN ⟦254-24-4020|us_ssn⟧, card ⟦{visa}|bank_card⟧, ⟦(404) 555-0183|phone⟧.
Attached is the rent roll with applicants: ⟦Devon Clarke|person_name⟧ ⟦334-54-0933|us_ssn⟧, ⟦Amy Song|person_name⟧ ⟦175-24-6763|us_ssn⟧.
Dear ⟦Priya Nair|person_name|recipient⟧, your card is on its way.
Hi ⟦Siobhan O'Connor|person_name|recipient⟧,
client ⟦Mary-Jane Watson|person_name⟧ called about her loan
Customer ⟦Chidinma Okafor|person_name⟧ has missed two payments
Mr ⟦James McDonald|person_name⟧ visited the branch
Ms. ⟦Wei Zhang|person_name⟧'s account was closed
borrower ⟦Jose Garcia|person_name⟧ is behind on payments
⟦Maria Garcia-Lopez|person_name⟧ owes us money
Policyholder: ⟦Thi Nguyen|person_name⟧
⟦Aoife Murphy|person_name⟧, DOB ⟦14/07/1966|date_of_birth⟧
Name: ⟦Connor Fitzgerald|person_name⟧
the applicant, ⟦Raj Patel|person_name⟧, was approved
your husband ⟦David Chen|person_name|third-party⟧ has an overdue loan
⟦Emma van Dijk|person_name⟧'s claim was rejected
⟦SARAH JOHNSON|person_name⟧'s mortgage was declined
客户⟦Patrick Nwosu|person_name⟧的申请被拒
# no names
Russell Investments launched a new fund.
Charles Schwab, Morgan Stanley and Goldman Sachs reported results.
The Dow Jones rose 0.75%.
postcode SW1A 2AA is Downing Street
April May June
Dear Customer, your card is on its way.
Dear Mr Smith, your card is on its way.
Dear Valued Client,
Fed Chair Jerome Powell said rates may fall.
According to Warren Buffett, price is what you pay.
Jane Smith, CEO of Harborline, said
by Mary Jones, Senior Economist
Kind regards, Emma Brown
Your relationship manager John Carter is here to help
Victoria Street branch is closed
The Sharpe ratio compares returns.
Customer Service is open on Monday
Account Services team
Thank you for banking with Wells Fargo
Grant Thornton's audit application
Edward Jones accounts
St James Place account
"""  # noqa: E501

ADDRESSES = """
客户家庭住址:⟦北京市朝阳区望京西园三区306号楼1208室|address|third-party⟧,请寄送回单。
客户家庭住址:⟦内蒙古自治区青城市赛罕区大学西街2号|address⟧,请寄送回单。
新卡将寄往⟦浙江省宁川市海曙区柳汀街127弄6号302室|address⟧,如需帮助致电95588。
新卡将寄往⟦陕西省长宁市雁塔区科技路48号B座2单元905|address⟧,如需帮助致电95588。
他住在⟦江城市中山区人民路88号3栋502室|address|third-party⟧
收货地址：⟦深圳市南山区科技园南路15号恒信大厦1203|address⟧
家住⟦宁川市海曙区柳汀街127弄6号|address⟧的客户
通訊地址⟦新北市板橋區文化路一段188巷22號11樓之3|address⟧
地址⟦香港九龍旺角彌敦道688號旺角中心12樓B室|address⟧
住址：⟦台北市大安區忠孝東路四段216巷27弄3號5樓|address⟧
她家在⟦上海市浦东新区张杨路1234弄56号701室|address|third-party⟧
户籍地⟦四川省成都市武侯区人民南路四段12号|address⟧
寄到⟦广东省广州市天河区体育西路123号天河花园A栋1502房|address⟧
mail the check to ⟦91 Orchard Lane Apt 4B, Dayton, OH 45402|address⟧
She lives at ⟦22 Elm Road, Bristol BS1 4ST|address|third-party⟧.
Flat delivered to ⟦Flat 3, 14 Acacia Avenue, London NW3 5TB|address⟧
his home address is ⟦1600 W Maple Street, Springfield, IL 62704|address|third-party⟧
send it to ⟦Flat B, 12/F, Argyle Centre, 688 Nathan Road, Mong Kok, Kowloon|address⟧
星嵐銀行中環分行地址:香港中環德輔道中100號
欢迎光临江城市中山路88号我行网点
网点地址：北京市朝阳区建国路88号
公司注册地址：上海市浦东新区陆家嘴环路1000号
讲座地点：江城市中山路88号星澜银行大厦3楼
地址:江城市*****路**号
支行位于北京市海淀区中关村大街27号
Visit our branch at 100 Main Street, Dayton, OH 45402
Our head office is at 25 Bank Street, London E14 5JP
10 Downing Street
a 24 hour drive
保单第12号
第3条第2款
"""


@pytest.mark.parametrize("case", cases(CHINESE), ids=str)
def test_chinese_names(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(ENGLISH), ids=str)
def test_english_names(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", cases(ADDRESSES), ids=str)
def test_addresses(case: Case) -> None:
    check(case)
