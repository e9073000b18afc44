"""Templates whose constants are computed once, when they are compiled, instead of on every page.

An environment belongs to one language of one site, so ``_("Search")``, ``url("/judete/")`` and ``static("css/x.css")``
say the same on each of its pages: 60 such calls a page were a third of the time that a page took.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import partial
from types import FunctionType, MethodType
from typing import Any

import markupsafe
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape


def _printed(value: Any) -> str:
    """Return a value as it is printed, escaped unless it is safe already.

    ``escape`` would make a ``Markup`` of each of a page's 130 values, only to join them: a third of a page's time.
    """
    if type(value) is str:
        return _escaped(value)
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else str(escape(value))


# What ``escape`` makes of plain text before it wraps it up; not promised by MarkupSafe, so that it may be missing.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", None) or (lambda text: str(escape(text)))

_safe: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Mark as safe what was put together of escaped parts, in a third of the time of ``Markup``, which looks first."""

_NOT_GIVEN = [(missing,) * number for number in range(10)]


def _invoked(macro: Macro, given: tuple[Any, ...]) -> str | None:
    """Return what a macro prints for arguments by place alone, None for one that Jinja must call.

    A page has some 30 such calls, and Jinja's own way to a macro takes longer than most macros do.
    """
    left = macro._argument_count - len(given)
    if left < 0 or macro.caller or macro.catch_kwargs or macro.catch_varargs or not macro._default_autoescape:
        return None
    return _safe(macro._func(*given, *_NOT_GIVEN[left]) if left else macro._func(*given))


class _Context(Context):
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        # Jinja asks each callable whether it wants the context, twice; a page has 50 calls of macros and functions.
        kind = type(called)
        if kind is Macro or (kind in _PLAIN and not hasattr(called, "jinja_pass_arg")):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            if kind is Macro and not kwargs and (printed := _invoked(called, args)) is not None:
                return printed
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


_PLAIN = (FunctionType, MethodType)


class FoldingEnvironment(Environment):
    """An environment that knows which of its globals give the same for the same arguments."""

    context_class = _Context
    printed = staticmethod(_printed)
    safe = _safe

    foldable: Mapping[str, Callable[..., str]] = {}
    """The functions, by the names that templates call them by."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return a template's globals, all of which are known by the time when it is loaded.

        Jinja's own are a chain of two mappings, which it looks through for each page, key by key.
        """
        return {**self.globals, **(d or {})}


class _Folder(NodeTransformer):
    def __init__(self, foldable: Mapping[str, Callable[..., str]]) -> None:
        self._foldable = foldable

    def visit_Concat(self, node: nodes.Concat, *_args: Any, **_kwargs: Any) -> nodes.Node:  # noqa: N802 - Jinja's name
        # Jinja joins constants as plain text, and would escape a safe one a second time: calls joined by ~ stay calls.
        return node

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 - Jinja's name
        folded = self.generic_visit(node, *args, **kwargs)
        if not isinstance(node.node, nodes.Name) or node.node.name not in self._foldable:
            return folded
        try:
            given = [each.as_const() for each in node.args]
            named = {each.key: each.value.as_const() for each in node.kwargs}
        except nodes.Impossible:
            return folded
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return folded
        text = self._foldable[node.node.name](*given, **named)
        constant = nodes.Const(str(text), lineno=node.lineno, environment=node.environment)
        return nodes.MarkSafe(constant, lineno=node.lineno) if isinstance(text, Markup) else constant


class _Generator(CodeGenerator):
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not isinstance(self.environment, FoldingEnvironment) or finalize.src is not None or frame.eval_ctx.volatile:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(" if frame.eval_ctx.autoescape else "str(")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        if (
            isinstance(self.environment, FoldingEnvironment)
            and frame.eval_ctx.autoescape
            and not (force_unescaped or frame.eval_ctx.volatile)
        ):
            self.writeline(f"return environment.safe(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        if isinstance(self.environment, FoldingEnvironment):
            _Folder(self.environment.foldable).visit(node)
        super().visit_Template(node, frame)


FoldingEnvironment.code_generator_class = _Generator
