"""Texts of our own on other pacts, their claims coded by hand before the rules read them.

They are in our own words and about other states than the papers, so that rules written for
those papers fail here. Coded in one pass by one person: a first reading, not the truth.
"""

from foedus.reading.gold import GoldClaim, GoldDate, GoldQuantity, GoldSpeaker, Span

GULF = (
    "The Gulf Pact and Its Neighbours\n"
    "\n"
    "On 17 September 2025, Saudi Arabia and Pakistan signed a mutual defence "
    "agreement in Riyadh. The text obliges each party to treat an attack on the other"
    " as an attack on itself. Islamabad already keeps between 1,500 and 2,000 "
    "soldiers in the kingdom, according to Pakistani officials.\n"
    "\n"
    "Analysts suggest that the pact may extend a nuclear umbrella over Riyadh. "
    "Pakistan's defence minister, Khawaja Asif, denied that nuclear weapons were part"
    ' of the deal. "We have never discussed warheads," Asif said. "The agreement is '
    'defensive. It threatens no one." India reacted cautiously, and New Delhi said '
    "that it would study the consequences.\n"
    "\n"
    "The deal could embolden Pakistan in a future crisis, complicating India's plans."
    " Washington fears that Riyadh is drifting towards Beijing. Saudi Arabia has lent"
    " Pakistan over $3 billion since 2018. Iran reportedly asked to join the pact "
    "last month, although Tehran has not confirmed the request.\n"
)

BALTIC = (
    "Minsk, Moscow and the Baltic Flank\n"
    "\n"
    "Belarus hosts Russian tactical nuclear weapons since 2023, filling a gap in "
    "Moscow's western defences. Lithuania and Poland view the deployment as a direct "
    "threat to NATO. In response, Warsaw moved some 10,000 troops to its eastern "
    "border in August 2023.\n"
    "\n"
    "Lukashenko insisted that his country would never attack its neighbours. The "
    "Kremlin accuses NATO of preparing an offensive. Russia supplied Belarus with at "
    "least 12 launchers, possibly including Iskander systems. By 2030, Minsk aims to "
    "host a permanent Russian base, which would undermine Ukraine's security.\n"
    "\n"
    "Sanctions imposed by the European Union have reduced Belarusian exports by about"
    " 40 percent. If Poland closes the border, China is likely to lose its main rail "
    "route to Europe. Unless Minsk changes course, relations will remain frozen.\n"
)

SAHEL = (
    "A Compact in the Sahel\n"
    "Centre for Dry Lands, 12 March 2025\n"
    "\n"
    "In September 2023, Mali, Niger and Burkina Faso founded an alliance that commits each "
    "member to defend the others. Paris had withdrawn its last 1,500 soldiers from Niger "
    "by December 2023. French officials believe that Moscow has filled the vacuum, sending "
    "roughly 2,000 instructors to Bamako.\n"
    "\n"
    "Nigeria's president, Bola Tinubu, warned that the break could weaken ECOWAS. \"We "
    'regret their departure," Tinubu said. "Our door remains open." According to the '
    "United Nations, fighting in Mali displaced more than 400,000 people in 2024. Niger's "
    "junta rejected the figure.\n"
    "\n"
    "The three states appear to be hedging between Russia and Turkey. Ankara has sold "
    "drones to Mali since 2022 and might expand its training mission. Some analysts argue "
    "that the pact is little more than a declaration. Without Algerian consent, however, "
    "the alliance cannot secure its northern border, leaving Niger exposed to attacks.\n"
    "\n"
    "Washington was expected to close its base in Agadez last year. China never joined the "
    "talks, but Beijing probably wants to protect its oil pipeline. The compact echoes "
    "earlier leagues in the region and may soon collapse.\n"
)

AUTHOR = GoldSpeaker("author")


def _anonymous(text):
    return GoldSpeaker("anonymous", text, Span(text, 0, 0))


def claims():
    """Every coded claim, with places counted in its text."""
    return [
        *_placed("gulf.txt", GULF, _GULF),
        *_placed("baltic.txt", BALTIC, _BALTIC),
        *_placed("sahel.txt", SAHEL, _SAHEL),
    ]


def _placed(doc, text, coded):
    for number, (quote, kind, actors, recipients, more) in enumerate(coded, 1):
        start = text.index(quote)
        yield GoldClaim(
            id=f"{doc}-{number}",
            doc=doc,
            doc_sha256="",
            start=start,
            end=start + len(quote),
            quote=quote,
            type=kind,
            actors=actors,
            recipients=recipients,
            speaker=_speaker(text, start, more.get("voice")),
            plover=more.get("plover"),
            polarity=more.get("polarity", "affirmed"),
            hedges=tuple(_span(text, start, words) for words in more.get("hedges", ())),
            date=_date(text, start, more.get("date")),
            quantity=_quantity(text, start, more.get("quantity")),
        )


def _span(text, near, words):
    """The place of some words that lies nearest to a claim."""
    places = [i for i in range(len(text)) if text.startswith(words, i)]
    start = min(places, key=lambda place: abs(place - near))
    return Span(words, start, start + len(words))


def _speaker(text, near, told):
    if told is None:
        return AUTHOR
    kind, words, name = told
    return GoldSpeaker(kind, name, _span(text, near, words) if words else None)


def _date(text, near, told):
    if told is None:
        return None
    words, earliest, latest = told
    span = _span(text, near, words)
    return GoldDate(words, span.start, span.end, earliest, latest)


def _quantity(text, near, told):
    if told is None:
        return None
    words, op, value = told
    span = _span(text, near, words)
    return GoldQuantity(words, span.start, span.end, op, value)


_ASIF = ("official", "Asif", "PAK:ASIF")
_GULF = [
    (
        "Saudi Arabia and Pakistan signed a mutual defence agreement in Riyadh",
        "event",
        ("SAU", "PAK"),
        (),
        {"plover": "AGREE", "date": ("On 17 September 2025", "2025-09-17", "2025-09-17")},
    ),
    (
        "The text obliges each party to treat an attack "
        "on the other as an attack on itself",
        "obligation",
        ("SAU", "PAK"),
        (),
        {"plover": "AGREE"},
    ),
    (
        "Islamabad already keeps between 1,500 and 2,000 soldiers in the kingdom",
        "state",
        ("PAK",),
        ("SAU",),
        {
            "quantity": ("between 1,500 and 2,000", "range", None),
            "voice": ("official", "Pakistani officials", "PAK"),
        },
    ),
    (
        "the pact may extend a nuclear umbrella over Riyadh",
        "forecast",
        ("SAU", "PAK"),
        (),
        {"hedges": ("Analysts suggest", "may"), "voice": ("anonymous", "Analysts", None)},
    ),
    (
        "nuclear weapons were part of the deal",
        "state",
        ("SAU", "PAK"),
        (),
        {"polarity": "denied", "voice": _ASIF},
    ),
    (
        "We have never discussed warheads",
        "event",
        ("SAU", "PAK"),
        (),
        {"polarity": "denied", "voice": _ASIF},
    ),
    ("The agreement is defensive", "evaluation", ("SAU", "PAK"), (), {"voice": _ASIF}),
    (
        "It threatens no one",
        "state",
        ("SAU", "PAK"),
        (),
        {"polarity": "denied", "voice": _ASIF},
    ),
    ("India reacted cautiously", "event", ("IND",), (), {}),
    (
        "it would study the consequences",
        "forecast",
        ("IND",),
        (),
        {"hedges": ("would",), "voice": ("government", "New Delhi", "IND")},
    ),
    (
        "The deal could embolden Pakistan in a future crisis",
        "forecast",
        ("SAU", "PAK"),
        (),
        {"hedges": ("could",)},
    ),
    (
        "complicating India's plans",
        "forecast",
        ("SAU", "PAK"),
        ("IND",),
        {"hedges": ("could",)},
    ),
    (
        "Riyadh is drifting towards Beijing",
        "state",
        ("SAU",),
        ("CHN",),
        {"hedges": ("fears",), "voice": ("government", "Washington", "USA")},
    ),
    (
        "Saudi Arabia has lent Pakistan over $3 billion since 2018",
        "event",
        ("SAU",),
        ("PAK",),
        {
            "plover": "AID",
            "date": ("since 2018", "2018-01-01", None),
            "quantity": ("over $3 billion", "gt", 3e9),
        },
    ),
    (
        "Iran reportedly asked to join the pact last month",
        "event",
        ("IRN",),
        ("SAU", "PAK"),
        {
            "plover": "REQUEST",
            "hedges": ("reportedly",),
            "date": ("last month", "2025-08-01", "2025-08-31"),
        },
    ),
    ("Tehran has not confirmed the request", "state", ("IRN",), (), {"polarity": "denied"}),
]
_BALTIC = [
    (
        "Belarus hosts Russian tactical nuclear weapons since 2023",
        "state",
        ("BLR",),
        ("RUS",),
        {"date": ("since 2023", "2023-01-01", None)},
    ),
    ("filling a gap in Moscow's western defences", "causal", ("BLR",), ("RUS",), {}),
    (
        "Lithuania and Poland view the deployment as a direct threat to NATO",
        "perception",
        ("LTU", "POL"),
        ("NATO",),
        {"voice": ("collective", "Lithuania and Poland", "LTU; POL")},
    ),
    (
        "Warsaw moved some 10,000 troops to its eastern border in August 2023",
        "event",
        ("POL",),
        (),
        {
            "plover": "MOBILIZE",
            "quantity": ("some 10,000", "approx", 10000),
            "date": ("in August 2023", "2023-08-01", "2023-08-31"),
        },
    ),
    (
        "his country would never attack its neighbours",
        "forecast",
        ("BLR",),
        ("NEIGHBOURS",),
        {
            "polarity": "denied",
            "hedges": ("would",),
            "voice": ("official", "Lukashenko", "BLR:LUKASHENKO"),
        },
    ),
    (
        "The Kremlin accuses NATO of preparing an offensive",
        "event",
        ("RUS",),
        ("NATO",),
        {"plover": "ACCUSE", "voice": ("government", "The Kremlin", "RUS")},
    ),
    (
        "Russia supplied Belarus with at least 12 launchers, "
        "possibly including Iskander systems",
        "event",
        ("RUS",),
        ("BLR",),
        {"plover": "AID", "hedges": ("possibly",), "quantity": ("at least 12", "ge", 12)},
    ),
    (
        "Minsk aims to host a permanent Russian base",
        "intent",
        ("BLR",),
        ("RUS",),
        {"hedges": ("aims to",), "date": ("By 2030", None, "2030-12-31")},
    ),
    (
        "which would undermine Ukraine's security",
        "forecast",
        ("BLR",),
        ("UKR",),
        {"hedges": ("would",)},
    ),
    (
        "Sanctions imposed by the European Union have reduced Belarusian exports "
        "by about 40 percent",
        "causal",
        ("EU",),
        ("BLR",),
        {"plover": "SANCTION", "quantity": ("about 40 percent", "approx", 0.4)},
    ),
    (
        "If Poland closes the border, China is likely to "
        "lose its main rail route to Europe",
        "forecast",
        ("CHN",),
        ("POL", "EUROPE"),
        {"hedges": ("is likely to",)},
    ),
    (
        "Unless Minsk changes course, relations will remain frozen",
        "forecast",
        ("BLR",),
        (),
        {},
    ),
]
_TINUBU = ("official", "Tinubu", "NGA:TINUBU")
_THREE = ("MLI", "NER", "BFA")
_SAHEL = [
    (
        "Mali, Niger and Burkina Faso founded an alliance that commits each member to "
        "defend "
        "the others",
        "obligation",
        _THREE,
        (),
        {"plover": "AGREE", "date": ("In September 2023", "2023-09-01", "2023-09-30")},
    ),
    (
        "Paris had withdrawn its last 1,500 soldiers from Niger by December 2023",
        "event",
        ("FRA",),
        ("NER",),
        {
            "plover": "RETREAT",
            "quantity": ("1,500 soldiers", "eq", 1500),
            "date": ("by December 2023", None, "2023-12-31"),
        },
    ),
    (
        "Moscow has filled the vacuum",
        "state",
        ("RUS",),
        (),
        {"hedges": ("believe",), "voice": ("official", "French officials", "FRA")},
    ),
    (
        "sending roughly 2,000 instructors to Bamako",
        "event",
        ("RUS",),
        ("MLI",),
        {
            "plover": "AID",
            "quantity": ("roughly 2,000 instructors", "approx", 2000),
            "hedges": ("believe",),
            "voice": ("official", "French officials", "FRA"),
        },
    ),
    (
        "the break could weaken ECOWAS",
        "forecast",
        _THREE,
        ("ECOWAS",),
        {"hedges": ("could",), "voice": ("official", "Bola Tinubu", "NGA:TINUBU")},
    ),
    ("We regret their departure", "perception", ("NGA",), _THREE, {"voice": _TINUBU}),
    ("Our door remains open", "state", ("NGA",), (), {"voice": _TINUBU}),
    (
        "fighting in Mali displaced more than 400,000 people in 2024",
        "event",
        (),
        ("MLI",),
        {
            "quantity": ("more than 400,000 people", "gt", 400000),
            "date": ("in 2024", "2024-01-01", "2024-12-31"),
            "voice": ("collective", "United Nations", "UN"),
        },
    ),
    ("Niger's junta rejected the figure", "event", ("NER",), (), {"plover": "REJECT"}),
    (
        "The three states appear to be hedging between Russia and Turkey",
        "state",
        _THREE,
        ("RUS", "TUR"),
        {"hedges": ("appear to",)},
    ),
    (
        "Ankara has sold drones to Mali since 2022",
        "event",
        ("TUR",),
        ("MLI",),
        {"plover": "AID", "date": ("since 2022", "2022-01-01", None)},
    ),
    (
        "might expand its training mission",
        "forecast",
        ("TUR",),
        ("MLI",),
        {"hedges": ("might",)},
    ),
    (
        "the pact is little more than a declaration",
        "evaluation",
        _THREE,
        (),
        {"hedges": ("Some analysts argue",), "voice": ("anonymous", "analysts", None)},
    ),
    (
        "the alliance cannot secure its northern border",
        "state",
        _THREE,
        (),
        {"polarity": "denied"},
    ),
    ("leaving Niger exposed to attacks", "causal", _THREE, ("NER",), {}),
    (
        "Washington was expected to close its base in Agadez",
        "forecast",
        ("USA",),
        (),
        {
            "hedges": ("was expected to",),
            "date": ("last year", "2024-01-01", "2024-12-31"),
            "voice": ("anonymous", None, None),
        },
    ),
    ("China never joined the talks", "event", ("CHN",), (), {"polarity": "denied"}),
    (
        "Beijing probably wants to protect its oil pipeline",
        "intent",
        ("CHN",),
        (),
        {"hedges": ("probably", "wants to")},
    ),
    ("The compact echoes earlier leagues in the region", "evaluation", _THREE, (), {}),
    ("may soon collapse", "forecast", _THREE, (), {"hedges": ("may",)}),
]
