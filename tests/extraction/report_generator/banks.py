"""Three banks of words: one to develop with, two that are only measured. Local bodies are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Body:
    name: str
    short: str = ""
    """An abbreviation that a report may use for it."""


@dataclass(frozen=True)
class Bank:
    bodies: tuple[Body, ...]
    generic: tuple[str, ...]
    topics: tuple[str, ...]
    """Titles that stand above recommendations without naming a body."""
    doing: tuple[str, ...]
    """Verb phrases in base form."""
    tails: tuple[str, ...]
    nouns: tuple[str, ...]
    """Recommendations without a verb that asks."""
    story: tuple[str, ...]


DEVELOPMENT = Bank(
    bodies=(
        Body("Marlshire Police", "MP"),
        Body("Marlshire Constabulary"),
        Body("Oakmere Borough Council", "OBC"),
        Body("Marlshire County Council", "MCC"),
        Body("Oakmere Community Safety Partnership", "OCSP"),
        Body("Marlshire Clinical Commissioning Group", "MCCG"),
        Body("Vale and Downs NHS Foundation Trust", "VDFT"),
        Body("Health and Wellbeing Board"),
        Body("Oakmere Homes"),
        Body("Marlshire Probation Service"),
        Body("Marlshire Safeguarding Adults Board", "MSAB"),
        Body("Adult Social Care", "ASC"),
        Body("Children and Family Services"),
        Body("Hill Road Surgery"),
        Body("Oakmere Drug and Alcohol Service", "ODAS"),
        Body("the Home Office"),
        Body("NHS England"),
        Body("Brook Street Refuge"),
        Body("Homecare Agency B"),
        Body("Marlshire Fire and Rescue Service", "MFRS"),
    ),
    generic=("All agencies", "Partner agencies", "GP practices", "Commissioners of services"),
    topics=("Training", "Information sharing", "Professional curiosity", "Policy and procedure"),
    doing=(
        "review its domestic abuse policy so that it covers coercive control",
        "ensure that every member of staff who sees the public is trained in the use of the risk checklist",
        "audit a sample of closed cases and report what is found to the partnership",
        "develop a pathway for carers who disclose harm from the person they care for",
        "provide assurance that referrals to the conference are made within five working days",
        "work with partners to raise awareness of economic abuse among older residents",
        "remind officers that children seen at an incident are recorded by name and date of birth",
        "put in place a flag on the record of any patient who has been heard at the conference",
        "amend the template used at discharge so that it asks about safety at home",
        "explore how interpreters who are independent of the family can be booked out of hours",
        "consider the appointment of a specialist adviser in each emergency department",
        "strengthen supervision in line with the guidance issued in 2014 and the standard of 2016",
    ),
    tails=(
        "and should report on progress after six months",
        "including those who work nights, weekends or through an agency",
        "so that the multi-agency response is consistent across the county",
        "(see section 7.2 of this report) and share the outcome with the safeguarding board",
        "in order that victims who do not wish to support a prosecution are still offered a safety plan",
        "with particular attention to people who are deaf, disabled or for whom English is a second language",
        "by means of briefings, team meetings and the intranet; attendance to be recorded",
        "and the learning from this case used in the next round of training",
    ),
    nouns=(
        "A single point of contact in each team for advice about forced marriage and so-called honour-based abuse",
        "Better use of the marker on addresses where weapons have been seen",
        "Joint supervision for workers who hold cases in both services, with a written record kept",
        "Greater involvement of family and friends in the assessment of risk, wherever it is safe",
    ),
    story=(
        "In March the victim attended the surgery and spoke of low mood, but no question about home was asked.",
        "The panel considered whether staff should have made a referral at that point and found that they should.",
        "Officers attended and completed a checklist, which was graded as standard.",
        "The agency's own review noted that the recommendation made in 2012 had not been carried out.",
        "There was no evidence that information was shared between the two teams.",
        "Members of the panel discussed the relationship and were clear that control had been present throughout.",
        "The practitioner told the review that workloads were high at the time and that visits had been missed.",
        "He had moved between three addresses in that year, and none of the services held a full history.",
        "A letter was sent inviting her to an appointment; she did not attend and was discharged in line with policy.",
        "The chair wrote to the family at the outset to explain the purpose of the review and to offer an advocate.",
    ),
)

HELD_OUT = Bank(
    bodies=(
        Body("Quenby Valley Police Service", "QVPS"),
        Body("Tarnwick City Council", "TCC"),
        Body("Tarnwick Safer Communities Partnership", "TSCP"),
        Body("Northern Fells Integrated Care Board", "NFICB"),
        Body("Fellside University Hospitals NHS Trust", "FUHT"),
        Body("Tarnwick Housing Association"),
        Body("Local Authority Housing and Homelessness Team"),
        Body("National Police Chiefs’ Council", "NPCC"),
        Body("Department of Health and Social Care", "DHSC"),
        Body("Tarnwick College"),
        Body("Riverside Medical Practice"),
        Body("Northern Fells Ambulance Service NHS Trust", "NFAS"),
        Body("Safe Haven Tarnwick"),
        Body("Care Provider A"),
        Body("Quenby Coroner’s Office"),
        Body("the Ministry of Justice"),
        Body("Tarnwick Children’s Social Care", "CSC"),
        Body("Victim Support"),
    ),
    generic=(
        "All partners",
        "Member organisations of the partnership",
        "Employers",
        "Local schools",
    ),
    topics=("Working together", "Recording", "The voice of the child", "Substance use"),
    doing=(
        "satisfy itself that enquiries about safety are routinely made of patients seen alone",
        "write to all landlords in the district setting out how concerns may be passed on",
        "refresh its guidance on non-fatal strangulation and make it known to front-line teams",
        "undertake a dip sample of one hundred contacts and publish the result",
        "agree a protocol under which a missed visit leads to a call on the same day",
        "bring forward proposals for a perpetrator programme open to self-referral",
        "hold a learning event for managers drawing on the themes of this review",
        "invest in a recording system that shows earlier addresses and linked persons",
        "clarify who leads when a case is open to more than one service",
        "support staff to ask about money, debt and control of benefits",
        "require providers of home care to report injuries that are not explained",
        "seek the views of survivors when its strategy is next revised in 2021",
    ),
    tails=(
        "and evaluate the effect within a year",
        "taking account of the findings at 9.4 and 9.5 above",
        "making clear that consent is not needed where there is a risk of serious harm",
        "whether or not charges follow",
        "across mental health, maternity and accident and emergency settings",
        "using the checklist in force since 2009 or its successor",
        "so as to reach men, people over sixty and those in rural places; this to include leaflets in easy read",
    ),
    nouns=(
        "Wider availability of recovery courses for children who have lived with abuse, with funding for three years",
        "Routine use of body-worn video at every domestic incident, including where no offence is disclosed",
        "A shared chronology, opened at the first strategy meeting and kept up to date by each member",
    ),
    story=(
        "The notes record that she appeared tired and had a bruise to the wrist, for which an explanation was given.",
        "It was accepted by the authors that a home visit ought to have taken place and that this would have helped.",
        "The review heard from neighbours that shouting was common and that they did not know whom to tell.",
        "A previous inquiry recommended that risk should be reviewed monthly, but this was not in place.",
        "Her employer had noticed a change and had offered her leave, which she declined.",
        "Three calls were made to the line in that month; each was closed without a further step.",
        "The perpetrator was known to the service from 2011 and had been seen by four different doctors.",
        "Nothing in the file shows whether the assessment was shared, and the author was unable to say why.",
    ),
)

SECOND_HELD_OUT = Bank(
    bodies=(
        Body("Westering Police", "WP"),
        Body("Kirkby Sound Metropolitan Borough Council", "KSMBC"),
        Body("Kirkby Sound Domestic Abuse Forum"),
        Body("Office of the Police and Crime Commissioner for Westering", "OPCC"),
        Body("His Majesty’s Prison and Probation Service", "HMPPS"),
        Body("Royal College of General Practitioners", "RCGP"),
        Body("the College of Policing"),
        Body("Association of Directors of Adult Social Services", "ADASS"),
        Body("Jobcentre Plus"),
        Body("Cafcass"),
        Body("Westering Mind"),
        Body("The Haven"),
        Body("Calverleigh Primary School"),
        Body("Multi-Agency Safeguarding Hub", "MASH"),
        Body("St Brannock’s Hospice"),
        Body("Sound Recovery Partnership", "SRP"),
        Body("UK Visas and Immigration", "UKVI"),
        Body("Kirkby Sound Children and Adults Safeguarding Board", "KSCASB"),
        Body("Social Landlord C"),
        Body("Public Health"),
        Body("Westering and Sound NHS Partnership Trust", "WSPT"),
        Body("Crown Prosecution Service", "CPS"),
    ),
    generic=(
        "All services represented on the panel",
        "Organisations that employ home carers",
        "General practices",
        "Every agency that took part in this review",
    ),
    topics=("Stalking", "Adult child to parent abuse", "Housing moves", "After separation"),
    doing=(
        "appraise the case for a shared desk at the front of the custody suite",
        "reassure itself that letters are never sent to an address where the other party lives",
        "co-produce with survivors a guide to what happens after a report is made",
        "sharpen the wording of question nine in its contact form",
        "digitise the paper diary of visits, and back-scan the two years before the death",
        "share with the chair, by the spring of 2023, a list of posts that have stood empty",
        "treat a second call from one address in a month as a trigger for a joint visit",
        "be open with relatives about who sees what they write",
        "make it plain to contractors whom they ring when they hear shouting",
        "set a date by which every caseworker has shadowed a colleague in the refuge",
        "spell out the difference between a welfare check and a safe and well visit",
        "stop the practice of closing a case by text message",
        "think again about the age at which a young person is seen as a carer",
        "lend its weight to the national call for a register",
    ),
    tails=(
        "before the next financial year is out",
        "and tell the coroner what has been done",
        "on the lines of the scheme in the neighbouring force",
        "even where the person says that nothing is wrong",
        "at all 12 of its sites, in and out of hours",
        "since 1 in 4 of the forms seen had been left blank",
        "with a named deputy for leave and sickness – and cover at night",
    ),
    nouns=(
        "An end to the use of family members as interpreters in clinics, whatever the pressure on time",
        "Closer ties between the drug service and the midwives, starting with a monthly meeting",
        "Clear words in tenancy agreements about what counts as a breach where abuse is the cause",
        "One telephone number for professionals, answered by a person",
    ),
    story=(
        "By then the couple had been apart for some weeks, though they still shared a car and a bank account.",
        "Asked about this, the manager said that a second visit would have been usual and could not say why none was made.",
        "The panel thought long about this point; its members did not agree at first.",
        "What strikes the reader of the file is how often the word chaotic stands in it.",
        "Two forms were sent. Neither came back.",
        "The doctor rang the out-of-hours team, which ought to have rung back, and did not.",
        "On the evidence heard the system should not be blamed for what one person chose to do.",
        "It took until the summer for the referral to be read.",
        "There is a lesson here about the weight that is given to what neighbours say.",
    ),
)
