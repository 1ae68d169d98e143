"""Old encodings and broken text: each is found by what its words are, and read as it was meant."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.encodings import RUN_ENCODINGS, decode, table, unshift
from extractors.text.repair import repair, repair_lines
from extractors.text.syllables import syllables
from pipeline.process import process
from tests.encodings.tables import through_vni, to_cp1258, to_tcvn3, to_viscii, to_vni

PLAN = Path(__file__).parents[2] / "samples" / "plan-2020.txt"
TEXT = PLAN.read_text(encoding="utf-8")
WORDS = st.lists(st.sampled_from(sorted(syllables())), min_size=1)
ENCODERS = {"tcvn3": to_tcvn3, "vni": to_vni, "viscii": to_viscii}


@pytest.mark.parametrize(("encoding", "count"), [("tcvn3", 74), ("vni", 134), ("viscii", 134)])
def test_tables_have_every_letter_once(encoding: str, count: int) -> None:
    letters = table(encoding)
    assert len(letters) == len(set(letters.values())) == count
    assert all(unicodedata.is_normalized("NFC", letter) for letter in letters.values())


@pytest.mark.parametrize("encoding", list(ENCODERS))
@given(words=WORDS)
def test_what_is_encoded_decodes_to_itself(encoding: str, words: list[str]) -> None:
    text = " ".join(words)
    assert decode(ENCODERS[encoding](text), encoding) == text


@given(words=WORDS)
def test_capitals_survive_vni_and_viscii(words: list[str]) -> None:
    text = " ".join(words).upper()
    assert decode(to_vni(text), "vni") == decode(to_viscii(text), "viscii") == text


def test_unicode_that_no_byte_can_give_is_not_decoded() -> None:
    assert [decode("Kế hoạch", encoding) for encoding in RUN_ENCODINGS] == [None] * 4


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["plan-2020.txt", "hard/plan-ruled-dump.txt"])
def test_a_unicode_text_is_left_alone(name: str, form: str) -> None:
    text = unicodedata.normalize(form, (PLAN.parent / name).read_text(encoding="utf-8"))
    assert repair(text) == (text, "unicode")


@pytest.mark.parametrize(
    "text", ["", " \n", "ASCII only, 12/2020", "25°C, 3 m², 2×4, «ngoặc» §5 ©"]
)
def test_signs_and_other_languages_are_left_alone(text: str) -> None:
    assert repair(text) == (text, "unicode")


@pytest.mark.parametrize(
    ("broken", "meant", "encoding"),
    [
        ("Uû ban nh©n d©n tØnh", "Uỷ ban nhân dân tỉnh", "tcvn3"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", "tcvn3"),
        # capitals: the letters with marks are small, the font drew them large
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "tcvn3"),
        ("ñY BAN NH¢N D¢N TØNH Hµ LINH", "ỦY BAN NHÂN DÂN TỈNH HÀ LINH", "tcvn3"),
        # ñ opens a sentence, and a body's name within one
        ("thÞ x·.\nñy viªn cña ñy ban nh©n d©n", "thị xã.\nỦy viên của Ủy ban nhân dân", "tcvn3"),
        # the soft hyphen, which is ư, dropped or made a hyphen
        ("Trung ¬ng, níc, ngµnh, ®îc", "Trung ương, nước, ngành, được", "tcvn3"),
        ("a- tr-ëng, b- th- viÖn, l-u tr÷, t- liÖu",
         "a- trưởng, b- thư viện, lưu trữ, tư liệu", "tcvn3"),
        ("tr-ëng th-êng ngµnh kinh tÕ-x· héi", "trưởng thường ngành kinh tế-xã hội", "tcvn3"),
        ("UÛY BAN NHAÂN DAÂN, Ñoäc laäp", "ỦY BAN NHÂN DÂN, Độc lập", "vni"),
        # VISCII: letters where Windows has quotes and dashes, which stand there, too
        ("T‘ CHºC, S— N“I Vž: “kª hoÕch”, ‘n ð¸nh – h¢ng nåm” („P TÂN HÒA), hÕng B”",
         "TỔ CHỨC, SỞ NỘI VỤ: “kế hoạch”, Ổn định – hằng năm” (ẤP TÂN HÒA), hạng B”", "viscii"),
        ("Uûy ban nhaân daân thò xaõ", "Ủy ban nhân dân thị xã", "vni"),
        ("ỦY BAN: Nghò quyết, nghò định, đề nghò, thò xã",
         "ỦY BAN: Nghị quyết, nghị định, đề nghị, thị xã", "vni"),
        ("&Ӝ1* HOÀ XÃ +Ӝ, &+Ӫ 1*+Ƭ$ 9,ӊ7 NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "glyph-shift"),
        ("KT. GIÁM ĈӔ& WUѭӡQJ Công YăQ", "KT. GIÁM ĐỐC trường Công văn", "glyph-shift"),
    ],
)  # fmt: skip
def test_broken_text_is_read_as_it_was_meant(broken: str, meant: str, encoding: str) -> None:
    assert repair(broken) == (meant, encoding)


def test_runs_of_two_encodings_stand_side_by_side() -> None:
    text = "Báo cáo của Sở Nội vụ về T×nh h×nh kinh tÕ-x· héi năm 2020 và phổ cập giáo dục"
    meant = "Báo cáo của Sở Nội vụ về Tình hình kinh tế-xã hội năm 2020 và phổ cập giáo dục"
    assert repair(text) == (meant, "tcvn3")


def test_a_few_slips_prove_nothing() -> None:
    text = "Các cơ quan trong nớc báo cáo đúng hạn; cơng tác này làm thường xuyên, không chậm."
    assert repair(text) == (text, "unicode")


@pytest.mark.parametrize(
    ("damage", "encoding"),
    [
        (lambda t: t.replace("ư", "").replace("Ư", ""), "tcvn3"),
        (lambda t: to_tcvn3(t).replace("\xad", ""), "tcvn3"),
        (lambda t: to_tcvn3(t).replace("\xad", "-"), "tcvn3"),
        (through_vni, "through-vni"),
    ],
)
def test_lost_letters_come_back(damage, encoding: str) -> None:
    """All but a few words of a thousand; which of two legal words was meant is not guessed."""
    mended = repair(damage(TEXT))
    wrong = [
        (a, b)
        for a, b in zip(TEXT.split(), mended.text.split(), strict=True)
        if a.casefold() != b.casefold()
    ]
    assert mended.encoding == encoding
    assert len(wrong) <= 5, wrong


def test_a_text_set_in_capital_fonts_gets_its_headings_back() -> None:
    lines = [
        "Cộng hòa xã hội chủ nghĩa việt nam".lower(),
        "Độc lập - Tự do - Hạnh phúc",
        "",
        "kế hoạch",
        "Kiểm tra công tác văn thư năm 2004",
        "",
        "i. mục đích, yêu cầu",
        "1. Nâng cao chất lượng công tác văn thư, lưu trữ của",
        "các cơ quan trên địa bàn huyện.",
    ]
    new = repair(to_tcvn3("\n".join(lines))).text.split("\n")
    assert new[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert new[3] == "KẾ HOẠCH"
    assert new[6] == "I. MỤC ĐÍCH, YÊU CẦU"
    assert new[7:] == lines[7:]


@given(
    st.lists(st.lists(st.text("aăâbcdđeêôơưµ¸©®ñöùøïá -Ӝ&*", min_size=1), max_size=4), max_size=4)
)
def test_every_word_stays_in_its_line(lines: list[list[str]]) -> None:
    assert [len(line) for line in repair_lines(lines).lines] == [len(line) for line in lines]


@given(st.text("\n\t aábcđµ¸©®ñöùøïêư-", max_size=60))
def test_spaces_stay_as_they_are(text: str) -> None:
    mended = repair(text).text
    assert [c for c in mended if c in "\n\t "] == [c for c in text if c in "\n\t "]


@pytest.mark.parametrize("code", [*range(0x44, 0x5E), 0x4D8, 0x339])
def test_glyph_numbers_are_letters(code: int) -> None:
    letter = unshift(chr(code))
    assert letter is not None and letter.isalpha()


@pytest.mark.parametrize(
    ("encode", "encoding"),
    [
        (lambda t: to_tcvn3(t).encode("latin-1", "ignore"), "tcvn3"),
        (lambda t: to_vni(t).encode("cp1252"), "vni"),
        (lambda t: to_viscii(t).encode("latin-1"), "viscii"),
        (to_cp1258, "cp1258"),
        (lambda t: to_tcvn3(t).encode("utf-8"), "tcvn3"),
        (lambda t: to_vni(t).encode("utf-8"), "vni"),
        (lambda t: to_viscii(t).encode("utf-8"), "viscii"),
        (lambda t: t.encode("utf-16"), "unicode"),
        (lambda t: unicodedata.normalize("NFD", t).encode("utf-8"), "unicode"),
    ],
)
def test_a_file_gives_the_record_of_its_unicode_twin(encode, encoding: str, tmp_path: Path) -> None:
    plain = TEXT.replace("–", "-").replace("“", '"').replace("”", '"')
    records = []
    for name, data in (("twin", plain.encode()), ("old", encode(plain))):
        path = tmp_path / f"{name}.txt"
        path.write_bytes(data)
        records.append(process(path).model_dump(mode="json"))
    twin, old = records
    assert old["file"]["encoding"] == encoding
    assert _meaning(old) == _meaning(twin)


def _meaning(value):
    """A record without where things stand: composed and decomposed text differ in length."""
    if isinstance(value, dict):
        left_out = {"file", "document_id", "source", "sources", "span"}
        return {k: _meaning(v) for k, v in value.items() if k not in left_out}
    return [_meaning(v) for v in value] if isinstance(value, list) else value
