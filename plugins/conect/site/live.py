"""Pages that show themselves anew when the site was built again: for work on one's own machine alone.

The built files know nothing of it. The server adds a script to each page that it sends; the script listens, and the
site's policy lets it, since both come from the page's own origin.
"""

from __future__ import annotations

from threading import Condition

ADDRESS = "/.conect/"
SCRIPT = f"{ADDRESS}live.js"
EVENTS = f"{ADDRESS}live"

SOURCE = f"""\
// A hidden page holds no connection: browsers have six of them for all their tabs.
let known = null;
let source = null;
const listen = () => {{
  if (document.hidden) {{
    source?.close();
    source = null;
  }} else if (!source) {{
    source = new EventSource("{EVENTS}");
    source.onmessage = ({{ data }}) => {{
      known ??= data;
      if (data !== known) location.reload();
    }};
  }}
}};
document.addEventListener("visibilitychange", listen);
listen();
"""

_TAG = f'<script type="module" src="{SCRIPT}"></script>'.encode("ascii")
_PULSE = 10.0
"""Seconds after which a listener that has gone is noticed."""


def with_script(page: bytes) -> bytes:
    """Return a page with the script at the end of its body."""
    before, end, after = page.rpartition(b"</body>")
    return before + _TAG + end + after if end else page + _TAG


class Versions:
    """Which version of the site stands, and who waits for the next. A number, new for every process that serves."""

    def __init__(self, first: int) -> None:
        self._number = first
        self._ended = False
        self._changed = Condition()

    @property
    def number(self) -> int:
        """Return the version that stands."""
        return self._number

    def next(self) -> None:
        """Tell all who wait that a new version stands."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Let all who wait go."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def wait(self, known: int) -> int | None:
        """Wait until another version than ``known`` stands; return it, ``known`` now and then, None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._number != known, _PULSE)
            return None if self._ended else self._number
