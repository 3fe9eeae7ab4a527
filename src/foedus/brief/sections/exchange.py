"""The exchange: what each gives, how long it lasts, at what price, and how it may end."""

from collections.abc import Iterator, Mapping

from foedus.brief.statement import Block, FigureBlock, Heading, Note, Statement, TableBlock
from foedus.cases.case import Case
from foedus.exchange.deal import Deal
from foedus.ledger.entry import Result
from foedus.questions.answer import Answer, Picture
from foedus.questions.exchange import QUESTION
from foedus.questions.numbers import estimate
from foedus.questions.wording import names, sentence

Held = Mapping[str, Result]


def blocks(case: Case, answers: Mapping[str, Answer]) -> Iterator[Block]:
    """Tell what passes between the two, and what becomes of it."""
    deal = case.exchange
    if deal is None:
        return
    answer = answers[QUESTION]
    yield Heading("What each gives, and how long it lasts", "exchange")
    held = {r.id.removeprefix(f"{QUESTION}."): r for r in answer.results}
    pictures = {p.id.removeprefix(f"{QUESTION}."): p for p in answer.pictures}
    if held:
        yield from _told_whole(deal, answer, held, pictures)
    if answer.findings:
        yield Note("Mind:", tuple(f"{f.where}: {f.remark}" for f in answer.findings))


def _told_whole(
    deal: Deal, answer: Answer, held: Held, pictures: Mapping[str, Picture]
) -> Iterator[Block]:
    supplier, buyer = names([deal.supplier]), names([deal.buyer])
    yield Statement(
        f"{sentence(supplier)} gives {buyer} {deal.good.title} and is paid in kind, on "
        "credit and beside it. A model runs this month by month: store and output, the "
        "bargain over the price, what the one can be trusted with by the other, and every "
        "way in which it may end. Its numbers come from claims or are assumed and marked "
        "so. Draws that cannot be what was published are left out. Nothing here was "
        "observed, but for the figures that are said to be."
    )
    yield TableBlock(answer.table(f"{QUESTION}.given"))
    yield from _lasting(answer, held, pictures)
    yield from _terms(held, pictures)
    yield from _ends(deal, answer, held, pictures)
    yield from _sides(answer, held, pictures)
    yield from _known(answer, held, pictures)


def _lasting(
    answer: Answer, held: Held, pictures: Mapping[str, Picture]
) -> Iterator[Block]:
    yield Heading("How long the supply lasts, and what it covers", "exchange-supply", 3)
    yield from _said(held, ("months_left", "keeps_year", "lasts", "covers"))
    yield FigureBlock(pictures["store"], (held["months_left"].id,))
    yield FigureBlock(pictures["still_met"], (held["lasts"].id,))
    shares = [key for key in held if key.startswith("covered.")]
    yield from _said(held, ("covered_before", "covered", "given_year", *shares))
    if "indices" in pictures:
        yield FigureBlock(pictures["indices"], (held["months_left"].id,))
        yield FigureBlock(pictures["tornado"], (held["months_left"].id,))
        yield TableBlock(answer.table(f"{QUESTION}.hinges"), folded=True)


def _terms(held: Held, pictures: Mapping[str, Picture]) -> Iterator[Block]:
    yield Heading("The price, and who owes what", "exchange-price", 3)
    yield from _said(held, ("price", "price_nash", "asking", "worth"))
    if "price" in held:
        yield FigureBlock(pictures["prices"], (held["price"].id,))
    yield from _said(held, ("debt", "settled", "rationed", "debt_year", "debt_year_nash"))


def _ends(
    deal: Deal, answer: Answer, held: Held, pictures: Mapping[str, Picture]
) -> Iterator[Block]:
    yield Heading("How it may end", "exchange-end", 3)
    chances = [key for key in held if key.startswith("end.")]
    likely = sorted(chances, key=lambda key: -held[key].estimate.value)[:2]
    yield from _said(held, ("ends_year", *likely, "goes_on"))
    if pictures["endings"].rows:
        yield FigureBlock(pictures["endings"], tuple(held[key].id for key in chances))
    yield TableBlock(answer.table(f"{QUESTION}.endings"))
    who = names(deal.outside) if deal.outside else "an outside partner"
    yield Heading(f"What {who} would have to offer", "exchange-offer", 3)
    yield from _said(held, ("bid.stirs", "bid.ends", "bid.ends_year"))
    yield from _said(held, ("bid.undercuts", "bid.amount"))
    if deal.what_ifs:
        yield Heading("What if", "exchange-what-if", 3)
        given = tuple(key for key in held if key.endswith(".given") and "what_if" in key)
        yield FigureBlock(pictures["what_ifs"], tuple(held[key].id for key in given))
        yield TableBlock(answer.table(f"{QUESTION}.what_ifs"))


def _sides(answer: Answer, held: Held, pictures: Mapping[str, Picture]) -> Iterator[Block]:
    yield Heading("Who hangs on whom", "exchange-dependence", 3)
    weighed = [key for key in held if key.startswith("dependence.")]
    yield from _said(held, (*weighed, "asymmetry"))
    yield from _said(held, (*(k for k in held if k.startswith("exit.")), "power"))
    yield FigureBlock(pictures["sides"], (held["months_left"].id,))
    yield TableBlock(answer.table(f"{QUESTION}.sides"), folded=True)


def _known(answer: Answer, held: Held, pictures: Mapping[str, Picture]) -> Iterator[Block]:
    """Tell what was published, what that leaves, and what it changed."""
    yield Heading("What was published, and what it leaves", "exchange-figures", 3)
    yield from _said(held, ("survive",))
    yield TableBlock(answer.table(f"{QUESTION}.figures"))
    yield FigureBlock(pictures["moved"], (held["survive"].id,))
    yield TableBlock(answer.table(f"{QUESTION}.parameters"), folded=True)
    table = answer.table(f"{QUESTION}.contradictions")
    if table.rows:
        yield Heading("Figures of it that cannot all be true", "exchange-clash", 3)
        yield from _said(held, ("clash.sets", "clash.first"))
        yield TableBlock(table)
        yield TableBlock(answer.table(f"{QUESTION}.conflicts"), folded=True)


def _said(held: Held, keys: tuple[str, ...]) -> Iterator[Statement]:
    """Put results into one statement, a sentence each."""
    there = [held[key] for key in keys if key in held]
    if there:
        yield Statement(
            " ".join(f"{sentence(r.sentence)}: {estimate(r.estimate)}." for r in there),
            tuple(r.id for r in there),
        )
