"""One visit of a browser to the page: what can be done there, and all that the browser complained of."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, Page, Request, Response, expect

KEEP_VIOLATIONS = """
globalThis.violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  violations.push(`violation: ${violatedDirective} ${blockedURI}`);
});
"""


@dataclass
class Visit:
    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    async def start(cls, page: Page, url: str) -> Self:
        visit = cls(page)
        page.context.on("request", visit._keep_request)
        page.context.on("response", visit._keep_failed_response)
        page.on("console", visit._keep_console_error)
        page.on("pageerror", lambda error: visit.errors.append(f"page error: {error}"))
        await page.add_init_script(KEEP_VIOLATIONS)
        await page.goto(url)
        return visit

    def _keep_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _keep_failed_response(self, response: Response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status}: {response.url}")

    def _keep_console_error(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(f"console {message.type}: {message.text}")

    async def complaints(self) -> list[str]:
        """Errors, violations of the page's policy, and requests to anything but this machine."""
        outside = [url for url in self.requests if urlsplit(url).hostname not in {"127.0.0.1", None}]
        return self.errors + await self.page.evaluate("violations") + outside

    async def until_ready(self) -> None:
        """Wait until the editor shows an operation and the server's schema has arrived."""
        await expect(self.page.locator(".graphiql-query-editor .view-line").first).to_be_visible(timeout=15_000)
        await expect(self.page.locator(".graphiql-spinner")).to_have_count(0)

    async def open_panel(self, name: str) -> None:
        await self.page.get_by_role("button", name=f"Show {name}").click()

    async def run(self) -> None:
        await self.page.locator(".graphiql-execute-button").click()

    async def write(self, operation: str) -> None:
        """Type an operation into a new tab."""
        await self.page.get_by_role("button", name="New tab").click()
        await self.page.locator(".graphiql-query-editor .view-lines").click()
        await self.page.keyboard.press("Control+A")
        await self.page.keyboard.type(operation, delay=20)

    async def expect_result(self, text: str) -> None:
        """Wait until the answer shows a text. The editor draws only the lines in sight, with hard spaces."""
        lines = self.page.locator(".graphiql-response .view-line", has_text=text)
        await expect(lines.first).to_be_visible()
