"""The registry and the tables of places: sound as data, and right on the facts of 2025."""

import csv
import datetime
import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

import extractors.agency
from extractors.agency.areas import areas, communes, known, slug, successors
from extractors.agency.registry import is_known, load

FOLDER = Path(extractors.agency.__file__).parent
BEFORE, AFTER = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
MERGED = datetime.date(2025, 3, 1)


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["registry.csv", "areas.csv", "communes.csv"])
def test_tables_are_tidy(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    for row in rows(name):
        assert all(value == value.strip() and "  " not in value for value in row.values()), row


def test_rows_of_the_registry_hang_together():
    bodies = load().bodies
    assert len(bodies) == len(rows("registry.csv"))
    for body in bodies.values():
        assert body.parent is None or body.parent in bodies, body.id
        assert set(body.successors) <= bodies.keys(), body.id
        assert not body.valid_from or not body.valid_to or body.valid_from < body.valid_to


def test_a_successor_begins_when_the_body_ends_or_earlier():
    bodies = load().bodies
    for body in bodies.values():
        for heir in (bodies[s] for s in body.successors):
            assert body.valid_to is not None, body.id
            assert heir.valid_from is None or heir.valid_from <= body.valid_to + datetime.timedelta(
                400
            )


def test_no_two_bodies_of_a_level_share_a_name_at_one_time():
    bodies = list(load().bodies.values())
    for one, other in combinations(bodies, 2):
        if one.level != other.level or one.slug == other.slug:
            continue
        shared = {one.name, *one.aliases} & {other.name, *other.aliases}
        assert not shared - {"TU", "ThU", "Thành ủy"}, (one.id, other.id, shared)


def test_provinces_as_they_were_and_became():
    provinces = [a for a in areas().values() if a.level == "province"]
    on = [sum(a.valid_to is None or a.valid_to >= d for a in provinces
              if a.valid_from is None or a.valid_from <= d) for d in (BEFORE, AFTER)]  # fmt: skip
    assert on == [63, 34]
    assert areas()["tinh-dak-nong"].successors == ("tinh-lam-dong",)
    assert areas()["tinh-ha-tay"].valid_to == datetime.date(2008, 7, 31)
    for area in provinces:
        assert all(s in areas() for s in area.successors)


def test_districts_ended_and_their_land_is_known():
    districts = [a for a in areas().values() if a.level == "district"]
    assert len([a for a in districts if a.valid_to == BEFORE]) == 696
    assert len(communes()) == 3321
    former = {d for _, of in communes().values() for d in of}
    assert former <= areas().keys()
    assert "xa-muong-xen.tinh-nghe-an" in successors("huyen-ky-son")


def test_communes_lie_in_the_provinces_of_today():
    counts = Counter(area.parent for area, _ in communes().values())
    assert len(counts) == 34
    assert all(areas()[p].valid_to is None for p in counts)


def test_identities_are_made_of_names():
    for area in areas().values():
        assert area.id.split(".")[0] == slug(area.name)
    assert slug("Quận Bình Thủy") == "quan-binh-thuy"
    assert slug("Xã Đắk Mar") == "xa-dak-mar"


def test_a_name_that_ten_districts_have():
    assert len(known("huyện Châu Thành")) == 10
    assert [a.parent for a in known("huyện Kỳ Sơn")] == ["tinh-nghe-an"]


def test_offices_before_and_after_march_2025():
    bodies = load().bodies
    before = [b for b in bodies.values() if b.level == "district" and b.name.startswith("Phòng ")]
    uniform = {b.name for b in before if b.existed(datetime.date(2025, 4, 1))}
    assert {"Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa, Khoa học và Thông tin"} <= uniform
    assert "Phòng Lao động - Thương binh và Xã hội" not in uniform
    assert not bodies["so-giao-thong-van-tai@tinh"].existed(MERGED)
    assert bodies["so-giao-thong-van-tai@tinh"].successors == ("so-xay-dung@tinh",)


def test_known_identities():
    assert is_known("phong-noi-vu@huyen-vinh-giao")
    assert is_known("nhom/phong-ban-nganh@huyen-vinh-giao")
    assert not is_known("to-chuyen-gia@so-y-te@tinh-ha-van")
