"""Words that introduce the name of a person: those who are spoken to, and those who are spoken of. Simplified."""

from typing import Final

ADDRESSED: Final = frozenset(["亲爱的", "尊敬的", "敬爱的", "致", "dear", "hi", "hello", "嗨", "哈喽"])
# The letter goes to somebody else: 致王芳女士的家属.
TO_OTHERS: Final = r"(?:先生|女士|小姐)?[的之]?(?:任职|所在|就职|雇主|家属|家人|配偶|父母|父亲|母亲|公司|单位|人事)"

_ROLES: Final = """
客户 客户姓名 客户名称 客户名字 客户信息 客户资料 客人 顾客 用户 持卡人 申请人 申办人 借款人 贷款人 投保人
被保险人 被保人 受保人 受益人 要保人 保户 联系人 紧急联系人 联络人 收件人 收货人 收款人 受款人 付款人 汇款人
开户人 领款人 担保人 保证人 连带保证人 共同借款人 共借人 主贷人 户主 户名 姓名 名字 名字叫 名字是 名叫 员工 雇员
职工 同事 学员 患者 病人 伤者 死者 亲属 家属 遗属 继承人 监护人 授权人 债务人 欠款人 当事人 投诉人 举报人 会员
储户 投资者 投资人 失信人 老赖 逾期人员 被执行人 中奖者 获奖者 得奖者 中奖人 房东 租客 房主 承租人 曝光台 推荐人
介绍人 转介人 经办人 经办人处填了 代办人 共有人 持有人 立约人 保人 新客 新开户 贵单位 贵公司 学生 家长 业主 车主
财务 出纳 会计 司机 保姆 老板娘 护士 桌的 部门的 单位的 班的 村的 小区的 厂的 学校的 公司的 家的
机主 本人 受托人 委托人 代理人 合作方 名单 清单 公示
"""
_KIN: Final = """
配偶 丈夫 妻子 老公 老婆 太太 爱人 前夫 前妻 未婚夫 未婚妻 男友 女友 男朋友 女朋友 父亲 母亲 爸爸 妈妈 儿子 女儿
子女 哥哥 弟弟 姐姐 妹妹 表哥 表弟 表姐 表妹 堂哥 堂弟 堂姐 堂妹 嫂子 弟媳 姐夫 妹夫 儿媳 女婿 侄子 侄女 外甥
孙子 孙女 岳父 岳母 公公 婆婆 爷爷 奶奶 外公 外婆 叔叔 阿姨 舅舅 姑姑 朋友 邻居 室友 舍友 战友 老乡 师兄 师姐
学长 学姐 老细
"""
_ACTS: Final = """
一栏写 一栏填 一栏是 填写的 登记为 写明 兹证明 证明 请审批 转告 转告给 致电 呼叫 请通知 通知 约了 经查 隔壁的 对面的
楼下的 楼下 自称 叫做 变更为 改为 代为 由 系 叫 感谢 恭喜 祝贺 多谢 欢迎 祝
"""
_PRONOUNS: Final = "您你他她佢我"
_THEIRS: Final = ("先生", "老公", "太太", "女儿", "儿子", "老婆", "同学")
SPOKEN_OF: Final = frozenset(
    [*_ROLES.split(), *_KIN.split(), *_ACTS.split(), *(one + other for one in _PRONOUNS for other in _THEIRS)]
)
WISHED: Final = "祝"  # a family name as well, behind a preposition: 跟祝海涛
LONGEST: Final = max(map(len, SPOKEN_OF))
# What may stand between such a word and the name: up to four of these.
GAPS: Final = frozenset([*" \t\n:=,([\"“”‘’'、|-", "是", "为", "叫", "有", "名叫", "包括", "如下"])
MOST_GAPS: Final = 4
