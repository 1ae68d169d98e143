"""Who cites whom, over the documents of an archive."""

from __future__ import annotations

import time

import pytest
import sqlalchemy as sa

from pipeline import catalog as cat
from pipeline.catalog.database import writing
from pipeline.catalog.tables import basis, document
from pipeline.errors import WrongUse
from pipeline.graph import citations, find, graph
from pipeline.reader import dataset
from schemas.record import Basis, Header
from tests.factories import NOON, day, record, sha
from tests.pipeline.conftest import stored

TTG = "thu-tuong-chinh-phu"
TINH = "ubnd@tinh-ha-van"
DECISION = f"{TTG}/2022/qd/766"


def plan(number, issued_on, *bases, kind="plan", issuer=TINH):
    code = number.split("/")[1].split("-")[0]
    header = Header(kind=kind, kind_code=code, number=number, issuer_id=issuer,
                    issuer="Ủy ban nhân dân tỉnh", issued_on=day(issued_on),
                    title=f"Văn bản {number}")  # fmt: skip
    return record(f"{number}.txt".replace("/", "-"), header=header, bases=bases, issues=())


def base(number, issued_on, key, kind="Kế hoạch", relation="carries_out"):
    return Basis(kind=kind, number=number, issued_on=day(issued_on), issuer="UBND tỉnh",
                 subject="công tác", text=f"{kind} số {number}", key=key, relation=relation)  # fmt: skip


def load(archive, *records):
    for one in records:
        cat.save(archive, stored(one.file.name), one, at=NOON)
    return cat.ArchiveReader(archive)


TO_766 = base("766/QĐ-TTg", "2022-06-23", DECISION, "Quyết định")
FIRST = plan("5/KH-UBND", "2023-01-10", TO_766)
SECOND = plan("07/KH-UBND", "2023-02-01", base("05/KH-UBND", "2023-01-10", f"{TINH}/2023/kh/5"))
LETTER = plan("12/BC-UBND", "2023-03-01", base("766/QĐ-TTg", "2022-06-23", DECISION, "Quyết định",
                                               "rests_on"), kind="report")  # fmt: skip


@pytest.fixture
def reader(archive):
    return load(archive, FIRST, SECOND, LETTER)


def test_what_a_document_cites_and_what_cites_it(reader):
    found = graph(reader, "05/KH-UBND")
    assert found.document.document_id == FIRST.document_id
    ((cited, citing),) = [(found.cites[0], found.cited_by[0])]
    assert (cited.node.number, cited.node.document_id, cited.relation) == (
        "766/QĐ-TTg", None, "carries_out",
    )  # fmt: skip
    assert citing.node.document_id == SECOND.document_id
    assert graph(reader, "07/KH-UBND").cites[0].node.document_id == FIRST.document_id


def test_a_document_that_is_only_cited(reader):
    found = graph(reader, "766/QĐ-TTg")
    assert (found.document.document_id, found.document.key) == (None, DECISION)
    assert found.cites == ()
    assert [link.node.number for link in found.cited_by] == ["5/KH-UBND", "12/BC-UBND"]


def test_the_ways_to_name_a_document(reader):
    names = [FIRST.document_id, FIRST.document_id[:8], "5/KH-UBND", "005 - kh/ubnd",
             f"{TINH}/2023/kh/5", "5-KH-UBND.txt"]  # fmt: skip
    assert {find(reader, name).document_id for name in names} == {FIRST.document_id}


def test_citations_are_followed_further(reader):
    near, far = (graph(reader, "07/KH-UBND", depth=n).cites[0] for n in (1, 2))
    assert near.beyond == ()
    assert [link.node.number for link in far.beyond] == ["766/QĐ-TTg"]


@pytest.mark.parametrize(
    "name", ["", "99/KH-UBND", "…", "abcdef0123", "'; DROP TABLE document; --"]
)
def test_no_such_document(reader, name):
    with pytest.raises(WrongUse, match="no document"):
        graph(reader, name)


def test_several_documents_of_one_number(archive, reader):
    other = plan("5/KH-UBND", "2024-01-10", issuer="ubnd@tinh-thanh-son").model_copy(
        update={"document_id": sha("other")}
    )
    cat.save(archive, stored("other"), other, at=NOON)
    with pytest.raises(WrongUse, match="2 documents are called so: 5/KH-UBND"):
        graph(reader, "5/KH-UBND")
    assert find(reader, f"{TINH}/2023/kh/5").document_id == FIRST.document_id


def test_two_copies_of_a_cited_document_are_not_chosen_from(archive, reader):
    cat.save(archive, stored("copy.txt"), FIRST.model_copy(
        update={"document_id": sha("copy.txt")}), at=NOON)  # fmt: skip
    (link,) = graph(reader, "07/KH-UBND").cites
    assert (link.node.document_id, link.matches) == (None, 2)


def rows(reader):
    return {r["number"]: r for r in dataset(reader, "citations").dicts()}


def test_the_dataset(reader):
    row = rows(reader)["07/KH-UBND"]
    assert row["cited_document_id"] == FIRST.document_id
    assert (row["relation"], row["matches"]) == ("carries_out", 1)
    assert not row["dated_after"] and not row["closes_circle"]
    assert rows(reader)["5/KH-UBND"]["matches"] == 0


def test_a_basis_younger_than_the_document_that_cites_it(archive):
    key = f"{TINH}/2023/kh/9"
    reader = load(
        archive,
        plan("8/KH-UBND", "2023-01-01", base("9/KH-UBND", "2023-05-05", key)),
        plan("10/KH-UBND", "2023-01-01", base("9/KH-UBND", "2022-12-01", key)),
        plan("11/KH-UBND", "2023-12-01", base("9/KH-UBND", "2023-05-05", key)),
        plan("9/KH-UBND", "2023-05-05"),
    )
    # The second printed a date that is possible, but not the document's own.
    assert {n: r["dated_after"] for n, r in rows(reader).items()} == {
        "8/KH-UBND": True, "10/KH-UBND": True, "11/KH-UBND": False,
    }  # fmt: skip
    assert graph(reader, "9/KH-UBND").cited_by[0].dated_after


def test_circles(archive):
    one, two, three = (f"{TINH}/2023/kh/{n}" for n in (1, 2, 3))
    reader = load(
        archive,
        plan("1/KH-UBND", "2023-01-01", base("3/KH-UBND", "2023-01-03", three)),
        plan("2/KH-UBND", "2023-01-02", base("1/KH-UBND", "2023-01-01", one)),
        plan("3/KH-UBND", "2023-01-03", base("2/KH-UBND", "2023-01-02", two)),
        plan("4/KH-UBND", "2023-01-04", base("4/KH-UBND", "2023-01-04", f"{TINH}/2023/kh/4")),
        plan("5/KH-UBND", "2023-01-05", base("1/KH-UBND", "2023-01-01", one)),
    )
    assert {n: r["closes_circle"] for n, r in rows(reader).items()} == {
        "1/KH-UBND": True,  # the link that does not go back in time
        "2/KH-UBND": False, "3/KH-UBND": False,
        "4/KH-UBND": True,  # itself
        "5/KH-UBND": False,  # beside the circle
    }  # fmt: skip
    found = graph(reader, "1/KH-UBND", depth=9)  # and nothing goes round for ever
    assert found.cites[0].closes_circle
    assert found.cites[0].beyond[0].beyond[0].node.number == "1/KH-UBND"


def test_citations_asked_for(reader):
    columns = citations(reader).columns
    number = columns.index("number")
    by = {"cited": "766/qđ-ttg"}
    assert [r[number] for r in citations(reader, **by, kind="plan").rows] == ["5/KH-UBND"]
    assert [r[number] for r in citations(reader, **by, relation="rests_on").rows] == ["12/BC-UBND"]
    assert len(citations(reader, cited=DECISION).rows) == 2
    assert len(citations(reader, cited=FIRST.document_id).rows) == 1
    assert citations(reader, cited="1/QĐ-TTg").rows == ()


MANY = 100_000


@pytest.mark.slow
def test_a_hundred_thousand_documents(archive):
    """Every document cites the one before it and one decision; lookups stay quick."""
    names = [sha(str(n)) for n in range(MANY)]
    with writing(archive.engine, archive.name) as connection:
        connection.execute(sa.insert(document), [
            {"document_id": name, "file_name": f"{n}.txt", "stored_as": "", "size": 1,
             "state": "extracted", "attempts": 1, "tried_with": "", "added_at": NOON,
             "ingested_at": NOON, "kind": "plan", "number": f"{n}/KH-UBND",
             "symbol": f"{n} kh ubnd", "key": f"{TINH}/2023/kh/{n}", "unresolved": False,
             "issued_on": day("2023-01-01"), "rules": "r", "text_origin": "plain"}
            for n, name in enumerate(names)
        ])  # fmt: skip
        connection.execute(sa.insert(basis), [
            {"document_id": name, "position": p, "text": "", "key": key, "symbol": symbol}
            for n, name in enumerate(names)
            for p, key, symbol in (
                (1, f"{TINH}/2023/kh/{n - 1}", f"{n - 1} kh ubnd"),
                (2, DECISION if n % 100 == 0 else f"{TTG}/2021/qd/{n}", "766 qđ ttg"),
            )
        ])  # fmt: skip
    reader = cat.ArchiveReader(archive)
    begun = time.perf_counter()
    found = graph(reader, "500/KH-UBND")
    assert [link.node.number for link in found.cited_by] == ["501/KH-UBND"]
    assert len(graph(reader, DECISION).cited_by) == MANY // 100
    assert time.perf_counter() - begun < 2
    plan_of = "EXPLAIN QUERY PLAN SELECT * FROM citations WHERE "
    for which in ("document_id = 'x'", "cited_key = 'x'"):
        steps = [r[-1] for r in reader.query(plan_of + which, {}).rows]
        scanned = {s for s in steps if s.startswith("SCAN")}
        assert scanned <= {"SCAN r", "SCAN CONSTANT ROW"}, steps  # what a circle has reached
