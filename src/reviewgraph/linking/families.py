"""The words by which bodies of each family are called, whatever their area.

A family says how a mention is resolved: a name that ends (or begins) with its words, the rest
being an area or a parent body. Order matters: the first family whose words fit wins, so the
longer and rarer come first. All patterns are matched on folded words (registries.areas.folded).
"""

import re
from dataclasses import dataclass

from reviewgraph.model import MentionKind

BODY, UNIT, BOARD = MentionKind.GENERIC_BODY, MentionKind.SUB_UNIT, MentionKind.PARTNERSHIP
CLASS, ALL = MentionKind.CLASS, MentionKind.COLLECTIVE


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of body and the words that name it."""

    name: str
    kind: MentionKind
    """What a bare mention is; a named one is a named body, a sub-unit or a partnership."""
    agency_type: str | None
    leads: re.Pattern[str]
    """The words, then the area: "police and crime commissioner for Essex"."""
    ends: re.Pattern[str]
    """The area, then the words: "Essex police and crime commissioner"."""


def _family(name: str, kind: MentionKind, agency_type: str | None, *words: str) -> Family:
    head = "|".join(words)
    return Family(
        name,
        kind,
        agency_type,
        re.compile(rf"(?:the )?(?:{head})(?: services?)? (?:for|of|in|at|within) (?P<rest>.+)"),
        re.compile(rf"(?P<rest>.*?)\b ?(?:{head})"),
    )


_DA = r"(?:domestic (?:abuse|violence)|domestic violence and abuse|vawg|dva|da|dv|" \
      r"violence against women and girls)(?: and sexual (?:abuse|violence))?"  # fmt: skip
_TEAM = r"(?: (?:services?|department|directorate|teams?|division|partners))?"

FAMILIES = (
    _family("pcc", BODY, "police-and-crime-commissioner",
        r"(?:office of the |offices of the )?police(?: fire)?(?: and)? crime commissioners?"
        r"(?: office)?", "o?p?f?pccs?", "o?pfccs?"),
    _family("sab", BOARD, "safeguarding-adults-board",
        r"(?:local authority |la )?(?:local )?(?:safeguarding adults?|adults? safeguarding|"
        r"safeguarding vulnerable adults)(?: partnership)?(?: executive)? (?:boards?|partnership)",
        "l?sab", "la asb"),
    _family("lscb", BOARD, "childrens-safeguarding-partnership",
        r"(?:local )?(?:safeguarding childrens?|childrens? safeguarding) boards?", "lscb", "scb"),
    _family("scp", BOARD, "childrens-safeguarding-partnership",
        r"(?:local )?(?:safeguarding childrens?|childrens? safeguarding) partnerships?(?: board)?",
        "safeguarding childrens? multi agency partnership", "lscp"),
    _family("hwb", BOARD, "partnership-board",
        "health (?:and )?well ?being (?:partnership )?board", "hwbb?"),
    _family("dapb", BOARD, "domestic-abuse-partnership-board",
        rf"{_DA}(?: (?:and|governance|strategic|strategy|local|partnership|steering|delivery|"
        r"executive|commissioning|operational|multi agency|reference|forum))* "
        r"(?:boards?|partnership|steering group|strategic group|forum|executive)"),
    _family("csp", BOARD, "community-safety-partnership",
        r"(?:local authority |la )?(?:community safety (?:strategic )?partnerships?(?: board)?|"
        r"community safety (?:board|executive(?: group)?|group)|"
        r"safer (?:and [a-z]+ |[a-z]+ )?(?:communit(?:y|ies)|neighbourhoods?) "
        r"(?:strategic )?(?:partnership|board)|"
        r"safer partnership(?: board)?|"
        r"crime and disorder reduction partnership|csps?|cdrp|csp board)"),
    _family("mappa", BOARD, "partnership-board", "mappa(?: panel| board)?",
        "multi agency public protection (?:arrangements|panel)"),
    _family("marac", BOARD, "partnership-board",
        "maracs?(?: steering group| chair| coordinator| co ordinator| board)?",
        "multi agency risk assessment conferences?(?: steering group)?"),
    _family("mash", BOARD, "partnership-board", "mash(?: team)?",
        "multi agency safeguarding hub"),
    _family("dhr-panel", CLASS, None, "(?:dhr|review|overview|domestic homicide review) panel"),
    _family("public-health", UNIT, "public-health",
        rf"public health{_TEAM}(?: commissioners?)?", "directors? of public health", "dph"),
    _family("ccg", BODY, "nhs-commissioner",
        "(?:local )?(?:nhs )?clinical commissioning groups?", "ccgs?"),
    _family("icb", BODY, "nhs-commissioner", "(?:nhs )?integrated care boards?", "icbs?"),
    _family("pct", BODY, "nhs-commissioner", "(?:nhs )?primary care trusts?", "pcts?"),
    _family("sha", BODY, "nhs-commissioner", "strategic health authorit(?:y|ies)", "sha"),
    _family("lhb", BODY, "nhs-commissioner",
        "(?:local |university |teaching )*health boards?", "u?lhb", "uhb"),
    _family("ambulance", BODY, "ambulance",
        r"ambulance(?: services?)?(?: (?:nhs )?(?:foundation )?trust)?"),
    _family("fire", BODY, "fire-and-rescue",
        r"(?:county )?fire (?:and rescue |rescue )?(?:services?|authority|brigade)",
        "fire and rescue", "frs"),
    _family("mental-health-trust", BODY, "nhs-mental-health-provider",
        "(?:local )?mental health (?:nhs )?(?:foundation )?(?:partnership )?(?:nhs )?"
        "(?:foundation )?trusts?", "(?:nhs )?mental health (?:provider|trust provider)",
        "mh trusts?", "mht"),
    _family("mental-health-services", UNIT, "nhs-mental-health-provider",
        r"(?:adult |community |secondary |primary |specialist |older peoples? |acute |"
        r"in ?patient )*"
        r"mental health(?: (?:services?|teams?|care|providers|practitioners))?",
        "camhs", "cmht", "iapt(?: services?)?", "crisis (?:team|resolution.*)",
        "home treatment team", "psychiatric services?", "early intervention.*"),
    _family("drug-alcohol", CLASS, "drug-and-alcohol-service",
        r"(?:specialist |community |adult )*(?:drugs?|alcohol|substance (?:mis)?use|addictions?)"
        r"(?: (?:and|or) (?:drugs?|alcohol|substance (?:mis)?use))?"
        r"(?: (?:misuse|treatment|recovery|support))*"
        r"(?: (?:services?|agenc(?:y|ies)|providers?|teams?|partnership))"),
    _family("nps", BODY, "probation", "national probation service", "nps"),
    _family("crc", BODY, "probation", "(?:probation )?community rehabilitation compan(?:y|ies)",
        "crcs?"),
    _family("probation", BODY, "probation",
        r"(?:hm |the )?probation(?: and community rehabilitation)?"
        "(?: (?:services?|trusts?|area))?"),
    _family("prison", CLASS, "prison", "prisons?", "prison healthcare", "hmps?"),
    _family("childrens-social-care", UNIT, "childrens-social-care",
        rf"childrens?(?: and (?:young peoples?|famil(?:y|ies)|adults?))?"
        rf"(?: social (?:care|work|services)| services?| safeguarding| social care services?)"
        rf"(?: and (?:education|early help|safeguarding|families))?{_TEAM}",
        "childrens and families", "children and families", "csc", "cypf?s", "cscs", "csws",
        rf"(?:young people and |youth |family )?early help{_TEAM}", "children and young people",
        "family services", "youth offending (?:service|team)", "yot", "youth justice service"),
    _family("adult-social-care", UNIT, "adult-social-care",
        rf"adults?(?: (?:and|health and|and health and))?(?: community)? social "
        rf"(?:care|services|work)(?: and (?:health|safeguarding|housing|support))?{_TEAM}",
        rf"(?:health and )?adults?(?: care| services| and communities| care and support| "
        rf"safeguarding| community services| care services| health and social care| "
        rf"wellbeing)(?: and wellbeing)?{_TEAM}",
        rf"safeguarding adults{_TEAM}", "asc", "ascs", "asch", "adults"),
    _family("social-care", UNIT, "adult-social-care",
        rf"(?:health and )?social (?:care|services|work){_TEAM}", "emergency duty (?:team|service)",
        "edt"),
    _family("education", UNIT, "council",
        r"(?:local )?education(?: (?:authority|department|services?))?", "lea",
        "schools and learning"),
    _family("trading-standards", UNIT, "council", rf"trading standards{_TEAM}"),
    _family("school", CLASS, "school",
        "(?:local |all |primary |secondary )*(?:schools?|colleges?|academ(?:y|ies)|nurser(?:y|ies)|"
        "universit(?:y|ies)|education providers?|education settings?|education sector)",
        "schools and colleges"),
    _family("housing-provider", CLASS, "social-landlord",
        "(?:all |local |social |registered |private |supported )*"
        "(?:housing (?:associations?|providers?|organisations?|agencies)|landlords?|"
        "registered (?:social )?(?:landlords?|providers?)|rsls?|"
        "homeless(?:ness)? (?:charit.*|hostels?))",
        "registered social landlords?", "social landlords?"),
    _family("housing", UNIT, "housing-authority",
        rf"(?:local )?(?:strategic )?housing(?: (?:and homeless(?:ness)?|options|needs|solutions|"
        rf"advice|authority|management|support))*{_TEAM}", rf"homeless(?:ness)?{_TEAM}",
        rf"environmental health{_TEAM}", rf"community safety{_TEAM}",
        r"(?:anti social behaviour|asb) (?:team|unit|service)"),
    _family("police-unit", UNIT, "police-force",
        "bocu", "bcu", "(?:metropolitan police |police )?(?:borough|basic) (?:operational )?"
        "command unit", "(?:police )?public protection unit", "ppu", "(?:police )?domestic "
        "(?:abuse|violence) unit", "police (?:domestic abuse|safeguarding|neighbourhood).*"),
    _family("gp", CLASS, "general-practice",
        "(?:all |local |the |a )*gps?(?: (?:practices?|surger(?:y|ies)|federation|services?))?",
        "(?:all |local )*general (?:practices?|practitioners?)", "primary care(?: .*)?",
        "(?:medical|doctors?) (?:practices?|surger(?:y|ies)|centres?)", "practice managers?"),
    _family("pharmacy", CLASS, "pharmacy-or-dental",
        "(?:community )?pharmac(?:y|ies|ists?)", "dental practices?", "dentists?"),
    _family("care-home", CLASS, "care-provider",
        "(?:all )?(?:social )?care (?:providers|homes|agencies)", "(?:home|domiciliary) ?care "
        "(?:providers|agencies)", "nursing homes"),
    _family("da-service", CLASS, "specialist-domestic-abuse-service",
        rf"(?:local |specialist |commissioned )*{_DA}(?: (?:support|specialist|advocacy|outreach))?"
        r" (?:services?|agenc(?:y|ies)|providers?|organisations?|charit(?:y|ies)|sector|"
        r"commissioners?|co ?ordinators?|teams?|partners)", "i[dvs]+vas?(?: services?)?",
        "refuge (?:providers?|services?)", "refuges", "perpetrator (?:programmes?|services?)"),
    _family("voluntary", CLASS, "other-charity",
        "(?:the )?(?:voluntary|third|charity|faith|community)(?: and community)? sector.*",
        "voluntary (?:organisations?|agencies)", "charities",
        "faith (?:groups?|leaders|communities)"),
    _family("court", CLASS, "court-or-cafcass", "(?:family |crown |magistrates |criminal )*courts?",
        "judiciary", "(?:h m |hm )?coroners?(?: office| service)?", "solicitors?"),
    _family("employer", CLASS, "employer-or-other", "(?:all |local )*employers?", "businesses",
        "media", "armed forces", "banks"),
    _family("government", MentionKind.NATIONAL_GOVERNMENT, "national-government",
        "(?:the )?(?:hm |uk |central |national |her majestys |his majestys )*government"
        "(?: departments?)?", "hmg", "parliament", "ministers?", "secretary of state.*"),
    _family("acute-trust", BODY, "nhs-acute-provider",
        "(?:local |nhs |acute |university |teaching |district |general |community )*"
        "hospitals?(?: (?:nhs )?(?:foundation )?(?:trusts?|services))?",
        "acute(?: health| healthcare| hospital| nhs)* (?:trusts?|services|providers?)",
        "accident and emergency(?: department)?", "a and e", "emergency departments?",
        "maternity(?: services)?", "midwifery(?: services)?"),
    _family("community-health", BODY, "community-health-provider",
        "community health(?:care)?(?: services?| trust| provider| nhs trust)*",
        "community nursing", "health visiting(?: service)?", "district nursing", "school nursing",
        "walk in centre", "111(?: service)?", "nhs 111"),
    _family("nhs-trust", BODY, "nhs-provider",
        "(?:nhs |health |healthcare |local |partnership |foundation |university )*(?:trusts?|ft)",
        "nhs", "health(?: services?| care)?(?: trusts?| partners| agencies| providers?)?",
        "healthcare(?: providers?)?"),
    _family("police", BODY, "police-force",
        "(?:local )?police(?: (?:service|force|forces|and partners))?", "constabulary"),
    _family("county-council", BODY, "council", "county council", "ucc"),
    _family("district-council", BODY, "council",
        "(?:district|borough|city|metropolitan borough|county borough) councils?",
        "london borough", "local (?:borough|district) council"),
    _family("council", BODY, "council",
        "(?:local )?authorit(?:y|ies)(?: services)?", "la", "las",
        "(?:local |unitary |the )*councils?",
        "unitary authority", "local government"),
)  # fmt: skip

CLASSES_OF_PEOPLE = re.compile(
    r".*\b(?:professionals?|practitioners?|staff|managers?|workers?|officers?|clinicians|nurses|"
    r"doctors|midwives|visitors?|therapists?|supervisors?|commissioners|authors?|chairs?|members|"
    r"employees|carers?|families|victims|people|leaders|trainers|providers|commissioned services)"
)
COLLECTIVES = re.compile(
    r"(?:(?:all|any|each|every|both|multiple|multi|other|partner|partnership|local|relevant|"
    r"contributing|statutory|participating|member|involved|respective|various|key|different|"
    r"individual|named|specialist|public|front ?line|single|safeguarding|and|the|of|a|those|these|"
    r"agency)\b ?)*(?:agenc(?:y|ies)|partners?|organisations?|services|bodies|partnerships?|"
    r"panel(?: members)?|signatories|parties|sectors)\b.*|all|multi ?agency|everyone|"
    r"all agency .*|partner agencies.*|all (?:trusts|boards|forces|councils)"
)
ROLES = re.compile(
    r"\b(?:slt|smt|senior (?:leadership|management) team|chief executives?(?: officer)?|ceo|"
    r"chief (?:constable|officer)s?|director(?:ate)? of|directors of|chair of|chairs of|"
    r"governing bod(?:y|ies)|lead members?(?: for)?|head of|heads of|safeguarding leads?|"
    r"named (?:gp|nurse|doctor|professional)s?|designated (?:nurse|doctor|professional)s?|"
    r"lead for|chair|board of)\b"
)
