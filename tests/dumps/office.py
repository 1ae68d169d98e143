"""Random plans as a word processor prints them: Word files of ``tests/dumps/plans.py``.

``office_docx(plan)`` sets the plan in one of the ways offices do: the table in the text or in
an annex on a sheet turned, cells in the middle of their rows or at the top, justified or not,
narrow margins in cells, sentences and bodies in paragraphs of their own, groups merged over
their row or with blanks beside them, columns numbered under their headings.
``office_pdfs(plans)`` prints many in one call of LibreOffice.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.dumps.plans import Plan, Task
from tests.word.make import W, docx, field, p, r, relations, tbl, tc, tr
from tests.word.printing import print_all

_BOLD, _ITALIC = "<w:b/>", "<w:i/>"
_LONG, _SHORT, _SIDES, _ENDS = 16838, 11906, (1701, 1134), 1134
"""A4 and its margins, in twentieths of a point."""
_EMS = {"index": 2.2, "time": 4.9}
"""How wide a column must be for its heading or for a date."""
_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii='Times New Roman' "
    "w:hAnsi='Times New Roman' w:cs='Times New Roman'/><w:sz w:val='{size}'/></w:rPr>"
    "</w:rPrDefault></w:docDefaults>"
)
_HEADER = f'<w:hdr xmlns:w="{W}">{p(field("PAGE", "2"), jc="center")}</w:hdr>'
_PARTS = {"styles": "styles.xml", "numbering": "numbering.xml", "header": "header.xml"}
_AIMS = (
    "Cụ thể hóa các mục tiêu, nhiệm vụ được giao; xác định rõ trách nhiệm của từng cơ quan, đơn "
    "vị trong việc tổ chức thực hiện, bảo đảm đồng bộ, thống nhất và hiệu quả.",
    "Nâng cao nhận thức của cán bộ, công chức, viên chức và Nhân dân về ý nghĩa, tầm quan trọng "
    "của công việc; kịp thời phát hiện, nhân rộng những cách làm hay, mô hình hiệu quả.",
    "Việc tổ chức thực hiện phải thiết thực, tiết kiệm, phù hợp với tình hình thực tế; tránh phô "
    "trương, hình thức, lãng phí.",
)
_DUTIES = (
    "Thủ trưởng các cơ quan, đơn vị căn cứ nhiệm vụ được giao tổ chức thực hiện nghiêm túc; chịu "
    "trách nhiệm về tiến độ, chất lượng công việc của đơn vị mình.",
    "Trong quá trình thực hiện nếu có khó khăn, vướng mắc, các cơ quan, đơn vị phản ánh về {own} "
    "để xem xét, giải quyết./.",
)


@dataclass(frozen=True)
class Setting:
    """How the plan is set; sizes in half points, widths and spaces in twentieths of a point.

    ``sentence`` stands between the sentences of a cell; ``squeezed`` is the share of cells whose
    letters were moved together, ``bottom`` of those with a blank line left at their end.
    """

    text: int
    size: int
    margin: int
    before: int
    after: int
    line: int
    least: int
    annex: bool
    index: str
    figures: bool
    group: str
    capitals: bool
    sentence: str
    bodies: bool
    squeezed: float
    bottom: float

    def spacing(self) -> str:
        line = f'w:line="{self.line}" w:lineRule="auto"'
        return f'<w:spacing w:before="{self.before}" w:after="{self.after}" {line}/>'


def setting_of(plan: Plan) -> Setting:
    """The setting that a plan's seed draws."""
    rng = random.Random(f"office {plan.seed}")
    wide = plan.look.landscape
    before = rng.choice((0, 0, 40, 60, 120))
    return Setting(
        text=rng.choice((26, 28, 28)),
        size=rng.choice((24, 26, 26, 28) if wide or len(plan.roles) < 5 else (22, 24, 24, 26)),
        margin=rng.choice((108, 108, 108, 57, 28)),
        before=before,
        after=rng.choice((0, before)),
        line=rng.choice((240, 240, 252, 264)),
        least=rng.choice((0, 0, 0, 500, 850)),
        annex=wide or rng.random() < 0.5,
        index=rng.choice(("{}", "{}", "{}", "{}.", "{:0>2}")),
        figures=rng.random() < 0.15,
        group=rng.choice(("beside", "label") if plan.merged_groups else ("blank",)),
        capitals=rng.random() < 0.2,
        sentence=rng.choice((" ", " ", " ", " ", " ", "\n", "\n", "\n- ")),
        bodies=rng.random() < 0.3,
        squeezed=rng.choice((0.0, 0.0, 0.1)),
        bottom=rng.choice((0.0, 0.0, 0.0, 0.08)),
    )


def office_docx(plan: Plan) -> bytes:
    """The plan as a Word file."""
    setting = setting_of(plan)
    table = [_table(plan, setting)]
    if setting.annex:
        first, rest = [_said("(Phân công nhiệm vụ theo Phụ lục kèm theo)")], _annex(plan)
        parts = [*first, *_foot(plan), p(ppr=_sheet(turned=False)), *rest, *table]
    else:
        parts = [*table, *_foot(plan)]
    return docx(
        *_head(plan), *parts, _sheet(turned=plan.look.landscape),
        styles=_DEFAULTS.format(size=setting.text),
        more={"word/header.xml": _HEADER, "word/_rels/document.xml.rels": relations(_PARTS)},
    )  # fmt: skip


def office_pdfs(plans: Sequence[Plan]) -> list[bytes]:
    """The PDF of each plan, by one call of LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.docx") for number in range(len(plans))]
        for file, plan in zip(files, plans, strict=True):
            file.write_bytes(office_docx(plan))
        return [pdf.read_bytes() for pdf in print_all(files)]


def _sheet(*, turned: bool) -> str:
    """The sheet of the section that ends here; its first page has no number."""
    wide, high, turn = (_LONG, _SHORT, ' w:orient="landscape"') if turned else (_SHORT, _LONG, "")
    left, right = (_ENDS, _ENDS) if turned else _SIDES
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="r2"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{turn}/><w:pgMar w:top="{_ENDS}" w:right="{right}" '
        f'w:bottom="{_ENDS}" w:left="{left}" w:header="454" w:footer="340"/><w:titlePg/></w:sectPr>'
    )


def _said(text: str, props: str = "") -> str:
    """A paragraph of the letter."""
    indent = '<w:spacing w:before="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="720"/>'
    return p(r(text, props), jc="both", ppr=indent)


def _head(plan: Plan) -> list[str]:
    office = plan.office
    state = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    date = f"{office.place}, ngày 08 tháng 01 năm 2031"
    small = '<w:sz w:val="26"/>'
    head = tbl(
        tr(_lines(office.lines, _BOLD + small), _lines(state, _BOLD + small)),
        tr(_lines((f"Số: 27/{office.code}",), small), _lines((date,), _ITALIC + small)),
        widths=(170, 310), ruled=False,
    )  # fmt: skip
    issued = (
        f"Căn cứ Kế hoạch số 11/KH-UBND ngày 02/01/2031 của Ủy ban nhân dân tỉnh, {office.own} "
        "ban hành Kế hoạch với các nội dung sau:"
    )
    titles = [p(r(text, _BOLD), jc="center") for text in ("KẾ HOẠCH", plan.title)]
    return [
        head, p(), *titles, p(), _said(issued), _said("I. MỤC ĐÍCH, YÊU CẦU", _BOLD),
        *(_said(f"{n}. {text}") for n, text in enumerate(_AIMS, 1)),
        _said("II. NỘI DUNG THỰC HIỆN", _BOLD),
    ]  # fmt: skip


def _lines(texts: Sequence[str], props: str, *, jc: str = "center") -> str:
    return tc(*(p(r(text, props), jc=jc) for text in texts))


def _foot(plan: Plan) -> list[str]:
    office = plan.office
    small = '<w:sz w:val="22"/>'
    copies = ("- Cơ quan cấp trên (b/c);", f"- {office.groups[0]};", "- Lưu: VT.")
    to = tc(p(r("Nơi nhận:", _BOLD + _ITALIC)), *(p(r(text, small)) for text in copies))
    signed = _lines((*office.signed, "", "", "", "Trịnh Quang Lãm"), _BOLD)
    return [
        _said("III. TỔ CHỨC THỰC HIỆN", _BOLD),
        *(_said(office.told(text)) for text in _DUTIES),
        p(), tbl(tr(to, signed), widths=(235, 235), ruled=False),
    ]  # fmt: skip


def _annex(plan: Plan) -> list[str]:
    office = plan.office
    caption = f"(Kèm theo Kế hoạch số 27/{office.code} ngày 08/01/2031 của {office.own})"
    titles = [p(r(text, _BOLD), jc="center") for text in ("PHỤ LỤC", plan.title.upper())]
    return [*titles, p(r(caption, _ITALIC), jc="center"), p()]


def _table(plan: Plan, setting: Setting) -> str:
    sides = "".join(f'<w:{s} w:w="{setting.margin}" w:type="dxa"/>' for s in ("left", "right"))
    return tbl(
        *_headings(plan, setting), *_rows(plan, setting), widths=_widths(plan, setting),
        props=f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar>',
    )  # fmt: skip


def _widths(plan: Plan, setting: Setting) -> list[int]:
    """Points; what narrow columns need so that no word or date is cut, the content's gives."""
    room = (_LONG - 2 * _ENDS if plan.look.landscape else _SHORT - sum(_SIDES)) / 20
    shares = plan.look.shares
    widths = [room * share / sum(shares) for share in shares]
    for at, role in enumerate(plan.roles):
        least = _EMS.get(role, 3.2) * setting.size / 2 + setting.margin / 10
        if (lacking := least - widths[at]) > 0:
            widths[at] += lacking
            widths[plan.roles.index("content")] -= lacking
    return [int(width) for width in widths]


def _headings(plan: Plan, setting: Setting) -> list[str]:
    heads = [h.upper() if setting.capitals else h for h in plan.headings]
    rows = [heads]
    if setting.figures:
        rows.append([f"({n})" for n in range(1, len(heads) + 1)])
    return [
        tr(*(_cell(text, setting, jc="center", bold=True, middle=True) for text in row),
           header=plan.look.repeat)
        for row in rows
    ]  # fmt: skip


def _rows(plan: Plan, setting: Setting) -> list[str]:
    rng = random.Random(f"cells {plan.seed}")
    group, out = None, []
    for task in plan.tasks:
        if task.group is not None and task.group != group:
            out.append(_group(plan, setting, task.group))
            group = task.group
        out.append(_row(plan, setting, task, rng))
    return out


def _group(plan: Plan, setting: Setting, name: str) -> str:
    label, text = name.split(". ", 1)
    middle, columns = plan.look.middle, len(plan.roles)
    if setting.group == "label":
        return tr(_cell(name, setting, bold=True, middle=middle, span=columns))
    first = _cell(label, setting, jc="center", bold=True, middle=middle)
    if setting.group == "beside":
        return tr(first, _cell(text, setting, bold=True, middle=middle, span=columns - 1))
    blank = _cell("", setting, middle=middle)
    return tr(first, _cell(text, setting, bold=True, middle=middle), *[blank] * (columns - 2))


def _row(plan: Plan, setting: Setting, task: Task, rng: random.Random) -> str:
    least = f'<w:trHeight w:val="{setting.least}"/>' if setting.least else ""
    whole = "" if plan.look.cut_rows else "<w:cantSplit/>"
    cells = []
    for role in plan.roles:
        text = _shown(task.cells[role], role, setting)
        if rng.random() < setting.bottom:
            text += "\n"  # a blank line that was left below
        squeeze = rng.choice((-2, -4, -6, 2)) if rng.random() < setting.squeezed else 0
        cells.append(
            _cell(text, setting, jc=_across(role, plan), middle=plan.look.middle, squeeze=squeeze)
        )
    return tr(*cells, props=whole + least)


def _shown(text: str, role: str, setting: Setting) -> str:
    """A cell's text, a line for each of its paragraphs."""
    if role == "index":
        return setting.index.format(text) if text else ""
    if role == "content":
        first = "- " if "-" in setting.sentence else ""
        return first + text.replace(". ", f".{setting.sentence}")
    if role in ("lead", "coordinating") and setting.bodies:
        return text.replace("; ", ";\n")
    return text


def _across(role: str, plan: Plan) -> str:
    if role == "index" or (plan.look.centred and role != "content"):
        return "center"
    return "both" if plan.look.justify else "left"


def _cell(
    text: str, setting: Setting, *, middle: bool, jc: str = "left", bold: bool = False,
    span: int = 1, squeeze: int = 0,
) -> str:  # fmt: skip
    props = f'{_BOLD if bold else ""}<w:sz w:val="{setting.size}"/>'
    if squeeze:
        props = (
            f'{_BOLD if bold else ""}<w:spacing w:val="{squeeze}"/><w:sz w:val="{setting.size}"/>'
        )
    return tc(
        *(p(r(line, props), jc=jc, ppr=setting.spacing()) for line in text.split("\n")),
        span=span, props='<w:vAlign w:val="center"/>' if middle else "",
    )  # fmt: skip
