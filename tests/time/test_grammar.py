"""The rule engine by itself, on a toy grammar of sums."""

from __future__ import annotations

import re

import pytest

from extractors.grammar import Grammar, Item, Line, Node, Token, rule, tree


@rule("sum", "number", "plus", "sum|number")
def add(left: Node, _plus: Node, right: Node) -> Token:
    return Token("sum", left.value + right.value)


@rule("even half", Item(("sum",), test=lambda n: n % 2 == 0), re.compile(r"\s*halved"))
def halve(value: Node, _word: Node) -> Token:
    return Token("half", value.value // 2)


@rule("signed", "minus?", "number")
def sign(minus: Node | None, value: Node) -> Token | None:
    return Token("signed", -value.value if minus else value.value) if value.value else None


SUMS = Grammar([add, halve, sign])


def line(text: str) -> Line:
    found = list(re.finditer(r"\S+", text))
    atoms: dict[int, list[Node]] = {}
    for i, match in enumerate(found):
        kind = {"+": "plus", "-": "minus"}.get(match.group(), "number")
        if kind == "number" and not match.group().isdigit():
            continue
        value = int(match.group()) if kind == "number" else None
        atoms[i] = [Node(kind, i, i + 1, value)]
    return Line(text, [m.start() for m in found], [m.end() for m in found], atoms)


def test_rules_compose_through_what_they_build() -> None:
    longest = dict(SUMS.parse(line("1 + 2 + 3")))[0]["sum"][0]
    assert (longest.value, longest.end) == (6, 5)


def test_a_regex_item_stands_on_the_characters() -> None:
    (half,) = dict(SUMS.parse(line("1 + 3 halved")))[0]["half"]
    assert (half.value, half.end) == (2, 4)
    assert "half" not in dict(SUMS.parse(line("1 + 3 halves")))[0]
    assert "half" not in dict(SUMS.parse(line("1 + 2 halved")))[0]


def test_a_missing_optional_item_is_none() -> None:
    assert dict(SUMS.parse(line("5")))[0]["signed"][0].value == 5
    assert dict(SUMS.parse(line("- 5")))[0]["signed"][0].value == -5


def test_a_build_can_refuse() -> None:
    assert "signed" not in dict(SUMS.parse(line("0")))[0]


def test_the_tree_names_rules_and_text() -> None:
    text = line("1 + 2 + 3")
    assert tree(dict(SUMS.parse(text))[0]["sum"][0], text).splitlines() == [
        "sum  «1 + 2 + 3»",
        "  number  «1»",
        "  plus  «+»",
        "  sum  «2 + 3»",
        "    number  «2»",
        "    plus  «+»",
        "    number  «3»",
    ]


def test_long_lists_stay_bounded() -> None:
    chart = dict(SUMS.parse(line(" + ".join(["1"] * 2000))))
    assert max(len(nodes) for here in chart.values() for nodes in here.values()) <= 3


def test_a_rule_must_start_with_a_kind_and_match_something() -> None:
    with pytest.raises(ValueError, match="starts with a regex"):
        Grammar([rule("r", re.compile("a"), "b")(add.build)])
    with pytest.raises(ValueError, match="match nothing"):
        Grammar([rule("r", "a?")(add.build)])
