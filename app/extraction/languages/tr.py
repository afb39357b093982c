"""Turkish: what the engine needs to know of the language."""

import re

from app.extraction.agglutinative import (
    Agglutination,
    FinalCue,
    Takes,
    combined,
    cues_of,
    final_cues,
)
from app.extraction.conjugation import forms_of
from app.extraction.profile import (
    LanguageProfile,
    Role,
    numbered,
    pattern,
    phrases,
    words,
)

CLAUSE = Takes.OBJECT | Takes.QUOTE
SET = Takes.PLAIN | Takes.QUOTE
VERBS = {
    CLAUSE: """
        söyle, belirt, kaydet/kayded, ifade et/ed, bildir, açıkla, aktar, anlat, savun,
        iddia et/ed, duyur, ileri sür, öne sür, ekle, sözlerine ekle, hatırlat, anımsat,
        teyit et/ed, doğrula, ilan et/ed, itiraf et/ed, taahhüt et/ed, müjdele,
        talep et/ed, öner, temenni et/ed, yalanla, kayda geçir, gündeme getir, not et/ed,
        söz ver, tekrarla, yaz, dikkate getir, paylaş,
        garanti et/ed, rapor et/ed
    """,
    CLAUSE | Takes.PHRASE: "vurgula, dile getir, yinele, ifade et/ed, kına, talep et/ed",
    Takes.TOWARDS | Takes.PHRASE: """
        dikkat çek, dikkati çek, dikkatleri çek, işaret et/ed, vurgu yap, davet et/ed
    """,
    Takes.TOWARDS: "değin, çağır, dikkat çektir, söz ver",
    Takes.OWNED | Takes.PHRASE: "altını çiz, altını önemle çiz",
    Takes.OWNED: "müjdesini ver, sözünü ver, haberini ver, sinyalini ver, garantisini ver",
    Takes.DONE: """
        reddet/redded, kabul et/ed, kabul ve itiraf et/ed, inkar et/ed
    """,
    Takes.DONE | Takes.QUOTE: """
        söylemekle yetin, belirtmekle yetin, açıklamakla yetin, hatırlatmakla yetin
    """,
    Takes.AT: "ısrar et/ed, diret, ısrarcı ol",
    Takes.FROM: "söz et/ed, bahset/bahsed, yakın, şikayet et/ed",
    Takes.NAMING: """
        olarak nitelendir, olarak nitele, olarak tanımla, olarak değerlendir, olarak adlandır,
        olarak yorumla, olarak tanımla
    """,
    Takes.QUOTE: """
        diye ekle, diye yaz, diye cevap ver, diye yanıt ver, diye yanıtla, diye cevapla,
        diye seslen, diye devam et/ed, diye belirt, diye uyar, diye kaydet/kayded, diye açıkla,
        diye anlat, diye söyle, diye özetle, diye hatırlat, diye yorumla, diye değerlendir,
        diye tepki göster, diye karşılık ver, diye aktar, diye vurgula, diye tamamla,
        diye sürdür, diye paylaş, diye bitir, diye konuş, diye sözlerine ekle, diye sitem et/ed,
        diye sözlerini sürdür, diye sözlerini tamamla, diye sözlerini noktala, diye bağır,
        diye çıkış, diye uyarıda bulun, diye çağrıda bulun, diye sözlerine devam et/ed,
        diye konuşmasını sürdür,
        diye konuşmasını tamamla, diye kaydet/kayded, diye not düş, diye tepkisini dile getir,
        demekle yetin, diye dile getir, diye ifade et/ed, diye şaka yap,
        diye espri yap, diye altını çiz, diye gülümse, diye yakın, diye dert yan, diye söylen,
        diye isyan et/ed, diye itiraz et/ed, diye ısrar et/ed, diye takıl, diye iç çek
    """,
    SET: ", ".join(
        (
            combined(
                "ifadesini, ifadelerini, ifadeleri, sözlerini, sözünü, sözleri, cümlesini,"
                " cümlelerini, şeklinde ifadeler, ifadelerini de",
                "kullan, sarf et/ed",
            ),
            combined(
                "değerlendirmesinde, değerlendirmelerinde, açıklamasında, açıklamalarında,"
                " çağrısında, uyarısında, temennisinde, iddiasında, yorumunda, paylaşımında,"
                " vaadinde, tehdidinde, eleştirisinde, önerisinde, teklifinde, talebinde,"
                " ifadelerinde, ifadesinde, tespitinde, açıklamada, yönünde açıklamada,"
                " şeklinde açıklamada, yönünde çağrıda, yönünde değerlendirmede",
                "bulun",
            ),
            combined(
                "değerlendirmesini, değerlendirmelerini, açıklamasını, açıklaması, çağrısı,"
                " çağrısını, yorumunu, uyarısı, uyarısını, paylaşımını, tespitini, vurgusu,"
                " vurgusunu, savunması, savunmasını, yorumu, tanımlamasını, benzetmesini,"
                " yönünde açıklama, şeklinde açıklama,"
                " itirafını, duyurusunu",
                "yap",
            ),
            combined(
                "yanıtını, cevabını, karşılığını, mesajını, mesajı, bilgisini, bilgilerini,"
                " sözünü, sözü, müjdesini,"
                " güvencesini, garantisini, taahhüdünü, şeklinde yanıt, şeklinde cevap",
                "ver, vermekle yetin",
            ),
            combined(
                "görüşünü, görüşlerini, düşüncesini, düşüncelerini, kanaatini, temennisini,"
                " bilgisini, bilgilerini, mesajını, mesajlarını,"
                " değerlendirmesini, umudunu, inancını, iddiasını,"
                " endişesini, beklentisini, dileğini, isteğini, uyarısını, çağrısını, tespitini",
                "dile getir, paylaş, savun, aktar, ifade et/ed, yinele, ilet, yönelt, tekrarla,"
                " ortaya koy, kaydet/kayded",
            ),
            combined("notunu", "düş, paylaş, ekle"),
            combined(
                "ifadesine, ifadelerine, sözlerine, cümlelerine, görüşüne, görüşlerine,"
                " değerlendirmesine, değerlendirmelerine, bilgisine",
                "yer ver",
            ),
            combined(
                "şeklinde",
                "konuş, yanıtla, cevapla, değerlendir, açıkla, devam et/ed, yaz, özetle,"
                " ifade et/ed, uyar, sözlerini sürdür, konuşmasını sürdür",
            ),
            combined(
                "sözleriyle, ifadeleriyle, ifadesiyle, cümleleriyle, sözü ile",
                "değerlendir, anlat, eleştir, tepki göster, aktar, açıkla, ifade et/ed, yanıtla,"
                " duyur, dile getir, vurgula, özetle, uyar, hedef al, seslen, yorumla",
            ),
            combined(
                "iddiasını, iddialarını, haberini, haberlerini, iddiasını da, iddialarını da,"
                " yönündeki haberleri, yönündeki iddiaları, yönündeki iddiayı,"
                " yönündeki suçlamaları",
                "yalanla, reddet/redded, doğrula",
            ),
            combined("konusunda, hakkında", "uyar, uyarıda bulun, uyarı yap"),
            combined("yönünde", "konuş, görüş bildir, ifade kullan, uyar, çağrı yap, mesaj ver"),
        )
    ),
    Takes.NOUN: combined("çağrısında", "bulun") + ", çağrısı yap, çağrısını yap",
}  # fmt: skip
SAID = {
    Role.FINITE: """
        dedi, dediler, demiş, demişti, demiştir, diyor, diyorlar, diyordu, der, demekte, demektedir,
        diye konuştu, diye konuşmuştu, diyecek, diyecekler
    """,
    Role.PARTICIPLE: "diyerek, deyip, derken, dedikten sonra",
    Role.RELATIVE: "diyen",
    Role.QUOTED: "dediğini, dediklerini, dediği",
}
# "istiyor" is a wish, "istedi" mostly a demand.
ASKED = {
    Role.FINITE: "istedi, istediler, istemişti, istemişlerdi",
    Role.PARTICIPLE: "isteyerek",
    Role.RELATIVE: "isteyen",
}
PASSIVE_ASKED = {
    Role.FINITE: "istendi, istenildi, isteniyor, istenmişti",
    Role.PARTICIPLE: "istenerek",
}
# '"..." sözleriyle hükümeti eleştirdi': whatever verb follows, the words were said.
WITH_WORDS = "sözleriyle, ifadeleriyle, ifadesiyle, cümleleriyle, cümlesiyle"
# Nobody speaks in their passives: "bozmakla suçlandı" tells of the accused.
ACCUSED = ("suçla", "itham et/ed")
PASSIVE_SAID = "denildi, dendi, deniliyor, denilmişti, denilmektedir, denilerek, denilen"
PLACED = (
    "ifadesi, ifadeleri, sözleri, cümlesi, cümleleri, görüşü, değerlendirmesi, uyarısı, bilgisi"
)

MADE = (
    "bilgisi, mesajı, yanıtı, cevabı, değerlendirmesi, çağrısı, uyarısı, açıklaması, yorumu, görüşü"
)


def said() -> tuple[FinalCue, ...]:
    """Return the forms of "demek", which conjugates like no other verb, and what goes with it."""
    bare = Takes.QUOTE | Takes.BARE
    found = [
        FinalCue(tuple(form), role, bare if role is Role.FINITE and len(form) == 1 else Takes.QUOTE)
        for role, forms in SAID.items()
        for form in phrases(forms)
    ]
    found += [
        FinalCue(form, Role.FINITE, Takes.QUOTE, passive=True) for form in phrases(PASSIVE_SAID)
    ]
    found += [
        FinalCue((*noun, *verb), Role.FINITE, Takes.QUOTE | Takes.PLAIN, passive=True)
        for noun in phrases(PLACED)
        for verb in phrases("yer aldı, yer alıyor, kullanıldı, yer almıştı, yer verildi")
    ]
    found += [
        FinalCue((*noun, *verb), Role.RELATIVE, Takes.QUOTE | Takes.PLAIN, passive=True)
        for noun in phrases(PLACED)
        for verb in phrases("yer alan, kullanılan, verilen, yapılan, paylaşılan")
    ]
    found += [
        FinalCue((*noun, *verb), Role.FINITE, Takes.QUOTE | Takes.PLAIN, passive=True)
        for noun in phrases(MADE)
        for verb in phrases("verildi, yapıldı, paylaşıldı, dile getirildi, iletildi, yinelendi")
    ]
    found += [
        FinalCue(form, role, Takes.OBJECT)
        for role, forms in ASKED.items()
        for form in phrases(forms)
    ]
    found += [
        FinalCue(form, role, Takes.PLAIN, passive=True)
        for role, forms in PASSIVE_ASKED.items()
        for form in phrases(forms)
    ]
    for role in (Role.FINITE, Role.PARTICIPLE):
        found += cues_of(["diye"], {role: forms_of("sor")[role]}, Takes.QUOTE | Takes.QUESTION)
    found += [FinalCue(form, Role.PARTICIPLE, Takes.QUOTE) for form in phrases(WITH_WORDS)]
    for stem in ACCUSED:
        *before, verb = stem.split()
        forms = forms_of(verb)
        kept = {role: forms[role] for role in (Role.FINITE, Role.PARTICIPLE, Role.RELATIVE)}
        found += cues_of(before, kept, Takes.WITH)
    found += [
        FinalCue(form, Role.FINITE, Takes.OWNED | Takes.PHRASE, passive=True)
        for form in phrases("altı çizildi, altı çiziliyor, altı çizilmişti")
    ]
    return tuple(found)


# A clause made a noun: -DIğI, -(y)AcAğI, -mAsI with persons, on folded letters.
STEM = r"(?:[dt][iu]|[ea]c[ea])"
DONE = rf"(?:{STEM}g[iu]|{STEM}g[iu]m[iu]z|{STEM}kl[ea]r[iu]|{STEM}gim|m[ea]s[iu]|m[ea]l[ea]r[iu])"
CLAUSE_ENDS = {
    Takes.PLAIN: re.compile(rf".(?:{DONE})$"),
    Takes.OBJECT: re.compile(
        rf".(?:{DONE}n[iu]|{STEM}g[iu]m[iu]z[iu]|m[ea]m[iu]z[iu]|m[ea]y[iu])$"
    ),
    Takes.DONE: re.compile(rf".(?:{STEM}g[iu]n[iu]|{STEM}kl[ea]r[iu]n[iu]|{STEM}g[iu]m[iu]z[iu])$"),
    Takes.AT: re.compile(rf".{STEM}(?:g[iu]|kl[ea]r[iu]|g[iu]m[iu]z)n?d[ea]$"),
    Takes.TOWARDS: re.compile(rf".(?:{DONE}n[ea]|{STEM}g[iu]m[iu]z[ea]|m[ea]y[ea])$"),
    Takes.OWNED: re.compile(rf".(?:{DONE}n[iu]n|{STEM}g[iu]m[iu]z[iu]n)$"),
    Takes.FROM: re.compile(rf".(?:{DONE}nd[ea]n|{STEM}g[iu]m[iu]zd[ea]n)$"),
    Takes.WITH: re.compile(r".m[ea]kl[ea]$"),
}
# A noun that belongs to somebody: "önemini", "desteklerini".
OWN = r"(?:s[iu]|[bcdfghjklmnprstvz][iu]|l[ea]r[iu])"
PHRASE_ENDS = {
    Takes.PLAIN: re.compile(r"...[bcdfghjklmnprstvz][iu]$"),
    Takes.OBJECT: re.compile(rf"..{OWN}n[iu]$"),
    Takes.TOWARDS: re.compile(rf"..{OWN}n[ea]$"),
    Takes.OWNED: re.compile(rf"..{OWN}n[iu]n$"),
}

TURKISH = LanguageProfile(
    language="tr",
    cues=(),
    verb_final=Agglutination(
        cues=(*final_cues(VERBS), *said()),
        no_cues=phrases(
            """diye sor, diye soran, diye sorulması, diye sorması, diye sorulan, diye bir,
            diye bilinen, diye anılan, diye adlandırılan, diye yazan, der demez"""
        ),
        clause_ends=CLAUSE_ENDS,
        phrase_ends=PHRASE_ENDS,
        cases={
            "ablative": re.compile(r"n?[dt][ea]n"),
            "manner": re.compile(r"n?c[ea]"),
            "genitive": re.compile(r"n?[iu]n"),
            "locative": re.compile(r"n?[dt][ea]"),
            "dative": re.compile(r"[yn]?[ea]"),
            "accusative": re.compile(r"[yn]?[iu]"),
            "with": re.compile(r"y?l[ea]"),
        },
        apostrophe_ends=re.compile(
            r"(?:l[ea]r)?(?:n?[iu]n|[yns]?[iu]|[yn]?[ea]|n?[dt][ea]n?|n?[dt][ea]ki|y?l[ea]|n?c[ea]"
            r"|l[iu]|l[iu]k|s[iu]z|[dt][iu]r|y[dsm]\w{1,3}|l[ea]r|l[iu]l[ea]r|[iu]nc[iu])"
        ),
        openers=words(
            """ancak ayrıca öte öncelikle böylece bununla buna bunun bu ama fakat üstelik ardından
            sonra daha dün bugün yarın şimdi artık nitekim zira çünkü yine hatta oysa özellikle
            ilk her bir birçok bazı tüm bütün diğer aynı böyle şöyle peki evet hayır eğer ne
            neden nasıl kim o onun onların şu onlar biz siz ben sen kendisi toplantıda toplantının
            görüşmede görüşmenin konuşmasında konuşmada açıklamada açıklamasında basın konuyla
            konuya
            programda törende zirvede haberde mesajda mesajında geçen önceki aralarında yaklaşık
            yaptığı düzenlediği yapılan düzenlenen burada orada sözlerini sözlerine türkçe"""
        ),
        opening_phrases=phrases(
            """öte yandan, diğer yandan, diğer taraftan, öbür yandan, bununla birlikte, buna karşın,
            buna karşılık, bunun yanı sıra, buna ek olarak, ek olarak, bu arada, bu kapsamda,
            bu çerçevede, bu bağlamda, bu nedenle, bunun yanında, bunun üzerine, aynı zamanda,
            bu doğrultuda, bu noktada, her şeye rağmen, konuya ilişkin, konuyla ilgili,
            son olarak"""
        ),
        no_clauses=re.compile(
            r"(?:aciklama|konusma|gorusme|degerlendirme|anlasma|calisma|duzenleme|uygulama"
            r"|tartisma|catisma|yapilanma|sozlesme|arastirma|sorusturma)(?:s|l[ea]r)"
        ),
        verb_ends=re.compile(r"...[dt][iu]$"),
        no_verbs=words(
            """maddi ciddi kendi şimdi abdi reddi haddi yurdu ordu kürdü nakdi tardı akdi hadi
            ebedi taahhüdü murdu tahdidi tehdidi ümidi adedi hudut senedi cilti sureti"""
        ),
        joiners=words("ve ile veya ya"),
        particles=words("ise da de dahi"),
        light=words(
            """diye şeklinde da de ayrıca bir kez daha yeniden özellikle şöyle böyle sözleriyle
            açıkça net olarak da birlikte ısrarla sık"""
        ),
        adjunct_ends=words(
            """ilişkin dair üzerine sonra sonrası sonrasında önce öncesi öncesinde ardından
            sırasında esnasında kapsamında çerçevesinde vesilesiyle dolayısıyla nedeniyle üzere
            boyunca bulunduğu olarak cevaben hitaben karşılık rağmen beraber birlikte yanı sıra
            toplantısında toplantıda konferansında konferansta görüşmede görüşmesinde konuşmada
            konuşmasında konuşmalarında törende töreninde programda programında mülakatta
            açıklamayla açıklamasıyla mesajla mesajıyla paylaşımla paylaşımıyla konuşmayla
            bildiriyle ifadede ifadesinde
            röportajda röportajında söyleşide söyleşisinde demeçte demecinde açıklamada
            açıklamasında açıklamalarında açıklamalarda değerlendirmede değerlendirmesinde
            değerlendirmelerinde paylaşımda paylaşımında paylaşımlarında mesajda mesajında
            yazısında yazıda makalesinde makalede mektupta mektubunda videoda yayında yayınında
            oturumda oturumunda zirvede zirvesinde ziyarette ziyaretinde brifingde brifinginde
            hesabından sitesinden adresinden yanıtında cevabında sunumunda sunumda raporda
            raporunda bildiride bildirisinde sorusuna sorusu sorularına soruya sorulara
            sorulması hakkında konusunda konuda konuyla ilgili açılışında açılışta forumunda
            forumda kongresinde kongrede panelde panelinde etkinlikte etkinliğinde kabulünde
            yemeğinde ötürü önünde çıkışında girişinde dönüşünde dönüşü uçakta sonunda başında
            ise devamında platformunda televizyonunda kanalında telefonda koşuluyla şartıyla"""
        ),
        while_endings=("rken", "linca", "lince", "lunca", "ninca", "nince", "nunca"),
        acts=words(
            """açıklamada açıklamasında açıklamalarda konuşmada konuşmasında toplantısında
            toplantıda konferansında demeçte röportajda mülakatta söyleşide değerlendirmede
            paylaşımda paylaşımında mesajda mesajında görüşmede yazıda makalede videoda yayında
            oturumda programda törende yanıtta cevapta brifingde sunumda ziyarette bildiride
            programında yayınında oturumunda konferansta panelde etkinlikte töreninde zirvede
            zirvesinde açılışında videoda söyleşisinde röportajında demecinde brifinginde notta
            ifadede ifadesinde açıklamayla açıklamasıyla mesajla mesajıyla paylaşımla paylaşımıyla
            konuşmayla bildiriyle videoyla"""
        ),
        participles=words(
            """yaptığı düzenlediği verdiği yayımladığı yayınladığı düzenlenen yapılan katıldığı
            dünkü bugünkü sabahki akşamki haftaki
            gerçekleştirdiği paylaştığı düzenledikleri yaptıkları verdikleri kaleme gönderdiği
            düzenlenen bulunduğu haftalık olağan aylık basın ortak partisi yayımlanan
            yayınlanan"""
        ),
        documents=words(
            """açıklamada açıklamasında açıklamalarda bildiride bildirisinde bildirgede
            bildirgesinde mesajda mesajında paylaşımda paylaşımında raporda raporunda metinde
            metninde mektupta mektubunda duyuruda duyurusunda değerlendirmede notta notada
            bültende bülteninde tutanakta belgede anlaşmada mutabakatta kararda kararında
            videoda yazıda"""
        ),
        document_owned=words(
            """açıklamasına açıklamalarına ifadesine ifadelerine sözlerine raporuna beyanına
            açıklamaya açıklamalara bildirisine bildiriye duyurusuna duyuruya"""
        ),
        by_words=words("tarafından"),
        agencies=words(
            "ajansı muhabiri gazetesi televizyonu kanalı radyosu dergisi sitesi portalı"
        ),
        reported=words(
            """söylediğine belirttiğine aktardığına anlattığına açıkladığına bildirdiğine
            kaydettiğine duyurduğuna vurguladığına dediğine ettiğine"""
        ),
        hearers=words(
            """gazetecilere basına muhabirlere mensuplarına kameralara
            sorulduğunda sorulunca hatırlatıldığında hatırlatılınca
            yanıtlarken cevaplarken konuşurken değerlendirirken"""
        ),
        relayed=words(
            """haberine habere aktardığına bildirdiğine duyurduğuna geçtiği yazdığına haberlerine
            haberinde iletisine"""
        ),
        interviews=words(
            """konuşan konuştu konuşarak yaptığı verdiği açıklamalarda değerlendirmelerde demeç
            röportaj mülakat değerlendiren değerlendirdi yanıtlayan anlatan anlattı söyledi
            söyleyen bilgi açıklama"""
        ),
        according=words("göre kalırsa bakılırsa"),
        to_him=words("ona kendisine"),
        postpositions=words(
            """için gibi hakkında tarafından arasında arasındaki dahil hariç karşısında üzerinden
            üzerine üzerindeki yanlısı karşıtı merkezli kaynaklı konusunda adına dışında içinde
            zaman sırada halde takdirde anda sürece kadar"""
        ),
        topic_ends=words(
            "ilişkin dair hakkında konusunda ilgili yönelik nedeniyle dolayısıyla ötürü sonra"
        ),
        passive_ends=re.compile(r"..(?:[iu]l|[aeiu]n)[ea]n$"),
        own_words=words(
            """sözlerini sözlerine konuşmasını konuşmasına konuşmasında açıklamasında
            açıklamalarında açıklamalarına açıklamasını paylaşımında mesajında sözlerinde"""
        ),
        given=words("açıklama bildiri duyuru mesaj paylaşım açıklaması"),
        announcements=words(
            """açıklamaları açıklaması konuşması sözleri ifadeleri değerlendirmeleri mesajı yanıtı
            cevabı yorumu tepkisi
            değerlendirmesi paylaşımı açıklamalarından konuşmasından sözlerinden"""
        ),
        former=words("eski sabık"),
        back_words=words("böyle"),
        this_words=words("şu şunu şunları şunlar şöyle aşağıdaki"),
        titles_before=words(
            """üst düzey düzeyli bir adlı eski yeni kıdemli askeri diplomatik resmi yerel güvenlik
            hükümet hükumet hükûmet mahkeme polis parti muhalefet bakanlık bölge konuk misafir
            bilim yaşlı genç ünlü"""
        ),
        sources=words("kaynakları kaynaklar kaynağı"),
        articles=words("bir bazı"),
        home="turkiye",
        state_nouns=words(
            """bakan bakanı bakanlık bakanlığı cumhurbaşkanı cumhurbaşkanlığı başbakan başbakanı
            başbakanlık başbakanlığı hükümet hükümeti hükumet hükumeti hükûmet hükûmeti ordusu
            genelkurmay parlamentosu"""
        ),
        portfolios=words(
            """altyapı çevre şehircilik iklim değişikliği aile sosyal hizmetler çalışma spor
            teknoloji orman ormancılık bilim denizcilik ekonomi petrol su işleri sivil havacılık
            kalkınma planlama bütçe bölgesel tabii doğal kaynaklar insan hakları göç acil durum
            gıda hayvancılık"""
        ),
        trades=re.compile(r"..(?<!n)c[iu]$"),
        origin_ends=re.compile(r"...l[iu]$"),
        doers=re.compile(r"..(?<![dt])[ea]n$|^(?:eden|giden|tutan|katan)$"),
        no_doers=words(
            """neden zaman insan ramazan güven düzen yönetmen tamamen aynen resmen kısmen tümen
            liman orman meydan plan iran vatan roman uzman kurban aslan duman"""
        ),
        speaking=words(
            "konuşan yanıtlayan cevaplayan cevaplandıran değerlendiren seslenen bulunan"
        ),
        event_ends=re.compile(
            r"^(?:toplanti|aciklama|konusma|roportaj|soylesi|mulakat|forum|zirve|brifing|gorusme"
            r"|program|toren|mesaj|paylasim|yayin|oturum|kongre|konferans|panel|etkinlik|etkinlig"
            r"|miting|demec|ziyaret|degerlendirme|acilis|ziyafet|iftar)"
            r"(?:l[ae]r)?(?:s?[iu]n?)?[dt][ae]$"
        ),
        cities=words(
            """kentinde ilinde şehrinde başkentinde ilçesinde kasabasında köyünde adasında
            bölgesinde"""
        ),
        after_words=words(
            """ardından sonra önce sonrası öncesi öncesinde sonrasında göre ilişkin hakkında için
            ise de da ve ancak"""
        ),
        past_times=phrases(
            """dün, dün sabah, dün akşam, dün gece, önceki gün, evvelki gün,
            geçen gün, geçen hafta, geçen ay, geçen yıl,
            geçtiğimiz gün, geçtiğimiz hafta, geçtiğimiz ay, geçtiğimiz yıl"""
        ),
        question_ends=words("sorusuna sorusunu soruya sorularına sorusu"),
        visiting=words("konuk misafir"),
        hosting=words("sahibi"),
        arriving=words("gelen bulunan"),
        asking=words(
            """istedi istediler istemişti istemişlerdi isteyerek istendi istenildi isteniyor
            istenerek istenmişti"""
        ),
        reporters=words(
            """gazeteci gazeteciler muhabir muhabiri muhabirler muhabirleri sunucu sunucusu
            moderatör mensubu mensupları spiker"""
        ),
        asked_ends=re.compile(r"..l[ea]rd[ea]n$"),
        object_ends=re.compile(r"...[iu]$"),
        no_objects=words("karşı ilgili yeni eski şimdi aynı iki yedi altı resmi siyasi askeri"),
        converbs=re.compile(r"..[ea]r[ea]k$"),
        media=words("aa dha iha trt afp ap bbc cnn dw reuters tass ria ntv spiegel bloomberg"),
        so_words=words("diye"),
        contrasts=words("ise"),
        own_acts=re.compile(r"...[dt][iu]g[iu]$"),
        owner_ends=re.compile(r"..[iu]n$"),
        objects=re.compile(r"..[aeiou]y[iu]$"),
        to_be_done=re.compile(r"..m[ea](?:s[iu]|l[ea]r[iu])n[iu]$"),
        several_said=re.compile(r"kl[ea]r[iu]n[iu]$"),
        several=re.compile(r"l[ea]r(?:[iu])?(?:n?[iu]n)?$"),
        cased_ends=re.compile(r"[dt][ea]n?$|[ea]$|rken$|n[iu]n$"),
        ages=words("yaşındaki yaşında"),
    ),
    connectives=words(
        "ancak ayrıca öncelikle böylece ama fakat üstelik nitekim zira yine hatta oysa dahası"
    ),
    pronouns={"o": "m", "kendisi": "m"},
    other_pronouns=words("bu şu bunlar şunlar onlar biz siz ben sen herkes kimse hepsi kendileri"),
    person_nouns=words(
        """bakan bakanı başkan başkanı cumhurbaşkanı başbakan başbakanı sözcü sözcüsü
        büyükelçi büyükelçisi diplomat diplomatı elçi elçisi temsilci temsilcisi konsolos
        konsolosu başkonsolos başkonsolosu lider lideri komutan komutanı genelkurmay
        sekreter sekreteri danışman danışmanı başdanışman başdanışmanı müşavir
        müşaviri müsteşar müsteşarı vali
        valisi milletvekili vekil vekili yardımcısı müdür müdürü direktör direktörü general
        amiral tuğamiral tümgeneral tuğgeneral tümamiral koramiral oramiral yarbay binbaşı
        yüzbaşı üsteğmen mareşal orgeneral korgeneral albay maslahatgüzar maslahatgüzarı
        koordinatör koordinatörü uzman uzmanı analist analisti profesör gazeteci yazar
        yazarı avukat avukatı savcı savcısı kral prens emir papa senatör senatörü elebaşı
        kurucusu kurucu eşbaşkan eşbaşkanı meslektaşı rakibi mevkidaşı muhatabı
        muhtar doktor hakim memuru
        rektör rektörü yetkilisi ekonomist asistanı şef şefi kaymakam kaymakamı sorumlusu
        üyesi araştırmacısı yönetmeni bilimci bilimcisi tarihçi tarihçisi hukukçu
        stratejist siyasetçi iktisatçı hanım bey oyuncu sanatçı sürücü öğretmen öğrenci
        çiftçi hemşire futbolcu antrenör yönetmen şarkıcı müzisyen ressam akademisyen
        araştırmacı esnaf işçi girişimci patron işveren pilot kaptan"""
    ),
    body_nouns=words(
        """bakanlık bakanlığı bakanlığ büyükelçiliğ başkanlığ kremlin hükümet hükümeti hükumet
        hükumeti hükûmet hükûmeti yönetim yönetimi ordu ordusu parlamento parlamentosu meclis
        meclisi konsey konseyi büyükelçilik büyükelçiliği elçilik elçiliği başkanlık başkanlığı
        cumhurbaşkanlığı başkonsolosluk başkonsolosluğu genelkurmay komutanlık komutanlığı
        teşkilat teşkilatı parti partisi örgüt örgütü komisyon komisyonu komite komitesi kurul
        kurulu kurum kurumu birlik birliği mahkeme mahkemesi müdürlük müdürlüğü vakıf vakfı
        dernek derneği sendika sendikası valilik valiliği belediye belediyesi emniyet savcılık
        savcılığı temsilciliği ajansı güçleri kuvvetleri konfederasyonu federasyonu odası
        merkezi enstitüsü üniversitesi bankası şirketi heyeti delegasyonu darphane sekreterliği
        şirket banka heyet ofisi kuruluş kuruluşu
        tarafı kanadı
        kulüp kulübü kulüb hastane hastanesi kilise kilisesi borsa borsası holding
        grubu gözlemevi ağı hareketi cephesi ittifakı koalisyonu platformu inisiyatifi tugayı tümeni
        konfederasyon federasyon ağ cephe"""
    ),
    group_nouns=words(
        """yetkili yetkililer yetkilileri kaynak kaynağı kaynaklar kaynakları uzmanlar uzmanları
        bakanlar diplomatlar liderler temsilciler temsilcileri taraflar avukatları sözcüler
        milletvekilleri görgü tanıkları tanıklar tanık aktivistler muhalifler gözlemciler
        komutanlar üyeler analistler insanları oyuncular sanatçılar sürücüler öğretmenler
        öğrenciler vatandaş vatandaşlar çiftçiler hemşireler doktorlar polisler kadın
        kadınlar adam çocuk çocuklar genç gençler komşu komşuları köylü köylüler mağdur
        sanık şüpheli futbolcular akademisyenler araştırmacılar işçiler emekliler
        işverenler muhalefet iktidar yazarlar avukatlar mülteci mülteciler aileler ailesi
        yakınları savcılar taraftarlar turistler yolcular hasta hastalar partileri partiler
        muhalefeti iktidarı"""
    ),
    titles=words(
        """dışişleri içişleri savunma milli genel özel daimi devlet cumhurbaşkanlığı bakan hazine
        maliye ticaret adalet enerji tarım sağlık eğitim kültür turizm ulaştırma sanayi gençlik
        ulusal güvenlik konseyi meclis parti partisi grup iletişim istihbarat bakanlığı geçici
        fiili dini başmüzakereci müzakereci vali sayın dr prof doç"""
    ),
    broad_heads={
        "bakan": words("bakanı"),
        "bakani": words("bakan"),
        "baskan": words("başkanı cumhurbaşkanı"),
        "cumhurbaskani": words("başkanı"),
        "sozcu": words("sözcüsü"),
        "sozcusu": words("sözcü"),
        "lider": words("lideri cumhurbaşkanı başkanı"),
        "lideri": words("lider cumhurbaşkanı başkanı"),
        "buyukelci": words("büyükelçisi"),
        "elci": words("büyükelçisi elçisi"),
        "konsolos": words("konsolosu başkonsolosu"),
        "baskonsolos": words("başkonsolosu"),
        "temsilci": words("temsilcisi"),
        "vali": words("valisi"),
        "komutan": words("komutanı"),
        "basbakan": words("başbakanı"),
        "sekreter": words("sekreteri"),
        "mudur": words("müdürü"),
        "danisman": words("danışmanı"),
        "diplomat": words("bakanı büyükelçisi temsilcisi sözcüsü başkonsolosu"),
        "bakanlik": words("bakanlığı"),
        "bakanlig": words("bakanlığı"),
        "buyukelcilig": words("büyükelçiliği"),
        "baskanlig": words("başkanlığı"),
        "buyukelcilik": words("büyükelçiliği"),
    },
    aides=words(
        """yardımcısı vekili danışmanı başdanışmanı müşaviri sözcüsü temsilcisi sekreteri avukatı
        eşi oğlu kızı kardeşi"""
    ),
    counterparts=words("mevkidaşı mevkidaşını mevkidaşının muhatabı"),
    indefinite=words("bir"),
    particles=words("el al eş aş es ed bin bint ibn ebu van von der di del"),
    openers=words(
        """ne hem ya peki işte ancak ayrıca böylece bu bununla buna ama fakat üstelik ardından
        sonra dün bugün yarın şimdi nitekim zira yine hatta oysa özellikle her bir birçok bazı
        tüm bütün diğer o şu biz toplantıda görüşmede konuşmasında açıklamada açıklamasında
        konuyla basın geçen eski yeni"""
    ),
    abbreviations=words("dr prof doç av yrd st mr mrs sn org tuğg tümg alb gen vb vs no bkz s"),
    relay_nouns=phrases(
        """haber ajansı, ajansı, resmi ajans, gazetesi, televizyonu, haber sitesi, haber kanalı,
        televizyon kanalı, dergisi, radyosu, basını, medyası, basın, medya, devlet televizyonu"""
    ),
    months=numbered(
        "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık", start=1
    ),
    weekdays=numbered("pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar", start=0),
    day_nouns=words("günü gününde gecesi sabahı akşamı geçen geçtiğimiz önceki"),
    day_words={
        ("bugun",): 0, ("dun",): 1, ("bu", "sabah"): 0, ("bu", "aksam"): 0, ("bu", "gece"): 0,
        ("onceki", "gun"): 2, ("evvelki", "gun"): 2, ("bir", "gun", "once"): 1,
    },
    days_ago=re.compile(r"\b(\w+) gun once\b"),
    counted_days=words("gün"),
    numbers=numbered("bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on", start=1),
    other_week=words("gelecek önümüzdeki"),
    vague=words("geçen geçtiğimiz önceki geçmişte yıllar aylar haftalar"),
    time_words=words(
        """dün bugün yarın pazartesi salı çarşamba perşembe cuma cumartesi pazar günü sabah akşam
        gece geçen hafta ay yıl önceki"""
    ),
    quoted_headings=True,
    ordinals=True,
    boilerplate=pattern(
        r"""
        haberin devam[ıi]\b
        devam[ıi]n[ıi] (?:oku|görmek)
        (?:ilgili|benzer|diğer|son|öne çıkan|önerilen) (?:haber|konu|video|galeri)\w*\s?:?$
        (?:bunlar da|bunlara da|bu da) ilgi
        ilginizi çek
        (?:ayrıca|bunu da) (?:oku|bak)
        abone ol\b
        bizi takip ed
        google (?:news|haberler)
        whatsapp (?:kanal|ihbar)
        (?:paylaş|yazdır|yorumlar|yorum yap|yorum yaz|beğen|kaydet)\b[^.]{0,40}$
        (?:etiketler|anahtar kelimeler|haber etiketleri)\s?:?
        (?:kaynak|muhabir|editör|haber|foto|fotoğraf|kamera|güncelleme|giriş)\s?:
        (?:yayınlanma|yayımlanma|son güncelleme|oluşturulma)\s?:
        (?:yayınlanma|güncellenme|son güncelleme|giriş|güncelleme) tarihi
        (?:©|\(c\)|tüm hakları saklıdır|copyright)
        (?:anasayfa|ana sayfa)\s*[>›»/|]
        (?:reklam|menü|ara|son dakika|gündem|dünya|politika)$
        anadolu ajansı web sitesinde
        (?:uygulamamızı|uygulamayı) indir
        (?:çerez politika|çerezler|bu sitede çerez)
        \(?(?:fotoğraflı|görüntülü|fotoğraf)\)?$
        \S+ için tıklayın
        """
    ),
    captions=pattern(
        r"""
        ^foto(?:ğraf)?\s*[:/(-]
        \bfoto(?:ğraf)?\s?:\s
        ^\[?(?:fotoğraf|görsel|grafik|infografik|video)\b\s*[:\[\](-]
        \((?:arşiv|fotoğraf|temsili|foto)[^)]*\)\.?$
        [/|]\s?(?:aa|dha|iha|i̇ha|afp|reuters|getty images|epa|anadolu)\s*\)?\.?$
        """
    ),
    credits=pattern(
        r"""
        (?:muhabir|editör|haber|kamera|kaynak|yazan|çeviri|derleyen)\s?:\s
        (?-i:[A-ZÇĞİÖŞÜ][\w.]+(?: [A-ZÇĞİÖŞÜ][\w.]+){0,4}\s?[/|-]\s?[A-ZÇĞİÖŞÜ ,()./-]{4,40}$)
        """
    ),
    datelines=re.compile(
        r"""(?x)
        (?:[A-ZÇĞİÖŞÜ][A-ZÇĞİÖŞÜ.'’-]+(?:[ /][A-ZÇĞİÖŞÜ.'’-]+){0,4}
            (?:\s?,?\s?\([^)\n]{2,40}\)\s*[-–—]{0,2}\s*
              |\s*(?:[–—]|--|\s-\s)\s*
              |\s*/[^/\n]{2,30}/\.?\s*[-–—]*\s*))
        """
    ),
    dates_alone=pattern(
        r"""
        \d{1,2} [a-zçğıöşü]{3,8} \d{4}(?:,? [a-zçğıöşü]{4,9})?(?:[ ,|-]+\d\d?[:.]\d\d.{0,12})?
        \d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d.{0,12})?
        \d{1,2}[./]\d{1,2}[./]\d{4}(?:[ ,|-]+\d\d?[:.]\d\d.{0,12})?
        """
    ),
    stop_words=words(
        """ve bir bu da de için ile olarak olan dedi daha çok en olduğunu söyledi ifade ancak gibi
        kadar sonra göre ise belirtti"""
    ),
)  # fmt: skip
