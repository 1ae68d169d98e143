"""What holds for all tests."""

import os
import signal

from hypothesis import settings

# A time limit for one example measures the machine, not the code. In continuous integration
# the examples are the same in every run, so that a change fails by its own fault only.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# What a shell starts in the background ignores Ctrl-C, and so do its children: programs that
# tests stop as a terminal would must listen to it.
signal.signal(signal.SIGINT, signal.default_int_handler)
