"""Take a picture of GraphiQL with an example's answer, 1280 by 800.

Usage, from the repository's root: PYTHONPATH=. .venv/bin/python tests/browser/screenshot.py PICTURE.png [URL]

Without a URL it visits the tests' application on a free port.
"""

import asyncio
import sys
from contextlib import nullcontext

from tests.browser.browsing import launched, served
from tests.browser.visit import Visit


async def take(url: str, picture: str) -> None:
    async with launched() as page:
        visit = await Visit.start(page, f"{url}/graphql")
        await visit.until_ready()
        await visit.run()
        await visit.expect_result('"totalCount"')
        await page.mouse.move(640, 5)
        await page.wait_for_timeout(500)
        await page.screenshot(path=picture)


def main(picture: str, url: str | None = None) -> None:
    with nullcontext(url) if url else served() as address:
        asyncio.run(take(address, picture))


if __name__ == "__main__":
    main(*sys.argv[1:])
