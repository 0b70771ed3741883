"""The message of an e-mail: the same bytes each time, and headers that nothing can be put into."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.policy import SMTP
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.outbox.letters import addresses, body, subject
from domain.outbox.messages import Mail, Undeliverable, envelope

HEADERS = [
    *("Content-Language", "Content-Transfer-Encoding", "Content-Type"),
    *("Date", "From", "MIME-Version", "Message-ID", "Subject", "To"),
]
PDF = ("Devis été", b"%PDF-1.7 \x00\xff")


def mail(**values: Any) -> Mail:
    usual = {
        "id": "01890000-0000-7000-8000-000000000001",
        "message_id": "<01890000-0000-7000-8000-000000000001@carnet.example>",
        "sender": "office@carnet.example",
        "sender_name": "Carnet",
        "recipient": "buyer@firm.example",
        "subject": "Hello",
        "body": "How are you?",
        "language_code": "en",
        "created_at": datetime(2026, 11, 25, 12, tzinfo=UTC),
        "attempts": 1,
    }
    return Mail(**{**usual, **values})


def test_the_message_is_the_same_at_every_attempt() -> None:
    first, second = envelope(mail(attachment=PDF)), envelope(mail(attachment=PDF, attempts=2))
    assert first == second
    message = message_from_bytes(first.content, policy=SMTP)
    assert message["Message-ID"] == "<01890000-0000-7000-8000-000000000001@carnet.example>"
    assert message["Date"] == "Wed, 25 Nov 2026 12:00:00 +0000"
    assert first.content.count(b"\n") == first.content.count(b"\r\n")


@pytest.mark.parametrize("name", ['Ann "the" O\'Neil', "Müller, Sohn & Co; <x@y>", "a@b, c@d", "", "点" * 100])
def test_our_name_is_only_ever_a_name(name: str) -> None:
    content = envelope(mail(sender_name=name)).content
    message = message_from_bytes(content, policy=SMTP)
    (sender,) = message["From"].addresses
    assert sender.addr_spec == "office@carnet.example"
    assert [str(recipient) for recipient in message["To"].addresses] == ["buyer@firm.example"]
    # Not `sender.display_name`: Python reads blanks between the parts of a long encoded name.
    header = str(make_header(decode_header(str(message_from_bytes(content)["From"]))))
    shown = str(Address(name, addr_spec="office@carnet.example"))
    assert header.replace('"', "") == shown.replace('"', "")


@pytest.mark.parametrize(
    "recipient", ["a@x.example, b@x.example", "a@x.example;b@x.example", "", "a@x.example\r\nBcc: b@x.example", "a"]
)
def test_what_is_not_one_address_is_never_sent(recipient: str) -> None:
    with pytest.raises(Undeliverable):
        envelope(mail(recipient=recipient))


def test_whoever_is_blocked_is_never_written_to() -> None:
    with pytest.raises(Undeliverable, match="privacy-blocked"):
        envelope(mail(is_forbidden=True))


@given(st.text(max_size=300), st.text(max_size=2000))
def test_whatever_passes_the_checks_arrives_as_it_was_written(headed: str, said: str) -> None:
    (checked, wrong), (text, wrong_text) = subject(headed, ()), body(said, ())
    if wrong or wrong_text:
        return
    content = envelope(mail(subject=checked, body=text)).content
    message = message_from_bytes(content, policy=SMTP)
    assert sorted(message.keys()) == HEADERS
    assert message["Subject"] == checked
    assert message.get_payload(decode=True).decode().replace("\r\n", "\n") == text + "\n"


def test_addresses_are_listed_once() -> None:
    assert addresses("a@X.example; b@x.example;a@x.example", ()) == (("a@x.example", "b@x.example"), ())
    assert addresses(None, ()) == ((), ())
    with pytest.raises(Refused):
        raise Refused(addresses("a b", ("input", "to"))[1])
