"""Every screen and dialog of the program, each on fixed data: what it opens, and the steps that lead to it."""

import shutil
from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from textual.widgets import Input, TextArea

from sample_data import VISITS
from screens.dialogs.choose_file import ChooseFileDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.import_preview import ReadingDialog
from screens.draw import SECONDS_A_NAME, DrawScreen

NOW = "2022-12-05T09:30:00+08:00"
FRESH, EMPTY, OPEN, DIFFER, DRAWN = (f"370899-{n}.json" for n in ("0101", "0102", "0104", "0105", "0108"))

Step = str | tuple[str, ...] | Callable[[Any], Any]


MISTAKES = "z-mistakes.csv"
NOBODY = ("name",)  # where nobody has said who is scoring


class View(NamedTuple):
    """A picture: the file opened (none: the folder), the steps to it, and the screen that must be on top."""

    file: str
    steps: tuple[Step, ...]
    top: str


def _typed(text: str) -> tuple[str, ...]:
    return tuple(text)


def _all_arrived(screen: Any) -> None:
    """Every drawn name at once; the ceremony's seconds are no part of the picture."""
    draw = screen.app.screen
    assert isinstance(draw, DrawScreen) and SECONDS_A_NAME
    while draw.arriving:
        draw._next_name()


def _choose_file(screen: Any) -> None:
    files = {
        "370899-0102-roster.csv": "",
        "370899-0103-self-check.csv": "另一所学校的？",
        "370899-0102 王芳.json": "没有新内容",
    }
    screen.app.push_screen(ChooseFileDialog("导入 / import", "/home/lin/visits", files))


VIEWS: dict[str, View] = {
    "list": View("", (), "VisitsScreen"),
    "list-empty": View("empty", (), "VisitsScreen"),
    "list-find": View("", ("slash", _typed("02")), "VisitsScreen"),
    "district": View("", ("d",), "DistrictScreen"),
    "district-find": View("", ("d", "slash", _typed("02")), "DistrictScreen"),
    "score": View(OPEN, (), "ScoreScreen"),
    "score-fresh": View(FRESH, ("C", "down"), "ScoreScreen"),
    "score-differ": View(DIFFER, ("C", ("down", "down", "down")), "ScoreScreen"),
    "score-draft": View(OPEN, (_typed("4.5"),), "ScoreScreen"),
    "score-refused": View(OPEN, (_typed("99"), "enter"), "ScoreScreen"),
    "note": View(OPEN, ("n", _typed("缺两次记录")), "NoteDialog"),
    "ticks": View(OPEN, ("B", "t", "2"), "TicksDialog"),
    "history": View(DIFFER, ("C", ("down", "down", "down"), "h"), "HistoryDialog"),
    "choose-file": View(EMPTY, (_choose_file,), "ChooseFileDialog"),
    "import-preview": View(EMPTY, ("i", "enter"), "ImportPreviewDialog"),
    "import-mistakes": View(EMPTY, ("i", "end", "enter"), "ImportPreviewDialog"),
    "reading": View(EMPTY, (lambda s: s.app.push_screen(ReadingDialog("370899-0102-roster.csv")),), "ReadingDialog"),
    "review": View(DRAWN, ("r",), "ReviewScreen"),
    "review-open": View(OPEN, ("r",), "ReviewScreen"),
    "review-end": View(DRAWN, ("r", ("pagedown",) * 4), "ReviewScreen"),
    "remark": View(DRAWN, ("r", "e", _typed("制度完备, 建议补齐研修记录")), "RemarkDialog"),
    "hand-ins": View(OPEN, ("r", "i"), "HandInsDialog"),
    "sign": View(DRAWN, ("r", "s"), "SignDialog"),
    "code": View(DRAWN, ("r", "s", "y", "k"), "CodeScreen"),
    "draw-no-roster": View(EMPTY, ("d",), "DrawScreen"),
    "draw-begin": View(FRESH, ("d",), "DrawScreen"),
    "draw-size": View(FRESH, ("d", "s", "f2"), "DrawSizeDialog"),
    "draw-sealed": View(FRESH, ("d", "s", "enter"), "DrawScreen"),
    "draw-done": View(FRESH, ("d", "s", "enter", _typed("3162546113"), "enter", _all_arrived), "DrawScreen"),
    "draw-verified": View(DRAWN, ("d",), "DrawScreen"),
    "card": View(DRAWN, ("d", "down", "enter"), "CardDialog"),
    "stand-in": View(
        FRESH, ("d", "s", "enter", _typed("3162546113"), "enter", _all_arrived, "x"), "StandInDialog"
    ),
    "conflicts": View(DIFFER, ("v",), "ConflictsScreen"),
    "conflicts-none": View(OPEN, ("v",), "ConflictsScreen"),
    "settle": View(DIFFER, ("v", "enter"), "SettleDialog"),
    "name": View(FRESH, (), "NameDialog"),
    "confirm": View(OPEN, (lambda s: s.app.push_screen(ConfirmDialog("望岳小学", "Yes? 是?")),), "ConfirmDialog"),
    "help": View(OPEN, ("question_mark",), "HelpDialog"),
    "palette": View(OPEN, ("ctrl+p",), "CommandPalette"),
    "notice": View(DIFFER, ("r", "s"), "ReviewScreen"),
}  # fmt: skip


def fix_chance(monkeypatch: Any, home: Path) -> None:
    """One clock, one chance, one key, no blinking: the same picture every time."""
    number = iter(range(1, 10_000))
    monkeypatch.setattr("ipc2_tui.interface.sitting_app.now", lambda: NOW)
    monkeypatch.setattr("ipc2_tui.keys.nonces.new_nonce", lambda: next(number).to_bytes(16, "big"))
    monkeypatch.setattr("ipc2_tui.keys.nonces.new_salt", lambda: next(number).to_bytes(16, "big").hex())
    for field in (Input, TextArea):
        monkeypatch.setattr(field.cursor_blink, "_default", False)
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    home.mkdir(mode=0o700, parents=True)
    private = home / "id_ed25519"
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    private.chmod(0o600)
    line = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    private.with_name("id_ed25519.pub").write_bytes(line + b" ipc2\n")


def make_files() -> None:
    """The sample district in `visits`, with a roster full of mistakes, and an empty folder; all in the current one."""
    shutil.copytree(VISITS, "visits")
    Path("empty").mkdir()
    mistakes = "姓名,微能力1,线上学时\n王伟,Z9,25\n李娜,A1,many\n"
    Path("visits", MISTAKES).write_text(mistakes, encoding="utf-8")


@asynccontextmanager
async def shown(opened: Any, name: str, size: tuple[int, int]) -> Any:
    """The program with a view on screen, everything on disk and nothing under way."""
    view = VIEWS[name]
    path = Path(view.file) if view.file == "empty" else Path("visits", view.file)
    async with opened(path, size=size) as screen:
        await _settled(screen)
        for step in view.steps:
            if callable(step):
                step(screen)
            else:
                await screen.press(*([step] if isinstance(step, str) else step))
            await _settled(screen)
        await screen.until(lambda: type(screen.app.screen).__name__ == view.top, f"{view.top} for {name}")
        await _settled(screen)
        yield screen


async def _settled(screen: Any) -> None:
    """Nothing is being read, saved or mounted; a dialog that waits for its answer may stay."""
    app = screen.app

    def quiet() -> bool:
        busy = [w for w in app.workers if w.group in ("browse", "flow") and w.is_running and len(app.screen_stack) < 2]
        saved = app.sitting is None or app.sitting.saved
        return not busy and saved and app.screen.is_mounted and bool(screen.text.strip())

    await screen.until(quiet, "rest")
