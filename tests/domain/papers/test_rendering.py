"""PDFs: the text in them, the same bytes for the same page, and texts that are only ever texts."""

import asyncio
import io
from datetime import date
from decimal import Decimal
from threading import Event
from time import perf_counter, sleep

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from domain.papers import rendering
from domain.papers.page import page_of
from domain.papers.rendering import Press, Unrendered, _fonts, _nothing, as_json, render
from tests.domain.papers.contents import contents, line


def pdf_of(**values: object) -> bytes:
    return render(as_json(page_of(contents(**values))))  # type: ignore[arg-type]


def text_of(pdf: bytes) -> str:
    """Return the words of all pages; where a long word may break there is nothing."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def test_the_same_page_gives_the_same_bytes() -> None:
    assert pdf_of(lines=60) == pdf_of(lines=60)
    assert pdf_of(lines=60) != pdf_of(lines=61)


def test_it_is_an_archivable_and_accessible_pdf_with_its_fonts_inside() -> None:
    pdf = pdf_of()
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Quote SQ00001", "Carnet Demo")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 11, 5)
    fonts = reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    for font in fonts:
        assert "/FontFile3" in font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]


@pytest.mark.parametrize(("lines", "pages"), [(0, 1), (5, 1), (200, 5)])
def test_pages_are_counted(lines: int, pages: int) -> None:
    pdf = pdf_of(lines=lines)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == pages
    text = text_of(pdf)
    assert f"Page {pages} of {pages}" in text
    assert text.count("Description Quantity") == pages, "the heading is on every page"


@pytest.mark.parametrize("language", ["en-GB", "fr-FR", "de-DE", "en-150"])
@pytest.mark.parametrize("country", ["FR", "US", "ZZ", None])
def test_every_language_and_country_can_be_rendered(language: str, country: str | None) -> None:
    assert pdf_of(languageCode=language, **{"sellTo.address.countryCode": country}).startswith(b"%PDF")


@pytest.mark.parametrize("day", [date(1753, 1, 1), date(9999, 12, 31)])
def test_the_first_and_the_last_day_can_be_rendered(day: date) -> None:
    assert pdf_of(documentDate=day).startswith(b"%PDF")


def test_letters_of_all_of_europe_are_in_the_fonts() -> None:
    letters = "Łódź Győr Şişli Þór Ελλάδα Київ Ærø Jānis Čačak Straße €£"
    assert letters in text_of(pdf_of(lines=[line(description=letters)]))


def test_a_letter_that_no_font_has_keeps_no_document_from_being_printed() -> None:
    pdf = pdf_of(lines=[line(description="Chair 椅子")])
    assert "1000 Chair 2 12.50" in " ".join(text_of(pdf).replace("\x00", "").split())
    assert b"pdfaid" not in pdf
    assert pdf == pdf_of(lines=[line(description="Chair 椅子")])


@pytest.mark.parametrize(
    "attack",
    [
        '#read("/etc/passwd")',
        '#include "/etc/hosts"',
        '#import "@preview/cetz:0.3.4"',
        '#image("http://127.0.0.1/x.png")',
        "#sys.inputs",
        "$ x^2 $ *bold* _it_ = Heading",
        "<label> @ref // comment /* */",
        '"}], "totals": [',
        "\\u{41}",
    ],
)
def test_what_looks_like_an_instruction_is_printed_as_it_is(attack: str) -> None:
    text = text_of(pdf_of(lines=[line(description=attack)], yourReference=attack[:35]))
    assert "".join(attack.split()) in "".join(text.split())


@given(st.text(max_size=100))
def test_any_text_can_be_rendered(text: str) -> None:
    assert pdf_of(lines=[line(description=text)], **{"sellTo.name": text[:50]}).startswith(b"%PDF")


async def test_the_press_makes_a_page_once_beside_the_event_loop() -> None:
    press, page = Press(), page_of(contents(lines=300))
    with pytest.raises(Unrendered):
        press.made(page)
    longest, last = 0.0, perf_counter()
    making = asyncio.create_task(press.make(page))
    while not making.done():
        await asyncio.sleep(0)
        longest, last = max(longest, perf_counter() - last), perf_counter()
    assert press.made(page) == making.result()
    assert longest < 0.25, "the loop went on meanwhile"
    press.close()


async def test_a_page_that_many_ask_for_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def slow(written: str) -> bytes:
        made.append(written)
        sleep(0.1)
        return b"pdf"

    monkeypatch.setattr(rendering, "render", slow)
    press, page = Press(), page_of(contents())
    assert await asyncio.gather(*(press.make(page) for _ in range(5))) == [b"pdf"] * 5
    assert len(made) == 1
    press.close()


async def test_a_page_that_takes_too_long_is_there_for_who_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()
    monkeypatch.setattr(rendering, "render", lambda _written: go_on.wait(10) and b"pdf")
    monkeypatch.setattr(rendering, "LONGEST_S", 0.01)
    press, page = Press(), page_of(contents())
    with pytest.raises(TimeoutError):
        await press.make(page)
    go_on.set()
    monkeypatch.setattr(rendering, "LONGEST_S", 10)
    assert await press.make(page) == b"pdf"
    assert press.made(page) == b"pdf"
    press.close()


async def test_a_page_that_cannot_be_made_is_told_to_all_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_written: str) -> bytes:
        raise ValueError("ink")

    press, page = Press(), page_of(contents())
    with monkeypatch.context() as patched:
        patched.setattr(rendering, "render", fail)
        with pytest.raises(ValueError, match="ink"):
            await press.make(page)
    assert (await press.make(page)).startswith(b"%PDF")
    press.close()


async def test_the_press_forgets_the_oldest() -> None:
    press = Press()
    pages = [page_of(contents(yourReference=str(at), **{"totals.amount": Decimal(at)})) for at in range(65)]
    for page in pages:
        press._made[as_json(page)] = b"x"
    await press.make(page_of(contents()))
    with pytest.raises(Unrendered):
        press.made(pages[0])
    press.close()


def test_not_even_the_template_could_read_a_file() -> None:
    compiler = typst.Compiler(b'#read("/etc/passwd")', root=_nothing(), font_paths=_fonts(), ignore_system_fonts=True)
    with pytest.raises(typst.TypstError, match="file not found"):
        compiler.compile(format="pdf")
