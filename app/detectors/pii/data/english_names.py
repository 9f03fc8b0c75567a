"""Given names that are common in English-language correspondence, lower-case."""

from typing import Final

_GIVEN: Final = """
annalise bartholomew dashiell ifeoma llinos iain thuy anneke kai hye-jin hye callie-mae callie omari priyanka tomas
tomasz wojciech jose zoe ffion rhodri bryce latasha marisol cordelia rajvinder mariposa rodrigo bogdan agnieszka
magdalena katarina milos stojan yusuf ismael jamila layla leila soraya noura hadi farid nasser omar tariq zainab bao
linh huong thanh hoang duc phuong lan mai trung quoc kaori yuto haruto sakura kenta emi naoko jiwoo minjun seoyeon
hyun-woo ji-hoon min-jun anders bjorn ingrid lars sven astrid freja mette soren jorgen pieter hendrik willem femke
sanne marieke giuseppe matteo alessandro chiara elisa paolo dmitri sergei natasha oksana olena yulia aaron abby
abdul abdullah abel abigail abraham ada adam addison adele adeline adrian adriana adrienne agnes ahmad ahmed aidan
aileen aimee aisha ajay akash akira alan alana alastair albert alberto alec alejandra alejandro alex alexa alexander
alexandra alexandria alexis alfonso alfred alfredo ali alice alicia alina alisha alison alistair allan allen allison
alma alvaro alvin alyssa amanda amara amber amelia amina amir amit amrit amy ana anand anastasia andre andrea
andreas andres andrew andy angel angela angelica angelina angelo angus anil anisha anita anjali ann anna annabel
anne annette annie anthony anton antonia antonio anya aoife april arash archie ariana ariel arjun arlene armando
arnold aron arthur arturo arun aryan asha ashley ashok athena aubrey audrey august aurora austin autumn ava avery
ayaan ayesha ayo babatunde bailey barbara barney barry bart bashir basil beatrice beatriz becky belinda bella ben
benedict benjamin bernadette bernard bernice bernie bertha beth bethany betty beverly beverley bianca bill billie
billy bina blaine blair blake blanca bo bob bobby bonnie boris brad bradley brady brandi brandon brandy breanna
brenda brendan brendon brent brett brian briana brianna bridget brigid brittany brodie brooke bruce bruno bryan
bryony byron caitlin caleb callum calvin cameron camila camille candace candice cara carina carl carla carlo carlos
carly carmen carol carole carolina caroline carolyn carrie carter cary casey cassandra cassie catalina catherine
cathy cecilia cecil cedric celeste celia cesar chad chandra chantelle charlene charles charlie charlotte charmaine
chelsea cheng cheryl chidi chidinma chiamaka chijioke chika chike chinedu chinelo chioma chloe chris christa
christian christie christina christine christopher christy chuck chukwuemeka ciara cian cindy claire clara clare
clarence clarissa clark claude claudia clay clayton clement cliff clifford clifton clinton clive clyde cody colin
colleen collin conor connor conrad constance consuelo cora corey cormac cornelius cory courtney craig cristina
crystal curtis cynthia cyril dahlia daisy dale dalia dalton damian damien damon dan dana daniel daniela danielle
danny dante daphne darcy daren darius darla darlene darnell darren darrell darryl darwin daryl dave david davina
dawn dean deandre deanna debbie deborah debra declan deepa deepak deirdre delia delores demetrius denise dennis
derek dermot derrick desiree desmond destiny devi devin devon dexter dhruv diana diane diego dilip dimitri dina
dinesh dion dirk divya dolores dominic dominick dominique don donald donna donovan dora doreen doris dorothy doug
douglas doyle drew duane duncan dustin dwayne dwight dylan eamon earl ebony ed eddie edgar edith edmund edna eduardo
edward edwin eileen eilidh elaine eleanor elena eli elias elijah elisabeth elise eliza elizabeth ella ellen ellie
elliot elliott ellis eloise elsa elsie elvira elvis emeka emerson emil emilia emilio emily emma emmanuel emmett
enrique eoin eric erica erik erika erin ernest ernesto esme esmeralda esperanza estelle esther ethan ethel eugene
eugenia eunice eva evan evangeline eve evelyn ezekiel ezra fabian faisal faith farah farhan fatima fatoumata faye
felicia felicity felipe felix fergus fernanda fernando finley finlay finn fiona florence folake ford frances
francesca francesco francis francisco francois frank frankie franklin fraser fred freda freddie frederick freya
funmi gabriel gabriela gabrielle gail gareth garrett gary gaurav gavin gemma gene genevieve geoff geoffrey george
georgia georgina gerald geraldine gerard gerardo gertrude gilbert gillian gina ginger giovanni gita gladys glen
glenda glenn gloria gopal gordon grace gracie graeme graham grainne grant greg gregg gregory greta guadalupe
guillermo gurpreet gus guy gwen gwendolyn habib hailey hamish hamza hanna hannah hans hao haris harjit harold
harpreet harriet harrison harry harvey hasan hassan hayden hayley hazel heather hector heidi helen helena helga
henrietta henry herbert herman hilary hilda hiroshi holly hope horace howard hubert hugh hugo humphrey hung hussein
ian ibrahim ida ifeanyi ignacio igor imani imogen imran ines ira irene iris irma irving isaac isabel isabella
isabelle isaiah isha ismail isobel israel ivan ivy jack jackie jackson jacob jacqueline jacques jade jaden jagdish
jai jaime jake jamal james jamie jan jana jane janet janice janine jared jasmin jasmine jason jasper javier jay
jayden jayne jean jeanette jeanne jeff jeffery jeffrey jen jenna jennifer jenny jeremiah jeremy jermaine jerome
jerry jesse jessica jesus jill jillian jim jimmy jin jing joan joann joanna joanne jocelyn jodie jody joe joel joey
johan johanna john johnny johnathan jon jonah jonas jonathan jordan jorge josef joseph josephine josh joshua josie
joy joyce juan juanita judith judy julia julian juliana julie juliet julio julius jun june justin justine kabir
kamal kamala kara karan kareem karen karim karina karl karla kashif kate katelyn katharine katherine kathleen
kathryn kathy katie katrina kavita kay kayla kayode keira keith kelechi kelly kelsey kelvin kemi ken kendall kendra
kenji kenneth kenny kent kenya kerry kevin khadija khalid kiara kieran kim kimberly kiran kirk kirsten kirsty kofi
kourtney kris krishna krista kristen kristin kristina kumar kunal kurt kwame kwesi kyle kylie lachlan lakshmi lamar
lana lance lara larry latoya laura lauren laurence laurie lavinia lawrence leah leanne lee leela leigh len lena
lenora leo leon leona leonard leonardo leroy leslie lester leticia levi lewis liam liang lidia lila lilian lillian
lily lin lina linda lindsay lindsey ling lionel lisa liz lloyd logan lois lola lonnie lora loretta lori lorna
lorraine lottie lou louis louisa louise luca lucas lucia lucille lucinda lucy luis luisa luke luther lydia lyle
lynda lynette lynn mabel mackenzie maddison madeleine madeline madison mae maeve maggie mahmoud maisie malcolm malik
mandy manjit manoj manuel mara marc marcel marcia marco marcos marcus margaret margarita margot maria mariah mariam
marian mariana marianne marie marilyn marina mario marion marisa marjorie mark marla marlene marlon marsha marshall
marta martha martin martina marvin mary maryam mason mateo mathew matilda matt matthew maureen maurice mauricio max
maxim maximilian maxine maxwell maya mbali meera megan mei melanie melinda melissa melody melvin mercedes mercy
meredith mia micah michael michaela michele michelle mick miguel mike mila mildred miles milton min mina mindy ming
minnie miranda miriam misty mitchell moe mohamed mohammad mohammed mohan mohit moira molly mona monica monique
morgan morris moses muhammad mukesh muriel murray mustafa myra myrtle nadia nadine naeem nancy naomi narendra nasir
natalia natalie nathan nathaniel naveen ned neel neha neil nell nellie nelson neville ngozi niamh nicholas nick
nicola nicolas nicole nigel nikhil nikita nikki nina nisha nitin nkechi nneka noah noel noelle nora norma norman
nuala nwando obinna octavia odette ola olaf olga oliver olivia oliwia olu oluwaseun ophelia orla orlando oscar osman
otis owen pablo paige pam pamela pankaj paola parker parveen pat patience patricia patrick patsy patti patty paul
paula paulette paulina pauline pearl pedro peggy penelope penny percy perry pete peter petra phil philip philippa
phillip phoebe phyllis pierre ping piotr polly pooja poppy pradeep prakash pranav prasad precious preeti preston
priscilla priya qasim quentin quinn rachael rachel rafael raheem rahul raj rajesh rajiv ralph ramesh ramiro ramon
ramona randall randolph randy raphael rashid raquel ravi ray raymond rebecca reece reena regina reginald rehana
rekha remi rena rene renee reuben rex reza rhea rhiannon rhoda rhonda rhys ria ricardo richard rick ricky rikesh
riley rita ritu roberta roberto robert robin robyn rocio rod roderick rodney rodolfo rogelio roger rohan rohit
roisin roland roman ron ronald ronan ronnie rory rosa rosalie rosalind rosario rose rosemary rosie ross rowan rowena
roxanne roy ruben ruby rudolph rudy rupert russell ruth ryan sabrina sade sadie saeed saira sally salma salman
salvador sam samantha samina samir sammy samson samuel sana sandeep sandra sandy sanjay sanjeev santiago sara sarah
sasha saul savannah scarlett scott sean sebastian selena selina serena sergio seth shah shaheen shaun shaw sheila
shelby sheldon shelia shelley sheri sherman sherri sherry sheryl shirley shivani shreya shu shyam sian sid sidney
siegfried sienna silvia simon simone sinead siobhan siti skye sofia sol solomon sonia sonya sophia sophie spencer
stacey stacy stanley stefan stefanie stella stephanie stephen sterling steve steven stewart stuart sue suki sunil
sunita suresh surinder susan susana susannah susie suzanne swati sybil sylvia tabitha tamara tameka tami tammy tania
tanisha tanner tanya tara tasha tatiana taylor ted temitope terence teresa teri terrance terrell terrence terri
terry tessa thandi thelma theo theodore theresa thomas tiana tiffany tim timothy tina tobias toby todd tolu tom
tommy toni tony tonya tracey traci tracy travis trent trevor trey tricia trina trisha tristan troy trudy tunde tyler
tyrone tyson uche ulrich uma umar una ursula usha usman valentina valerie van vance vanessa vaughn vera vernon
veronica vicki vicky victor victoria vijay vikram vinay vince vincent viola violet virginia vishal vivek vivian
viviana wade wahid wai wallace walter wanda warren wayne wei wendell wendy wesley whitney wilbur wilfred will willa
willard william willie willow wilma wilson winifred winston wyatt xavier xiao xiaoming xin ximena xinyi xu yan yang
yara yasmin yasmine ying yolanda yong yu yuan yuki yun yvette yvonne zach zachary zahra zain zane zara zeinab zhen
zhi zoey zofia zuri jia jie jiahui junjie haoran mingze yifan yuxuan zihan zixuan siu kwok wing chun kit yee man
mei-ling wai-man ka-ming ka ade adebayo adekunle adewale aditi aditya akinwale amaka anaya aniket ankit anthea
aparna arabella arvind ashwin azadeh bhavna bilal blessing boluwatife bronwyn calum carys catriona chandrika chetan
cillian clodagh damola darragh dilshad ebere ebun efua ekaterina elif emer enda eniola esi esra eimear fadi fahad
femi fidel folasade fionnuala fumiko gaia genoveva giulia gopi goran hadiya hanif hari harish hemant hitesh hyun
ikram ilona imelda indira inigo isla ivana jaspreet jatinder jaya jerzy jiho jitendra joaquin jolene kaitlyn kajal
kalpana kapil karthik katarzyna keisha kenechukwu keshia khaled kwabena lakeisha lalita latisha lorcan lorenzo
lourdes luz magda maite malachy manisha manpreet maribel marek maricela mariusz marwa meena meghan milan minh mirza
monika nadeem nafisa nalini nana naresh natalya nazia neelam neeraj niall nikolai nirmala nnamdi nobuko noor norah
obi odalys oisin olanrewaju oleg oluwaseyi oonagh osagie padma padraig paloma parisa parth pilar prashant praveen
preethi quincy rachna radha ragini rajan rakesh rana ranjit rashida rasheed reggie rosalinda roshan rukmini ruchi
rupa sadia saanvi sachin saffron sahil sandhya sangeeta santosh saoirse sarita satish seamus segun seun shabana
shanice shanta shanthi shilpa shobha shruti siddharth simran sohail somchai sneha soledad sorcha srinivas subhash
sudha sujata sukhdev sumit sushma svetlana swarna taiwo tadhg takeshi talia tamika tanvi tejas tobi tosin trang tuan
uchenna umesh urmila uzma vandana varun vasudha veena venkat vidya vikas vimal vinod vishnu vivienne wanjiru xochitl
yadira yash yetunde yewande yogesh yosef yusra zaheer zainul zanele zeenat zelda zulfiqar
"""
GIVEN: Final = frozenset(_GIVEN.split())
# Capitalised words that make a phrase something else than a person's name.
_NOT_NAMES: Final = """
mr mrs ms miss mx dr prof cfo ceo coo cto cio isa isas ira iras executive garden insert select jr sr is we you they
it if when please once after before until while since although because however also no yes not do does did will
would can could should may might shall there here what who how why where all any both each every some most many more
new your call see visit read click tap learn get make pay send apply open close check use keep let ask tell sell buy
save earn invest borrow switch join meet start stop attached enclosed regards cheers bank banks banking bancorp
bankcorp financial finance capital investment investments investing investors asset assets management managers
wealth advisors advisers advisory partners partnership group holdings holding company co corp corporation inc ltd
limited llc llp plc trust trustee fund funds securities insurance assurance mutual life credit union savings loan
loans mortgage mortgages card cards visa mastercard express account accounts services service solutions systems
technologies technology tech international global national federal reserve treasury index indices average industrial
composite growth income value equity bond bonds etf etfs portfolio street st avenue ave road rd lane ln drive
boulevard blvd court square place plaza way crescent terrace gardens park hill house tower building centre center
city county state states kingdom island islands beach hole river lake valley north south east west york london hong
kong china america american british english european asia asian africa university college school hospital clinic
foundation institute association society committee council commission authority agency department ministry office
branch airport station hotel stadium arena museum church cathedral january february march april june july august
september october november december monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat
sun day christmas easter customer customers client clients support team agent adviser advisor manager director
officer president chairman chair governor secretary minister senator congressman judge professor the a an and or of
for in on at to from by with our my his her their its this that these those dear hello hi thank thanks sincerely
best yours faithfully kind warm re fw fwd subject date time sent note notice important terms conditions policy
privacy statement balance payment transfer deposit withdrawal interest rate rates apr aer plus premium gold silver
platinum classic rewards cash back online mobile app digital secure security code pin password number id ssn nino
iban swift sort routing stanley chase schwab sachs goldman fargo wells jones dow nasdaq russell templeton mae mac
roe price fidelity vanguard blackrock pimco merrill lynch hathaway berkshire lloyds barclays hsbc natwest santander
citi citigroup citibank ubs schroders aviva prudential allianz axa zurich aberdeen hargreaves lansdown rathbones
brewin dolphin invesco janus henderson franklin legg rowe northern southern western eastern thornton deloitte pwc
kpmg ernst young mckinsey bain texas california florida virginia carolina georgia ohio washington jersey mexico
zealand zone ring line bay port harbor harbour bridge gate wood woods field fields green springs falls heights
junction row mews view vista ridge crest mile smith's act law rule regulation section form schedule annex appendix
chapter part clause exhibit figure table ratio model test theory staff writer reporter contributor senior junior
chief head lead correspondent day's week month year quarter summer winter spring autumn fall season festival sale
offer special bonus reward points miles
"""
NOT_NAMES: Final = frozenset(_NOT_NAMES.split())
# People whose names stand for something public.
_PUBLIC: Final = """
jane austen, martin luther king, martin luther, isaac newton, charles dickens, winston churchill, florence
nightingale, warren buffett, charlie munger, jerome powell, janet yellen, ben bernanke, alan greenspan, paul
volcker, peter lynch, benjamin graham, john bogle, jack bogle, ray dalio, george soros, carl icahn, jamie dimon,
david solomon, larry fink, ken griffin, bill ackman, cathie wood, elon musk, jeff bezos, bill gates, mark
zuckerberg, tim cook, steve jobs, satya nadella, adam smith, john keynes, milton friedman, john maynard, andrew
bailey, christine lagarde, mario draghi, mark carney, mervyn king, rishi sunak, keir starmer, rachel reeves, jeremy
hunt, boris johnson, donald trump, joe biden, barack obama, scott bessent, gary gensler, bernie madoff, charles
ponzi, martin lewis, dave ramsey, suze orman, robert shiller, eugene fama, harry markowitz, william sharpe, paul
samuelson, daniel kahneman, richard thaler, howard marks, john lewis, marks spencer, thomas cook, charles schwab,
edward jones, raymond james, charles stanley, morgan stanley, dean witter, paul chan, john lee, jimmy choo, harry
potter, robin hood, calvin klein, ralph lauren, tommy hilfiger, jim cramer, jack ma, pony ma, victoria beckham,
david beckham, taylor swift, mary poppins, uncle sam, james bond, joe bloggs, st james, king charles, queen
elizabeth, prince william, henry ford, david ricardo, karl marx, grant thornton, jackson hole, virginia beach,
austin texas, charlotte nc, madison avenue, jordan peele, lloyd blankfein, joseph stiglitz, paul krugman
"""
PUBLIC: Final = frozenset(name.strip() for name in _PUBLIC.replace("\n", " ").split(","))

# Words of the list above that are surnames as well: they count beside a given name where the context is plain.
_SURNAMES_TOO: Final = """
park hill lane wood woods green banks price wells jones stanley chase franklin rivers fields lake ford street house
bond russell lynch young law bridges bay field brooks west north marsh church court day summer winter spring roe
legg mack mae page gold silver rice power sale
"""
SURNAMES_TOO: Final = frozenset(_SURNAMES_TOO.split())
