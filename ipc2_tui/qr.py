"""QR codes: as a picture for the sheet, and in half blocks for a terminal."""

import io
from typing import Any

BOX_MM = 39.0  # the side on paper, with the white margin of four modules
_MARGIN = 4
_PIXELS = 8


def qr_png(text: str) -> bytes:
    """A picture at error level M, eight pixels a module."""
    code = _code(text, _MARGIN)
    picture = io.BytesIO()
    code.make_image().save(picture)
    return picture.getvalue()


def qr_text(text: str) -> str:
    """Two rows of modules in each line, light on dark, as a phone reads them from a dark terminal."""
    return "\n".join(qr_rows(text, invert=True))


def qr_rows(text: str, invert: bool = False) -> list[str]:
    """The same as lines to be shown in black on white, unless they are inverted."""
    picture = io.StringIO()
    _code(text, 2).print_ascii(out=picture, invert=invert)
    return picture.getvalue().rstrip("\n").split("\n")


def _code(text: str, margin: int) -> Any:
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=margin, box_size=_PIXELS)
    code.add_data(text, optimize=20)
    code.make(fit=True)
    return code
