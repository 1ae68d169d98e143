"""The language layer: the document holds the text exactly, and what kehoach finds in it."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

import kehoach
from extractors.activities.prose import read_tasks
from extractors.assignments import read_assignments
from extractors.layout.plain import lines_of, paragraphs_of
from extractors.outline import build
from extractors.text import nlp as layer
from extractors.text.annotated import read_spans
from extractors.text.spans import Found
from schemas.time import TimeContext

SENTENCE = (
    "Thực hiện Công văn số 15/UBND-NC ngày 03/02/2020, Sở Nội vụ báo cáo Ủy ban nhân dân "
    "huyện Phú Lộc trước ngày 15/6/2020."
)
SYLLABLES = (
    "Sở Nội vụ và Ủy ban nhân dân huyện Phú Lộc 15/6/2024, trước ngày số 12/KH-UBND; (b/c) hoà"
    " hòa uỷ kỹ quý Hà Nội TP. Hồ Chí Minh … – “abc” a\u0301 \u0323 đ Đ ð 😀 x_y ... 1.000.000 v.v."
    " http://a.vn/x?y a@b.vn #h 12h30 50% $ @@ -- __ ‘ ’ º ¼"
).split(" ")
BLANKS = [" ", " ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u3000", "", "\r\n", "\x1c", "\u200b"]


@pytest.fixture(scope="module")
def nlp():
    return kehoach.nlp()


vietnamese = st.lists(st.tuples(st.sampled_from(SYLLABLES), st.sampled_from(BLANKS)), max_size=14)
forms = st.sampled_from(["NFC", "NFD"])


@settings(deadline=None, max_examples=300)
@given(parts=vietnamese, form=forms)
def test_the_document_is_the_text(nlp, parts, form):
    text = unicodedata.normalize(form, "".join(a + b for a, b in parts))
    assert nlp.tokenizer(text).text == text


@settings(deadline=None, max_examples=150)
@given(text=st.text(max_size=60))
def test_any_characters_come_back(nlp, text):
    assert nlp(text).text == text


@settings(deadline=None, max_examples=100)
@given(parts=vietnamese, form=forms)
def test_spans_hold_no_blank_at_their_ends(nlp, parts, form):
    text = unicodedata.normalize(form, "".join(a + b for a, b in parts))
    doc = nlp(text)
    for group in doc.spans.values():
        for span in group:
            assert span.text and not span[0].is_space and not span[-1].is_space


@pytest.mark.slow
def test_a_hundred_thousand_random_strings_come_back(nlp):
    draw = random.Random(20200105)
    for _ in range(100_000):
        parts = (draw.choice(SYLLABLES) + draw.choice(BLANKS) for _ in range(draw.randint(0, 10)))
        text = "".join(parts)
        if draw.random() < 0.3:
            text = unicodedata.normalize("NFD", text)
        if draw.random() < 0.2:
            text = "".join(draw.choice((c, chr(draw.randrange(1, 0x3000)))) for c in text)
        assert nlp.tokenizer(text).text == text


def test_words_are_vietnamese_words(nlp):
    doc = nlp("Phòng Nội vụ báo cáo kết quả thực hiện.")
    assert {"Nội vụ", "báo cáo", "kết quả", "thực hiện"} <= {token.text for token in doc}
    assert doc[-1].tag_ == "CH"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_of_times_citations_and_bodies(nlp, form):
    doc = nlp(unicodedata.normalize(form, SENTENCE))
    found = {
        name: [unicodedata.normalize("NFC", span.text) for span in group]
        for name, group in doc.spans.items()
    }
    assert found["citation"] == ["Công văn số 15/UBND-NC ngày 03/02/2020"]
    assert found["time"] == ["trước ngày 15/6/2020"]
    assert found["agency"] == ["Sở Nội vụ", "Ủy ban nhân dân huyện Phú Lộc"]


def test_blank_texts_are_documents_too(nlp):
    assert [nlp(text).text for text in ("", " ", "\n \t")] == ["", " ", "\n \t"]


@pytest.mark.parametrize(
    ("name", "words"),
    [("agency", "Phú"), ("time", "15/6/2020"), ("citation", "UBND")],
)
def test_displacy_draws_the_spans(nlp, name, words):
    html = displacy.render(
        nlp(SENTENCE), style="span", page=False, jupyter=False, options={"spans_key": name}
    )
    assert name in html
    assert words in html


@pytest.mark.parametrize(
    ("sentence", "subject", "bodies"),
    [
        ("Sở Nội vụ chủ trì, phối hợp với Công an tỉnh.", "Sở Nội vụ",
         ["Sở Nội vụ", "Công an tỉnh"]),
        ("Đề nghị các phòng, ban thuộc Sở gửi báo cáo.", "các phòng, ban thuộc Sở",
         ["các phòng, ban thuộc Sở"]),
        ("Định kỳ hằng quý, Phòng Nội vụ tổng hợp kết quả.", "Phòng Nội vụ", ["Phòng Nội vụ"]),
        ("Nhân viên thư viện rà soát sách hư hỏng.", "Nhân viên thư viện",
         ["Nhân viên thư viện"]),
        ("Sở Y tế, Sở Tài chính Phối hợp, lồng ghép nguồn vốn.", "Sở Y tế, Sở Tài chính",
         ["Sở Y tế", "Sở Tài chính"]),
        ("Tổ chức hội nghị tại Sở Nội vụ.", None, ["Sở Nội vụ"]),
    ],
)  # fmt: skip
def test_who_acts_in_a_sentence(nlp, sentence, subject, bodies):
    doc = nlp(sentence)
    assert [s.text for s in doc.spans["subject"]] == ([subject] if subject else [])
    assert [s.text for s in doc.spans["agency"]] == bodies


@pytest.mark.parametrize(
    "line",
    ["1. Phòng Nội vụ tổ chức tập huấn nghiệp vụ, hoàn thành trước ngày 15/6/2026.",
     "2. Các tổ chuyên môn báo cáo Văn phòng Sở trước ngày 30/11/2026."],
)  # fmt: skip
def test_tasks_and_assignments_are_read_from_the_spans(nlp, monkeypatch, line):
    """What extraction says is what the pipeline shows; without the pipeline it says nothing."""
    outline = build(paragraphs_of(lines_of(f"III. TỔ CHỨC THỰC HIỆN\n\n{line}")))
    context = TimeContext(plan_year=2026)
    ((_, task),) = read_tasks(outline, context=context)
    (assignment,) = read_assignments(outline)
    doc = nlp(line[3:])
    assert task.time.text == doc.spans["time"][0].text
    assert task.lead.text == assignment.agency.text == doc.spans["subject"][0].text
    monkeypatch.setattr(layer, "find", lambda text, context: Found((), (), (), ()))
    read_spans.cache_clear()
    assert list(read_tasks(outline, context=context)) == []
    read_spans.cache_clear()


def test_documents_are_saved_and_loaded(nlp):
    doc = nlp(SENTENCE)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.text == doc.text
    assert [s.text for s in again.spans["time"]] == [s.text for s in doc.spans["time"]]


def test_matchers_of_spacy_work_on_it(nlp):
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("BODY", [nlp.make_doc("sở nội vụ")])
    doc = nlp("SỞ NỘI VỤ và Sở Nội vụ")
    assert len(matcher(doc)) >= 1
