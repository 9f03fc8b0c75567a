"""Words before or after a value that say what it is; regular expressions over normalised text."""

from typing import Final

# Numbers of things, not of people.
THING: Final = (
    r"(?:订单|订单号|运单|快递|物流|单号|流水|凭证|回单|批号|版本|票号|发票|回执|工单|案件|案号|合同|备案|"
    r"许可|批准|批文|文号|条码|"
    r"产品|基金|股票|证券|理财|债券|序列|参考号|交易号|交易编|预约|取件|提货|追踪|登记编|注册号|机构|网点|"
    r"终端|商户|会议|房间|直播间|meeting|设备|型号|货号|"
    r"邮编|区号|编码|代码|代号|条款|课程|活动|期号|期数|order|tracking|voucher|invoice|reference|\bref|"
    r"ticket|version|serial|case|isbn|"
    r"confirmation|transaction|routing|swift|bic|isin|cusip|sedol|postcode|zip|form|model|build|release|"
    r"parcel|shipment|"
    r"licen[cs]e no|registration|registered|company number|fca|frn|nmls|crd|ein|vat)"
    r"(?:[号码编数为是nor.#:\s(\[]|\bno\b|\bnumber\b|\bid\b|\bcode\b){0,10}$"
)
# A value that belongs to an institution or to nobody.
EXAMPLE: Final = (
    r"(?:示例|样例|例如|举例|样本|比如|模板|格式|sample|(?<![@.\w])example(?!\.)|e\.g\.|such as|"
    r"for instance|format|dummy|test number)"
)
# Who speaks, when the value is the institution's own.
INSTITUTION: Final = (
    r"(?:热线|客服|官方|官网|总行|总部|总机|客户服务|查询,?请|如有(?:任何)?(?:查询|疑问|需要|问题)|专线|分行|支行|网点|营业部|营业厅|服务中心|"
    r"分公司|门店|我行|本行|我司|本公司|我公司|公司|前台|"
    r"传真|咨询电话|服务电话|投诉电话|举报|报警|监督电话|监管|证监|银保监|金管|协会|消费者|维权|公众号|"
    r"服务号|订阅号|对公|"
    r"hotline|helpline|customer (?:service|support|care|relations)|call cent(?:er|re)|support|"
    r"toll[- ]?free|branch|head office|headquarters|"
    r"registered office|our office|switchboard|call us|contact us|reach us|write to us|visit us|ring us|"
    r"fax|official|complaints)"
)
