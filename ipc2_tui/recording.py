"""Recording from the command line: a visit's file opened for writing, entries appended durably."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ipc2_tui.clock import now
from ipc2_tui.files.store import VisitStore
from ipc2_tui.keys.identity import evaluator
from ipc2_tui.keys.signature_state import signature_state
from scoring.mark import Refused, read_value
from scoring.problem import Problem
from scoring.rubric import Item, Value
from scoring.visit import Visit, with_entry
from scoring.wording import tr, visible


class Recorder:
    """An open visit; `by` is who records."""

    def __init__(self, store: VisitStore, by: str) -> None:
        self.visit: Visit = store.visit
        self.by = by
        self._store = store

    def record(self, kind: str, body: dict[str, Any]) -> None:
        """Append one entry; it is on disk when this returns.  Raises Problem, and then nothing was written."""
        self.record_all(kind, (body,))

    def record_all(self, kind: str, bodies: Iterable[dict[str, Any]]) -> None:
        """Append entries of one kind, all of them or none."""
        visit = self.visit
        for body in bodies:
            visit = with_entry(visit, visit.next_entry(self.by, now(), kind, body))
        self.visit = self._store.save(visit)


def value_typed(item: Item, text: str) -> Value:
    """The points or the grade that somebody typed for an item.  Raises Problem, which names the item."""
    try:
        return read_value(item, text)
    except Refused as error:
        raise Problem(f"{item.id} {item.name}", str(error)) from error


@contextmanager
def recording(path: Path, code: str | None) -> Iterator[Recorder]:
    """The visit in the file at `path`, for writing.  Raises Problem where it, or who is scoring, is not to be had."""
    by = evaluator()
    store = VisitStore(path, code)
    try:
        if store.read_only:
            raise Problem(str(path), store.read_only)
        was_signed = signature_state(store.visit) == "valid"
        recorder = Recorder(store, by)
        yield recorder
        if was_signed and signature_state(recorder.visit) != "valid":
            text = tr("{file}: the signature no longer covers the visit, which is to be signed again")
            sys.stderr.write(visible(text.format(file=path)) + "\n")
    finally:
        store.close()
