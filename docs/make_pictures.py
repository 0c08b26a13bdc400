"""Makes the pictures of the screens from the sample district: ``python docs/make_pictures.py``."""

import asyncio
import os
import re
import shutil
import tempfile
from pathlib import Path

from ipc2_tui.app import Ipc2
from ipc2_tui.language import use_language
from ipc2_tui.store import VisitStore

HERE = Path(__file__).parent
VISITS = HERE.parent / "sample_data" / "visits"
PICTURES = {
    "score": ("370899-0104.json", (100, 30), ("D",)),
    "review": ("370899-0104.json", (100, 30), ("r",)),
    "visits": ("", (100, 24), ()),
}


async def picture(name: str, folder: Path) -> str:
    """The SVG of one screen after some keys."""
    file, size, keys = PICTURES[name]
    path = folder / file if file else folder
    app = Ipc2(path, VisitStore(path)) if file else Ipc2(path)
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.press(*keys)
        await pilot.pause()
        svg = app.export_screenshot(title="ipc2", simplify=True)
    # The picture must not ask the network for a font, and is the same however often it is made.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code,", "").replace("font-family: Fira Code", "font-family: Menlo, Consolas, monospace")
    return re.sub(r"terminal-\d+", f"ipc2-{name}", svg)


def main() -> None:
    """Write every picture."""
    use_language("zh")
    with tempfile.TemporaryDirectory() as place:
        os.environ.update(IPC2_HOME=str(Path(place, "home")), IPC2_NAME="林知远")
        folder = Path(shutil.copytree(VISITS, Path(place, "示例区")))
        os.chdir(place)
        for name in PICTURES:
            svg = asyncio.run(picture(name, folder.relative_to(place)))
            (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
