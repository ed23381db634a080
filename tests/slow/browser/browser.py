"""A headless browser for the tests that need one."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """The machine's Chromium, or playwright's own; without either the test is skipped, except where CI is set."""
    async with async_playwright() as playwright:
        own = playwright.chromium.executable_path
        path = next((found for name in (*NAMES, own) if (found := shutil.which(name))), None)
        if path is None:
            reason = f"no browser on this machine (looked for {', '.join(NAMES)} and {own})"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        environment: dict[str, str | float | bool] = {
            name: value for name, value in os.environ.items() if name != "LD_PRELOAD"
        }  # faketime's
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], env=environment)
        try:
            yield browser
        finally:
            await browser.close()


class Complaints(list[str]):
    """What a page says that nobody should have to read: errors, warnings, refused loads."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("requestfailed", lambda request: self.append(f"{request.url} {request.failure}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.append(message.text)
