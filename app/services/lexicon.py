"""Lexicon: words that mean the same in English, Russian and Turkish, by their stems; data only.

One meaning a line: stems of the three languages, divided by `|`, folded as `app.text.fold` does
(Turkish without its dots, Russian without ё). A stem takes any ending; `=` behind one takes none.
It holds what statements on war, borders, water, aid and diplomacy are made of; words that are in
every one of them (say, be, have, our) are left out, since they tell no two apart.
"""

LANGUAGES = ("en", "ru", "tr")
MEANINGS = """
abandon | остав покин брос | terk
accept | приня принима | kabul
access | доступ | erisi girebil ulasabil
accus blam | обвин | sucla
advanc offensiv | наступл продвиж | ilerle saldiriya taarruz
agree accord deal deals pact memorandum | соглас соглаш договор меморандум | anlas mutabak
agricultur farm | сельск хозяйств аграр | tarim ciftci
aid humanitarian relief | гуманитарн помощ | insani yardim
air airspace aerial | воздушн воздух | hava
aircraft plane jet jets aviation helicopter | авиац самолет вертолет | ucak ucag helikopter
airport airfield | аэропорт аэродром | havaliman havaalan
ally allies alliance | союзник союз альянс | muttefik ittifak
ambassador embass | посол посла послу послом посольств | buyukelci
armistic ceasefire truce cease-fire | перемири прекращен режим | ateskes
army military soldier troop forces servicem | арми войск воен солдат военнослуж | ordu asker birlik
arms weapon | оруж вооруж | silah
arrest detain | арест задерж | tutukla gozalti
assad | асад | esad esed
attack strike struck | атак удар нападен | saldir vurdu vurul
attend participat | участв участи | katil
autumn fall= | осен | sonbahar guz=
bank banks | берег | yaka kiyi
barrel | баррел | varil
base bases | база базу базы базе баз= базой | us= ussu usle usler
begin start commenc launch resum | начат начал начин возобнов | basla
billion | миллиард млрд | milyar
bombard bomb shell shelled shelling | бомб обстрел снаряд | bomba topcu
border frontier | границ пограничн | sinir
bread food grain wheat | хлеб продовольств зерн пшениц | ekmek gida tahil bugday
breach violat | нарушен наруш | ihlal
build rebuil reconstruct construct restor | строит восстан построй | insa yeniden= imar
camp | лагер | kamp
cancel abolish lift lifted lifting remov revok | отмен снять снят сним | kaldir iptal
capital | столиц | baskent
capture seiz occup | захват захвач оккуп | ele= isgal
chemical | химическ | kimyasal
child children | дет детей | cocuk
church mosque | церк мечет | kilise cami
city cities town | город | kent sehir sehr
civilian ordinary | мирн гражданск прост | sivil siradan
clear demin mine | мина миной мины минн разминир сапер | mayin istihkam
close shut | закры закрыв | kapat
coalition | коалиц | koalisyon
colleague counterpart | коллег | mevkidas meslektas
condemn | осужд осуди | kina
condition | услов | kosul sart
conference summit | конференц саммит | konferans zirve
constitution | конституц | anayasa
contact | контакт | temas
convoy lorr truck | колонн караван грузовик конвой | konvoy tir= tirlar tirlik kamyon
cooperat | сотруднич | isbirlig
corridor | коридор | koridor
country countries state= nation national | стран государств национальн | ulke devlet ulusal milli
court tribunal justice trial | суд суда судом трибунал правосуд | mahkeme adalet yargi
crime criminal | преступлен преступн | suc= sucu sucun sucl
crossing checkpoint gate | переход пункт | kapi gecis
currency dollar | доллар валют | dolar doviz
damage loss losses | ущерб потер убыт | zarar kayip kayb
dam dams | плотин дамб | baraj
dead death die died kill killed | погиб убит смерт | oldu= oldur olen oldugu hayatini
decid decision decide | решит решен реши | karar
defence defense defend | оборон защит | savunma koru
delegation | делегац | heyet
deliver supply shipment provid | достав поставк поставл поставим снабж | tedarik saglan sagliyor
demand insist | требова требует настаив | talep
deploy | размест развер | konuslan yerlestir
destroy annihilat eliminat | уничтож | yok= imha
dialogue talk talks negotiat round | переговор диалог раунд | gorusme muzakere diyalog turu tur=
disput crisis | спор кризис | kriz anlasmazlig
divid partition split | раздел расчлен | bolun bolme taksim
drill exercis maneuv | учени маневр | tatbikat
drone unmanned uav | беспилотн дрон бпла | insansiz drone iha siha
economy economic | эконом | ekonomi
education school universit | образован школ универс | egitim okul universite
elect election vote voted ballot referendum | выбор голосов референдум | secim oylan sandik
electric power energy | электр энерги | elektrik enerji
end ends | конец конца концу окончан | son= sonun sona bitme
enemy foe | враг противник | dusman
enter entry | въех въезд войти вход вступ | gir= girme girebil girem girecek
evacuat | эваку | tahliye
expect hope | ожида надее надеж | bekli umut
export import trade | экспорт импорт торгов | ihracat ithalat ticaret
extend prolong renew | продл | uzat
extremis radical | экстремис радикал | radikal asiri
fertili | удобрен | gubre
fight fighting combat battle | бои боев воеват сраж | catisma muharebe savasmak
flood | наводн паводк | sel= taskin
foreign | иностран зарубеж | yabanci dis=
front | фронт | cephe
fuel gas= gasoline | топлив газ= газа | yakit gaz= dogalgaz
future | будущ | gelecegi gelecek
government legitimate authorit | правительств власт законн | hukumet mesru yonetim
group faction militi armed | групп группиров отряд | grup milis orgut
guarantee | гарант | garanti guvence
hand handed | передал передан переда | teslim verdik devret
harbour port= seaport | порт= порту порта | liman
harvest crop | урожа уборк | hasat urun
health medic hospital clinic | больниц медицин госпитал здоровь | hastane saglik tibbi ilac
hide hiding | пряч скрыва | saklan gizlen
hill mountain | холм гор= горах горы | tepe dag= daglar
home homes homeland | домо родин | evine evleri yurdu memleket
host | приня принима провест | sahiplig
hostage | заложник | rehine
house housing | дома= жиль | konut
hundred | сотн | yuz=
independ sovereign | независим суверен | bagimsiz egemen
inspect monitor observ | инспект наблюд монитор | mufettis denetl gozlem
interest | интерес | cikar menfaat
intervene interfer | вмеша | mudahale
iran | иран | iran
iraq | ирак | irak
islamic daesh isis | иги даиш ислам | deas isid islam
israel | израил | israil
join joint common | совместн общ | ortak
join integrat merge | войти вступ влить интегр | katil entegre
kurd | курд | kurt= kurtler kurdi
land ground territor | земл территор сухопут | toprak kara= arazi
law legal | закон прав= право | yasa hukuk kanun
lay | слож | birak
lease rent | аренд | kira
leave | ушли уйти покид | ayril
list | список списк | liste
meet meeting | встреч встрет собер | toplant bulus gorusecek
million | миллион млн | milyon
minister ministr | министр министерств | bakan
missile rocket | ракет | fuze roket
monitor patrol | патрул | devriye
month monthly | месяц | ay=
morning | утр | sabah
move relocat | перемещ | tasi
nato | нато | nato
neighbour neighbor | сосед | komsu
never | никогда | asla
night | ноч | gece
north northern | север | kuzey
nuclear | ядерн | nukleer
oil petroleum | нефт | petrol
open reopen | откро откры | acil acmak ac=
opposition | оппоз | muhalef
palestin gaza | палестин газе= газу сектор | filistin gazze
parliament | парламент | meclis parlamento
peace | мир= мира мирн | baris
people | народ | halk
permanent lasting | постоян долгосроч прочн | kalici
person= | человек | kisi
pipeline | трубопровод нефтепровод газопровод | boru=
plan plans planning | план | plan
poison | отравл яд= | zehir
police | полиц | polis
policy politic political | полит | siyas politik
power powers | держав | guc= gucler
president | президент | cumhurbaskan devlet=
pressure | давлен | baski
prison captive pow | пленн заключ тюр | esir mahkum tutsak
propos initiative | предлож инициатив | oner girisim
protest demonstrat | протест митинг | protesto gosteri
province region | провинц регион област | eyalet bolge il=
punish accountable answer= responsib | ответят ответствен виновн наказ | hesab hesap sorumlu ceza
rail | желез | demiryol
reach arriv | прибы достиг | ulas var=
ready readiness | готов | hazir
recognis recogniz | призна | taniy
red crescent | красн полумес | kizilay
reform | реформ | reform
refugee migrant displaced | бежен переселен мигрант | multeci siginmaci gocmen
refus reject | отказ отверг | redd reddet
reject oppos against | против | karsi
relation ties | отношен | iliski
represent mission | представит миссия | temsil
request ask asked | прос попрос | istey iste=
resign | отстав | istifa
resist | сопротивл | diren
resolution | резолюц | karari=
return= returned returning | верн возвра | don= dondu dondug donecek donus iade
revenue income | доход | gelir
right rights | права= | hak= haklar
river | река реки реке рекой | nehir nehr irmak
road highway | дорог шоссе | yol= karayol
russia russian moscow | росси русск москв | rus rusya moskova
sanction | санкц | yaptirim
saudi gulf | сауд залив | suud korfez
sea naval navy fleet | мор= морск флот | deniz donanma
secret intelligence | разведк секрет | istihbarat gizli
security safety safe | безопас | guvenli emniyet
sea= ship ships vessel | кораб судн | gemi
shoot down downed | сбил сбит | dusur
siege besieg | осад осажд | kusat
sign signed | подпис | imza
south southern | юг юга южн | guney
spring | весн | ilkbahar bahar
stability stabil | стабильн | istikrar
stop halt cease | останов прекрат | dur= durdur son=
store warehouse depot stockpile | склад | depo
summer | лет= лето | yaz=
support | поддерж | destek
syria syrian damascus | сири дамаск | suriye sam=
aleppo | алеппо | halep
idlib | идлиб | idlib
homs | хомс | humus
manbij | манбидж | munbic menbic
deir | дейр | deyr
raqqa | ракк | rakka
qamishli | камышл | kamisli
euphrates | евфрат | firat
hmeimim khmeimim | хмеймим | hmeymim himeymim
tank tanks armour | танк броне | tank zirh
terror | террор | teror
thousand | тысяч тыс= | bin=
threat danger | угроз опасн | tehdit tehlike
today | сегодня | bugun
ton tons tonne | тонн | ton=
tomorrow | завтра | yarin
transit transfer handover | перевод транзит | aktar transit
transition interim | переход= переходн | gecici
treaty | договор= | antlasma
turkey turkiye turkish ankara | турц турец анкар | turkiye turk= ankara
ukrain | украин | ukrayna
unity unified unify | единств едины | birlik= butunlug
nations un= | оон | bm=
us= usa american america washington | сша америк вашингтон | abd amerika
use used using | использ примен | kullan
village | деревн сел= села | koy= koyden koye koyu
visit | визит посет | ziyaret
war wars | войн | savas
warn | предупред предостер | uyar
water | вод= вода воды воде воду водой | su= suyu suyun suya sudan
week weekly | недел | hafta
west western | запад | bati
east eastern | восток восточ | dogu
left= | лев | sol=
right= | правом правый | sag=
winter | зим | kis=
withdraw withdrew pull pulled | вывод вывед вывел отвод отвест | cek= cekec cekil ceker cekme
woman women | женщин | kadin
work worker | работ | calis
world international | мир= мировой международ | dunya uluslararasi
wound injur | ранен | yarali
year yearly | год= года году годов | yil= yilin yili
young youth | молод | genc
holiday | праздник каникул | bayram tatil
immediat once= | немедлен безотлагат | derhal hemen
unconditional | безоговороч безуслов | kosulsuz sartsiz
committee commission | комитет комисс | komite komisyon
write wrote written | напис | yazdi yazil
market | рынок рынк | pazar carsi
autonomy federal | автоном федерал | ozerk federal
control | контрол | denetim kontrol
field fields | месторожд пол= | saha
explo | взрыв | patla
need needs | нужда необходим потребн | ihtiyac gerek
allocat set= aside | выдел | ayird ayir
half | половин | yari
"""
MONTHS = """
january | январ | ocak
february | феврал | subat
march= | март | mart
april | апрел | nisan
may= | мая май мае | mayis
june | июн | haziran
july | июл | temmuz
august | август | agustos
september | сентябр | eylul
october | октябр | ekim
november | ноябр | kasim
december | декабр | aralik
"""
# Number words up to twelve; they may stand for the figures of another wording.
NUMBERS = """
two= | два= две= двух= оба= | iki=
three | три= трех= | uc=
four= | четыр | dort
five | пять пяти | bes=
six= | шесть шести | alti=
seven= | семь семи= | yedi=
eight= | восемь восьми | sekiz
nine= | девять | dokuz
ten= | десять десяти | on=
eleven | одиннадцат | onbir
twelve | двенадцат | oniki
"""
SCALES = {
    "thousand": 10**3, "тыс": 10**3, "bin": 10**3,
    "million": 10**6, "миллион": 10**6, "млн": 10**6, "milyon": 10**6,
    "billion": 10**9, "миллиард": 10**9, "млрд": 10**9, "milyar": 10**9,
}  # fmt: skip
# Words that turn a sentence round. Turkish verbs carry theirs inside, see NEGATED_VERB.
_NEGATIONS = """
no not never none nobody nothing neither nor cannot without don didn doesn won isn aren wasn
не нет ни никто никогда ничего нечего никакой никакого никакая никому без
yok yoktur asla hicbir degil degiliz degilim degildir degiller
"""
NEGATED_VERB = (
    r"\w{2,}(?:m[ae]z(?:l[ae]r)?|m[ae]y[ae]c\w+|m[ae]d[iıuü]\w*|m[iıuü]yor\w*|m[ae]m[ie]z)"
)
# Too common to tell two statements of one language apart.
_STOP = """
about after again against also among and any are been before being both but can could did does
each every for from had has have her here him his how into its just more most much must only
other our out over shall should some such than that the their them then there these they this
those through under united until upon very was were what when where which while who whose will with
would you your said says told added
без более быть вас вам весь все всех для его если еще есть или как когда кто лишь мне мы нас
наш наша наше наши них она они оно очень под при про так также там тем того том тот только
уже чем что чтобы эта эти это этот этого этой будет будут был была были было свой своих
ama ancak bana bazi ben biz bize bizim bunu bunun bir cok daha diye gibi hem her icin ile ise
kadar olan olarak olup onlar onun sadece sey sonra tum ve veya yalnizca olmak oldugunu
"""
NEGATIONS, STOP = frozenset(_NEGATIONS.split()), frozenset(_STOP.split())
