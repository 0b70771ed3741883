"""`carnet outbox list` and `retry`, as an operator runs them."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update

from db.outbox import OutgoingEmail
from db.unit_of_work import unit_of_work
from tests.carnet import Carnet, Kind, id_of
from tests.schema.papers.printing import able_to_send, outbox, written
from tests.server.commands import run_carnet


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Carnet]:
    """A Carnet with an e-mail that waits, and one that failed."""
    async with able_to_send(database_url) as carnet:
        for name in ("waits", "failed"):
            contact = await carnet.add(Kind.CONTACT, email=f"{name}@x.example")
            await written(carnet, id_of(contact), subject=f"It {name} [bold]")
        async with unit_of_work(carnet.database) as work:
            failing = update(OutgoingEmail).where(OutgoingEmail.recipient == "failed@x.example")
            await work.connection.execute(failing.values(status="FAILED", reason="550 No", attempts=30))
            await work.commit()
        yield carnet


async def test_the_list_shows_each_e_mail_and_counts_them(office: Carnet, database_url: str) -> None:
    done = run_carnet("outbox", "list", database_url=database_url)
    assert done.exit_code == 0, done.stderr
    heading, last, first, counts = done.stdout.splitlines()
    assert heading.split()[:3] == ["id", "status", "to"]
    assert "FAILED" in last
    assert "failed@x.example" in last
    assert "It failed [bold]" in last
    assert last.rstrip().endswith("550 No")
    assert "QUEUED" in first
    assert counts == "1 FAILED, 1 QUEUED"
    done = run_carnet("outbox", "list", "--status", "SENT", database_url=database_url)
    assert done.stdout == "1 FAILED, 1 QUEUED\n"


async def test_a_retry_lets_what_failed_be_tried_again(office: Carnet, database_url: str) -> None:
    waits, failed = await outbox(office)
    done = run_carnet("outbox", "retry", database_url=database_url)
    assert (done.exit_code, done.stdout) == (0, "1 e-mails will be tried again.\n")
    again = await outbox(office)
    assert again[0] == waits
    assert (again[1]["status"], again[1]["attempts"], again[1]["message_id"]) == ("QUEUED", 0, failed["message_id"])


async def test_a_retry_of_one_is_for_that_one(office: Carnet, database_url: str) -> None:
    waits, failed = await outbox(office)
    done = run_carnet("outbox", "retry", failed["id"], database_url=database_url)
    assert (done.exit_code, done.stdout) == (0, "1 e-mails will be tried again.\n")
    for wrong in (waits["id"], "x", "00000000-0000-7000-8000-000000000001"):
        done = run_carnet("outbox", "retry", wrong, database_url=database_url)
        assert (done.exit_code, done.stdout) == (1, "0 e-mails will be tried again.\n")


async def test_an_outbox_without_e_mails_says_so(database_url: str) -> None:
    done = run_carnet("outbox", "list", database_url=database_url)
    assert (done.exit_code, done.stdout) == (0, "no e-mails\n")
