"""Makes the pictures of the screens, light and dark, from the sample district: ``python docs/make_pictures.py``."""

import asyncio
import html
import os
import re
import shutil
import tempfile
from pathlib import Path

from rich.cells import cell_len

from ipc2_tui.files.store import VisitStore
from ipc2_tui.interface.app import Ipc2
from ipc2_tui.language import use_language
from sample_data import VISITS
from screens.themes import DARK, LIGHT

HERE = Path(__file__).parent
COLUMN = 12.2  # the exporter's width of a column
PICTURES = {
    "score": ("370899-0104.json", (100, 30), ("D",)),
    "review": ("370899-0104.json", (100, 30), ("r",)),
    "draw": ("370899-0108.json", (100, 30), ("d",)),
    "visits": ("", (100, 24), ()),
}


async def picture(name: str, folder: Path, theme: str) -> str:
    """The SVG of one screen after some keys, in a theme."""
    file, size, keys = PICTURES[name]
    path = folder / file if file else folder
    app = Ipc2(path, VisitStore(path)) if file else Ipc2(path)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await app.workers.wait_for_complete([each for each in app.workers if each.group == "browse"])
        await pilot.press(*keys)
        await pilot.pause()
        svg = app.export_screenshot(title="ipc2", simplify=True)
    svg = re.sub(r'<text ([^>]*?)x="([\d.]+)" ([^>]*?)textLength="[\d.]+"([^>]*)>([^<]*)</text>', _by_columns, svg)
    # The picture must not ask the network for a font, and is the same however often it is made.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(
        r"font-family:\s+monospace|font-family: Fira Code[^;]*", "font-family: Menlo, Consolas, monospace", svg
    )
    return re.sub(r"terminal-\d+", f"ipc2-{name}-{theme}", svg)


def _by_columns(match: re.Match[str]) -> str:
    """The text word by word, each where its column is and as long as its columns: the exporter counts letters."""
    before, x, between, after, text = match.groups()
    pieces, column = [], 0
    for run in re.findall(r"[\u2e80-\uffef]+|[ \u00a0]+|[^ \u00a0\u2e80-\uffef]+", html.unescape(text)):
        width = cell_len(run)
        if run.strip(" \u00a0"):
            place = f'x="{float(x) + column * COLUMN:.1f}" {between}textLength="{width * COLUMN:.1f}"'
            pieces.append(f"<text {before}{place}{after}>{html.escape(run)}</text>")
        column += width
    return "".join(pieces)


def main() -> None:
    """Write every picture."""
    use_language("zh")
    with tempfile.TemporaryDirectory() as place:
        os.environ.update(IPC2_HOME=str(Path(place, "home")), IPC2_NAME="林知远")
        folder = Path(shutil.copytree(VISITS, Path(place, "示例区")))
        os.chdir(place)
        for name in PICTURES:
            for kind, theme in (("light", LIGHT), ("dark", DARK)):
                svg = asyncio.run(picture(name, folder.relative_to(place), theme.name))
                (HERE / f"{name}-{kind}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
