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
aachal aadhya aadi aahana aaliyah aarav aarini aarna aarnav aarush aashi aayush abbas abbey abbi abbie abdi abdirahman
abdullahi abdulrahman abeer abelardo abena abha abhimanyu abhiram abhishek achieng achille adaeze adalberto adamo adan
adela adelaide adelasia adelmo adjoa adnan adrianna adriano adrien advaith advay advik advika adweta adya aedan
agastya agatha agathe agne agneta agnolo agostino agustin aida aideen aiden ailis aime aina aine aishani aisling
aislinn ake akiko akshay akua alain alanis alanna alannah alberico albin alderano aldo aldonza aleisha aleks
aleksander aleksandra alessandra alessia alessio alexandre alexandrie alexia alfio alfons algot alister alix alka
allana allegra alonso alphons alphonse alva alvar alve amadeo amadeus amador amaia amaira amalia amari amedeo amelie
amie amin amira amleto amol amrita amruta anabel anahera anais anamika ananya anaru anas anastasie anastazja anay anca
andree andrei andrzej anel anette angelika angharad angie aniela anika anirudh anja anmol annabelle annalisa annamaria
anneli annelie anneliese annetta annibale annica annika annikki annunziata anouk ansaldo anselmo ansh antero antoin
antoine antoinette antonella antonello antoni antonietta antonina antonino antony anusha anvi aodhan aoibheann aoibhin
aoibhinn apollo apolonia araceli aradhana arcelia ari ariadna arianne ariki arin arkadiusz arlo arnaldo arnaude arne
arnulfo aroha arran arron arsenio artur arunima arvid arya asa asafe ase asher ashlee ashleigh ashlene ashling ashton
assar asta aston asuncion ataahua atenulf atharv ati atticus auguste augustin augusto aurelia aurelie aurelio aurore
avi avni awhina axel ayla aylla ayodele ayumi ayush ayushman azaan azad azeglio baccio bachittar baghyawati bahadurjit
bailie bakhshi baldassare balendra balhaar baljiwan balvan balveer banjeet barbro barkha bartek bartolomeo beata beau
beauden beckett benedetto bengt benicio benito benjamim benn benny benoit bento benvenuto beppe berenice berit bernabe
bernardo berndt bernhard bernt bert berta bertil bertrand bethan bettina bevan bhanumati bhavani bhavika bhavini
bhavya biagio bianka bimala birger birgit birgitta bishakha bjarne blanaid blanka blazej bodhi bodil boel bongani
borje borys braxton brayan brayden breandan breno brigitte brijesh brinda brita britney britta brittney brogan bronach
bronagh bruna cahal cahir cailin cailum caio caitlyn caitriona cajsa calcedonio calebe callan calogero camilla camillo
camilo campbell caoilfhionn caoimhe caoimhin caolain caolan caomhan caragh caridad carin carlota carmel carmelo carola
carolin carwyn casper cassidy catarina caterina cathal catharina cathrine catrin caua caue ceara cecile celina cesare
cezary chaaya chaitaly chaitanya chakradev chakradhar chakrika chaman chameli champak chanakya chanchal chandani
chandran chandresh chantal chantel charan charis charita charlott charlotta charvi chasmum chatresh chatura chavvi
chelsey cherie cherith cheyenne chibuzo christel christelle christer christiane christin christofer christoffer
christophe chukwudi chuy cianan ciaran ciarrai cipriano cirillo ciro citlali clarice clas claudine claudio clelia
clemence clemente cleo cliodhna cliona codie cohen cole colette collette colm colton coluccio colum conal conall conan
concepcion concetta conchita conchur connie conny corinne coriolano cornelia cornelio corrado corrie cortney
costantino costanzo courteney cristal cristian cristobal curt cyprian dag dagmar dagmara dagny daire dairine daksh
daksha dakshesh dalaja dalbir damiano damini damyanti daniele daniella danilo dara daria darika darin dario dariusz
darpan darrin darryn darsh davi davide dawid dayamai dayita dayna deaglan deane dearbhail dearbhaile dearbhla debora
deepika deirbhile del delfino delilah demarcus demi denis dervla deshawn devansh devika dhriti dianne diarmuid dick
dieter dillon dino diogo dionigi dionne dipta diya domenico domhnall dominik donal donatella donatello donato dorota
dorothee dragan dulce dung eadaoin eamonn easton ebba ebbe edel eden edhitha edit edoardo edouard eduarda edvard edvin
eesha egon eilis eilish eimer eimhear einar eira eiravati eivor ekaja ekalinga ekani ekansh ekanta ekantika ekapad
ekaraj ekavir ekbal ekiya ekta eleanora eleonor eleonora eleonore eliana elin elina elinor elis elisabet elisha
elladio ellinor elly elma elmer elmo elna eloa eloah elodie elof eloisa eloy else elsy elton eluned elvia elvin elvy
elzbieta emanuel emanuella emanuelly emelie emile emiliano emilie emilly emmanuelle emmet emmy enar engla ennio enrico
enya enzio enzo eoghan eraldo erick erland erling ermanno ermenegildo ermes erna eryk eryn eshana eskil esparta
espartaco esteban estefania estela eta etienne etta ettore euan eugen eugenio eunan eunji eusebio evald evangelista
evelina evelio everett everly evert evie evy ewa ewan ewelina ezio fabia fabio fabiola fabrizia fabrizio fainche falak
falan falguni fanny faqid farai faraj faras fariq faris farouk fausto feargal fearghal fedele federica federico
federigo ferdinand ferdinando fergal fiamma filip filippa filippo finbar fintan fionntan fiorenzo fiorino fitan fiyaz
flavia flavio fletcher flora florencia florin flynn folke fortunata forum frado francisca franciszek franck franco
francoise frans frazer frederic frederique fredo fredric fredrik fredrika frida fritz fryderyk fulvio gabino gabriele
gabriella gabrielly gaetano gagan gaja galasso ganga garima garry gaspare gastone gaurang gaurangi gauri gaurika
gautam gautami gayathri gaylene geetika gelsomina genaro georg georges geraint gerd gerda gerhard german germana
geronimo gert gertrud gethin giacinto giacobbe giacomo giada giampaolo giampiero giancarlo gianfrancesco gianfranco
gianluca gianluigi gianmarco gianna gianni gianpaolo gianpietro gilberto gilles gillis gino gioacchino gioachino
gioele gioffre gionata giorgia giorgio giosue giovanna girik girindra girish girolamo gisela giuliana giuliano
giulietta giulio giuseppina giustino glenys goffredo gonzalo gosia gosta gote gottfrid graciela grayson graziano
graziella greca greger gregoire gregorio gretchen griselda grzegorz guarino gudrun guglielmo guido guilherme guillaume
guillermina gunbir gunborg guneet gunhild gunilla gunnar gunnel gunther gunvor gustaf gustav gustavo gustaw gwyneth
hadassa hakan haley hamid hampus hamsini hannele hannes harald harinakshi harini harita harley harriett harsh harshil
haruka hattie hayleigh heba hedda hedvig heike heitor helene helge hellena helmer helmut heloisa hema hemal hemang
hemangini hemani hemi henning henri henric henriette henrik henrique heriberto hermelinda hernan hien hilding hillevi
hilma hinewai hiral hiroko hjalmar hjordis hoani hodan holger hollie homero honore horacio hortense hredhaan hritik
hugues huia humberto huyen hyejin idika idun iestyn ifrah ignacy ignazio ihaia ijaya ikbal ikenna ikshita ilaria ilse
imaran ina inaya indali indi india indrajit inez ing ingalill inge ingeborg ingegard ingegerd ingela ingemar inger
ingmar ingvar ioana iolanda iona ippazio irya isabela isabell isabelly isac isadora isak isaque ishaan ishani ishanvi
ishita ishwar itzel ivar ivica ivo ivonne iwo jacek jacinto jaclyn jacobo jacopo jaehyun jagat jagrati jagvi jairaj
jakob jakub jalen jalsa jamarcus janaki janani janette janina januja janya jaqueline jari jarl jarlath jarrod jasmit
jatin javon jaxon jayce jayde jeannine jedrzej jeet jeevika jelena jemma jena jenni jennie jens jeremi jerker jeronimo
jesper jessie jhalak jimmie jiri jisoo joachim joacim joakim joana joao joaquim jodi johannes jolanda joline jonatan
jonathon jonna jonny jordon jorja jos josefin josefina josefine josette josiah josue jozef juana juhani jules julianna
julien juliette julita juliusz juni juniper jurgen justyna jyoti kaarina kacper kahu kahurangi kaia kaique kaitlin kaj
kaja kajetan kajsa kala kaleb kalevi kalina kalle kalpit kamau kamil kamila kamilly kamya kari karima karin karley
karol karolina karyn kashish kashvi kasia kasper katharina katja katrin katy kauri kavya kayden kaye kaylee kayleigh
kayson kazimierz kazuki kealan keanu keegan keelan keely keeva keiko kelli kellie kennet kenth keon keri kerri kerrie
kerstin keya keyshawn khanh khloe kiaan kian kiera killian kimberley kinsley kira kirby kiri kirstie kirstin kjell
klara klas klaus knox knut kojo konrad konstanty kori kornel kornelia krish krisha krister kristi kristian kristie
kristine kristofer kristoffer kristopher kristy kritika krystal krystian krystyna krzysztof ksawery kurtis kwaku kyla
laban lacey ladli laetitia lage laila lais lajita lakisha laksh lakshit lamberto laoise larissa lasse lata latifa
laure laureano laurent lauretta lavanya lazzaro lea leandro leena leia lekha lennart leonel leonie leonor leopold
leopoldo lerato lesley letizia liana libby libni licia liesel liisa lilia liliana lilla lillemor lilly linn linnea
linus lipika lisbet lisbeth lise liselott liselotte liv livia livio liwia lodovico lohit loke lolita lopa loredana
lorena lotta loui louie lova love lovis lovisa lowe luan luana luara luc lucca luchino luciana luciano lucie lucio
lucrezia ludovica ludovico ludvig ludwig luigi luigina luiz luiza luka lukas lukasz lunna lupita lykke lyndsay lyndsey
lynley lynne lynnette lynsey maanas maanav maarit macauley maciej maddox madelene madhav madhavi magnus mahdi mahika
mairead mairi mairtin maja majken majvor makayla maks maksymilian malgorzata malin mallory malte malva malwina manaaki
manan manawa manbir manfred mans manthan manuela manuella manus manya maraea marcantonio marcela marcelina marcella
marcelle marcello marcelo marcin maree mareikura maren margareta margaretha margaud margaux margherita margit margret
marguerite mariane mariann marianna mariano marika marisela marissa marit marita marja marjatta marko markus marquis
marten marthe martine martino martyn maryse massimiliano massimo mateus mateusz matheo matheus mathias mathieu
mathilda mathilde matias matiu mats matthieu matti mattia mattias matts maud maura maurilio mauritz maurizio mauro
maurycy maximiliano maysa mayte mayumi mckenzie meabh meagan meaghan meg megha meghana mehmet meibh meja mekhala
melania melina melker melwin mereana mervyn micael micaela michal micheal micheala michel michela michelangelo
micheletto michelotto mieszko mihai mika mikael mikaela mikaere mikayla mikolaj milena milla millie milo milosz mimmi
minerva minna minseo mio mira mirco mirella miriama mirjam mirko mitali mitchel mitesh mitzy modesto mohamad mohini
mollie morena mugdha murilo mya myles nachiket nadja naksh nakul nandini nanna nanni naoimh naoise naomh napoleone
natan natanael nataniel natasza nate nath nathalie natividad nayeli nedda neelima nela nelly neo nerys netra nevaeh
ngaire ngoc nguyet nhung nia niccolo nichola nichole nicklas niclas nico nicoletta nicolo nidhi nidra nihal niharika
nikau niklas niko nikodem nikola nikora nilima nils nimrat ninetta nirja nitara nitesh nixon njeri nneoma noa noelia
noemi nomsa norbert nour oana oceane octavio odhran odika oeshi ofelia ojas ojasvi olav olavi ole olgierd olive olivie
olivier oliwer oliwier olof olov olumide omaja omisha omkaar omya oni onkar onveer oran orazio oreste orfhlaith
orinder orjan orlagh orlaigh orlaith ornella osha oskar ossian osten osvaldo oswaldo otavio otieno ottavio ottilia
ottone oviya owe padraic padraigin pahal pallavi panfilo panini paoletta par paride pascual pasqual pasquale patric
patrice patricio patrik patrizia patrizio patryk paulo pauric pavani pavel pawel payton peadar pearce peder pekka
pelle pellegrino perla pernilla petter peyton philippe philippine piaras pier pierangelo piergiorgio piergiuseppe
pierina pierluigi piermaria piero pierpaolo piersanti pietra pietro pina piper pippa pompeo pomponio pontus porfirio
praneel pranit pratyush prisha przemyslaw puccio pushti qabil qadim qarin quang qushi raagini rachana rachelle rachit
rachita radek radhika radoslaw rael raewyn rafaela rafal raffaele raffaella raffaellino raffaello raghav ragnar
ragnhild raimondo rajata rajeshri raksha ralf ranbir rania ranieri ranveer rasmus raul ravy rawiri rayaan rayshawn
razvan rebeca rebecka rebekah refugio regan rehaan reina reine reinhold rembrandt remy renan renata renato renzo reva
reyansh reynaldo rhavi rhian rhianna rhianne rian riccardo ricciotti rickard rickey ridhi rigmor rikard rishi riya
robbie rocco rochelle roise roksana rolando rolf romana romeo romina romolo ronaldo ronith ronja ronny rosalia rosalva
rosaria roseanna rosina rosita rossana roza rozalia ruairi ruari ruaridh rudolf rudra rufino ruggero ruggiero rune
rushil rutendo ryszard sabatino sabina sabine sacha sachi said saksham saleh salim salvatore salvi samaksh samar
samarth samesh sami samira sanaya sandro sanna sante santino sanya sarthak saskia sathvik satoshi saumya saverio
sawyer scot seana seanan seaneen seanna sebastiano sebastien selma seojun seona serafin serafina sergius sessa
severino shakira shane shanelle shania shaniqua shanna shannan shannen shannon shari sharlene sharon shauna shauneen
shaurya shawn shawna shay shayne shea sheena shelly sheree shivansh shona shravya shubham siddhartha sigfrid sigge
signe sigrid sigurd sigvard silas silvano silvestro silvio simonetta siofra sione sipho siri siv sivert sixten siya
skyla skylar socorro sofi sofie sole solveig sonja sonny soojin stacie staffan stanislaw stefani stefania stefano
stellan stephane stephany stina sture sudiksha suhani sune sungmin susann susanna susanne svante svea sydney sylvie
sylwia szymon tadeusz tadgh taine takashi tama tamanna tamati tamer tammie tanay tane tangaroa tanish tanja tanmayi
tanveer tapani tapio tarak tayla teerth tegan telemaco temilade temistocle tendai teodor teodoro terese teresia tereza
terina tess thabo thales thandiwe thea theodor theodoro theophile theres therese theresia thi thiago thibault thibaut
thierry thor thore thure tia tiare tiarna tiarnan tiegan tien tiernan tilda tilde timo timoteo timothee tindra tiziana
tiziano tobiasz tola toluwani tonia tonicha tonino tor tora torbjorn tord tore torgny tori torquato torsten tory tova
tove tracie trevon trinidad tripti triveni triya tui tullio ture turvi tuulikki tuva tuyet tyla tymon tymoteusz tyra
tyreek ubaldo uberto ubika ucchal uchechi udant udarsh udyati ugo ugolino ulf ulla ulrica ulrik ulrika umang umberto
unnati unni uno upadhriti upasna upkaar upma urban uriel urishilla urmi urszula urvashi urvi utkarsh uwe vaishnavi
valborg valdemar valentim valentin valentine valeria valerio valter vamakshi vanesa vanja vansha vanya varenya varsha
vasana vasatika vaughan veda vedant vedhika vedika veer vega venancio vendela verner veronika veronique vicente vickie
vidar vide vidhi viggo vihaan viking viktor viktoria vilgot vilhelm vilhelmina ville vilma vilmer vinaya vincentio
vincenza vincenzo vinicius violeta viraj virgilio virginie viridiana vito vitor vitoria vittoria vittorio vivaan
viveka vivianne vlad vrinda vrishti vritti vyanjana wahab waida waimarie wakeeta waldemar wambui warda warhi warinder
warjas warwick watika waylon wazir wendolin werner weston widisha wikitoria wiktor wilfrido wilhelm wilhelmina wille
willy wilmer winnie wiremu wishi witold wren wriddhish wridesh xalak xiomara xiti yachana yadavi yagnesh yago yahvi
yamini yashasvi yashawini yashica yashoda yashodhara yashvi yasser yasti yatan yatin yauvani yaw yen yeni yesenia
yesica ylva yngve yochana yoko yoshiko yoshita yousef yug yuna yuri yuridia yutika yuvraj yves zac zacarias zacharie
zaid zaira zaitra zak zansi zaria zarna zashil zayan zayyan zeferino zehaan ziad zilmil zinal zodwa zoran zuzanna
"""
GIVEN: Final = frozenset(_GIVEN.split())
# Capitalised words that make a phrase something else than a person's name.
_NOT_NAMES: Final = """
as like benefits target mr mrs ms miss mx dr prof cfo ceo coo cto cio isa isas ira iras executive garden insert
select jr sr is we you they
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
access advantage atlantic balanced basic board bureau central checking choice commercial consumer corporate
debit direct easy essential essentials everyday family first fixed flexible grocery instant joint main member
members pacific personal preferred private regular report reports retail review royal saver savers simple
small smart standard student teen term travel united variable world youth
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
legg mack mae page gold silver rice power sale henderson washington thornton best small smart read swift miles may
rowe york ridge ring cash banks
"""
SURNAMES_TOO: Final = frozenset(_SURNAMES_TOO.split())
