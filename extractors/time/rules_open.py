"""Rules for times without an end: ``từ tháng 3``, ``năm 2026 trở đi``, ``thường xuyên``."""

from __future__ import annotations

import re

from extractors.grammar import Item, Node, Token, rule
from extractors.time.nodes import (
    Always,
    Backward,
    By,
    Day,
    Impossible,
    Many,
    Range,
    Shift,
    Since,
    Vision,
    Weekday,
)
from extractors.time.patterns import SEPARATOR
from extractors.time.rules_limit import _WHOLE
from extractors.time.words import guard

_START = Item(("p", "dm", "my", "issue"))


_NO_END = re.compile(rf"(?!\s*(?:-|{guard('until')})\s*\d)")


@rule("từ tháng 3", "from", _START, "ONWARD?", _NO_END)
def since(_from: Node, of: Node, _onward: Node | None, _end: Node) -> Token | None:
    if isinstance(of.value, Range | Many | Impossible | Weekday | Vision):
        return None
    if isinstance(of.value, Day) and of.value.clock in ("hours", "from_hours"):
        return None
    return Token("t", Since(of.value))


@rule("từ năm 2026 về trước", "from?", Item(("p", "dm")), "BACKWARD")
def backward(_from: Node | None, of: Node, _word: Node) -> Token:
    return Token("t", Backward(of.value))


@rule("năm 2026 trở đi", Item(("p",)), "ONWARD")
def onward(of: Node, _word: Node) -> Token:
    return Token("t", Since(of.value))


@rule("và những năm tiếp theo", SEPARATOR, "following")
def and_following(_sep: Node, _word: Node) -> Token:
    return Token("and_following", None)


@rule("năm 2026 và những năm tiếp theo", "from?", Item(("p", "by")), "and_following")
def following(_from: Node | None, of: Node, _rest: Node) -> Token:
    return Token("t", Since(of.value.of if isinstance(of.value, By) else of.value))


@rule("sau năm 2030", "AFTER", Item(("p", "dm")))
def after(_word: Node, of: Node) -> Token | None:
    if isinstance(of.value, Shift | Impossible):
        return None
    return Token("t", Since(of.value, after=True))


@rule("sau khi kết thúc học kỳ I", "AFTER", "WHEN", "ENDED", _WHOLE)
def since_end_of(_after: Node, _when: Node, _ended: Node, of: Node) -> Token:
    return Token("t", Since(of.value, after=True))


@rule("thường xuyên trong năm", "CARRY_OUT?", "ALWAYS|LASTING", ",?", "IN?",
      Item(("p", "bare", "each"), test=lambda v: not isinstance(v, Impossible)))  # fmt: skip
def always_in(_do: Node | None, _word: Node, _comma: Node | None, _in: Node | None, of: Node
              ) -> Token:  # fmt: skip
    return Token("t", Always(of.value))


@rule("thường xuyên từ tháng 3", "CARRY_OUT?", "ALWAYS|LASTING", ",?",
      Item(("t",), test=lambda v: isinstance(v, Since)))  # fmt: skip
def always_since(_do: Node | None, _word: Node, _comma: Node | None, of: Node) -> Token:
    return Token("t", Always(of.value))


@rule("trong năm thường xuyên", Item(("p",)), "ALWAYS|LASTING")
def in_always(of: Node, _word: Node) -> Token:
    return Token("t", Always(of.value))


@rule("thực hiện thường xuyên", "CARRY_OUT", "ALWAYS|LASTING")
def always_done(_do: Node, _word: Node) -> Token:
    return Token("t", Always())


@rule("thường xuyên", "ALWAYS|LASTING")
def always(_word: Node) -> Token:
    return Token("w", Always())
