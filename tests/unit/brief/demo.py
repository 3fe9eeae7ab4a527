"""A brief with every block and every kind of picture, for the tests of this room."""

from datetime import date

from foedus.brief.statement import (
    Brief,
    Card,
    FigureBlock,
    Heading,
    Judgement,
    Note,
    Statement,
    TableBlock,
)
from foedus.questions.answer import Picture, Table

SHELLS = "exchange.shells"
CARDS = (
    Card(
        "obligations.seoul.certain",
        "result",
        "One state owes North Korea help by force if South Korea attacks it",
        "Foedus, question obligations",
        "exact, by the text alone",
        rests_on=("article:rus-prk-2024:4",),
    ),
    Card(
        "article:rus-prk-2024:4",
        "article",
        "Each gives at once military and other help by all means if the other is attacked.",
        "KCNA text (A1)",
        "provisional: coded by one hand",
        rests_on=("document:kcna",),
    ),
    Card(
        "document:kcna",
        "document",
        "Treaty on Comprehensive Strategic Partnership, English text",
        "Korean Central News Agency",
        url="https://example.org/a/very/long/address/that/must/be/broken/somewhere/"
        + "x" * 90,
    ),
    Card(
        "shells-seoul",
        "claim",
        'Up to 9 million <script>alert("shells & more")</script> rounds were sent',
        "Ministry of National Defence, Seoul (B2)",
        "“is believed to”; capacity, not count",
        url="javascript:alert(1)",
    ),
    Card(
        SHELLS,
        "parameter",
        "Rounds of artillery shipped to the end of 2024",
        rests_on=("shells-seoul",),
    ),
)

_STATES = ("PRK", "RUS", "KOR", "USA", "JPN", "CHN", "UKR", "POL", "BLR", "SGP")


def _matrix() -> Picture:
    rows = []
    for attacker in _STATES:
        for victim in _STATES:
            if attacker == victim:
                continue
            sure = {"KOR": 1, "POL": 31, "JPN": 1, "BLR": 4}.get(victim, 0)
            maybe = {"PRK": 2, "UKR": 0, "POL": 2, "RUS": 5}.get(victim, 0)
            level = "certain" if sure else "conditional" if maybe else "none"
            rows.append((attacker, victim, level, sure, maybe, "some states"))
    return Picture(
        "obligations.matrix",
        "matrix",
        "Russia owes North Korea help against all 9 states shown, on conditions",
        "Attackers in rows, victims in columns.",
        "34 treaties of the case",
        "victim, attacked at home without provocation",
        "attacker",
        ("attacker", "victim", "level", "certain", "conditional", "names"),
        tuple(rows),
    )


def _chain() -> Picture:
    nato = ("ALB", "BEL", "CAN", "CZE", "DEU", "DNK", "ESP", "FRA", "GBR", "ITA", "POL")
    return Picture(
        "obligations.seoul.chain",
        "chain",
        "A war on the peninsula reaches eleven European capitals in the second round",
        "South Korea attacks North Korea; Russia and China must help; later the allies.",
        "34 treaties of the case",
        "",
        "",
        ("source", "target", "kind", "round", "label"),
        (
            ("KOR", "PRK", "attack", 0, "attacks"),
            ("RUS", "PRK", "conditional", 1, "rus-prk-2024 art. 4"),
            ("CHN", "PRK", "conditional", 1, "chn-prk-1961 art. 2"),
            ("USA", "KOR", "certain", 2, "usa-kor-1953 art. 3"),
            ("BLR", "RUS", "certain", 2, "csto-1992 art. 4"),
            ("KAZ", "RUS", "certain", 2, "csto-1992 art. 4"),
            *((s, "USA", "conditional", 3, "nato-1949 art. 5") for s in nato),
        ),
    )


def world() -> Picture:
    """A map with a state of each role, and one that has no shape."""
    roles = {
        "KOR": "attacker",
        "PRK": "victim",
        "RUS": "certain",
        "CHN": "conditional",
        **dict.fromkeys(("USA", "JPN", "UKR", "SGP", "IND", "BLR", "POL"), "free"),
    }
    return Picture(
        "obligations.seoul.map",
        "map",
        "If Seoul attacks Pyongyang, Russia must help for certain, China perhaps",
        "World map. Attacker South Korea, victim North Korea; Russia and China owe help.",
        "treaties of the case, first round of the chain",
        "",
        "",
        ("state", "role", "label"),
        tuple((s, r, s) for s, r in sorted(roles.items())),
    )


def _timeline() -> Picture:
    return Picture(
        "history.timeline",
        "timeline",
        "Allies until 1991, strangers for thirty years, partners in war within two",
        "Events from 1961 to 2024.",
        "timeline of the case",
        "",
        "",
        ("start", "kind", "event", "id"),
        (
            ("1961-07-06", "treaty", "The Soviet Union and the DPRK sign a treaty of "
             "friendship, cooperation and mutual assistance", "ev013"),
            ("1990-09-30", "diplomacy", "Moscow recognises Seoul", "ev021"),
            ("1995-09", "treaty", "Moscow lets the treaty of 1961 lapse", "ev027"),
            ("2022-02-24", "war", "Russia invades Ukraine", "ev049"),
            ("2023-09-13", "visit", "Kim Jong Un meets Putin at Vostochny", "ev060"),
            ("2024-06-19", "treaty", "The Comprehensive Strategic Partnership is signed in "
             "Pyongyang; article 4 promises help by all means", "ev080"),
            ("2024-10", "deployment", "Some 11,000 soldiers arrive in Kursk", "ev090"),
        ),
    )  # fmt: skip


def _bars(id: str, *, many: bool) -> Picture:
    rows: list[tuple[str, str, float, float | None, float | None]] = [
        ("United States and its treaty allies", "with the pact", 0.412, 0.38, 0.45),
        ("Russia and North Korea", "with the pact", 0.052, 0.045, 0.06),
        ("China", "with the pact", 0.234, None, None),
    ]  # fmt: skip
    if many:
        rows += [(g, "without the pact", v * 0.9, None, None) for g, _, v, _, _ in rows]
    return Picture(
        id,
        "bars",
        "The pact adds one part in seven to Russia's share of capability",
        "Bars of capability shares.",
        "National Material Capabilities 7.0, 2022",
        "share of the world's material capability",
        "",
        ("group", "series", "value", "low", "high"),
        tuple(rows),
    )


def _intervals() -> Picture:
    return Picture(
        "evidence.shells.intervals",
        "intervals",
        "Sources differ sixfold on the shells that North Korea has sent",
        "Five claims and their pooled median.",
        "claims of the case, pooled by origin",
        "rounds",
        "",
        ("label", "source", "low", "value", "high", "kind"),
        (
            ("C4ADS, Oct 2024", "sh-c4", 1.4e6, 1.6e6, 1.8e6, "claim"),
            (
                "Open Source Centre and Reuters, April 2025",
                "sh-osc",
                4.2e6,
                None,
                5.8e6,
                "claim",
            ),
            ("Seoul, Ministry of National Defence", "sh-mnd", None, 9e6, None, "at_most"),
            ("Kyiv", "sh-hur", None, 2.5e6, None, "at_least"),
            ("pooled", "shells", 2.1e6, 4.4e6, 8.1e6, "pool"),
        ),
    )


def _positions() -> Picture:
    return Picture(
        "response.arms.line",
        "positions",
        "How far does Seoul arm Kyiv? From 25 to 28 (12 to 39)",
        "Positions on a line from 0 to 100.",
        "judgements of the case",
        "0: no aid beyond humanitarian, exports held back; 100: missiles and advisers",
        "",
        ("label", "kind", "low", "value", "high", "weight"),
        (
            ("Russia", "leaning", 2.0, 6.0, 12.0, 0.2),
            ("United States, incoming", "judged", 16.0, 29.0, 40.0, 0.1),
            ("South Korea, government", "leaning", 24.0, 34.0, 45.0, 0.45),
            ("Ukraine", "leaning", 80.0, 89.0, 97.0, 0.05),
            ("compromise", "method", 25.0, 30.0, 34.0, None),
            ("condorcet", "method", 7.0, 21.0, 46.0, None),
            ("all methods pooled", "pool", 12.0, 28.0, 39.0, None),
            ("where it stood", "stood", 25.0, 25.0, 25.0, None),
        ),
    )


def _lines() -> Picture:
    rows = []
    for year in range(1990, 2025):
        t = year - 1990
        rows.append(
            (
                year,
                "Russia and North Korea",
                0.08 - 0.001 * t,
                0.07 - 0.001 * t,
                0.09 - 0.001 * t,
            )
        )
        rows.append((year, "United States", 0.15 - 0.0008 * t, None, None))
        rows.append((year, "China", 0.11 + 0.0035 * t, None, None))
        rows.append((year, "South Korea", 0.045 + 0.0001 * t, None, None))
        rows.append((year, "Japan", 0.047, None, None))
    return Picture(
        "balance.lines",
        "lines",
        "China passed the United States in 1999; Russia fell and has not come back",
        "Lines of capability shares from 1990 to 2024.",
        "National Material Capabilities 7.0",
        "year",
        "share of the world's material capability",
        ("year", "series", "value", "low", "high"),
        tuple(rows),
        marks=((1850, "Before all"), (1991, "End of the Soviet Union"), (2003, "Iraq")),
    )  # fmt: skip


BLOCS = {
    "with China": {"CHN": 0.7, "RUS": 1.0, "PRK": 1.0, "MNG": 0.8},
    "with the United States": {"USA": 0.65, "JPN": 0.7, "KOR": 0.6, "GBR": 0.9, "FRA": 0.9},
    "with the Democratic Republic of the Congo": {"COD": 0.5},
}


def bloc_map() -> Picture:
    """Blocs that are not those of the case."""
    return Picture(
        "balance.blocs.map",
        "blocs",
        "North Korea and Russia fall in one bloc",
        "The world by bloc.",
        "alliances, trade and votes",
        "",
        "",
        ("state", "bloc", "chance"),
        tuple((s, bloc, p) for bloc, held in BLOCS.items() for s, p in held.items()),
    )


def grid() -> Picture:
    """Groups against groups, one square of each kind."""
    groups = ("The Americas", "Europe", "East and Southern Africa")
    told = {
        (0, 0): (-4.8, "alike"), (0, 1): (0.8, "noise"), (0, 2): (-1.2, "moves"),
        (1, 1): (0.05, "small"), (1, 2): (14.4, "moves"), (2, 2): (1234.5, "moves"),
    }  # fmt: skip
    return Picture(
        "contagion.regions",
        "grid",
        "Pacts within East and Southern Africa rise most",
        "Pacts added by pair of regions.",
        "runs of the simulated system",
        "pacts added in 100 runs of 10 years",
        "",
        ("row", "column", "value", "told"),
        tuple((groups[i], groups[j], *held) for (i, j), held in told.items()),
    )


def network() -> Picture:
    """A ring of ten states, two layers, and one tie of the pact's own."""
    nodes = [("", s, "", p, bloc) for bloc, held in BLOCS.items() for s, p in held.items()]
    return Picture(
        "balance.blocs.layers",
        "network",
        "They fall together by votes alone",
        "Ties among ten states.",
        "alliances and votes",
        "",
        "",
        ("layer", "source", "target", "weight", "group"),
        (
            *nodes,
            ("", "IND", "", 0.0, ""),
            ("alliance", "RUS", "PRK", 1.0, "pact"),
            ("alliance", "CHN", "PRK", 1.0, ""),
            ("alliance", "USA", "JPN", 1.0, ""),
            ("votes", "USA", "IND", 0.2, ""),
        ),
    )


def pictures() -> tuple[Picture, ...]:
    """One picture of each kind, and bars of two series."""
    return (
        _matrix(),
        _chain(),
        world(),
        _timeline(),
        _bars("balance.shares", many=False),
        _bars("balance.with_and_without", many=True),
        _intervals(),
        _lines(),
        _positions(),
        bloc_map(),
        network(),
        grid(),
    )


def brief() -> Brief:
    """A brief of every block."""
    certain = "obligations.seoul.certain"
    columns = ("State", "Year", "GDP", "Share", "What it says of the pact", "Troops")
    table = Table(
        "balance.table",
        "Who brings what",
        columns,
        (
            ("Russia", 2023, 2.021421e12, 0.0382, "an alliance | in all but name", 1190000),
            (
                "North Korea",
                2023,
                2.37e10,
                0.01409,
                "a powerful military alliance",
                1280000,
            ),
            ("China", 2023, 1.779e13, 0.234, None, 2035000),
            ("Laos", None, None, 0.00057, "nothing", 29000),
        ),
        ((certain,), (SHELLS, "shells-seoul"), (), ()),
        "Figures are those of 2023 where a year is given.",
    )
    return Brief(
        title="Russia and North Korea: what the treaty of 2024 binds them to",
        question="Who must fight for whom, who would, and how long does the bargain last?",
        case="russia-dprk",
        as_of=date(2025, 1, 1),
        basis="0123456789abcdef",
        version="0.1.0",
        blocks=(
            Heading("Key judgements", "judgements"),
            Judgement(
                "Russia would very likely send help if North Korea were attacked.",
                (certain, "article:rus-prk-2024:4"),
                "moderate",
                "One model of past wars, and a clause read in one translation.",
                "A Russian refusal in a crisis; a published protocol to article 4.",
                "very likely",
                (0.80, 0.95),
            ),
            Judgement(
                "The text binds each to help the other at once and by all means.",
                ("article:rus-prk-2024:4",),
                "high",
                "Several translations agree.",
                "An authentic text that says otherwise.",
                standing="conditional on both sides' laws",
            ),
            Heading("Context", "context"),
            Statement("The two were allies until 1991.", (SHELLS,)),
            Statement("Up to 9 million rounds, a < b & c.", ("shells-seoul",), "disputed"),
            Statement("The price is a guess.", (), "assumed"),
            *(FigureBlock(p, (SHELLS,) if k % 2 else ()) for k, p in enumerate(pictures())),
            Heading("Balance", "balance"),
            Heading("Who brings what", "balance.parts", 3),
            TableBlock(table),
            TableBlock(
                Table("balance.folded", "The same, folded", columns, table.rows, (), ""),
                True,
            ),
            Heading("Method", "method"),
            Note("What was left out:", ("the Arctic", "cyber <b>war</b>")),
        ),
        cards={card.id: card for card in CARDS},
    )
