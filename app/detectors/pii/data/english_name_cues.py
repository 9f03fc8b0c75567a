"""Words around English names."""

import re
from typing import Final

_UP: Final = "A-ZÀ-ÖØ-Þ"
_LETTER: Final = "A-Za-zÀ-ÖØ-öø-ÿ"
_WORD: Final = rf"[{_UP}](?:['’][{_UP}])?[{_LETTER}]*(?:['’][{_UP}][{_LETTER}]+)?(?:-[{_LETTER}]+)*"
_PARTICLE: Final = r"(?:van|von|de|da|del|della|di|la|le|bin|binti|al|el|der|den|dos|do|ter|ap|mac|st\.?)"
NAME: Final = re.compile(
    rf"(?<![{_LETTER}0-9@._'’\-/&])(?P<first>{_WORD})(?: (?:{_WORD}|"
    rf"[{_UP}])\.?){{0,2}}?(?: {_PARTICLE}){{0,2}} (?P<last>{_WORD})"
    rf"(?![{_LETTER}0-9@_]|\.[a-z]| ?&|[’'][A-Z])"
)
MORE: Final = re.compile(rf"(?: (?:{_PARTICLE} ){{0,2}}{_WORD})")
NEXT: Final = re.compile(r"(?:,? and |, |; )")
_CANTONESE: Final = """
au chan chang chau cheng cheung ching chiu cho choi chong chow choy chu chui chung fan fok fong fung ha hau ho hon
hui hung ip kam kan ko kong koo kwan kwok kwong lai lam lau law lee leung li lin liu lo lok lui luk lung ma mak man
mok mui ng ngai ngan o pang poon pun shek shum siu so suen sy szeto tai tam tang to tong tsang tse tseng tsoi tsui
tung wan wong woo wu yam yan yau yeung yim yip yiu yu yuen yung
"""
CANTONESE: Final = frozenset(_CANTONESE.split())
# Family names of Taiwan and of the mainland, in letters: with a hyphenated given name they need no other sign.
_MANDARIN: Final = """
bai cai cao chang chen cheng chiang chien chiu chou chuang cui deng ding dong du duan fan fang feng fu gao gu guo han
hao
he hou hsiao hsieh hsiung hsu hu huang hung jia jiang jin kong kuo lai lei li lian liang liao lien lin liu long lu
luo lyu
mao meng pan peng qian qin qiu ren shao shen shi shih song su sun tan tang tian tsai tseng tu wang wei weng wu xia xiao
xie xiong xu xue yan yang yao ye yeh yen yin yu yuan zeng zhan zhang zhao zheng zhong zhou zhu zou
"""
FAMILY_NAMES: Final = frozenset(_MANDARIN.split()) | CANTONESE
SYLLABLES: Final = re.compile(r"[a-z]{1,6}-[a-z]{1,6}")
# What is said of a person whose given name is known; of a place or a company hardly.
LIFE: Final = re.compile(
    r",? (?:just |also |now |recently |still )?(?:has|had|lost|got|rents|took out|remortgaged|sold|bought|inherited|"
    r"filed|went|gambles|(?:has |is |was |has been )?(?:gone bankrupt|in (?:debt|hospital|rehab|prison|jail)|"
    r"on (?:benefits|"
    r"medication|bail|probation)|getting|going through|pregnant|behind|broke|unemployed|laid off|fired|evicted|"
    r"sued))\b|"
    r" and (?:his|her) (?:wife|husband|partner|son|daughter|ex)\b"
)
# A relative by the given name alone: her son Dylan.
KIN: Final = re.compile(
    r"\b(?:her|his|their|your) (?:late |ex-|elder |younger |little )?(?:son|daughter|wife|husband|brother|sister|"
    r"mother|mum|mom|"
    r"father|dad|partner|boyfriend|girlfriend|fianc[eé]e?)s?,? $"
)
ADDRESSED: Final = re.compile(
    r"(?:\bdear|\bhi|\bhello|\bhey|good (?:morning|afternoon|evening)|\battn:?|亲爱的|"
    r"尊敬的)[ ,]*(?:(?:mrs?|ms|miss|mx|dr)\.? )?$"
)
STRONG: Final = re.compile(
    r"(?:\b(?:applicants?|borrowers?|client|customer|cardholder|card ?holder|account ?holder|"
    r"policy ?holder|claimant|insured|beneficiary|guarantor|patient|employee|tenant|"
    r"spouse|husband|wife|son|daughter|payee|debtor|payer|co-?signers?|co-?applicants?|complainants?|"
    r"is this|belongs to|belonging to|just spoke (?:to|with)|heard from|the phone with|"
    r"(?:balance|file|overdraft|arrears|complaint|paperwork|payoff|hardship plan|account|loan|claim|policy|"
    r"application|statement|records?|details|documents?|salary|pension|debts?) (?:for|from|of)|"
    r"(?:please|can you|could you|must|to|and|i|we|she|he) (?:call|phone|text|ring|remind|tell|ask|notify|chase|"
    r"email) (?:back )?|"
    r"in the name of|on behalf of|spoke (?:to|with)|made by|came from|sent by|"
    r"winners? of [a-z ]{3,40}|executor|executrix|trustee|landlord|mother|father|sister|brother|partner|"
    r"fianc[eé]e?|neighbou?r|roommate|flatmate|colleague|co-?worker|holder|user|name|names)|客户|"
    r"申请人|持卡人|姓名|户名|投保人|借款人|收款人|员工|客人)"
    r"(?: you (?:asked|asked about|mentioned|know|enquired about)(?: about)?)?(?: (?:is|was|are|named|"
    r"called|name|of|to|for))?[ :,\-(\"“]*(?:(?:mrs?|ms|miss|mx|dr)\.? )?$"
)
TITLE: Final = re.compile(r"(?:\bmrs?|\bms|\bmiss|\bmx)\.? $")
POSSESSED: Final = re.compile(
    r"['’]s? (?:[a-z]+ ){0,3}?(?:application|claim|account|balance|loan|mortgage|card|policy|salary|"
    r"income|credit|debt|payment|arrears|address|phone|number|ssn|email|e-mail|file|details|data|records?|"
    r"statement|portfolio|pension|transfer|deposit|withdrawal|refund|diagnosis|condition|treatment|"
    r"medical|birthday|date of birth|dob|passport|password|pin|request|case|complaint|visit|signature|"
    r"documents?|"
    r"overdraft|limit|score|report|insurance|premium|savings|holdings|investments?|position|health|"
    r"surgery|divorce|employer|job|wages|bankruptcy|husband|wife|home|house|car|tax|net worth|"
    r"transactions?)\b"
)
SAID_OF: Final = re.compile(
    r",? (?:who |which |has |have |had |is |was |will |still |also |just |never |recently |already )*"
    r"(?:applied|apply|owes?|missed|defaulted|declined|approved|rejected|overdue|behind|came in|called|"
    r"visited|complained|opened|closed|borrowed|withdrew|deposited|transferred|signed|"
    r"been (?:diagnosed|declined|approved|rejected|denied)|diagnosed|suffers|lives|resides|works|earns|"
    r"holds|holding|banks with|lost|requested|asked|submitted|paid|repaid|divorced|passed away|died|born|"
    r"in arrears|bankrupt|"
    r"told (?!reporters)|(?:has|had|have|has got|keeps|with|got) [$£€]|getting|going through|went|inherited|"
    r"denied|enrolled|moved|stopped by|dropped by|cancelled|canceled|wants|refused|"
    r"a customer|our customer|a client|our client)\b"
)
DATA_AFTER: Final = re.compile(
    r"['’]?s?[ ,:;()\-–|/\t]{0,4}(?:(?:and |whose |his |her |their |at |on |is |was |the )*(?:ssn|"
    r"social security(?: number)?|ni(?:no)?(?: number)?|national insurance(?: number)?|dob|date of birth|"
    r"born(?: on)?|card(?: number)?|account(?: number)?|acct|a/c|"
    r"phone(?: number)?|tel|mobile|cell|email|e-mail|passport(?: number)?|id|iban|sort code|"
    r"driver['’]?s licen[cs]e|lives at|address|policy)?(?: (?:no|number|is|of|ending))*[.:#]?[ (]{0,2})"
    r"(?:[a-z]{0,4}\(?\+?[0-9][0-9 \-()x]{6,}|[a-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[a-d]|"
    r"[a-z0-9._\-]+@[a-z0-9]|(?<=dob )[0-9]|(?<=born )[0-9]|(?<=birth )[0-9])"
)
OFFICIAL: Final = re.compile(
    r"(?:executive|president|chairman|chairwoman|chair|chancellor|governor|secretary|minister|senator|congressman|"
    r"congresswoman|justice|judge|professor|prof\.?|ceo|cfo|coo|cio|cto|founder|co-?founder|"
    r"director|officer|economist|strategist|analyst|author|reporter|journalist|editor|host|speaker|"
    r"moderator|(?:^|written |authored |edited )by|fed|pope|king|queen|prince|princess|sir|lord|lady|dame|"
    r"saint|actor|singer|"
    r"investor|guru|manager|adviser|advisor|banker|specialist|representative|spokes(?:man|woman|person)|"
    r"head of [a-z ]{2,30}|partner at|according to|sincerely|regards|faithfully|signed|team at|attorney|"
    r"counsel|contact)[,:]?\s{1,3}$"
)
PUBLIC_AFTER: Final = re.compile(
    r"(?: jr\.?)? (?:boulevard|blvd|memorial)\b|"
    r",? (?:said|says|wrote|writes|argues|argued|noted|told reporters|joins|leads|chairs|ceo|cfo|chief|"
    r"president|chairman|chair of|professor|author|managing director|head of|senior|vice|founder|"
    r"foundation|fund|award|prize|investments?|group|company|bank|street|road|avenue|lane|drive|school|"
    r"university|college|hospital|hotel|square|park|house|index|average|"
    r"your (?:adviser|advisor|relationship|account|personal)|relationship manager|financial (?:adviser|"
    r"advisor)|customer (?:service|care)|branch manager)\b|,? (?:cfa|cfp|phd|esq)\b"
)

SAMPLE: Final = re.compile(r"\b(?:sample|example)\b[^.;]{0,20}$")
# What is said of a person's money or papers, and hardly of a company's.
PERSONAL: Final = re.compile(
    r"['’]s? (?:[a-z]+ ){0,2}?(?:application|claim|complaint|balance|overdraft|arrears|salary|income|debt|ssn|"
    r"diagnosis|condition|treatment|birthday|dob|passport|password|pin|signature|"
    r"pension|wages|credit score|husband|wife|home|tax|visit|surgery|medical|phone|address|email|details|file)\b"
)
