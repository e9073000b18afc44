"""A visitor of the site: opens pages under chosen conditions and writes down all that goes wrong there."""

from __future__ import annotations

from typing import Literal, TypedDict, Unpack

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, WebError


class Conditions(TypedDict, total=False):
    """How a page is looked at; what is left out is a wide window, light, with JavaScript, in Romanian."""

    javascript: bool
    scheme: Literal["light", "dark"]
    width: int
    height: int
    media: Literal["screen", "print"]
    forced_colors: bool
    reduced_motion: bool
    locale: str


class Visitor:
    """Opens pages of one origin; `faults` grows with every console error and failed or foreign request."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser = browser
        self.origin = origin
        self._seen: list[str] = []
        self._forgiven: list[str] = []
        self._expected_missing: set[str] = set()
        self._contexts: list[BrowserContext] = []

    @property
    def faults(self) -> list[str]:
        """What went wrong and was not forgiven, in its order."""
        return [fault for fault in self._seen if not any(part in fault for part in self._forgiven)]

    def forgive(self, *parts: int | str) -> None:
        """Pass over the faults that a test brings about itself: those of a status, or with these words.

        Those still to come too: the browser tells of a failure when it likes, also after the page has shown it.
        """
        for part in parts:
            self._forgiven += [f"answer {part}:", f"a status of {part} "] if isinstance(part, int) else [part]

    def open(self, path: str, *, missing: bool = False, **conditions: Unpack[Conditions]) -> Page:
        """A page of its own context, loaded. `missing` says that 404 is the right answer for this path."""
        if missing:
            self._expected_missing.add(self.origin + path)
        page = self.blank(**conditions)
        response = page.goto(self.origin + path, wait_until="load")
        if response is not None and response.status == 404 and not missing:
            self._seen.append(f"{path}: not found")
        return page

    def blank(self, **conditions: Unpack[Conditions]) -> Page:
        """A page of its own context, where nothing is loaded yet."""
        page = self._context(conditions).new_page()
        page.emulate_media(
            media=conditions.get("media", "screen"),
            color_scheme=conditions.get("scheme", "light"),
            forced_colors="active" if conditions.get("forced_colors") else "none",
            reduced_motion="reduce" if conditions.get("reduced_motion") else "no-preference",
        )
        return page

    def close(self) -> None:
        """Close every page that was opened."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _context(self, conditions: Conditions) -> BrowserContext:
        context = self.browser.new_context(
            java_script_enabled=conditions.get("javascript", True),
            viewport={"width": conditions.get("width", 1280), "height": conditions.get("height", 800)},
            locale=conditions.get("locale", "ro-RO"),
            service_workers="block",
        )
        context.set_default_timeout(10_000)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        self._contexts.append(context)
        return context

    def _on_console(self, message: ConsoleMessage) -> None:
        # Refusals by the Content-Security-Policy and by Trusted Types arrive here too, as errors.
        place = message.location.get("url", "")
        if message.type == "error" and place not in self._expected_missing:
            self._seen.append(f"console: {message.text} ({place})")

    def _on_error(self, error: WebError) -> None:
        self._seen.append(f"script: {error.error.message}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", "data:", "blob:", "about:")):
            self._seen.append(f"foreign request: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.url not in self._expected_missing:
            self._seen.append(f"answer {response.status}: {response.url}")
