"""The environment of the templates: constants folded without a difference, and macros that are printed once."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, UndefinedError

from conect.site.settings import SiteSettings
from conect.site.templates import KEPT, environment, tell_day

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Search & find"
msgstr "Căutați <și> găsiți"

msgid "Hello %(name)s"
msgstr "Bună, %(name)s"

msgid "%(n)s file"
msgid_plural "%(n)s files"
msgstr[0] "%(n)s fișier"
msgstr[1] "%(n)s fișiere"
"""


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "macros").mkdir(parents=True)
    for lang in ("ro", "en"):
        folder = tmp_path / "translations" / lang / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").write_text(PO, "utf-8")
    return tmp_path


def made(theme: Path, lang: str = "ro", **templates: str) -> Environment:
    for name, text in templates.items():
        path = theme / "templates" / f"{name.replace('__', '/')}.html"
        path.write_text(text, "utf-8")
    settings = {"PATH": ".", "THEME": str(theme), "CONECT_DATE": "2026-11-24", "SITEURL": "https://a.example/b"}
    return environment(SiteSettings.of(settings), lang)


@pytest.mark.parametrize(
    "call",
    [
        '_("Search & find")',
        '_("Hello %(name)s", name="<Ana>")',
        'ngettext("%(n)s file", "%(n)s files", 2, n="2")',
        'url("/x/?a=1&b=2")',
        'url("/x/", "en")',
        'static("a.css")',
        '_("Search & find") ~ url("/x/")',
    ],
)
@pytest.mark.parametrize("lang", ["ro", "en"])
def test_a_folded_constant_reads_as_the_call_would(theme: Path, call: str, lang: str) -> None:
    folded = made(theme, lang, folded=f'<a title="{{{{ {call} }}}}">{{% set kept = {call} %}}{{{{ kept }}}}')
    called = folded.get_template("folded.html").render()
    folded.foldable = {}  # type: ignore[attr-defined]  # the environment is one that folds
    (theme / "templates" / "plain.html").write_text((theme / "templates" / "folded.html").read_text("utf-8"), "utf-8")
    assert called == folded.get_template("plain.html").render()


def test_a_constant_is_not_asked_for_again(theme: Path) -> None:
    env = made(theme, page='{{ _("Search & find") }} {{ _(word) }}')
    template = env.get_template("page.html")
    asked: list[str] = []
    env.globals["_"] = lambda message: asked.append(message) or message
    template.globals["_"] = env.globals["_"]
    assert template.render(word="now") == "Căutați &lt;și&gt; găsiți now"
    assert asked == ["now"]


def test_a_macro_is_printed_once_for_its_arguments(theme: Path) -> None:
    env = made(
        theme,
        macros__a="{% macro line(text) %}<a>{{ text }}</a>{% endmacro %}",
        macros__b="{% macro line(text) %}<b>{{ text }}</b>{% endmacro %}",
        page="{{ once(macros.a.line, text) }}{{ once(macros.b.line, text) }}{{ once(macros.a.line, text) }}",
    )
    template = env.get_template("page.html")
    # Two files may each have a macro of a name.
    assert template.render(text="<1>") == "<a>&lt;1&gt;</a><b>&lt;1&gt;</b><a>&lt;1&gt;</a>"
    for number in range(KEPT + 2):
        assert template.render(text=number) == f"<a>{number}</a><b>{number}</b><a>{number}</a>"


def test_a_macro_prints_the_same_whichever_way_it_is_called(theme: Path) -> None:
    env = made(
        theme,
        macros__a="{% macro line(text, mark='<', more=none) %}{{ mark }}{{ text }}{{ more }}{% endmacro %}"
        "{% macro rest(text) %}{{ text }}{{ varargs|join }}{{ kwargs.get('x') }}{% endmacro %}"
        "{% macro around(text) %}[{{ caller(text) }}]{% endmacro %}"
        "{% macro left(text) %}{{ text }}{% endmacro %}",
        page="{{ macros.a.line('&') }} {{ macros.a.line('&', '>') }} {{ macros.a.line(text='&', more=1) }} "
        "{{ macros.a.rest('&', 2, 3, x='<') }} {% call(one) macros.a.around('&') %}({{ one }}){% endcall %}",
        few="{{ macros.a.left() }}",
        many="{{ macros.a.left(1, 2) }}",
    )
    printed = env.get_template("page.html").render()
    assert printed == "&lt;&amp;None &gt;&amp;None &lt;&amp;1 &amp;23&lt; [(&amp;)]"
    with pytest.raises(UndefinedError, match="'text' was not provided"):
        env.get_template("few.html").render()
    with pytest.raises(TypeError, match="not more than 1 argument"):
        env.get_template("many.html").render()


def test_a_file_of_macros_that_is_not_there_is_told(theme: Path) -> None:
    env = made(theme, page="{{ macros.nowhere.line }}")
    with pytest.raises(Exception, match="nowhere"):
        env.get_template("page.html").render()


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("base.html", b"{{ today }}", True),
        ("macros/row.html", b"{% macro row(entry) %}{{ entry.freshness.days }}{% endmacro %}", True),
        ("base.html", b"{{ site['today'] }}", True),
        ("base.html", b"today {{ _('All true today') }}", False),
        ("statistics.html", b"{{ today }}", False),  # printed on each day
        (".base.html.swp", b"today \xff", False),
        ("base.html~", b"{{ today", False),
    ],
)
def test_templates_that_tell_the_day_are_known(tmp_path: Path, file: str, text: bytes, told: bool) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_bytes(text)
    assert tell_day(Environment(loader=FileSystemLoader(tmp_path), autoescape=True)) is told
