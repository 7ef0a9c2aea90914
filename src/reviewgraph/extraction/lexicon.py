"""Closed lists of English words.

No list of real bodies, so that a name never seen before is read the same way.
"""

from reviewgraph.sources.rows import words

MODAL = (
    r"(?:should|must|shall|will|ought to|needs? to|ha(?:s|ve) to|may wish to|(?:is|are) to"
    r"|(?:is|are) (?:(?:also|further|therefore|strongly) )?(?:advised|asked|called (?:up)?on"
    r"|encouraged|expected|invited|reminded|requested|required|urged) to)"
)
"""Verbs that make a sentence ask."""
VERBS = words("""
    accelerate adapt address adopt agree allocate allow amend apply appoint arrange ask assess
    assure audit avoid ban be become begin brief bring build call campaign carry cease challenge
    champion change check choose circulate clarify collaborate collate collect combine
    commission communicate compile complete concentrate conduct confirm consider consult contact
    continue contribute convene coordinate correct cover create decide define delegate deliver
    demonstrate deploy design detail determine develop direct discuss display disseminate do
    document double draft draw drive educate eliminate embed emphasise empower enable encourage
    engage enhance ensure enter equip escalate establish evaluate evidence examine exercise
    expand expect explore extend facilitate feed finalise find focus form formalise formulate
    foster fulfil fund gather give go guarantee guide have help hold host identify implement
    improve include incorporate increase influence inform initiate insist inspect install
    instruct integrate introduce invest investigate issue join keep know launch lead learn let
    liaise limit list lobby locate look maintain make manage mandate map measure meet mitigate
    monitor move nominate note notify observe obtain offer open operate order organise outline
    oversee participate pay permit pilot place plan post practise prepare present press prevent
    prioritise procure produce progress promote propose protect prove provide publicise publish
    pursue put question raise reach read reaffirm receive recognise recommend reconsider record
    recruit redesign reduce refer reflect refresh register reinforce reissue reiterate release
    rely remain remind remove renew reorganise repeat replace report represent request require
    research resource respond rethink return review revise revisit reword rewrite roll run
    safeguard satisfy scope screen scrutinise secure see seek select send serve set share show
    sign signpost specify spend standardise start state stop store streamline strengthen stress
    structure study submit supplement supply support survey sustain take target task teach tell
    test think tighten track train transfer translate treat trial try understand undertake
    update upgrade urge use utilise verify visit widen work write
    """)
"""Verbs that recommendations begin with; a base form after a subject without a modal counts."""

BODY_HEADS = words("""
    academies academy advocacy agencies agencies' agency alliance association associations
    asylum authorities authority board boards bodies body borough boroughs bureau care centre
    centres chair charities charity chief clinic coalition collaborative college colleges
    command commission commissioner commissioners commissioners' commissioning committee
    community company consortium constabulary contractor convenor council councils county court
    courts custodian department departments directorate districts division employer employers
    executive federation fellowship force forces forum foundation government governors gp gps
    group groups home homes hospice hospital hospitals hostel housing hub inspectorate institute
    institution landlord landlords lead leads library line link marac mash minister ministry
    mission network networks nhs nursery office officer organisation organisations panel
    parliament partner partners partnership partnerships pharmacies pharmacy police practice
    practices practitioners prison prisons probation professionals programme project provider
    providers refuge registrar regulator school schools secretary sector service services
    shelter society state surgeries surgery system team teams tribunal trust trustees trusts
    union unit universities university ward
    """)
"""A name whose last word, or whose word before *of*, *for* or *in*, is one of these is a body's."""

NOT_BODIES = words("""
    abuse action actions all-staff assessment assessments audit audits awareness consideration
    curiosity guidance guidelines information it learning pathway pathways policy
    practice-guidance procedure procedures process processes protocol protocols recommendation
    recommendations record records referral referrals report review reviews risk staff
    supervision there these they this training violence work
    """)
"""Last words of names that are no bodies, whatever the capitals."""

TOPICS = words("""
    alcohol assurance cases children communication consent control culture development disclosure
    diversity drugs engagement equality families family harm health identification improvement
    involvement issues knowledge leadership learned learning management misuse needs people
    perpetrators planning policies quality recording response responses safeguarding sharing
    stalking steps supervision understanding use victims violence working
    """)
"""Last words of titles that group recommendations by what they are about."""
