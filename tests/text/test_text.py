"""Characters, keys, labels, sentences: what everything else stands on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.fold import bare, fold
from extractors.text.labels import label_of, roman
from extractors.text.normalise import composed, words_of
from extractors.text.sentences import sentences
from extractors.text.width import width

VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđĐ ,.-/0123456789"
)
texts = st.text(alphabet=VIETNAMESE + "\u00a0\u200b\t\n", max_size=80)


@given(texts)
def test_words_keep_their_offsets(raw):
    for word in words_of(raw):
        start, end = word.span
        kept = raw[start:end].replace("\u200b", "")
        assert unicodedata.normalize("NFC", kept) == word.text


@given(texts)
def test_decomposed_text_gives_the_same_words(raw):
    decomposed = unicodedata.normalize("NFD", raw)
    assert [w.text for w in words_of(raw)] == [w.text for w in words_of(decomposed)]


@given(texts)
def test_composed_text_knows_where_each_character_stood(raw):
    decomposed = unicodedata.normalize("NFD", raw)
    text, places = composed(decomposed)
    assert text == unicodedata.normalize("NFC", raw)
    for i, char in enumerate(text):
        assert unicodedata.normalize("NFC", decomposed[places[i] : places[i + 1]]) == char


@given(texts)
def test_keys_do_not_depend_on_form(text):
    assert fold(text) == fold(unicodedata.normalize("NFD", text)) == fold(text.upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("Uỷ ban", "Ủy ban"),
        ("quý", "quí"),
        ("thuỷ", "thủy"),
        ("2020 – 2021", "2020 - 2021"),
    ],
)
def test_spellings_of_one_word_share_a_key(one, other):
    assert fold(one) == fold(other)


def test_keys_tell_tones_apart_and_bare_keys_do_not():
    assert fold("quỹ") != fold("quý")
    assert bare("quỹ Đức") == "qui duc"


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("II. NỘI DUNG", "roman", "II"),
        ("III- TỔ CHỨC", "roman", "III"),
        ("I.MỤC ĐÍCH", "roman", "I"),
        ("1. Mục đích", "number", "1"),
        ("1/ Mục đích", "number", "1"),
        ("1.2. Yêu cầu", "decimal", "1.2"),
        ("a) Rà soát", "letter", "a"),
        ("đ) Rà soát", "letter", "đ"),
        ("(1) Tiếp tục", "paren", "1"),
        ("- Sở Nội vụ", "dash", "-"),
        ("+ Thông tư", "plus", "+"),
        ("Điều 3. Hiệu lực", "article", "Điều 3"),
        ("Phần thứ nhất", "part", "Phần thứ nhất"),
        ("Chương II", "part", "Chương II"),
    ],
)
def test_labels(text, kind, label):
    found = label_of(text)
    assert found is not None
    assert (found.kind, found.text) == (kind, label)


@pytest.mark.parametrize(
    "text",
    [
        "15/6/2020",
        "63/NQ-HĐND",
        "2020 là năm",
        "Chương trình tổng thể",
        "và các",
        "Phần mềm",
        "IM LẶNG",
    ],
)
def test_words_and_numbers_are_no_labels(text):
    assert label_of(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("IIX", None), ("VX", None)],
)
def test_roman_numerals_are_read_only_in_their_one_form(text, number):
    assert roman(text) == number


def test_sentences_keep_abbreviations_whole():
    text = "Gửi TP. Hồ Bích trước ngày 5/4. Sở Y tế tổng hợp. Hoàn thành trong tháng 6."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Gửi TP. Hồ Bích trước ngày 5/4.",
        "Sở Y tế tổng hợp.",
        "Hoàn thành trong tháng 6.",
    ]


@given(texts, texts)
def test_width_adds_up(one, other):
    assert width(one + other) == pytest.approx(width(one) + width(other))
