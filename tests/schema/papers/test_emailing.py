"""emailDocument and sendEmail: queued with what they record in one transaction, or refused with nothing changed."""

import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiosmtplib import SMTP
from pypdf import PdfReader

from db.unit_of_work import unit_of_work
from domain.outbox import delivering
from server import postman as postmen
from server.postman import Postman
from tests.carnet import Carnet, Kind, Record, id_of
from tests.delivering import settings
from tests.mailing import MailBox, mail_server
from tests.schema.documents.documenting import item, made, stock_item
from tests.schema.papers.printing import able_to_send, codes, emailed, outbox, written
from tests.schema.updating import unchanged

DELIVERIES = """query ($id: ID!) { interaction(id: $id) { correspondenceType deliveries {
  status recipient subject messageId attempts reason sentAt paper { sha256 } } } }"""


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Carnet]:
    """A Carnet that may queue e-mails."""
    async with able_to_send(database_url) as carnet:
        yield carnet


async def quote(carnet: Carnet, **values: Any) -> tuple[Record, dict[str, Any]]:
    """Make a quote for a company; both."""
    await stock_item(carnet)
    company, *_ = await carnet.star(**{"email": "buyer@firm.example", "name": "Noël & Co", **values})
    return company, await made(carnet, "sales quote", company, lines=[item("2")])


async def deliver(carnet: Carnet, box: MailBox) -> int:
    """Deliver what is due now."""
    given = settings("sqlite:///x.db", box.port, smtp_timeout_s=10)
    return await Postman(carnet.database, given, asyncio.Event()).deliver()


async def test_a_document_arrives_with_its_pdf(office: Carnet) -> None:
    company, document = await quote(office, languageCode="fr-FR")
    payload = await emailed(office, document)
    assert (payload["errors"], payload["warnings"], payload["queued"]) == ([], [], True)
    assert payload["document"]["lastEmailedAt"] is not None
    assert payload["document"]["version"] == document["version"]
    assert payload["interaction"]["contactVia"] == "buyer@firm.example"
    assert payload["interaction"]["pdfHash"] == payload["paper"]["sha256"]
    assert payload["interaction"]["contact"] == {"number": company.number}
    with mail_server() as box:
        assert await deliver(office, box) == 1
    (mail,) = box.received
    message = mail.message
    assert (mail.sender, mail.recipients) == ("office@carnet.example", ["buyer@firm.example"])
    assert message["From"] == "Our company <office@carnet.example>"
    assert message["To"] == "buyer@firm.example"
    assert message["Subject"] == f"Devis {document['number']}, Our company"
    assert "Veuillez trouver ci-joint" in message.get_body().get_content()
    (attachment,) = message.iter_attachments()
    assert (attachment.get_content_type(), attachment.get_filename()) == (
        "application/pdf",
        f"Devis {document['number']}.pdf",
    )
    assert f"Devis {document['number']}" in PdfReader(io.BytesIO(attachment.get_content())).pages[0].extract_text()

    shown = (await office.ask(DELIVERIES, id=payload["interaction"]["id"]))["interaction"]
    assert shown["correspondenceType"] == "EMAIL"
    (delivery,) = shown["deliveries"]
    assert (delivery["status"], delivery["attempts"], delivery["reason"]) == ("SENT", 1, None)
    assert delivery["messageId"] == mail.message_id
    assert delivery["paper"] == {"sha256": payload["paper"]["sha256"]}


async def test_each_address_gets_an_e_mail_of_its_own_and_one_entry_is_written(office: Carnet) -> None:
    _, document = await quote(office)
    payload = await emailed(
        office, document, to="a@x.example; b@x.example;a@x.example", subject="Ours", body="Look:\n1"
    )
    assert payload["interaction"]["contactVia"] == "a@x.example;b@x.example"
    with mail_server() as box:
        assert await deliver(office, box) == 2
    assert sorted(mail.recipients for mail in box.received) == [["a@x.example"], ["b@x.example"]]
    assert len({mail.message_id for mail in box.received}) == 2
    assert {mail.message["Subject"] for mail in box.received} == {"Ours"}
    assert {mail.message.get_body().get_content() for mail in box.received} == {"Look:\r\n1\r\n"}


async def test_who_is_written_to_is_the_party_as_on_the_document_else_the_contact(office: Carnet) -> None:
    company, document = await quote(office, email=None)
    async with unchanged(office):
        assert codes(await emailed(office, document)) == [("EMAIL_REQUIRED", "input.to")]
    change = "mutation ($input: UpdateContactInput!) { updateContact(input: $input) { errors { code } } }"
    await office.ask(change, input={"id": id_of(company), "email": "new@firm.example"})
    assert (await emailed(office, document))["interaction"]["contactVia"] == "new@firm.example"
    assert [row["recipient"] for row in await outbox(office)] == ["new@firm.example"]


async def test_a_document_that_is_not_there_is_not_sent(office: Carnet) -> None:
    async with unchanged(office):
        payload = await emailed(office, "salesdocument-00000000-0000-7000-8000-000000000001")
    assert (codes(payload), payload["queued"]) == ([("NOT_FOUND", "input.documentId")], False)


async def test_a_long_address_is_written_to(office: Carnet) -> None:
    _, document = await quote(office)
    longest = f"{'a' * 60}@{'x.' * 90}example"
    payload = await emailed(office, document, to=longest)
    assert (payload["errors"], payload["interaction"]["contactVia"]) == ([], longest)
    with mail_server() as box:
        assert await deliver(office, box) == 1
    assert box.received[0].recipients == [longest]


async def test_the_same_key_queues_once(office: Carnet) -> None:
    _, document = await quote(office)
    first = await emailed(office, document, key="k")
    assert await emailed(office, document, key="k") == first
    assert len(await outbox(office)) == 1


async def test_without_a_mail_server_nothing_is_queued(carnet: Carnet) -> None:
    company, document = await quote(carnet)
    async with unchanged(carnet):
        refused = await emailed(carnet, document)
        assert (codes(refused), refused["queued"]) == ([("EMAIL_NOT_CONFIGURED", "")], False)
        assert codes(await written(carnet, id_of(company))) == [("EMAIL_NOT_CONFIGURED", "")]
    assert await outbox(carnet) == []


@pytest.mark.parametrize(
    ("given", "refusals"),
    [
        ({"to": "a@x.example, b@x.example"}, [("INVALID_EMAIL", "input.to")]),
        ({"to": "a@x.example\nBcc: b@x.example"}, [("INVALID_VALUE", "input.to")]),
        ({"to": "nobody"}, [("INVALID_EMAIL", "input.to")]),
        ({"subject": "Hi\r\nBcc: b@x.example"}, [("INVALID_VALUE", "input.subject")]),
        ({"subject": "Hi\0"}, [("INVALID_VALUE", "input.subject")]),
        ({"subject": "x" * 251}, [("VALUE_TOO_LONG", "input.subject")]),
        ({"subject": "\t", "body": "x" * 20_001}, [("REQUIRED", "input.subject"), ("VALUE_TOO_LONG", "input.body")]),
        ({"body": "e\u0301" * 30_000}, [("VALUE_TOO_LONG", "input.body")]),
        ({"to": "\0" * 25_000}, [("VALUE_TOO_LONG", "input.to")]),
        ({"to": f"{'a' * 60}@{'x.' * 100}example"}, [("VALUE_TOO_LONG", "input.to")]),
        ({"body": "a\0b"}, [("INVALID_VALUE", "input.body")]),
    ],
)
async def test_what_cannot_be_sent_is_refused_and_nothing_is_changed(
    office: Carnet, given: dict[str, str], refusals: list[tuple[str, str]]
) -> None:
    _, document = await quote(office)
    async with unchanged(office):
        payload = await emailed(office, document, **given)
    assert (codes(payload), payload["queued"], payload["interaction"]) == (refusals, False, None)
    assert await outbox(office) == []


@pytest.mark.parametrize("of_company", [False, True])
async def test_nobody_writes_to_a_privacy_blocked_contact_or_company(office: Carnet, of_company: bool) -> None:
    company, document = await quote(office)
    contact = company
    if of_company:
        contact = await office.person(company, email="a@x.example", firstName="Ann", name="Ann")
        document = await made(office, "sales quote", contact)
    await emailed(office, document)
    change = "mutation ($input: UpdateContactInput!) { updateContact(input: $input) { errors { code } } }"
    await office.ask(change, input={"id": id_of(company), "privacyBlocked": True})
    async with unchanged(office):
        assert codes(await emailed(office, document)) == [("CONTACT_PRIVACY_BLOCKED", "input.documentId")]
        assert codes(await written(office, id_of(contact))) == [("CONTACT_PRIVACY_BLOCKED", "input.contactId")]
    with mail_server() as box:
        assert await deliver(office, box) == 0
    (row,) = await outbox(office)
    assert (row["status"], row["reason"], box.received) == (
        "FAILED",
        "The contact is privacy-blocked: nothing is sent to it.",
        [],
    )


async def test_an_e_mail_to_a_contact_arrives_and_is_recorded(office: Carnet) -> None:
    contact = await office.add(Kind.CONTACT, type="PERSON", email="zoé@exämple.test", firstName="Zoé", name="Zoé")
    payload = await written(office, id_of(contact), subject="Ça va ?", body="Bonjour,\n\n.\nfin " + "é" * 2000)
    assert (payload["errors"], payload["warnings"]) == ([], [])
    assert payload["interaction"]["subject"] == "Ça va ?"
    with mail_server() as box:
        assert await deliver(office, box) == 1
    (mail,) = box.received
    assert mail.recipients == ["zoé@xn--exmple-cua.test"]
    assert mail.message["Subject"] == "Ça va ?"
    assert mail.message.get_body().get_content() == "Bonjour,\r\n\r\n.\r\nfin " + "é" * 2000 + "\r\n"


@pytest.mark.parametrize(
    ("given", "refusals"),
    [
        ({"subject": " "}, [("REQUIRED", "input.subject")]),
        ({"subject": " ", "body": "\n"}, [("REQUIRED", "input.subject"), ("REQUIRED", "input.body")]),
        ({"contactId": "contact-x"}, [("NOT_FOUND", "input.contactId")]),
    ],
)
async def test_an_e_mail_without_what_it_needs_is_refused(
    office: Carnet, given: dict[str, str], refusals: list[tuple[str, str]]
) -> None:
    contact = await office.add(Kind.CONTACT, email="a@x.example")
    async with unchanged(office):
        assert codes(await written(office, id_of(contact), **given)) == refusals


async def test_a_contact_without_an_address_is_not_written_to(office: Carnet) -> None:
    contact = await office.add(Kind.CONTACT)
    async with unchanged(office):
        assert codes(await written(office, id_of(contact))) == [("EMAIL_REQUIRED", "input.contactId")]


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
async def test_a_passing_refusal_is_tried_again_and_a_final_one_is_not(office: Carnet, command: str) -> None:
    contact = await office.add(Kind.CONTACT, email="a@x.example")
    await written(office, id_of(contact))
    with mail_server() as box:
        box.answers[command] = "451 Come back later"
        assert await deliver(office, box) == 0
        (row,) = await outbox(office)
        assert (row["status"], row["attempts"], row["reason"]) == ("QUEUED", 1, "451 Come back later")
        assert 25 < (row["due_at"] - row["created_at"]).total_seconds() < 60
        assert await deliver(office, box) == 0, "it is not due yet"
        await again(office, [row["id"]])
        box.answers[command] = "550 No such person"
        assert await deliver(office, box) == 0
        (row,) = await outbox(office)
        assert (row["status"], row["attempts"], row["reason"]) == ("FAILED", 2, "550 No such person")
        box.answers.clear()
        await again(office, None)
        assert await deliver(office, box) == 1
    (row,) = await outbox(office)
    assert (row["status"], row["attempts"], row["reason"]) == ("SENT", 1, None)
    assert [mail.message_id for mail in box.received] == [row["message_id"]]


async def again(carnet: Carnet, keys: list[str] | None) -> None:
    """Let e-mails be tried again at once."""
    async with unit_of_work(carnet.database) as work:
        assert await delivering.retry(work, keys) == 1
        await work.commit()


async def test_a_mail_server_that_is_away_is_asked_again_later(office: Carnet) -> None:
    contact = await office.add(Kind.CONTACT, email="a@x.example")
    await written(office, id_of(contact))
    with mail_server() as box:
        pass
    assert await deliver(office, box) == 0
    (row,) = await outbox(office)
    assert row["status"] == "QUEUED"
    assert "Connect" in row["reason"]


async def test_a_mail_server_that_is_too_slow_is_asked_again_later(
    office: Carnet, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = await office.add(Kind.CONTACT, email="a@x.example")
    await written(office, id_of(contact))

    async def sleep(*_: Any, **__: Any) -> None:
        await asyncio.sleep(5)

    monkeypatch.setattr(SMTP, "sendmail", sleep)
    with mail_server() as box:
        given = settings("sqlite:///x.db", box.port, smtp_timeout_s=0.5)
        assert await Postman(office.database, given, asyncio.Event()).deliver() == 0
    (row,) = await outbox(office)
    assert (row["status"], row["reason"]) == ("QUEUED", "The mail server took too long.")


async def test_an_e_mail_that_breaks_the_program_lets_the_others_through(
    office: Carnet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        contact = await office.add(Kind.CONTACT, email=f"{name}@x.example")
        await written(office, id_of(contact))
    envelope = postmen.envelope

    def broken(mail: Any) -> Any:
        if mail.recipient == "a@x.example":
            raise KeyError(mail.body)
        return envelope(mail)

    monkeypatch.setattr(postmen, "envelope", broken)
    with mail_server() as box:
        assert await deliver(office, box) == 1
    rows = await outbox(office)
    assert [(row["status"], row["reason"]) for row in rows] == [
        ("QUEUED", "It could not be handed over: KeyError."),
        ("SENT", None),
    ]


async def test_the_postman_goes_on_after_the_database_was_away(office: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = await office.add(Kind.CONTACT, email="a@x.example")
    failures = iter([OSError("away"), OSError("away")])
    take = postmen.take

    async def unsteady(*arguments: Any) -> Any:
        for failure in failures:
            raise failure
        return await take(*arguments)

    monkeypatch.setattr(postmen, "take", unsteady)
    monkeypatch.setattr(postmen, "LOOK_S", 0.05)
    await written(office, id_of(contact))
    with mail_server() as box:
        postman = Postman(office.database, settings("sqlite:///x.db", box.port, smtp_timeout_s=10), asyncio.Event())
        working = asyncio.create_task(postman.work())
        async with asyncio.timeout(10):
            while not box.received:  # noqa: ASYNC110 - another thread receives
                await asyncio.sleep(0.02)
        postman.stop()
        await working
    assert [row["status"] for row in await outbox(office)] == ["SENT"]


async def test_nothing_is_sent_in_the_clear_where_tls_is_set(office: Carnet) -> None:
    contact = await office.add(Kind.CONTACT, email="a@x.example")
    await written(office, id_of(contact))
    with mail_server() as box:
        for security in ("starttls", "tls"):
            given = settings("sqlite:///x.db", box.port, smtp_security=security, smtp_timeout_s=3)
            assert await Postman(office.database, given, asyncio.Event()).deliver() == 0
            (row,) = await outbox(office)
            assert (row["status"], box.received) == ("QUEUED", [])
            assert row["reason"]
            await again(office, [row["id"]])


def test_pauses_grow_to_an_hour() -> None:
    assert [delivering.pause_s(attempts) for attempts in (1, 2, 3, 7, 8, 29)] == [30, 60, 120, 1920, 3600, 3600]


async def test_what_fails_for_a_day_fails_for_good(office: Carnet, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = await office.add(Kind.CONTACT, email="a@x.example")
    await written(office, id_of(contact))
    monkeypatch.setattr(delivering, "ATTEMPTS", 1)
    with mail_server() as box:
        box.answers["DATA"] = "451 Never"
        await deliver(office, box)
    assert [row["status"] for row in await outbox(office)] == ["FAILED"]
    assert sum(delivering.pause_s(attempts) for attempts in range(1, 30)) > 20 * 3600


async def test_the_server_delivers_as_soon_as_something_is_queued(database_url: str) -> None:
    with mail_server() as box:
        async with able_to_send(database_url, smtp_port=box.port, smtp_deliver=True) as carnet:
            contact = await carnet.add(Kind.CONTACT, email="a@x.example")
            await asyncio.sleep(0.2)
            await written(carnet, id_of(contact))
            async with asyncio.timeout(4):  # before it would look by itself
                while not box.received:  # noqa: ASYNC110 - another thread receives
                    await asyncio.sleep(0.02)
    assert len(box.received) == 1
