"""The situations a user can be in when something cannot be done.

* KehoachError
  x DocumentError        one document cannot be read; the others go on      exit code 1
    + MissingFile        + EmptyFile        + UnsupportedFile
    + EncryptedFile      + UnreadableFile   + TimeLimitReached
    + NoPermission       + WorkerDied       + CannotBeKept
    + UnexpectedFailure
  x WrongUse             what was asked for makes no sense                   exit code 2
  x MissingTool          a program is not installed                          exit code 3
  x ArchiveUnusable      the archive cannot be opened or written             exit code 4

``str(error)`` is one line: what it is about, what is wrong, and what to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self


class KehoachError(Exception):
    """Something the user can act upon.

    ``subject`` is the file, tool or archive concerned. ``wrong`` and ``advice`` replace
    the class's own sentences where more is known; both are written without a full stop.
    """

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "failed"
    """The name under which a failure is kept in the catalog."""
    passing: ClassVar[bool] = False
    """Whether the cause lies outside the document and may be gone at the next attempt."""
    wrong: str = "it could not be done"
    advice: str = ""

    def __init__(self, subject: str | Path, wrong: str = "", advice: str = "") -> None:
        # All three go to Exception, so that an error survives the way from a worker process.
        super().__init__(str(subject), wrong, advice)
        self.subject = str(subject)
        self.wrong = wrong or type(self).wrong
        self.advice = advice or type(self).advice

    @property
    def reason(self) -> str:
        """What is wrong and what to do, without the subject."""
        return f"{self.wrong}; {self.advice}" if self.advice else self.wrong

    def about(self, subject: str | Path) -> Self:
        """The same error of another subject (a copy is read, the original is named)."""
        return type(self)(subject, self.wrong, self.advice)

    def __str__(self) -> str:
        return " ".join(f"{self.subject}: {self.reason}".split())


class DocumentError(KehoachError):
    """One document cannot be read."""

    code = "unreadable"


class MissingFile(DocumentError):
    code = "missing"
    passing = True
    wrong = "no such file or folder"
    advice = "check the path"


class EmptyFile(DocumentError):
    code = "empty"
    wrong = "the file is empty"
    advice = "fetch the document again"


class UnsupportedFile(DocumentError):
    code = "unsupported"
    wrong = "this kind of file is not read"
    advice = "give a PDF, DOCX, DOC, text or image file"


class EncryptedFile(DocumentError):
    code = "encrypted"
    wrong = "the file is protected by a password"
    advice = "save a copy without the password and give that"


class UnreadableFile(DocumentError):
    code = "unreadable"
    wrong = "the file is damaged or is not what its name says"
    advice = "open it in its own program and save it again"


class NoPermission(DocumentError):
    code = "no-permission"
    passing = True
    wrong = "you have no right to read it"
    advice = "ask its owner for the right to read, or copy it elsewhere"


class TimeLimitReached(DocumentError):
    code = "time-limit"
    wrong = "reading took longer than the time limit"
    advice = "give more time with --time-limit SECONDS, or split the document"


class WorkerDied(DocumentError):
    code = "worker-died"
    wrong = "the process reading it died, most likely for want of memory"
    advice = "try it alone with 'kehoach extract', or split the document"


class CannotBeKept(DocumentError):
    code = "cannot-be-kept"
    wrong = "its record cannot be kept"
    advice = "run 'kehoach extract' on it and report what is shown"


class UnexpectedFailure(DocumentError):
    code = "unexpected"
    wrong = "kehoach failed on it in a way nobody foresaw"
    advice = "run 'kehoach --debug extract' on it and report what is shown"


class WrongUse(KehoachError):
    exit_code = 2
    code = "wrong-use"
    wrong = "this cannot be asked for"


class MissingTool(KehoachError):
    exit_code = 3
    code = "missing-tool"
    passing = True
    wrong = "the program is not installed"
    advice = "'kehoach doctor' shows the command that installs it"


class ArchiveUnusable(KehoachError):
    exit_code = 4
    code = "archive-unusable"
    wrong = "the archive cannot be used"
    advice = "name the folder of an archive with --archive"
