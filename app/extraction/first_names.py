"""First names: which gender a first name tells, where it tells one; most of them as in English."""

from app.extraction.profile import words

MEN = words(
    """aaron abdul abdullah abraham adam adrian ahmad ahmed alan albert aleksandr alejandro
    alexander alexei alexey alfred ali allen alvin amir anatoly andreas andrei andrew andrey
    andy angelo anton antonio antony anthony arnold arthur asif barack barry ben benedict
    benjamin benny bernard bernie bill billy bob bobby boris brad bradley brendan brent brett
    brian bruce bruno bryan burak byron carl carlos cedric cem cengiz cesar chad charles charlie
    christian christopher chuck clarence clark clifford clint clive colin connor conrad craig
    curtis cyril dale damian dan daniel danny darren darryl dave david dean dennis denis derek
    desmond devin dick diego dimitri dmitri dmitry dominic don donald doug douglas duncan dwight
    earl ed eddie edgar edmund eduardo edward edwin egor elijah elliot emmanuel enrique eric
    erik ernest ernesto ethan eugene evan evgeny fahad farid felix ferdinand fernando fidel
    floyd francisco frank franklin fred freddie frederick fuad gareth gary gavin geoff geoffrey
    george gerald gerard gerry gilbert giovanni glenn gordon graham grant greg gregory guido
    guillermo gunter gus guy hakan hamid hank hans harold harry haruto hasan hassan hector
    henrik henry herbert herman hiroshi howard hugh hugo hulusi humberto hussein ian ibrahim
    igor imran isaac ismail ivan ivo jack jacob jacques jake jamal james jason javier jay jeff
    jeffrey jeremy jerome jerry jesus jim jimmy joachim joe joel joey johan johannes john johnny
    jon jonas jonathan jorge jose joseph josh joshua juan jules julian julio julius jurgen
    justin kamal karl keith ken kenji kenneth kent kevin khalid kieran kirk konstantin kurt kyle
    lance larry lars lars-erik laurence lawrence leo leon leonard leonardo leonid leopold lev
    levi liam lloyd lou louis lucas luis luke mahmoud mahmud malcolm manuel marc marcel marco
    marcos marcus mario mark marshall martin marvin matt matthew maurice max maxim mehmet mevlut
    michael miguel mike mikhail miles milo mitch mitchell mohamed mohammad mohammed muhammad
    murat mustafa narendra nathan nathaniel ned neil nelson nicholas nick nicolas nigel nikita
    nikolai nikolay norman numan oleg oliver omar omer oscar oskar osman otto owen pablo patrick
    paul pavel pedro perry pete peter phil philip philippe pierre piotr piers rafael ralph ramon
    randy rashid raul ray raymond recep reginald rex ricardo richard rick ricky rob robert
    roberto rod rodney rodrigo roger roland roman ron ronald rory ross roy rudolf rupert russell
    ryan saad sadiq salih salman salvador samir samuel santiago saul scott sean sebastian seth
    sergei sergey sergio shane shaun sheldon sidney simon stanislav stanley stefan stephen steve
    steven stewart stuart sven tariq ted terence terrence theo theodore thomas tim timothy toby
    todd tom tomas tommy tony trent trevor tyler umar vadim valentin vasily victor viktor vince
    vincent vitaly vladimir vyacheslav wade walter warren wayne werner wilfred will william
    willie winston wolfgang yakov yasar yasin yegor yevgeny yuri yusuf yunus zachary"""
)
WOMEN = words(
    """abigail ada adela adele agnes aisha alexandra alexandria alice alicia alina alison
    allison alma amanda amber amelia amina amy ana anastasia angela angelina angie anita ann
    anna annabel anne annette annie antonia april ariana astrid audrey aurora ayesha ayse
    barbara beatrice beatriz becky belinda bella bernadette beth bethany betsy betty beverly
    birgit bonnie brenda brianna bridget brigitte brittany camila camilla candice carla carly
    carmen carol carole caroline carolyn carrie catherine cathy cecilia celia charlotte chelsea
    cheryl chloe christina christine cindy claire clara claudia colleen connie constance
    cordelia cristina cynthia daisy danielle daphne darlene deborah debbie debra deirdre delia
    denise diana diane dina dolores donna dora doris dorothy edith eileen elaine eleanor elena
    elise elisabeth eliza elizabeth ella ellen elsa emily emine emma erica erika esmeralda
    esther ethel eva eve evelyn fatima fatma felicia fiona florence frances francesca freda
    frieda gabriela gabriella gail galina gemma georgia georgina geraldine gertrude gina gisela
    giselle gladys glenda gloria grace greta gretchen gwen hannah harriet heather heidi helen
    helena helene helga henrietta hilary hilda hillary hope ida ingrid irena irene irina iris
    irma isabel isabella ivanka ivy jackie jacqueline jana jane janet janice jasmine jeanette
    jeanne jenna jennifer jenny jessica jill joan joanna joanne jocelyn josephine joy joyce
    juanita judith judy julia juliana julie juliet june justine kaja kamala karen karin karina
    kate katerina katharine katherine kathleen kathryn kathy katie katrina kayla kellyanne
    kirsten kristen kristin kristina ksenia lara larissa latoya laura lauren leah leila lena
    leonora leticia leyla lillian lily linda lisa liz liza lois lorraine louisa louise lucia
    lucille lucy ludmila luisa lydia lynda lynn lyudmila mabel madeleine maggie marcia margaret
    margarita margot maria marianne marie marilyn marina marissa marjorie marlene marta martha
    martina mary matilda maureen maxine megan melanie melinda melissa mercedes mia michelle
    mildred minna miranda miriam moira molly monica monique muriel myra nadia nancy naomi
    natalia natalie natasha nellie nicole nina nora noreen norma oksana olga olivia oona pamela
    patricia patty paula pauline peggy penelope penny phyllis polina polly priscilla rachel
    ramona rebecca regina renata rita roberta rosa rosalind rose rosemary roxanne ruth sabrina
    sally samantha sandra sara sarah selma serena sharon sheila shelley sherry shirley silvia
    sofia sonia sonya sophia sophie stacey stella stephanie sue susan susana susanna susanne
    suzanne svetlana sylvia tamara tanya tara tatiana tatyana teresa tessa thelma theresa tina
    tracey ulrike ursula valentina valerie vanessa vera verena veronica vicky victoria viola
    violet virginia vivian wendy wilma winifred xenia yana yasmin yelena yolanda yulia yvonne
    zainab zeynep zoe"""
)
GENDERS = dict.fromkeys(MEN, "m") | dict.fromkeys(WOMEN, "f")
