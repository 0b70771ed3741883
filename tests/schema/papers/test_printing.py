"""printDocument: a PDF that says what the document says, counted, recorded, kept, and fetched by who may."""

import asyncio
import hashlib
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.papers import rendering
from domain.papers.links import LASTS_S, BadLink, LinkExpired, Links
from tests.carnet import Carnet, Kind, id_of
from tests.schema.documents.documenting import KINDS, changed, item, made, stock_item
from tests.schema.papers.printing import PRINT, codes, fetched, linked, printed, text_of
from tests.schema.updating import unchanged

TITLES = {
    "sales quote": ("Quote", "Devis"),
    "sales order": ("Order confirmation", "Confirmation de commande"),
    "sales blanket order": ("Blanket order", "Commande cadre"),
    "purchase quote": ("Request for quote", "Demande de prix"),
    "purchase order": ("Purchase order", "Bon de commande"),
    "purchase blanket order": ("Blanket purchase order", "Commande cadre d'achat"),
    "service order": ("Service order", "Commande de service"),
}


async def quote(carnet: Carnet, **given: object) -> dict[str, object]:
    """Make a quote with two lines for a company."""
    await stock_item(carnet)
    company, *_ = await carnet.star(email="buyer@firm.example")
    return await made(carnet, "sales quote", company, lines=[item("2"), item("1", "3.5")], **given)


@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
@pytest.mark.parametrize("kind", KINDS)
async def test_the_pdf_of_every_kind_says_what_the_document_says(carnet: Carnet, kind: str, language: str) -> None:
    await stock_item(carnet)
    company, *_ = await carnet.star(
        name="Łódź & Söhne",
        address_line1="12 Long Road",
        address_city="Lyon",
        address_postCode="69001",
        languageCode=language,
    )
    lines = [item("2"), item("1234.5", "1000.125", discountPercent="7.5"), {"type": "COMMENT", "description": "Thanks"}]
    document = await made(carnet, kind, company, lines=lines)
    payload = await printed(carnet, document)
    assert payload["errors"] == []

    text = text_of(await fetched(carnet, payload["url"]))
    french = language == "fr-FR"
    assert f"{TITLES[kind][french]} {document['number']}" in text
    for said in ("Łódź & Söhne", "12 Long Road", "69001 Lyon", "Thanks", "Chair"):
        assert said in text
    numbers = [document["totals"][name] for name in ("amount", "vatAmount", "amountIncludingVat")]
    numbers += [line["amount"] for line in document["lines"][:2]]
    for number in numbers:
        assert shown(number, french) in text, number
    assert ("7,5" if french else "7.5") in text


def shown(number: str, french: bool) -> str:
    """Write an amount as its reader expects it, blanks as the extracted text has them."""
    amount = f"{Decimal(number):,.2f}"
    return amount.replace(",", " ").replace(".", ",") if french else amount


async def test_printing_counts_and_leaves_the_version_and_the_bytes_as_they_are(carnet: Carnet) -> None:
    document = await quote(carnet)
    first, second = await printed(carnet, document), await printed(carnet, document)
    assert [payload["document"]["printedCount"] for payload in (first, second)] == [1, 2]
    assert second["document"]["version"] == document["version"]
    assert second["paper"] == first["paper"]
    pdf = await fetched(carnet, second["url"])
    assert first["paper"]["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert first["paper"]["size"] == len(pdf)
    assert first["interaction"]["id"] != second["interaction"]["id"], "one entry for each print"
    assert first["interaction"]["pdfHash"] == first["paper"]["sha256"]
    assert first["interaction"]["documentNumber"] == document["number"]


async def test_what_was_issued_stays_after_the_document_changed_and_is_gone(carnet: Carnet) -> None:
    document = await quote(carnet)
    before = await printed(carnet, document)
    pdf = await fetched(carnet, before["url"])
    await changed(carnet, "setDocumentLines", document, lines=[item("9")])
    after = await printed(carnet, document)
    assert after["paper"]["sha256"] != before["paper"]["sha256"]
    query = "query ($id: ID!) { node(id: $id) { ... on SalesDocument { papers { id sha256 documentVersion } } } }"
    listed = (await carnet.ask(query, id=document["id"]))["node"]["papers"]
    assert [(paper["id"], paper["documentVersion"]) for paper in listed] == [
        (after["paper"]["id"], 2),
        (before["paper"]["id"], 1),
    ]
    delete = "mutation ($input: DocumentInput!) { deleteDocument(input: $input) { errors { code } } }"
    assert (await carnet.ask(delete, input={"documentId": document["id"]}))["deleteDocument"]["errors"] == []
    again = await linked(carnet, before["paper"]["id"])
    assert await fetched(carnet, again["url"]) == pdf


async def test_without_a_record_nothing_is_recorded_and_nothing_warned_of(carnet: Carnet) -> None:
    payload = await printed(carnet, await quote(carnet), logInteraction=False)
    assert (payload["interaction"], payload["warnings"], payload["errors"]) == (None, [], [])
    assert payload["document"]["printedCount"] == 1


async def test_the_same_key_prints_once_and_answers_with_a_link_that_works(carnet: Carnet) -> None:
    document = await quote(carnet)
    first = await printed(carnet, document, key="k")
    second = await printed(carnet, document, key="k")
    assert {**second, "url": None} == {**first, "url": None}
    assert await fetched(carnet, second["url"]) == await fetched(carnet, first["url"])
    assert (await printed(carnet, document))["document"]["printedCount"] == 2


async def test_a_document_that_is_not_there_is_not_printed(carnet: Carnet) -> None:
    contact = await carnet.add(Kind.CONTACT)
    async with unchanged(carnet):
        payload = await printed(carnet, id_of(contact))
    assert codes(payload) == [("NOT_FOUND", "input.documentId")]
    assert (payload["url"], payload["paper"], payload["interaction"]) == (None, None, None)


async def test_a_paper_that_is_not_there_has_no_link(carnet: Carnet) -> None:
    for key in ("paper-00000000-0000-7000-8000-000000000001", "nonsense"):
        payload = await linked(carnet, key)
        assert (codes(payload), payload["url"]) == ([("NOT_FOUND", "input.paperId")], None)


async def test_many_prints_at_once_are_all_counted(carnet: Carnet) -> None:
    document = await quote(carnet)
    payloads = await asyncio.gather(*(printed(carnet, document) for _ in range(10)))
    assert [payload["errors"] for payload in payloads] == [[]] * 10
    assert sorted(payload["document"]["printedCount"] for payload in payloads) == list(range(1, 11))
    assert len({payload["paper"]["id"] for payload in payloads}) == 1
    assert len({payload["interaction"]["id"] for payload in payloads}) == 10


async def test_a_file_is_a_download_that_nothing_keeps(carnet: Carnet) -> None:
    document = await quote(carnet)
    url = (await printed(carnet, document))["url"]
    reply = await carnet.client.get(url)
    assert reply.headers["content-type"] == "application/pdf"
    name = f"Quote%20{document['number']}.pdf"
    assert reply.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "private, no-store"


async def test_only_the_very_link_opens(carnet: Carnet) -> None:
    url = (await printed(carnet, await quote(carnet)))["url"]
    expires = int(re.findall(r"expires=(\d+)", url)[0])
    wrong = [
        url.partition("?")[0],
        url[:-1] + ("0" if url[-1] != "0" else "1"),
        url.replace(f"expires={expires}", f"expires={expires + 1}"),
        url.replace(f"expires={expires}", "expires=²"),
        re.sub("signature=.*", "signature=é", url),
        re.sub("papers/[^?]*", "papers/00000000-0000-7000-8000-000000000001", url),
        url.replace("/papers/", "/papers/../papers/x"),
    ]
    for attempt in wrong:
        assert (await carnet.client.get(attempt)).status_code == 404, attempt
    assert (await carnet.client.get(url)).status_code == 200
    assert (await carnet.client.get(url, headers={"host": "evil.example"})).status_code == 400


async def test_a_signed_link_to_nothing_opens_nothing(carnet: Carnet) -> None:
    links = carnet.client._transport.app.state.desk.links
    reply = await carnet.client.get(links.path("00000000-0000-7000-8000-000000000001", "anonymous"))
    assert reply.status_code == 404


async def test_a_pdf_that_takes_too_long_is_to_be_asked_for_again(
    carnet: Carnet, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = await quote(carnet)
    monkeypatch.setattr(rendering, "LONGEST_S", 0)
    async with unchanged(carnet):
        assert await refused_print(carnet, document) == ["BUSY"]
    monkeypatch.undo()
    assert (await printed(carnet, document))["document"]["printedCount"] == 1


async def test_a_document_that_always_changes_meanwhile_is_busy(
    carnet: Carnet, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = await quote(carnet)
    monkeypatch.setattr(rendering.Press, "_end", lambda self, written, _done: self._making.pop(written))
    async with unchanged(carnet):
        assert await refused_print(carnet, document) == ["BUSY"]


async def refused_print(carnet: Carnet, document: Any) -> list[str]:
    errors = await carnet.refused(PRINT, input={"documentId": document["id"]})
    return [error["extensions"]["code"] for error in errors]


async def test_a_link_expires_and_says_so(carnet: Carnet) -> None:
    paper = (await printed(carnet, await quote(carnet)))["paper"]["id"].partition("-")[2]
    links = carnet.client._transport.app.state.desk.links
    old = links.path(paper, "anonymous", datetime.now(UTC) - timedelta(seconds=LASTS_S + 5))
    reply = await carnet.client.get(old)
    assert (reply.status_code, reply.json()["errors"][0]["extensions"]) == (410, {"code": "GONE"})


def test_a_link_is_good_for_its_caller_and_its_secret_only() -> None:
    links = Links(b"x" * 32)
    _, _, query = links.path("p", "ann").partition("?")
    expires, signature = (part.partition("=")[2] for part in query.split("&"))
    links.check("p", "ann", expires, signature)
    for other, caller in ((links, "bob"), (Links(b"y" * 32), "ann")):
        with pytest.raises(BadLink):
            other.check("p", caller, expires, signature)
    _, _, query = links.path("p", "ann", datetime(2020, 1, 1, tzinfo=UTC)).partition("?")
    expires, signature = (part.partition("=")[2] for part in query.split("&"))
    with pytest.raises(LinkExpired):
        links.check("p", "ann", expires, signature)
