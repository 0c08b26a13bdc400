"""The application on copies of sample visits, driven by real keys; what is asserted is what a person sees."""

import asyncio
import json
import os
import shutil
import signal
import sys
from contextlib import asynccontextmanager
from gettext import NullTranslations
from threading import Thread

import gallery
import pytest
from textual import events
from textual.keys import _character_to_key

from ipc2_tui.files.store import VisitStore
from ipc2_tui.interface.app import Ipc2
from ipc2_tui.language import catalogue
from scoring import wording

FRESH = "370899-0101.json"


@pytest.fixture(autouse=True)
def someone(tmp_path, monkeypatch):
    """An evaluator with settings of their own; messages in English."""
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("IPC2_NAME", "Lin")
    monkeypatch.setattr(wording, "_catalogue", NullTranslations())


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "visits"
    shutil.copytree(gallery.VISITS, place)
    return place


@pytest.fixture
def fresh(folder):
    return folder / FRESH


class Driver:
    """A running application: press keys, read the screen, read the file."""

    def __init__(self, app, pilot, path):
        self.app, self.pilot, self.path = app, pilot, path

    async def press(self, *keys):
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text):
        await self.press(*text)

    async def resize(self, size):
        """Another window, painted."""
        await self.pilot.resize_terminal(*size)
        await self.until(lambda: self.app.size == size and len(self.text.splitlines()) == size[1], f"{size}")
        await self.pilot.pause()

    async def strike(self, text):
        """Characters as a terminal sends them; the pilot cannot type every sign."""
        for character in text:
            self.app.post_message(events.Key(_character_to_key(character), character))
            await self.pilot.pause()

    @property
    def text(self):
        """The lines on screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def row(self, word):
        """The first line with `word` in it."""
        return next(line for line in self.text.splitlines() if word in line)

    async def until(self, seen, what=""):
        """Wait until `seen()` holds; messages, timers and the saver's thread have their turn."""
        for _ in range(400):
            if seen():
                return
            await asyncio.sleep(0.01)
            await self.pilot.pause()
        raise AssertionError(f"waited for {what}; the screen shows\n{self.text}")

    async def saved(self):
        await self.until(lambda: self.app.sitting.saved, "everything to be on disk")

    def close_window(self, by="SIGHUP"):
        """As the terminal does it, or the system at its own end."""
        if sys.platform == "win32":
            from ipc2_tui.interface import console

            Thread(target=console._registered[-1], args=(console._ENDS[0],), daemon=True).start()
        else:
            os.kill(os.getpid(), getattr(signal, by))

    def entries(self, kind):
        """Bodies of this person's entries of a kind, as the file has them."""
        (visit,) = json.loads(self.path.read_bytes())["visits"].values()
        return [e["body"] for e in visit["entries"] if e["kind"] == kind and e["by"].startswith("Lin@")]

    @property
    def notices(self):
        return [notice.message for notice in self.app._notifications]


@pytest.fixture
def view(tmp_path, monkeypatch, opened):
    """A screen or dialog of the gallery: its name, the window's size, the language."""
    monkeypatch.chdir(tmp_path)
    gallery.fix_chance(monkeypatch, tmp_path / "home")
    gallery.make_files()

    @asynccontextmanager
    async def run(name, size=(80, 24), language="en"):
        monkeypatch.setattr(wording, "_catalogue", catalogue(language))
        monkeypatch.setenv("IPC2_NAME", "" if name in gallery.NOBODY else "林知远")
        async with gallery.shown(opened, name, size) as screen:
            yield screen

    return run


@pytest.fixture
def opened():
    @asynccontextmanager
    async def run(path, size=(80, 24)):
        app = Ipc2(path) if path.is_dir() else Ipc2(path, VisitStore(path))
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot, path)
            await driver.until(lambda: app.screen.is_mounted and driver.text.strip(), "the first screen")
            yield driver

    return run
