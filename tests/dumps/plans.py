"""Random plans of known content, typeset as offices set them, for the tests of text dumps.

``random_plan(seed)`` draws what a plan says and how its table looks: 3 to 8 columns, long
cells, group rows, ordinals that are missing, cells left blank, rows cut by the page, cells
flush, justified or centred. ``typeset(plan)`` is its PDF, ``tests/dumps/office.py`` prints it
as a word processor does; readers of PDF then make of it the dumps that the layout has to read.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst
import yaml

SHAPES = (
    ("index", "content", "lead", "time"),
    ("index", "content", "time", "lead"),
    ("content", "lead", "time"),
    ("index", "content", "lead", "coordinating", "time"),
    ("index", "content", "time", "lead", "coordinating"),
    ("index", "content", "lead", "coordinating", "time", "product"),
    ("index", "content", "product", "lead", "coordinating", "time"),
    ("index", "content", "time", "lead", "coordinating", "note"),
    ("index", "content", "time", "place", "lead", "note"),
    ("index", "content", "product", "time", "lead", "coordinating", "monitor"),
    ("index", "content", "lead", "coordinating", "product", "time", "note"),
    ("index", "content", "place", "lead", "coordinating", "time", "product", "note"),
)
_SHARES = {
    "index": 1.0, "content": 7.0, "lead": 2.9, "coordinating": 2.9, "time": 2.6,
    "product": 3.0, "note": 2.0, "place": 2.4, "monitor": 2.2,
}  # fmt: skip
_BLANKS = {"note": 0.6, "coordinating": 0.12, "product": 0.1, "monitor": 0.05}
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Task:
    """One row of the table: what stands in each column, and its group's heading."""

    cells: dict[str, str]
    group: str | None


@dataclass(frozen=True)
class Office:
    """Whose plan it is: lines of its name, and how its texts speak of it and of its area."""

    lines: tuple[str, str]
    code: str
    place: str
    own: str
    area: str
    signed: tuple[str, ...]
    bodies: tuple[str, ...]
    groups: tuple[str, ...]

    def told(self, text: str) -> str:
        return text.replace("{own}", self.own).replace("{area}", self.area)


@dataclass(frozen=True)
class Look:
    """How the table is set."""

    size: float
    inset: float
    landscape: bool
    shares: tuple[float, ...]
    justify: bool
    middle: bool
    centred: bool
    repeat: bool
    cut_rows: bool


@dataclass(frozen=True)
class Plan:
    seed: int
    office: Office
    title: str
    roles: tuple[str, ...]
    headings: tuple[str, ...]
    tasks: tuple[Task, ...]
    merged_groups: bool
    look: Look


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).with_name("words.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def random_plan(seed: int) -> Plan:
    """The plan of a seed: 8 to 34 tasks."""
    rng = random.Random(seed)
    words = _words()
    roles = rng.choice(SHAPES)
    field = dict(rng.choice(list(words["fields"].values())))
    field["times"] = rng.sample(words["times"], rng.randint(4, 16))
    office = _office(rng)
    grouped = "index" in roles and rng.random() < 0.5
    return Plan(
        seed, office, f"{field['title']} năm 2031", roles,
        tuple(rng.choice(words["headings"][role]) for role in roles),
        tuple(_tasks(rng, roles, field, office, grouped=grouped)),
        rng.random() < 0.4, _look(rng, roles),
    )  # fmt: skip


def _office(rng: random.Random) -> Office:
    words = _words()
    drawn = dict(rng.choice(words["offices"]))
    kind = drawn.pop("bodies")
    known = words["bodies"][kind]
    return Office(
        lines=tuple(drawn.pop("lines")), signed=tuple(drawn.pop("signed")),
        bodies=tuple(rng.sample(known, rng.randint(5, len(known)))), groups=tuple(words["groups"][kind]), **drawn,
    )  # fmt: skip


def _tasks(
    rng: random.Random, roles: tuple[str, ...], field: dict[str, Any], office: Office, *,
    grouped: bool,
) -> list[Task]:  # fmt: skip
    names = rng.sample(_words()["group_names"], 5)
    anew = rng.random() < 0.6
    gaps = rng.random() < 0.2
    group, number, groups = None, 0, 0
    out = []
    for i, topic in enumerate(_topics(rng, field)[: rng.randint(8, 34)]):
        if grouped and groups < 5 and (i == 0 or rng.random() < 0.15):
            group, groups = f"{_ROMAN[groups]}. {names[groups]}", groups + 1
            number = 0 if anew else number
        number += 1
        drawn = (role for role in roles if role not in ("index", "content"))
        cells = {"content": _content(rng, topic)}
        cells |= {role: _cell(rng, role, field, office) for role in drawn}
        cells = {role: office.told(text) for role, text in cells.items()}
        if "index" in roles:
            cells["index"] = "" if gaps and rng.random() < 0.12 else str(number)
        out.append(Task(cells, group))
    return out


def _topics(rng: random.Random, field: dict[str, Any]) -> list[str]:
    """What the tasks are about: those of the field, then of others; none twice."""
    own = list(field["tasks"])
    others = [t for f in _words()["fields"].values() for t in f["tasks"] if t not in own]
    return rng.sample(own, len(own)) + rng.sample(others, len(others))


def _cell(rng: random.Random, role: str, field: dict[str, Any], office: Office) -> str:
    words = _words()
    if rng.random() < _BLANKS.get(role, 0.0):
        return ""
    if role == "time":
        month = rng.randint(1, 12)
        time = rng.choice(field["times"])
        day = f"{rng.choice((5, 10, 15, 20, 25, 28)):02d}"
        return str(time.format(m=f"{month:02d}", q=_QUARTERS[(month - 1) // 3], d=day))
    if role in ("lead", "monitor"):
        if role == "lead" and rng.random() < 0.15:
            return "; ".join(rng.sample(office.bodies, 2))
        return rng.choice(office.bodies + office.groups[1:3])
    if role == "coordinating":
        some = rng.sample(office.bodies, 1) + rng.sample(office.groups, 2)
        return "; ".join(some[: rng.choice((1, 1, 2, 3))])
    return str(rng.choice(field["products"] if role == "product" else words[role + "s"]))


def _content(rng: random.Random, text: str) -> str:
    words = _words()
    for tail in rng.sample(words["tails"], rng.choice((0, 0, 1, 1, 2))):
        text += tail if tail[0] in ",;" else f" {tail}"
    more = rng.choices(range(5), weights=(48, 25, 13, 8, 6))[0]
    if more:
        return ". ".join([text, " ".join(rng.sample(words["seconds"], more))])
    return text + rng.choice(("", "", ".", ";"))


def _look(rng: random.Random, roles: tuple[str, ...]) -> Look:
    return Look(
        size=rng.choice((11.0, 12.0, 13.0, 14.0)),
        inset=rng.choice((2.0, 3.0, 4.0, 5.4)),
        landscape=len(roles) > 6 or (len(roles) > 4 and rng.random() < 0.4),
        shares=tuple(_SHARES[r] * rng.uniform(0.8, 1.3) for r in roles),
        justify=rng.random() < 0.5,
        middle=rng.random() < 0.65,
        centred=rng.random() < 0.4,
        repeat=rng.random() < 0.7,
        cut_rows=rng.random() < 0.7,
    )


def source(plan: Plan) -> str:
    """The plan as a Typst document."""
    return "\n".join([_head(plan), _table(plan), _foot(plan.office)])


def typeset(plan: Plan, *, fonts: bool = True) -> bytes:
    """The plan's PDF; in Libertinus where the system has no face like Times."""
    return typst.compile(
        source(plan).encode(), format="pdf", ignore_system_fonts=not fonts, pdf_tags=False
    )


def _head(plan: Plan) -> str:
    flipped = "true" if plan.look.landscape else "false"
    return f"""
#set page(paper: "a4", margin: (top: 2cm, bottom: 2cm, left: 3cm, right: 1.7cm),
  flipped: {flipped}, header: context if counter(page).get().first() > 1 {{
    align(center, counter(page).display()) }})
#set text(font: ("Liberation Serif", "Tinos", "Times New Roman", "Libertinus Serif"), size: 14pt,
  lang: "vi", hyphenate: false, costs: (orphan: 0%, widow: 0%))
#set par(justify: true, linebreaks: "simple", leading: 0.55em, spacing: 0.85em)
#grid(columns: (1fr, 1.4fr), align: center, row-gutter: 3mm,
  [{plan.office.lines[0]} \\ {plan.office.lines[1]}],
  [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc],
  [Số: 27/{plan.office.code}], [{plan.office.place}, ngày 08 tháng 01 năm 2031])
#align(center)[*KẾ HOẠCH* \\ *{plan.title}*]

Căn cứ Kế hoạch số 11/KH-UBND ngày 02/01/2031 của Ủy ban nhân dân tỉnh, {plan.office.own}
ban hành Kế hoạch với các nội dung sau:

*I. MỤC ĐÍCH, YÊU CẦU*

Cụ thể hóa các mục tiêu, nhiệm vụ được giao; xác định rõ trách nhiệm của từng cơ quan, đơn vị
trong việc tổ chức thực hiện, bảo đảm đồng bộ, thống nhất và hiệu quả.

*II. NỘI DUNG THỰC HIỆN*
"""


def _foot(office: Office) -> str:
    signed = " ".join(f"*{line}* \\" for line in office.signed)
    return f"""
*III. TỔ CHỨC THỰC HIỆN*

Các cơ quan, đơn vị căn cứ Kế hoạch này tổ chức thực hiện nghiêm túc; trong quá trình thực hiện
nếu có khó khăn, vướng mắc, phản ánh về {office.own} để xem xét, giải quyết./.

#set par(justify: false)
#grid(columns: (1fr, 1fr),
  text(size: 11pt)[*Nơi nhận:* \\ - Cơ quan cấp trên (b/c); \\ - {office.groups[0]}; \\ - Lưu: VT.],
  align(center)[{signed} \\ \\ *Trịnh Quang Lãm*])
"""


def _table(plan: Plan) -> str:
    look = plan.look
    columns = ", ".join(f"{share:.2f}fr" for share in look.shares)
    align = ", ".join(_align(role, look) for role in plan.roles)
    heads = ", ".join(f"strong({_quoted(h)})" for h in plan.headings)
    body = "\n".join(_rows(plan))
    flag = {True: "true", False: "false"}
    return f"""
#[
#set text(size: {look.size}pt)
#set par(justify: {flag[look.justify]}, leading: 0.5em)
#show table.cell: set block(breakable: {flag[look.cut_rows]})
#table(columns: ({columns}), inset: (x: {look.inset}pt, y: 3pt), stroke: 0.5pt,
  align: ({align},),
  table.header(repeat: {flag[look.repeat]}, {heads}),
{body}
)]
"""


def _align(role: str, look: Look) -> str:
    level = "horizon" if look.middle else "top"
    across = "center" if role == "index" or (look.centred and role != "content") else "left"
    return f"{across} + {level}"


def _rows(plan: Plan) -> list[str]:
    out: list[str] = []
    group = None
    for task in plan.tasks:
        if task.group != group and task.group is not None:
            out.append(_group(plan, task.group))
            group = task.group
        out.append("  " + ", ".join(_quoted(task.cells[r]) for r in plan.roles) + ",")
    return out


def _group(plan: Plan, name: str) -> str:
    label, text = name.split(". ", 1)
    rest = len(plan.roles) - 1
    if plan.merged_groups:
        return f"  strong({_quoted(label)}), table.cell(colspan: {rest}, strong({_quoted(text)})),"
    blanks = '"", ' * (rest - 1)
    return f"  strong({_quoted(label)}), strong({_quoted(text)}), {blanks}"


def _quoted(text: str) -> str:
    """A Typst string; JSON's escapes of quotes and backslashes are Typst's too."""
    return json.dumps(text, ensure_ascii=False)
