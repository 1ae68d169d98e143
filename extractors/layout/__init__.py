"""From pages or plain text to blocks in reading order."""

from __future__ import annotations

from extractors.layout.dump import blocks_of
from extractors.layout.plain import lines_of
from schemas.layout import Layout
from schemas.page import Pages


def lay_out(pages: Pages) -> Layout:
    """The layout of what was read, whatever it was read from."""
    if pages.office:
        from extractors.layout.office import layout_office

        return layout_office(pages)
    if pages.text is not None:
        from extractors.layout.spaced import layout_spaced

        spaced = layout_spaced(pages)
        if spaced is not None:
            return spaced
        return Layout(pages.file, tuple(blocks_of(lines_of(pages.text))), pages.notes)
    from extractors.layout.page import layout_pages

    return layout_pages(pages)
