"""What tells a recommendation from narrative, and a body's name from any other words.

Closed lists of English words; no list of real bodies, so that a name never seen before is read
the same way.
"""

import re

MODAL = r"(?:should|must|shall|will|ought to|needs? to|(?:is|are) to|(?:is|are) asked to|(?:is|are) required to)"
VERBS = frozenset(
    "accelerate adapt address adopt agree allocate allow amend apply appoint arrange ask assess "
    "assure audit avoid ban be become begin brief bring build call campaign carry cease challenge "
    "champion change check choose circulate clarify collaborate collate collect combine "
    "commission communicate compile complete concentrate conduct confirm consider consult contact "
    "continue contribute convene coordinate correct cover create decide define delegate deliver "
    "demonstrate deploy design detail determine develop direct discuss display disseminate do "
    "document double draft draw drive educate eliminate embed emphasise empower enable encourage "
    "engage enhance ensure enter equip escalate establish evaluate evidence examine exercise "
    "expand expect explore extend facilitate feed finalise find focus form formalise formulate "
    "foster fulfil fund gather give go guarantee guide have help hold host identify implement "
    "improve include incorporate increase influence inform initiate insist inspect install "
    "instruct integrate introduce invest investigate issue join keep know launch lead learn let "
    "liaise limit list lobby locate look maintain make manage mandate map measure meet mitigate "
    "monitor move nominate note notify observe obtain offer open operate order organise outline "
    "oversee participate pay permit pilot place plan post practise prepare present press prevent "
    "prioritise procure produce progress promote propose protect prove provide publicise publish "
    "pursue put question raise reach read reaffirm receive recognise recommend reconsider record "
    "recruit redesign reduce refer reflect refresh register reinforce reissue reiterate release "
    "rely remain remind remove renew reorganise repeat replace report represent request require "
    "research resource respond rethink return review revise revisit reword rewrite roll run "
    "safeguard satisfy scope screen scrutinise secure see seek select send serve set share show "
    "sign signpost specify spend standardise start state stop store streamline strengthen stress "
    "structure study submit supplement supply support survey sustain take target task teach tell "
    "test think tighten track train transfer translate treat trial try understand undertake "
    "update upgrade urge use utilise verify visit widen work write"
    .split()
)
"""Verbs that recommendations begin with; a base form after a subject without a modal counts."""

BODY_HEADS = frozenset(
    ["academy", "academies", "advocacy", "agency", "agencies", "alliance", "association", "associations", "asylum", "authority", "authorities", "board", "boards", "bodies", "body", "borough", "bureau", "care", "centre", "centres", "charity", "charities", "chief", "clinic", "coalition", "college", "colleges", "collaborative", "command", "commission", "commissioner", "commissioners", "commissioning", "committee", "community", "company", "constabulary", "consortium", "contractor", "convenor", "council", "councils", "court", "courts", "department", "departments", "directorate", "division", "employer", "employers", "executive", "federation", "fellowship", "force", "forces", "forum", "foundation", "government", "governors", "gp", "gps", "group", "groups", "hospice", "hospital", "hospitals", "home", "homes", "hostel", "housing", "hub", "inspectorate", "institute", "institution", "landlord", "landlords", "library", "ministry", "minister", "mission", "network", "networks", "nhs", "nursery", "office", "officer", "organisation", "organisations", "panel", "parliament", "partner", "partners", "partnership", "partnerships", "pharmacy", "pharmacies", "police", "practice", "practices", "practitioners", "prison", "prisons", "probation", "professionals", "programme", "project", "provider", "providers", "refuge", "regulator", "school", "schools", "secretary", "sector", "service", "services", "shelter", "society", "state", "surgery", "surgeries", "system", "team", "teams", "tribunal", "trust", "trusts", "trustees", "union", "unit", "university", "universities", "ward", "charities", "custodian", "registrar", "marac", "mash", "agencies'", "lead", "leads", "chair", "commissioners'", "boroughs", "districts", "county", "link", "line"]
)
"""A name whose last word, or whose word before *of*, *for* or *in*, is one of these is a body's."""

_NOT_BODIES = frozenset(
    ["training", "staff", "risk", "policy", "guidance", "guidelines", "procedure", "procedures", "information", "record", "records", "learning", "awareness", "assessment", "assessments", "process", "processes", "pathway", "pathways", "protocol", "protocols", "consideration", "work", "review", "reviews", "report", "this", "these", "there", "it", "they", "all-staff", "practice-guidance", "supervision", "audit", "audits", "referral", "referrals", "action", "actions", "recommendation", "recommendations", "curiosity", "abuse", "violence"]
)
_ARTICLE = re.compile(r"^(?:the|a|an|each|both|every)\s+(?=\S)", re.IGNORECASE)
_FUNCTION = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with", "within", "across"]
)
_OPENING = re.compile(
    r"^(?:(?:it is|it’s|it was|the (?:\w+ ){0,4}(?:panel|author|chair|review))\s+"
    r"(?:\w+\s+){0,2}?recommend(?:ed|s)?(?:\s+that)?|we recommend(?:\s+that)?|recommend(?:ation)?s?\s+that|"
    r"that)\s+",
    re.IGNORECASE,
)
_MODAL_AT = re.compile(rf"\b{MODAL}\b", re.IGNORECASE)
_NARRATIVE = re.compile(
    r"\b(?:was|were|had|did|has been|have been|noted|found|considered|heard|identified|believes?|"
    r"agreed|concluded|felt|acknowledges|recognises that|there is|there are|sets out|"
    r"(?:following|these|those|above|below) recommendations?|recommendations? (?:are|is|were|below|above))\b",
    re.IGNORECASE,
)
_PAST = frozenset("told wrote saw went gave said took came left became spoke knew sent met held felt had".split())
_BEFORE_ADJECTIVES = frozenset(
    "a an the of for and or more better by with to be in on is are all any each new clear well "
    "so-called improved through from".split()
)
_SUBORDINATE = re.compile(r"\s(?:who|whom|whose|which|where|when|that|if|because|so that)\s", re.I)
_INTRODUCES = re.compile(
    r"\b(?:following|these|below)\b.{0,60}\b(?:recommendations?|actions?)\b|"
    r"\brecommendations?\b.{0,80}\b(?:are|is|were|have been|has been) (?:set out|made|listed|grouped|"
    r"presented|given|as follows|shown|drawn|agreed|identified|addressed|numbered|based|intended|for|to|below|"
    r"reproduced|recorded|monitored|directed)|"
    r"\b(?:makes?|made|agreed|propose[sd]?) (?:the following |\w+ |these )?recommendations?\b|"
    r"^this (?:section|chapter|review|part)\b|\bas follows\b",
    re.IGNORECASE,
)


def unopened(text: str) -> tuple[str, bool]:
    """Return a recommendation without "It is recommended that", and whether that stood there."""
    match = _OPENING.match(text)
    return (text[match.end() :], True) if match else (text, False)


def introduces(text: str) -> bool:
    """Say whether a paragraph speaks of recommendations and makes none."""
    return _INTRODUCES.search(first_sentence(text)) is not None and not unopened(text)[1]


def directs(text: str) -> bool:
    """Say whether a paragraph asks for something, by modal, verb first, or "to" and a verb."""
    inner, opened = unopened(text)
    if opened:
        return True
    words = [word.strip(",.;:").casefold() for word in inner.split()[:3]]
    if not words:
        return False
    if words[0] in VERBS or (words[0] == "to" and len(words) > 1 and words[1] in VERBS):
        return True
    sentence = first_sentence(inner)
    modal = _MODAL_AT.search(sentence)
    if modal is None:
        return _to_verb(sentence)
    story = _NARRATIVE.search(sentence)
    return story is None or modal.start() < story.start()


def narrates(text: str) -> bool:
    """Say whether a paragraph tells what happened or what was found.

    Meant for numbered paragraphs of a section that both tells and recommends.
    """
    if directs(text):
        return False
    first = first_sentence(text)
    main = _SUBORDINATE.split(first)[0]
    return len(first) < len(text.strip()) or bool(_NARRATIVE.search(main)) or _is_past(main)


def _is_past(sentence: str) -> bool:
    """Say whether a verb in the past stands near the beginning, after its subject."""
    words = [word.strip(",;").casefold() for word in sentence.split()[:8]]
    return any(
        (word in _PAST or (word.endswith("ed") and len(word) > 4)) and before not in _BEFORE_ADJECTIVES
        for before, word in zip(words, words[1:], strict=False)
    )


def _to_verb(sentence: str) -> bool:
    """Say whether a body's name and then "to" and a verb begin the sentence."""
    words = sentence.split()[:24]
    for place, (word, after) in enumerate(zip(words[1:], words[2:], strict=False), 1):
        if word == "to" and after.strip(",.;:").casefold() in VERBS:
            return may_name_body(_ARTICLE.sub("", " ".join(words[:place])).split(",")[0])
    return False


def first_sentence(text: str) -> str:
    """Return the text up to its first full stop before a capital."""
    return re.split(r"(?<=[a-z)’”][.?!])\s+(?=[A-Z])", text, maxsplit=1)[0]


def is_acronym(word: str) -> bool:
    """Say whether a word is an abbreviation: two to eight letters, mostly capitals."""
    bare = word.strip("()[],.;:’'s")
    capitals = sum(letter.isupper() for letter in bare)
    return 2 <= len(bare) <= 8 and capitals >= 2 and capitals >= len(bare) / 2 and bare[0].isupper()


def names_body(name: str, known: frozenset[str] = frozenset()) -> bool:
    """Say whether words can be the name of a body or of a class of bodies.

    ``known`` holds names, in lower case, that the report itself uses for bodies.
    """
    words = name.strip(" ,.;:").split()
    if not words or len(words) > 14:
        return False
    if name.casefold().strip(" .,:") in known or (len(words) == 1 and is_acronym(words[0])):
        return True
    heads = _heads(words)
    if heads[0] in _NOT_BODIES:
        return False
    if any(head in BODY_HEADS for head in heads):
        return True
    return words[0][:1].isupper() and (
        is_acronym(words[-1]) or (is_acronym(words[0]) and is_title(name) and len(words) <= 4)
    )


def may_name_body(name: str, known: frozenset[str] = frozenset()) -> bool:
    """Say whether words that stand as a subject can name a body: any proper name will do."""
    words = name.split()
    if names_body(name, known):
        return True
    return 2 <= len(words) <= 7 and is_title(name) and _heads(words)[0] not in _NOT_BODIES


def _heads(words: list[str]) -> list[str]:
    """Return the last word of a name, and the last before *of*, *for*, *in* or a bracket."""
    bare = [
        word.strip("()[],.;:").removesuffix("’s").removesuffix("'s").casefold() for word in words
    ]
    while len(bare) > 1 and len(bare[-1]) == 1:
        bare.pop()  # the letter of a pseudonym, as in "Provider B"
    heads = [bare[-1]]
    for place, word in enumerate(bare[1:], 1):
        if word in (
            "of",
            "for",
            "in",
            "within",
            "across",
            "to",
            "involved",
            "with",
            "responsible",
        ) or words[place].startswith(("(", "–", "-")):
            heads.append(bare[place - 1])
    return heads


def is_title(name: str) -> bool:
    """Say whether every word of a name but the small ones begins with a capital."""
    words = [
        word for word in name.split() if word.casefold() not in _FUNCTION and word[:1].isalpha()
    ]
    return bool(words) and all(word[0].isupper() for word in words)
