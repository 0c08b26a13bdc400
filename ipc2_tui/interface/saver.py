"""Saving beside the interface: the screen never waits for the disk, and says saved only when the disk has."""

import threading
from collections.abc import Callable

from ipc2_tui.files.reasons import reason
from ipc2_tui.files.store import VisitStore
from scoring.problem import Problem
from scoring.visit import Visit
from scoring.wording import tr

# After a failure; twice as long after each further one, up to the longest.  The next entry tries at once.
RETRY_SECONDS, LONGEST_RETRY_SECONDS = 0.5, 4.0
# How often the file is looked at for what others wrote into it, where there is nothing to save.
LOOK_SECONDS = 2.0


class Saver:
    """One thread that keeps the newest state of one visit on disk; states that were overtaken are not written.

    `on_saved` is called from the thread with the state that is on disk, which has more than what was kept where another
    program wrote the file; `on_trouble` with why nothing can be saved.  The thread then tries again by itself.
    """

    def __init__(
        self, store: VisitStore, on_saved: Callable[[Visit], None], on_trouble: Callable[[Problem], None]
    ) -> None:
        self.store = store
        self._on_saved = on_saved
        self._on_trouble = on_trouble
        self._newest = store.visit
        self._wanted: Visit | None = None
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
        self._thread.start()

    def keep(self, visit: Visit) -> None:
        """Have `visit` saved soon."""
        with self._changed:
            self._wanted = self._newest = visit
            self._changed.notify()

    def close(self) -> Visit | None:
        """Save what is not saved yet, once, and let go of the file.  Returns what could not be saved."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()
        self.store.close()
        return self._wanted

    def _run(self) -> None:
        retry = RETRY_SECONDS
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted is not None or self._closing, LOOK_SECONDS)
                visit, last = self._wanted, self._closing
                self._wanted = None
            if visit is None:
                self._look()
            elif self._save(visit):
                retry = RETRY_SECONDS
            else:
                with self._changed:
                    self._wanted = self._wanted or visit
                    if not self._closing:
                        self._changed.wait(retry)
                retry = min(2 * retry, LONGEST_RETRY_SECONDS)
            if last:
                return

    def _save(self, visit: Visit) -> bool:
        try:
            saved = self.store.save(visit)
        except Problem as problem:
            self._on_trouble(problem)
            return False
        except Exception as error:
            self._on_trouble(Problem(str(self.store.path), tr("cannot be written: {why}").format(why=reason(error))))
            return False
        self._on_saved(saved)
        return True

    def _look(self) -> None:
        try:
            found = self.store.look(self._newest)
        except Exception:
            return  # whatever it is, it is said as soon as there is something to save
        if found is not None:
            self._on_saved(found)
