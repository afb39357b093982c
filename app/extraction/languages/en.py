"""English: what the engine needs to know of the language."""

import re

from app.extraction.first_names import GENDERS
from app.extraction.profile import (
    Frame,
    LanguageProfile,
    Role,
    noun_cues,
    numbered,
    pattern,
    phrases,
    verb_cues,
    words,
)

SAY = Frame.CLAUSE | Frame.INVERTS
STRESS = Frame.CLAUSE | Frame.PHRASE | Frame.INVERTS
VERBS = {
    SAY: """
        say, says, said, saying
        point out, points out, pointed out, pointing out
        state, states, stated, stating
        declare, declares, declared, declaring
        add, adds, added, adding
        write, writes, wrote, writing
        , , has written,
        , , have written,
        tweet, tweets, tweeted, tweeting
        argue, argues, argued, arguing
        assert, asserts, asserted, asserting
        insist, insists, insisted, insisting
        contend, contends, contended, contending
        allege, alleges, alleged, alleging
        predict, predicts, predicted, predicting
        joke, jokes, joked, joking
        concede, concedes, conceded, conceding
        complain, complains, complained, complaining
        caution, cautions, cautioned, cautioning
        lament, laments, lamented, lamenting
        opine, opines, opined, opining
        reckon, reckons, reckoned, reckoning
        note, notes, noted, noting
        agree, agrees, agreed, agreeing
        observe, observes, observed, observing
        explain, explains, explained, explaining
        announce, announces, announced, announcing
        comment, comments, commented, commenting
        remark, remarks, remarked, remarking
        report, reports, reported, reporting
        conclude, concludes, concluded, concluding
        confirm, confirms, confirmed, confirming
        reveal, reveals, revealed, revealing
        disclose, discloses, disclosed, disclosing
        testify, testifies, testified, testifying
        proclaim, proclaims, proclaimed, proclaiming
        elaborate, elaborates, elaborated, elaborating
        clarify, clarifies, clarified, clarifying
        specify, specifies, specified, specifying
        theorize, theorizes, theorized, theorizing
        speculate, speculates, speculated, speculating
        boast, boasts, boasted, boasting
        suggest, suggests, suggested, suggesting
        indicate, indicates, indicated, indicating
        recount, recounts, recounted, recounting
        , estimates, estimated, estimating
        muse, muses, mused, musing
        quip, quips, quipped, quipping
        retort, retorts, retorted, retorting
        counter, counters, countered, countering
        shoot back, shoots back, shot back, shooting back
        hit back, hits back, hit back, hitting back
        fire back, fires back, fired back, firing back
        grant, grants, granted,
        """,
    SAY | Frame.HEARER: """
        tell, tells, told, telling
        inform, informs, informed, informing
        assure, assures, assured, assuring
        remind, reminds, reminded, reminding
        notify, notifies, notified, notifying
        """,
    STRESS: """
        stress, stresses, stressed, stressing
        emphasize, emphasizes, emphasized, emphasizing
        emphasise, emphasises, emphasised, emphasising
        underline, underlines, underlined, underlining
        underscore, underscores, underscored, underscoring
        highlight, highlights, highlighted, highlighting
        reiterate, reiterates, reiterated, reiterating
        reaffirm, reaffirms, reaffirmed, reaffirming
        affirm, affirms, affirmed, affirming
        acknowledge, acknowledges, acknowledged, acknowledging
        admit, admits, admitted, admitting
        recall, recalls, recalled, recalling
        deny, denies, denied, denying
        regret, regrets, regretted, regretting
        warn of, warns of, warned of, warning of
        warn against, warns against, warned against, warning against
        warn about, warns about, warned about, warning about
        """,
    SAY | Frame.ACT: """
        pledge, pledges, pledged, pledging
        claim, claims, claimed, claiming
        promise, promises, promised, promising
        vow, vows, vowed, vowing
        threaten, threatens, threatened, threatening
        """,
    SAY | Frame.HEARER | Frame.PHRASE: """
        warn, warns, warned, warning
        """,
    Frame.THAT: """
        maintain, maintains, maintained, maintaining
        rule, rules, ruled, ruling
        hint, hints, hinted, hinting
        swear, swears, swore, swearing
        post, posts, posted, posting
        """,
    Frame.THAT | Frame.PHRASE: """
        dispute, disputes, disputed, disputing
        """,
    Frame.THAT | Frame.ACT: """
        demand, demands, demanded, demanding
        urge, urges, urged, urging
        recommend, recommends, recommended, recommending
        propose, proposes, proposed, proposing
        hope, hopes, ,
        request, requests, requested, requesting
        """,
    Frame.ACT: """
        ask, asks, asked, asking
        call on, calls on, called on, calling on
        call upon, calls upon, called upon, calling upon
        appeal to, appeals to, appealed to, appealing to
        """,
    Frame.QUOTE | Frame.INVERTS: """
        continue, continues, continued, continuing
        ask, asks, asked, asking
        respond, responds, responded, responding
        reply, replies, replied, replying
        answer, answers, answered, answering
        go on, goes on, went on, going on
        begin, begins, began, beginning
        reason, reasons, reasoned, reasoning
        , reads, read, reading
        post, posts, posted, posting
        repeat, repeats, repeated, repeating
        summarize, summarizes, summarized, summarizing
        sum up, sums up, summed up, summing up
        conclude, concludes, concluded, concluding
        vent, vents, vented, venting
        put it, puts it, put it, putting it
        interject, interjects, interjected, interjecting
        shout, shouts, shouted, shouting
        exclaim, exclaims, exclaimed, exclaiming
        whisper, whispers, whispered, whispering
        mutter, mutters, muttered, muttering
        yell, yells, yelled, yelling
        """,
    Frame.PHRASE: """
        express, expresses, expressed, expressing
        voice, voices, voiced, voicing
        condemn, condemns, condemned, condemning
        denounce, denounces, denounced, denouncing
        welcome, welcomes, welcomed, welcoming
        call for, calls for, called for, calling for
        speak on, speaks on, spoke on, speaking on
        speak about, speaks about, spoke about, speaking about
        speak of, speaks of, spoke of, speaking of
        touch on, touches on, touched on, touching on
        touch upon, touches upon, touched upon, touching upon
        speak in favor of, speaks in favor of, spoke in favor of, speaking in favor of
        speak out against, speaks out against, spoke out against, speaking out against
        draw attention to, draws attention to, drew attention to, drawing attention to
        reject, rejects, rejected, rejecting
        rule out, rules out, ruled out, ruling out
        , , demanded,
        """,
    Frame.NAMING: """
        call, calls, called, calling
        describe, describes, described, describing
        dub, dubs, dubbed, dubbing
        label, labels, labeled, labeling
        label, labels, labelled, labelling
        brand, brands, branded, branding
        characterize, characterizes, characterized, characterizing
        characterise, characterises, characterised, characterising
        term, terms, termed, terming
        dismiss, dismisses, dismissed, dismissing
        hail, hails, hailed, hailing
        slam, slams, slammed, slamming
        """,
    Frame.CHARGE | Frame.BLAME: """
        blame, blames, blamed, blaming
        """,
    Frame.CHARGE: """
        accuse, accuses, accused, accusing
        """,
    Frame.BLAME: """
        criticize, criticizes, criticized, criticizing
        criticise, criticises, criticised, criticising
        blast, blasts, blasted, blasting
        praise, praises, praised, praising
        applaud, applauds, applauded, applauding
        pan, pans, panned, panning
        mock, mocks, mocked, mocking
        """,
    Frame.QUOTE: """
        disagree, disagrees, disagreed, disagreeing
        """,
    Frame.CLAUSE: """
        make clear, makes clear, made clear, making clear
        make it clear, makes it clear, made it clear, making it clear
        """,
}
SPEECH_NOUNS = verb_cues(
    {
        SAY: """
        went on to say
        went on to add
        went on to note
        went on to stress
        went on to explain
        was quoted as saying
        is quoted as saying
        were quoted as saying
        was cited as saying
        had this to say
        """,
        Frame.CLAUSE: """
        expressed hope
        expressed the hope
        expressed confidence
        expressed his hope
        expressed her hope
        expressed his belief
        expressed her belief
        expressed concern
        expressed regret
        drew attention to the fact
        called attention to the fact
        """,
    },
    Role.FINITE,
) + verb_cues(
    {
        Frame.CLAUSE: """
        expressing hope
        expressing the hope
        expressing confidence
        expressing his hope
        expressing concern
        expressing regret
        """,
    },
    Role.PARTICIPLE,
)
QUOTED_SAYING = noun_cues(
    """
    as saying
    as telling
    as writing
    as stating
    """,
    Role.QUOTED,
)
ACCORDING = noun_cues(
    """
    according to
    in the words of
    in his words
    in her words
    in their words
    in its words
    in his view
    in her view
    in its view
    in his opinion
    in her opinion
    in the opinion of
    as stated by
    """
)

ENGLISH = LanguageProfile(
    language="en",
    cues=(
        *verb_cues(VERBS, Role.BASE, Role.FINITE, Role.FINITE, Role.PARTICIPLE),
        *SPEECH_NOUNS,
        *QUOTED_SAYING,
        *ACCORDING,
    ),
    no_cues=phrases(
        """speaking on condition, speaking on the condition, spoke on condition, speak on condition,
        spoke on the condition, speaking on behalf, spoke on behalf, speaks on behalf,
        speaking on the sidelines, spoke on the sidelines, spoke on the phone, spoke on phone,
        speaking on the phone, speaking on state, speaking on television, spoke on television,
        speaking on tv, speaking on live, speaking on a, call on him, called on him,
        blame each other, blames each other, blamed each other, blaming each other, calls itself,
        called itself, so called, state of, terms of, stressed out"""
    ),
    nouny=words(
        """blast blasts praise pan pans claim claims report reports note notes comment comments
        remark remarks state states
        reason reasons post posts demand demands request requests promise promises pledge pledges
        threat stress stresses answer answers reply term terms label labels brand brands voice
        voices call calls highlight highlights read voice hope hopes grant grants speculation
        estimate estimates dispute disputes rule rules ruling hint hints muse muses
        complaint joke jokes appeal appeals regret regrets vow vows tweet tweets caution address"""
    ),
    that_words=words("that"),
    and_words=words("and or nor"),
    but_words=words("but yet while whereas although though"),
    as_words=words("as"),
    with_words=words("with"),
    to_words=words("to"),
    by_words=words("by from"),
    agent_words=words("by"),
    naming_words=words("as"),
    ages=words("year-old"),
    own_names=words("name names surname"),
    owned_openers=words("in"),
    owned_nouns=words("words view opinion telling"),
    charge_words=words("of"),
    blame_words=words("for over"),
    cause_words=words("for on"),
    relatives=words("who whom which whose that"),
    personal_relatives=words("who whom whose"),
    subordinators=words(
        """that because but while when if unless until although though since whereas whether where
        as so yet why how what who which whom whose than then except once lest and or after before
        whilst"""
    ),
    conditionals=words("if whether unless"),
    glosses=phrases(
        """referring to, in reference to, in an apparent reference to, in an apparent, alluding to,
        the deadliest, the latest, the worst, the biggest, the largest, the highest, the lowest,
        the first such, the first time,
        an account that, an account which, an offer that, an offer which, a demand that,
        a demand which, a remark that, a remark which, a version, an allegation, allegations,
        an accusation, accusations, a charge, a claim, claims,
        something that, which he denies, which she denies, contradicting, citing, quoting,
        without elaborating, without giving, without providing, according to,
        but it is unclear, but it was unclear, but it remains unclear, but it was not clear,
        but it is not clear, but did not, but gave no, but declined, but neither,
        but none, but refused,
        in what, when asked, as he, as she, as they, as the, speaking to, in remarks, in comments,
        in a statement, in an interview, using an acronym, using the acronym, who has, who was,
        who is, who had, who also, in response to, in a reference to, a reference to,
        an apparent reference, days after, hours after, a day after, shortly after, a day before,
        amid, days before, on the sidelines, at a, during a, during the, in a, in an, by phone"""
    ),
    other_glosses=phrases(
        """referring to, in reference to, in an apparent reference to, alluding to, in a reference
        to, a reference to, an apparent reference, an allegation, contradicting, days after,
        hours after, a day after, shortly after, a day before, amid, days before, who, which"""
    ),
    asides=phrases(
        """asked, commenting, turning to, referring to, responding to, reacting to, regarding,
        addressing, highlighting, recalling, noting, citing, touching on, as for, on the"""
    ),
    prepositions=words(
        """in on at during after before to from by via with for about over under amid following
        ahead of into through throughout since until within without between among against upon
        toward towards despite per regarding concerning like near outside inside because due
        besides beyond across along around unlike behind beside below above beneath"""
    ),
    linking=words("of in for at to on with from and de by & / - ' ’ , near against within into"),
    articles=words("the a an"),
    determiners=words(
        """the a an this that these those his her its their our my your some any each every no
        another several many both all such one two three four five six seven eight nine ten"""
    ),
    pronouns={
        "he": "m", "she": "f", "it": "n", "they": "p", "i": "1", "we": "1", "you": "1",
    },
    owners={"his": "m", "her": "f", "its": "n", "their": "p", "my": "1", "our": "1"},
    object_pronouns={"him": "m", "her": "f", "it": "n", "them": "p"},
    quoting=words("quoted cited quotes cites quoting citing"),
    plain_cues=words(
        "say says said saying tell tells told insist insists insisted argue argued argues"
    ),
    no_content=words(
        "so no yes nothing little much more goodbye hello thanks sorry farewell and or but"
    ),
    question_words=words("what who where why how when whether which"),
    other_pronouns=words(
        "him them us me this these those there what everyone"
        " someone anyone nobody everybody somebody nothing something anything everything"
    ),
    adverbs=words(
        """also then later earlier further again reportedly publicly repeatedly previously recently
        now just still even only once always often never ever long today yesterday meanwhile however
        too instead first finally simply
        clearly strongly firmly particularly specifically separately
        additionally similarly moreover furthermore nevertheless nonetheless therefore thus hence
        already soon once all both merely actually rather quite both
        himself herself itself themselves"""
    ),
    adverb_endings=("ly",),
    reflexives=words("himself herself itself themselves"),
    helpers=words("will would 'll"),
    connectives=words(
        """but however meanwhile moreover also so then therefore thus instead still yet furthermore
        additionally nevertheless nonetheless besides now"""
    ),
    adjunct_openers=words("after before when while as amid"),
    auxiliaries=words("has have had having 've 'd did does do is are was were been be being"),
    passives=words("be been being is are was were am get gets got getting"),
    modals=words("could may might must should can shall ought"),
    negations=words(
        """not never didn't doesn't don't hasn't hadn't won't wouldn't refused declined cannot
        didn’t doesn’t don’t hasn’t hadn’t won’t wouldn’t neither nor without"""
    ),
    finite=words(
        """is are was were am has have had will would can could may might must should shall do does
        did isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't mustn't
        shouldn't don't doesn't didn't cannot
        cast beat quit burst wept woke swore stole threw swam sang sank fed fled slid sought rode
        dealt dug withdrew
        became began brought came chose fell felt found heard broke gave got grew held kept knew led
        left lost
        made meant met paid put ran rose sat saw sent set showed sold spent spoke stood struck swept
        took taught thought told understood went won
        wore wrote built bought caught drew drove fought
        flew forgot hung hid hit hurt laid let lay rang said saw shook shot shut slept stuck
        remains remain continues seems appears becomes makes takes gives goes comes gets holds keeps
        leads leaves loses means meets needs plans puts runs sees sends shows stands supports takes
        tells thinks tries wants wishes works hopes believes knows fears expects considers intends
        needs depends includes involves requires represents constitutes reflects contains belongs
        lies deserves aims seeks helps allows causes faces poses serves exists lacks faces risks
        threatens violates opposes rejects respects maintains understands identifies features says
        began became does matters looks feels suffers attaches adheres proceeds favors favours
        face want need know think believe seek remain support oppose say plan intend expect
        contradicts undermines contributes benefits hampers hinders prevents provides offers creates
        opens prefers respects values welcomes agrees hosts enters relies expires"""
    ),
    shifted=words("was were had would could did might wasn't weren't hadn't wouldn't couldn't"),
    present_verbs=words("is are has have isn't aren't hasn't haven't remain do don't"),
    coordinators=words("and but"),
    inferring=words("estimates"),
    past=("ed",),
    present=("s",),
    contractions=("'s", "'re", "'ve", "'ll", "'d", "n't"),
    possessive_endings=("'s", "s'"),
    person_nouns=words(
        """minister president spokesman spokeswoman spokesperson ambassador envoy consul general
        director chief secretary leader official diplomat head chairman chairwoman chair commander
        governor senator mayor lawmaker professor analyst expert editor coach captain manager king
        prince princess queen pope adviser advisor aide representative deputy chancellor premier
        undersecretary negotiator lawyer attorney judge prosecutor founder co-founder creator author
        writer doctor nurse teacher student scientist researcher economist historian journalist
        reporter correspondent owner officer treasurer curator associate assistant activist
        campaigner barrister bishop archbishop cardinal imam patriarch rabbi priest father mother
        brother sister son daughter wife husband widow uncle aunt cousin friend colleague neighbor
        neighbour resident witness victim survivor soldier colonel admiral lieutenant major sergeant
        brigadier marshal inspector sheriff detective investigator speaker co-chair coordinator
        rapporteur commissioner delegate politician statesman candidate councillor congressman
        congresswoman mp executive ceo cfo entrepreneur businessman businesswoman banker farmer
        worker engineer pilot driver player goalkeeper striker midfielder defender actor actress
        singer musician artist novelist poet filmmaker producer musician photographer designer
        architect critic blogger poster user commentator pundit presenter host anchor coauthor
        co-author counterpart ruler monarch sultan emir sheikh dictator rebel insurgent man woman
        boy girl child mother-in-law attaché charge d'affaires coach physicist chemist biologist
        psychologist therapist specialist strategist organizer organiser volunteer
        eyewitness bystander passer-by passenger tenant homeowner parent grandmother grandfather mom
        staffer democrat republican incumbent nominee insider operative pollster superintendent
        constable firefighter paramedic
        seismologist ecologist astronomer meteorologist geologist veterinarian principal
        trader fisherman miner medic shopkeeper villager refugee broker contractor guard fighter
        chemist medic rescuer envoy-designate mediator observer monitor inspector-general
        vice-chancellor vice-president co-leader"""
    ),
    body_nouns=words(
        """ministry government embassy consulate agency council office party department committee
        commission union army forces police company court parliament administration organisation
        organization group university bank kremlin federation authority authorities service
        directorate presidency cabinet senate congress assembly alliance coalition mission
        delegation firm corporation institute foundation association board bureau command staff
        secretariat opposition militia navy military intelligence
        headquarters house inspectorate museum theatre theater library
        republic state city municipality region district hospital school club team league
        federation society centre center fund network campaign leadership regime ministry's nato
        airline retailer insurer lender carmaker manufacturer orchestra gallery
        watchdog regulator charity church tribunal panel band newspaper magazine paper daily site
        website channel broadcaster outlet"""
    ),
    group_nouns=words(
        """officials ministers diplomats researchers scientists experts analysts critics sources
        source residents witnesses observers activists lawmakers senators prosecutors investigators
        leaders spokesmen spokespeople representatives rebels authorities historians economists
        supporters opponents students teachers doctors people others some many several individuals
        lawyers attorneys parents relatives families friends colleagues workers employees executives
        commanders soldiers protesters demonstrators campaigners organisers organizers journalists
        reporters media guidelines ministries states countries nations allies sides parties
        presidents speakers members politicians delegates participants negotiators envoys both
        republicans democrats conservatives islamists kurds turks russians syrians americans sailors
        insiders staffers governments passengers firefighters seismologists eyewitnesses voters
        tenants homeowners farmers inspectors physicians
        forecasters meteorologists organisers astronomers biologists climbers players
        engineers drivers traders fishermen miners pilots nurses medics rescuers refugees villagers
        shopkeepers businesses companies unions officers troops militants fighters merchants
        exporters importers bankers guards mediators monitors locals contractors brokers
        users posts posters editors aides advisers advisors judges commentators scholars"""
    ),
    document_nouns=words(
        """remarks comments speech address
        statement report letter communique communiqué declaration article post message memo
        resolution text document note readout release tweet email analysis study survey review paper
        website bulletin study editorial section complaint indictment guidelines book transcript"""
    ),
    person_ends=re.compile(
        r"..(?:man|woman|boy|girl|keeper|seller|smith|worker|monger|herd|wright)$"
        r"|...(?:ologist|[ncprt]ist|ician|arian)$"
    ),
    doer_ends=re.compile(r"...(?:er|or|eer|ian|ant)$"),
    aides=words(
        """spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney wife husband
        widow brother sister son daughter father mother uncle aunt cousin friend deputy assistant
        secretary doctor colleague neighbour neighbor office team associate predecessor successor"""
    ),
    tying_words=words("for of to near behind from by with in at on close against under over"),
    nobody=words("neither no none nobody few"),
    denials=words(
        """deny denies denied denying dismiss dismisses dismissed dismissing refute refutes refuted
        reject rejects rejected rejecting doubt doubts doubted"""
    ),
    gerund_verbs=words(
        """avoid avoids avoided stop stops stopped resist resists resisted consider considers
        considered contemplated delayed postponed risk risks risked escaped finished imagined missed
        discussed disliked hated feared opposed quit suggested recommended"""
    ),
    answering=words("comment respond reply answer elaborate confirm"),
    replies=words("replied replies answered answers responded responds retorted retorts"),
    refusals=words("declined refused"),
    comparing=phrases("down from, up from, compared with, compared to, instead of, rather than"),
    stage_verbs=words(
        """nodded smiled laughed shrugged applauded left departed flew walked bowed winked sighed
        grinned frowned paused"""
    ),
    dumb_nouns=words(
        """move result results decision situation event events attack attacks picture photo image
        images video footage data figures figure map chart polls poll test tests evidence case
        development developments visit meeting talks agreement
        deal trend weather day week month year
        history experience reality fact facts signs sign step steps strategy plan approach process
        effort efforts conflict war crisis incident"""
    ),
    definite=words("the this that"),
    counterparts=words("counterpart colleague"),
    former=words("former ex late"),
    origin_ends=re.compile(r"..(?:an|ish|ese|i|ch|ic)$"),
    other_offices={
        "minister": words("prime deputy assistant shadow"),
        "president": words("vice deputy"),
        "secretary": words("deputy assistant"),
        "mayor": words("deputy vice"),
        "governor": words("deputy lieutenant vice"),
        "premier": words("deputy vice"),
        "chief": words("deputy assistant"),
        "chairman": words("deputy vice"),
        "director": words("deputy assistant"),
        "commander": words("deputy"),
        "ambassador": words("deputy"),
    },
    indefinite=words("a an one another some any each every several many other two three four five"),
    broad_heads={
        "diplomat": words(
            "minister ambassador envoy consul spokesman spokeswoman spokesperson representative"
            " secretary attaché counselor"
        ),
        "leader": words("president premier chancellor head chief king chairman chair"),
        "politician": words("president minister senator leader lawmaker mp candidate mayor"),
        "official": words(
            "minister ambassador envoy consul spokesman spokeswoman spokesperson representative"
            " secretary head chief director deputy adviser aide governor commissioner"
        ),
        "spokesperson": words("spokesman spokeswoman"),
        "spokesman": words("spokesperson secretary"),
        "spokeswoman": words("spokesperson secretary"),
        "chief": words("head director leader minister president secretary"),
        "head": words("chief director leader president chairman"),
        "premier": words("minister"),
        "envoy": words("ambassador representative"),
    },
    hearers=words(
        """reporters journalists lawmakers parliament senators deputies delegates viewers listeners
        readers investors police everyone me us him her them you it members officials students
        correspondents newsmen media staff supporters"""
    ),
    titles=words(
        """foreign prime defence defense interior finance energy trade justice education health home
        deputy vice first acting interim former ex-president assistant associate senior special
        permanent press presidential chief executive general consul lieutenant lt. gen. col. maj.
        adm. capt. sgt. rear brig. major attorney state security council national transitional
        caretaker opposition co-founder emeritus dr mr mrs ms miss sir lord lady dame dr. mr. mrs.
        ms. prof. prof sen. rep. gov. hon. st. representative supreme crown rev. fr. shadow
        parliamentary regional ruling veteran affairs member majority minority whip
        vice-president"""
    ),
    honorifics={
        "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "father": "m",
        "spokesman": "m", "chairman": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f",
        "miss": "f", "lady": "f", "dame": "f", "queen": "f", "princess": "f", "spokeswoman": "f",
        "chairwoman": "f", "brother": "m", "son": "m", "husband": "m", "wife": "f", "sister": "f",
        "daughter": "f", "mother": "f", "congressman": "m", "congresswoman": "f", "actress": "f",
        "businessman": "m", "businesswoman": "f", "man": "m", "boy": "m",
        "woman": "f", "girl": "f", "mom": "f", "grandmother": "f", "grandfather": "m",
    },
    first_names=GENDERS,
    particles=words(
        """al el bin ibn ben abu abd de da di del della der den van von la le
        du dos das y e st bint ul ud oğlu"""
    ),
    openers=words(
        """the a an this that these those he she it they we i you his her its their our my in on at
        by for from with as if when while after before since during however meanwhile moreover also
        but and or so yet then there here what who where why how which although though because both
        some many most several all each every no not one two three four five more earlier later
        according asked speaking addressing responding commenting referring noting citing despite
        among amid under over about such other another last next now today yesterday tomorrow once
        only even still just additionally furthermore nevertheless to of per until unless between
        neither none nobody few had should were did does has is are was could would
        following regarding separately similarly thus therefore instead finally first second third
        monday tuesday wednesday thursday friday saturday sunday january february march april may
        june july august september october november december let yes well"""
    ),
    abbreviations=words(
        """mr mrs ms dr prof gen lt col maj capt sgt sen rep gov rev st jr sr hon adm brig cmdr fr
        pres vs etc inc ltd co corp jan feb mar apr
        jun jul aug sep sept oct nov dec mon tue tues wed
        thu thur thurs fri sat sun no nos vol pp fig
        approx dept univ assn bros est ave blvd rd mt ft
        e.g i.e a.m p.m ph.d al cf"""
    ),
    relay_nouns=phrases(
        """news agency, state agency, press agency, news service, newspaper, daily, broadcaster,
        news channel, television channel, tv channel, television, radio, news outlet, news site,
        news website, wire service, state media, state television, state tv, local media, media,
        news portal, magazine, media reports, agencies, the agency"""
    ),
    occasions=words(
        """statement interview conference briefing post message speech address remarks comments
        letter report meeting call tweet article blog session forum summit press ceremony talks
        conversation telegram twitter facebook television radio channel visit broadcast column
        program programme event appearance hearing reception debate panel podcast"""
    ),
    events=words(
        """conference briefing interview statement post message speech address letter meeting call
        blog session forum summit talks conversation broadcast hearing reception debate panel
        podcast ceremony rally event visit"""
    ),
    event_words=words("at in during on"),
    event_ties=words("with of in at to for"),
    askers=words(
        "question q reporter journalist correspondent interviewer moderator host presenter anchor"
    ),
    months=numbered(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug"
        "|september sept sep|october oct|november nov|december dec",
        start=1,
    ),
    weekdays=numbered(
        "monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri"
        "|saturday sat|sunday sun",
        start=0,
    ),
    day_words={
        ("today",): 0, ("yesterday",): 1, ("tonight",): 0, ("this", "morning"): 0,
        ("this", "evening"): 0, ("this", "afternoon"): 0, ("last", "night"): 1,
        ("earlier", "today"): 0, ("the", "day", "before", "yesterday"): 2,
    },
    days_ago=re.compile(r"\b(\w+) days? ago\b"),
    counted_days=words("day days"),
    numbers=numbered("one a|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve", start=1),
    capital_days=True,
    other_week=words("next"),
    bounds=words("until till since by before from"),
    vague=words("recently earlier previously weeks months ago"),
    vague_adjectives=words("recent last past former previous earlier"),
    time_nouns=words("day days week weeks month months year years decade decades"),
    day_before=phrases("the day before, a day before, a day earlier, the previous day"),
    year_words=words("in"),
    place_words=words("in near"),
    viewer_words=words("for to"),
    topic_openers=phrases("as for, as regards, as to, regarding, concerning, with regard to"),
    roughly=phrases(
        """at least, at most, up to, about, around, over, under, nearly, almost, roughly,
        approximately, more than, less than, fewer than, as many as, some, another, only, just"""
    ),
    day_counts=words("several few many some couple last this"),
    speaking=words("speaking talking writing appearing"),
    time_words=words(
        """ago day days weeks months years hours today yesterday
        tonight tomorrow earlier later monday tuesday wednesday thursday friday
        saturday sunday recently afterwards afterward again morning evening night afternoon too also
        however separately meanwhile bluntly online live early late week month year last this
        past"""
    ),
    boilerplate=pattern(
        r"""
        site icon\b
        exit mobile version
        (?:sign|log) (?:up|in)\b
        subscribe\b
        (?:read|see|learn|watch|listen)(?: more| also| next|:)
        also read\b
        related(?: articles?| stories| topics| news| coverage)?:?\s*$
        (?:share|tweet|print|e-?mail|copy link|follow us|comments?)\b[^.]{0,60}$
        advertisement\b
        click here\b
        all rights reserved
        (?:©|\(c\)|copyright\b)
        (?:latest|breaking) news:?$
        (?:last )?(?:updated|published|posted)\b.{0,80}$
        more (?:from|on|news)\b[^.]{0,60}$
        cookie|we use cookies|accept (?:all )?cookies
        this (?:story|article|report) (?:was|has been|is)\b
        download (?:our|the) app
        tags?:
        keywords?:
        get the latest
        join our
        skip to (?:main )?content
        home\s*[>›»/|]
        menu$
        search$
        loading
        """
    ),
    captions=pattern(
        r"""
        \((?:file )?(?:photo|picture|image)s?\b[^)]*\)
        \b(?:photo|picture|image|video|audio)s?(?: credit| courtesy)?:\s
        \b(?:illustration|graphic|photograph|credit|screengrab)s?(?: courtesy)?:\s
        ^(?:file )?(?:photo|picture|image)\b\s*[:(/-]
        ^(?:this|the|a|in this) (?:file |handout |undated |combination )*(?:photo(?:graph)?)s?\b
        ^(?:this|in this) (?:file |handout |undated |combination )*(?:picture|image|screengrab)s?\b
        ^(?:the|a) (?:picture|image|screengrab|frame grab) (?:shows|taken|released|provided|made)\b
        [/|]\s?(?:afp|reuters|getty images|ap photo|epa|aa photo|xinhua|anadolu)\s*\)?\.?$
        \((?:afp|reuters|aa|ap|epa|ap photo|aa photo|ihlas|dha|iha|tass|getty)(?: photo)?\)$
        ^(?:l-r|from left|left to right|pictured)\b
        ;\s(?:from )?file(?: photo)?,? \d{4}\.?$
        """
    ),
    credits=pattern(
        r"""
        by [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:,? (?:and|in|with|for|\|).{0,60})?$
        (?:additional )?(?:reporting|writing|editing) by\b
        (?:translated|compiled|edited|written) by\b
        \((?:additional )?(?:reporting|writing|editing)
        (?:sources?|author|photo|credit|image|byline)\s?:\s
        [\w ]{2,30} with agencies$
        """
    ),
    datelines=re.compile(
        r"""(?x)
        (?:[A-ZÇĞİÖŞÜ][A-ZÇĞİÖŞÜ.'’-]+(?:[ /][A-ZÇĞİÖŞÜ.'’-]+){0,4}
            (?:,\s(?:[A-Z][a-z]+\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]+)(?:,?\s\d{4})?)?
            (?:\.\s*/[^/\n]{2,30}/\.?\s*
              |\s?\([^)\n]{2,40}\)\s*[-–—]{0,2}\s*
              |\s*(?:[–—]|--|\s-\s)\s*
              |\s*/[^/\n]{2,30}/\.?\s*[-–—]*\s*))
        |(?:[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}
            (?:(?:,\s[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}){1,2}|\s\([^)\n]{2,30}\))
            (?:\s\([^)\n]{2,30}\))?
            \s[-–—]{1,2}\s+(?=[A-Z]))
        """
    ),
    dates_alone=pattern(
        r"""
        (?:[a-z]{3,6}day,? )?[a-z]{3,9}\.? (?:\d{1,2},? )?\d{4}(?:[ ,|-]+\d\d?[:.]\d\d.{0,12})?
        (?:[a-z]{3,6}day,? )?\d{1,2} [a-z]{3,9}\.? \d{4}(?:[ ,|-]+\d\d?[:.]\d\d.{0,12})?
        \d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d.{0,12})?
        \d{1,2}[./]\d{1,2}[./]\d{4}(?:[ ,|-]+\d\d?[:.]\d\d.{0,12})?
        """
    ),
    stop_words=words("the of and to in that is was for on with said as by he from at his has"),
)  # fmt: skip
