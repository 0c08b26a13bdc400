"""Saving beside the interface: the screen never waits for the disk, and says saved only when the disk has."""

import threading
from collections.abc import Callable

from ipc2_tui.store import VisitStore
from scoring.problem import Problem
from scoring.visit import Visit

RETRY_SECONDS = 2.0
# The key that made the entry is painted first, and entries made together are saved together.
PAINT_SECONDS = 0.01


class Saver:
    """One thread that keeps the newest state of one visit on disk; states that were overtaken are not written.

    `on_saved` is called from the thread with the number of entries on disk, `on_trouble` with why they are not; the
    thread then tries again by itself.
    """

    def __init__(
        self, store: VisitStore, on_saved: Callable[[int], None], on_trouble: Callable[[Problem], None]
    ) -> None:
        self.store = store
        self._on_saved = on_saved
        self._on_trouble = on_trouble
        self._wanted: Visit | None = None
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
        self._thread.start()

    def keep(self, visit: Visit) -> None:
        """Have `visit` saved soon."""
        with self._changed:
            self._wanted = visit
            self._changed.notify()

    def close(self) -> None:
        """Save what is not saved yet, once, and let go of the file."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()
        self.store.close()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._wanted is None and not self._closing:
                    self._changed.wait()
                if not self._closing:
                    self._changed.wait(PAINT_SECONDS)
                visit, last = self._wanted, self._closing
                self._wanted = None
            if visit is not None and not self._save(visit) and not last:
                with self._changed:
                    self._wanted = self._wanted or visit
                    if not self._closing:
                        self._changed.wait(RETRY_SECONDS)
            elif last:
                return

    def _save(self, visit: Visit) -> bool:
        try:
            self.store.save(visit)
        except Problem as problem:
            self._on_trouble(problem)
            return False
        self._on_saved(len(visit.entries))
        return True
