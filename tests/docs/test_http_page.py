"""The page about HTTP: its file of trusted documents is one, its GET is answered, and its links lead somewhere."""

import re
from pathlib import Path

from server.importing import load_demo
from server.trusted_documents import read_documents
from tests.carnet import open_carnet

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "http.md"


async def test_what_the_page_shows_works(database_url: str, tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    [file] = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    [url] = re.findall(r"GET (/graphql\?\S+)", text)
    trusted = tmp_path / "trusted.json"
    trusted.write_text(file, encoding="utf-8")
    assert len(read_documents(trusted, alone=False).parsed) == 2
    await load_demo(database_url, if_empty=False)
    async with open_carnet(database_url, trusted_documents=trusted) as carnet:
        answer = (await carnet.client.get(url)).json()
        assert answer["data"] == {"contact": {"name": "Nordlicht Handelsbank AG"}}


def test_every_code_of_a_request_that_is_refused_is_on_the_pages() -> None:
    pages = PAGE.read_text(encoding="utf-8") + (PAGE.parent / "errors.md").read_text(encoding="utf-8")
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "server").glob("*.py"))
    codes = set(re.findall(r'"([A-Z]+_[A-Z_]+)"', sources)) - {"CARNET_"}
    assert len(codes) >= 8
    assert [code for code in codes if f"`{code}`" not in pages] == []
