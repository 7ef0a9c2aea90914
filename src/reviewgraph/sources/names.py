"""Words by which the name of an agency is known, for pages that mark no addressee cell.

This is about shape, not identity: whether words could be printed as an addressee. Which agency
they stand for is judged elsewhere, with the register.
"""

import re

from reviewgraph.sources.rows import words

HEADS = words("""
    academy agency agencies alliance ambulance association associations authority authorities
    board boards body bodies bureau cafcass centre centres chair charity charities clinic college
    colleges collaborative command commissioner commissioners commissioning commission committee
    company constabulary consortium council councils court department departments directorate
    directorates division employers executive federation forum foundation force forces government
    group groups governance home homes hospice hospital hospitals housing hub institute justice
    landlord landlords leadership leads manager managers maternity ministry network networks
    nursing nursery office offices officers organisation organisations panel panels parliament
    partner partners partnership partnerships pharmacy pharmacies police policing practice
    practices practitioners prison prisons probation professionals programme prosecutor provider
    providers refuge regulator safeguarding school schools secretary sector sectors service
    services slt society solicitors staff surgeries surgery team teams trust trusts unit units
    university welfare women's
    care health education improvement
    """)
"""Last words of agencies' names, lower case."""

STARTS = words("""
    adult adults adult's ambulance borough british care chief child children children's city
    clinical college community county criminal crown department director district domestic drug east
    education family fire general greater head health her his home hospital hospitals housing
    integrated joint lead legal local london maternity mental metropolitan midwifery ministry
    multi-agency national nhs north office police practice primary principal prison probation
    public refuge regional royal safeguarding safer safe school schools secretary senior social
    hm south specialist statutory substance the university victim west women's youth
    """)
"""First words of agencies' names, lower case, that are no place."""

PLACES = words("""
    wales england
    avon barnet barnsley bath bedford bedfordshire berkshire birmingham blackpool bolton bournemouth
    bradford brent brighton bristol bromley buckinghamshire bury cambridgeshire camden cardiff
    cheshire cleveland cornwall coventry croydon cumbria cumberland derby derbyshire devon doncaster
    dorset dudley durham dyfed-powys ealing enfield essex gateshead gloucestershire greenwich gwent
    hackney hampshire haringey harrow havering herefordshire hertfordshire hillingdon hounslow
    humberside hull islington kensington kent kernow kingston kirklees knowsley lambeth lancashire
    leeds leicester leicestershire lewisham lincolnshire liverpool london luton manchester medway
    merseyside merton middlesbrough milton newcastle newham norfolk northampton northamptonshire
    northumberland northumbria norwich nottingham nottinghamshire oldham oxford oxfordshire
    peterborough plymouth portsmouth powys reading redbridge rochdale rotherham rutland salford
    sandwell sefton sheffield shropshire slough solihull somerset southampton southend southwark
    staffordshire stockport stockton suffolk sunderland surrey sussex sutton swansea swindon
    tameside telford thames thurrock torbay trafford wakefield walsall wandsworth warrington
    warwickshire westminster wigan wiltshire wirral wolverhampton worcestershire wrexham yorkshire
    """)
"""Counties, police areas and large towns of England and Wales, as names begin with them."""

CONNECTORS = words("of and the for & in to on with at - – / de upon by y")
"""Words that stand inside names in lower case."""

_HOW_MANY = (
    r"(?:all|both|multiple|other|various|relevant|partner|participating|contributing|statutory|local"
    r"|key|the|each|every|any|single|multi|non-statutory|involved)"
)
_WHICH = (
    r"(?:voluntary|specialist|front(?:-| )?line|commissioned|health|housing|care|domestic|abuse"
    r"|violence|support|social|member|public|private|third|registered|primary|secondary|and|&|/)"
)
_CLASS = (
    r"(?:agency|agencies|partners?|organi[sz]ations?|services|professionals|practitioners|providers"
    r"|practices|authorities|bodies|employers|landlords|schools|sectors?|boards|trusts|councils"
    r"|partnerships|surgeries|hospitals|gps|commissioners|charities|associations)"
)
_TAIL = (
    r"(?: (?:to|in) (?:this|the) (?:\w+ ){0,3}(?:review|dhr|case|process)"
    r"|(?: (?:contributing|contributed|involved|participating|represented|named|listed|signed)"
    r" (?:to|in|on|up to) .+| with access to .+| concerned| involved"
    r"| (?:across|within|in|working with) \S+(?: \S+){0,4}))"
)
_COLLECTIVE = re.compile(
    rf"(?:{_HOW_MANY}[ -](?:{_HOW_MANY}[ -])*(?:{_WHICH}[ -])*|(?:{_WHICH}[ -])+)"
    rf"{_CLASS}(?: {_CLASS}| and {_CLASS})?{_TAIL}?|{_CLASS}{_TAIL}"
    r"|all agency .+|gp practices?|gp surger(?:y|ies)|gps|everyone|all",
    re.IGNORECASE,
)
_PARTNERSHIP = re.compile(
    r"\b(?:partnerships?|boards?|csp|sab|scp|lscb|panel|safer)\b", re.IGNORECASE
)
_ALL = re.compile(
    r"(?:all|both|multiple|other|various|relevant|every|each)\b.*"
    r"\b(?:agenc(?:y|ies)|partners?|organi[sz]ations?|services|professionals|bodies)\b.*|all",
    re.IGNORECASE,
)

WHOLE = frozenset(
    """
    adult social care|adult services|adult safeguarding|ambulance service|adults' services
    association of chief police officers|cafcass|cafcass cymru|care quality commission
    children's services|children's social care|children and family services|children services
    clinical commissioning group|clinical commissioning groups|college of policing
    community rehabilitation company|community safety partnership|crown prosecution service
    department for education|department for work and pensions|department of health
    department of health and social care|domestic abuse commissioner|drug and alcohol services
    education|fire and rescue service|general medical council|general practitioners|gp|gps
    health and wellbeing board|hm courts and tribunals service|hm government|hm prison service
    hm prison and probation service|home office|homecare provider|housing|housing services
    integrated care board|integrated care system|independent office for police conduct
    local authority|local authorities|marac|marac steering group|mash|mental health services
    mental health trust|ministry of justice|national government|national police chiefs' council
    national probation service|nhs|nhs england|nhs improvement|nhs england and nhs improvement
    nhs trust|nhs trusts|nhs wales|nice|ofsted|police|police and crime commissioner
    primary care|primary care trust|prison service|probation|probation service|probation trust
    public health|public health england|public health wales|royal college of general practitioners
    royal college of nursing|royal college of psychiatrists|safeguarding adults board
    safeguarding children board|safeguarding children partnership|schools|the home office
    the police|the probation service|uk border agency|uk visas and immigration|victim support
    welsh government|youth justice board|youth offending service|youth offending team
    """.replace("\n", "|")
    .replace("    ", "")
    .strip("|")
    .split("|")
)
"""Names printed the same in every area, lower case."""


def is_class(name: str) -> bool:
    """Say whether ``name`` stands for several unnamed agencies or for a class of people."""
    lower_start = name[:1].islower() and re.search(r"\b[A-Z][a-z]", name)
    return not lower_start and _COLLECTIVE.fullmatch(name) is not None


def is_collective(name: str) -> bool:
    """Say whether ``name`` stands for every agency, or several, of the review."""
    return _ALL.fullmatch(name) is not None


def is_partnership(name: str) -> bool:
    """Say whether ``name`` reads as a partnership or a board."""
    return _PARTNERSHIP.search(name) is not None
