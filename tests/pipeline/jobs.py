"""Work that goes wrong, for the pool to survive."""

from __future__ import annotations

import os
import time

from pipeline.errors import EncryptedFile


def misbehave(job: str) -> str:
    match job.split(maxsplit=1)[0]:
        case "hang":
            time.sleep(60)
        case "die":
            os._exit(9)
        case "raise":
            raise ValueError("nobody\nforesaw this")
        case "locked":
            raise EncryptedFile("a.pdf")
        case "eat":
            return str(len(bytearray(8 * 1024**3)))
        case "pid":
            return str(os.getpid())
    return job.upper()
