import pytest
from unit.brief import demo

from foedus.brief.statement import Brief
from foedus.questions.answer import Picture


@pytest.fixture(scope="session")
def brief() -> Brief:
    return demo.brief()


@pytest.fixture(params=demo.pictures(), ids=lambda picture: picture.id)
def picture(request: pytest.FixtureRequest) -> Picture:
    return request.param
