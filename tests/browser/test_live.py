"""An open page shows itself anew after a build, under the site's own policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from conect.site.serving import Server
from conect.site.settings import CSP

PAGE = "<!doctype html><html><head>{policy}<title>{title}</title></head><body><p>x</p></body></html>"
POLICY = f'<meta http-equiv="Content-Security-Policy" content="{CSP}">'


@pytest.mark.parametrize("restarted", [False, True], ids=["changed", "restarted"])
def test_an_open_page_shows_the_new_site(chromium: Browser, tmp_path: Path, restarted: bool) -> None:
    (tmp_path / "_headers").write_text(f"/*\n  Content-Security-Policy: {CSP}; frame-ancestors 'none'\n")
    home = tmp_path / "index.html"
    home.write_text(PAGE.format(policy=POLICY, title="one"))
    server = Server(tmp_path, 0, live=True)
    server.start()
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    with page.expect_response("**/live"):
        page.goto(server.address)
    assert page.title() == "one"
    home.write_text(PAGE.format(policy=POLICY, title="two"))
    if restarted:
        # The browser asks again by itself, some seconds later.
        port = int(server.address.rsplit(":", 1)[1].strip("/"))
        server.stop()
        server = Server(tmp_path, port, live=True)
        server.start()
    else:
        server.changed()
    expect(page).to_have_title("two", timeout=20_000)
    page.close()
    server.stop()
    assert [text for text in complaints if "Content Security Policy" in text or "Trusted" in text] == []
