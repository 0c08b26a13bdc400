"""The code in a photo or a scan of a score sheet."""

import warnings
from io import BytesIO
from pathlib import Path

from ipc2_tui.workbooks.archives import DAMAGE
from scoring.problem import Problem
from scoring.wording import tr

_LARGEST_PIXELS = 120_000_000
_LARGEST_BYTES = 180_000_000  # unpacked
_LARGEST_ENLARGED = 60_000_000
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")


def code_in(picture: Path | BytesIO, where: str) -> str:
    """The text of the score sheet's code in a picture; `where` names it.  Raises Problem where there is none.

    Small codes are lost on the first look, so that the picture is looked at again enlarged and sharpened.
    """
    try:
        import zxingcpp
        from PIL import Image, ImageFilter
    except ImportError as error:
        raise Problem(where, tr("reading photos needs the extra package: pip install 'ipc2[scan]'")) from error
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(picture, formats=_FORMATS) as opened:
            opened.draft("L", None)  # a JPEG need not be unpacked in colour
            pixels = opened.width * opened.height
            if pixels > _LARGEST_PIXELS or pixels * len(opened.getbands()) > _LARGEST_BYTES:
                raise Problem(where, tr("is larger than a photo can be"))
            grey = opened.convert("L")
    except Image.DecompressionBombError as error:
        raise Problem(where, tr("is larger than a photo can be")) from error
    except DAMAGE as error:
        raise Problem(where, tr("is no picture that can be read; save it again, as JPEG or PNG")) from error
    for scale, sharpen in ((1.0, False), (1.5, False), (2.0, False), (3.0, False), (2.0, True)):
        size = (round(grey.width * scale), round(grey.height * scale))
        if scale > 1 and size[0] * size[1] > _LARGEST_ENLARGED:
            continue
        again = grey if scale == 1 else grey.resize(size, Image.Resampling.BICUBIC)
        found = zxingcpp.read_barcodes(again.filter(ImageFilter.SHARPEN) if sharpen else again)
        texts = [code.text for code in found]
        if ours := next((text for text in texts if text.startswith("IPC2:")), None):
            return ours
        if texts:
            raise Problem(where, tr("the code in it is no score sheet's: {text}").format(text=texts[0][:60]))
    raise Problem(where, tr("no code was found in it; photograph the code alone, flat and in good light"))
