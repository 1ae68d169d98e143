"""What holds for all tests."""

import os

from hypothesis import settings

# A time limit for one example measures the machine, not the code. In continuous integration
# the examples are the same in every run, so that a change fails by its own fault only.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
