"""The nouns: shapes shared by every stage, free of machinery.

Internal values are frozen dataclasses and tuples; pydantic models begin at the
record (``schemas.record``), which is what leaves the program.
"""
