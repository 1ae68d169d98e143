"""Issues from what reading could not do."""

import pytest

from extractors.checks import check_notes

CASES = [
    ("unread-page:3", "unread-page", "error", "page 3 has no text that can be read"),
    ("cut-page:3", "unread-page", "error", "page 3 has more letters than are read; the rest is"),
    ("low-text-quality:1", "low-text-quality", "warning", "page 1 has many words"),
    ("garbled-text:2", "low-text-quality", "info", "page 2 had a text that made no sense"),
    ("table-unread:4", "table-unread", "info", "page 4 is drawn with more lines"),
    ("what-nobody-knows", "what-nobody-knows", "error", "what-nobody-knows"),
]


@pytest.mark.parametrize(("note", "code", "severity", "message"), CASES)
def test_a_note_becomes_an_issue(note, code, severity, message):
    (issue,) = check_notes([note])
    assert (issue.code, issue.severity) == (code, severity)
    assert issue.message.startswith(message)
