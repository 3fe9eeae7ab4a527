"""What tests of the web face share: a workspace with claims, and a browser without one."""

import re

import pytest
from unit.reading.making import layer

from foedus import doors
from foedus.faces.web.board import Board
from foedus.faces.web.setting import Setting
from foedus.ledger.entry import Selector
from foedus.reading.proposal import Hedging, Holder, Participant, Place, Proposal
from foedus.reading.sitting import open_sitting

pytest.importorskip("starlette", reason="needs the extra `web`: pip install 'foedus[web]'")
pytest.importorskip("httpx2", reason="starlette's test client speaks through httpx2")

from starlette.testclient import TestClient

from foedus.faces.web.app import application

HERE = "http://127.0.0.1:8650"
TEXT = (
    "🙂 Iran sent Syria drones, Oman said. Iraq may send some.\n"
    "Oman denied that Iran sent Syria drones <b>& more</b>."
)


def proposal(number, words, **more):
    place = TEXT.index(words)
    more.setdefault(
        "participants", (Participant("IRN", "actor"), Participant("SYR", "recipient"))
    )
    return Proposal(
        f"a-{number:03}", "a b.txt", layer(TEXT).text_sha256,
        (Selector(place, place + len(words), words, TEXT[max(0, place - 9) : place], ""),),
        "event", plover="AID", **more,
    )  # fmt: skip


def three():
    may = TEXT.index("may send")
    return (
        proposal(1, "Iran sent Syria drones, Oman said",
                 voice=(Holder("author"), Holder("government", "Oman"))),
        proposal(2, "Iraq may send some",
                 hedges=(Hedging(Place(may, may + 3), "may", "modal", "clear"),)),
        proposal(3, "Iran sent Syria drones <b>& more</b>", polarity="denied"),
        proposal(4, "sent Syria drones, Oman"),
    )  # fmt: skip


def workspace(folder, claims=None):
    """A folder with a document and its claims, and the sitting over them."""
    (folder / "a b.txt").write_text(TEXT, "utf-8")
    path = folder / "claims.jsonl"
    lines = (doors.json_text(one) + "\n" for one in claims or three())
    path.write_text("".join(lines), "utf-8")
    return open_sitting(path)


def setting(folder, **more):
    if "sitting" not in more:
        more["sitting"] = workspace(folder)
    return Setting(workspace=folder, who=more.pop("who", "ann"), **more)


def client(folder, *, board=None, **more):
    """A client that follows nothing by itself."""
    made = setting(folder, **more)
    caller = TestClient(
        application(made, board=board or Board()),
        base_url=HERE,
        follow_redirects=False,
    )
    caller.setting = made
    return caller


def sent(caller, address, **form):
    """Send a form as a page of ours would."""
    return caller.post(address, data={"secret": caller.setting.secret, **form})


def told(answer):
    """The text of a page without its tags, spaces folded."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())
