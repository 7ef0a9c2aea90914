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
    abandon abide abolish absorb accelerate accept accommodate accompany account achieve
    acknowledge acquire activate adapt add address adhere adjust administer adopt advance
    advertise advise advocate affirm agree alert align alleviate allocate allow alter amend
    analyse anchor annotate announce anticipate apply appoint appraise approve arm arrange
    articulate ascertain ask assemble assert assess assign assist assure attach attend attract
    audit augment authorise automate avoid await backfill ban be become beef begin benchmark
    bind bolster boost borrow brief bring broaden broker buddy build calculate calibrate call
    campaign cancel canvass capture carry cascade cater cease celebrate centralise certify
    challenge champion change chase check choose circulate cite clarify close co-design
    co-locate co-operate co-ordinate co-produce codify collaborate collate collect combat
    combine commence commission commit communicate compare compile complement complete comply
    compose comprise concentrate conclude condense conduct confer configure confirm connect
    consider consolidate constitute construct consult contact contest continue contribute
    convene converse convert convey convince cooperate coordinate correct cover create
    cross-check cross-reference curate customise cut deal decide decline decouple dedicate
    deepen defer define delegate delineate deliver demonstrate depict deploy deprioritise
    describe design designate detail detect deter determine develop devise devote differentiate
    dig digitise diminish direct disaggregate discontinue discourage discover discuss dispatch
    dispense display disseminate distinguish distribute diversify divert divide do document
    double draft draw drive duplicate ease educate elaborate elevate elicit eliminate embark
    embed embrace emphasise employ empower enable enact encompass encourage endeavour endorse
    enforce engage enhance enjoin enlarge enlist enquire enrich enrol enshrine ensure enter
    enumerate envisage equalise equip erase escalate establish evaluate evidence examine exceed
    exclude execute exempt exercise expand expect explain exploit explore expose express extend
    extract facilitate factor familiarise feed fill finalise find fine-tune finish fix flag
    flesh focus follow forbid foresee form formalise formulate forward foster fulfil fund gain
    garner gather gauge generate get give go grow guarantee guide halt harmonise harness hasten
    have heed help highlight hold host identify illustrate impart implement impose impress
    improve include incorporate increase induct influence inform initiate insist inspect install
    instil institute instruct insure integrate internalise interpret interview introduce invest
    investigate invite involve issue itemise join judge justify keep know launch lay lead learn
    lend lessen let levy liaise liberate limit link list listen lobby localise locate look lower
    mainstream maintain make manage mandate map maximise measure mediate meet mentor merge
    minimise mitigate modernise modify monitor motivate mount move narrow negotiate nominate
    normalise note notify nurture obey observe obtain offer offset omit open operate
    operationalise opt optimise order organise orient orientate originate outline outsource
    overcome overhaul oversee participate pay peer-review perform permit persist persuade pilot
    pinpoint place plan plug populate portray post postpone practise praise precede predict
    prefer prepare present preserve press presume prevent prioritise probe proceed procure
    produce progress prohibit promote proofread propose prosecute protect prove provide
    publicise publish pull punish purchase pursue push put qualify quality-assure quantify
    question raise randomise rationalise re-audit re-circulate re-commission re-establish
    re-examine re-issue re-launch re-train re-visit reach react read reaffirm realign realise
    reassess reassure rebuild receive recirculate recognise recommend recommit reconcile
    reconfigure reconsider reconvene record recover recruit rectify recycle redefine redesign
    redirect redouble redraft reduce refer refine reflect refrain reframe refresh refuse regard
    register regularise regulate rehearse reinforce reinstate reissue reiterate reject relate
    relaunch relay release relocate rely remain remedy remind remodel remove render renew reopen
    reorganise repeat rephrase replace report reposition represent reprint request require
    research resolve resource respond restate restore restrict restructure resume retain rethink
    retire retrain retrieve return reverse revert review revise revisit revive reword rewrite
    roll roll-out rotate run safeguard satisfy scope screen scrutinise secure see seek segregate
    select self-assess sell send separate serve set settle shadow share sharpen shorten show
    sign signpost simplify simulate sit situate slow solicit solve speak spearhead specify speed
    spell spend sponsor stamp standardise start state steer stimulate stipulate stop store
    straighten stratify streamline strengthen stress strive structure study submit subscribe
    subsidise suggest summarise supervise supplement supply support suppress survey suspend
    sustain synchronise systematise tackle tailor take target task teach tell temper tend
    terminate test thank think tighten toughen trace track train transfer translate trawl treat
    triage trial try uncover underline underpin underscore understand undertake unify unite
    unlock update upgrade uphold urge use utilise vary verify vest vet visit wait waive warn
    weigh welcome widen withdraw withhold work wrap write
    """)
"""Verbs that recommendations begin with; a base form after a subject without a modal counts."""

NOUN_VERBS = words("""
    access act aid aim answer appeal approach attempt author award back balance base benefit bid
    block book break bridge budget buy cap chair chart clean clear coach come command commend
    contract control copy cost counsel count debate debrief delay demand depart discharge drop
    edit end estimate exhibit face favour feature feed file filter force free function further
    ground guard handle hear hire honour house label level lift load lock log mark market match
    mean mind mirror model name network number object own pair pass phase phone point police
    pool position press process profile programme project query quote rank rate recall record
    reply ring risk-assess route sample save scale scan schedule search sense shape shift signal
    site sort sound split spot spread staff stage stand step stretch suit surface swap tag talk
    tap tie trade trial trigger trust turn value view vote walk want watch
    """)
"""Nouns as often as verbs: verbs only behind "to" or behind a body's name."""

NEVER_VERBS = words("""
    a all an and another any are at both by each either every few for from had has have her his
    housing how if in into is its many more most my no none not of on one or other others our
    over some such than that the their them there these they this those to under up was were
    what when where whether which who whom whose with within your
    """)
"""What may follow "to" or a name and is no verb; any other small word behind a name is one."""

BODY_HEADS = words("""
    academies academy advocacy agencies agencies' agency alliance association associations
    asylum authorities authority board boards bodies body borough boroughs bureau care centre
    centres chair charities charity chief clinic coalition collaborative college colleges
    command commission commissioner commissioners commissioners' commissioning committee
    company consortium constabulary contractor convenor council councils county court
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
    alcohol assurance cases children communication community consent control culture development
    disclosure diversity drugs engagement equality families family harm health identification
    improvement involvement issues knowledge leadership learned learning management misuse needs
    people perpetrators planning policies quality recording response responses safeguarding
    sharing stalking steps supervision understanding use victims violence working
    """)
"""Last words of titles that group recommendations by what they are about."""
