"""The guided tour of the sample: what to try next, and how to see that somebody has."""

from collections.abc import Callable
from typing import Any, NamedTuple

from scoring.visit import CLAIM, SCORE, Visit
from scoring.wording import mark, tr
from screens.widgets.lines import Lines
from screens.widgets.text import wrapped


class Scene(NamedTuple):
    """What can be seen of an evaluator: the screen they are on, and the visit that is open, if any."""

    screen: str
    visit: Visit | None
    by: str

    def recorded(self, kind: str, since: "Scene") -> list[dict[str, Any]]:
        """The bodies of their entries of a kind that were not there `since`."""
        if self.visit is None:
            return []
        before = {entry.hash for entry in since.visit.entries} if since.visit else set()
        return [entry.said for entry in self.visit.told(kind) if entry.by == self.by and entry.hash not in before]


class Step(NamedTuple):
    """What to try, in marked English; and whether it was done between two scenes."""

    text: str
    done: Callable[[Scene, Scene], bool]


def _agrees(scene: Scene, body: dict[str, Any]) -> bool:
    visit, item_id = scene.visit, body["item"]
    return visit is not None and visit.cell(CLAIM, item_id).value == visit.cell(SCORE, item_id).value


STEPS = (
    Step(
        mark("The list of schools. Up and down choose one, at first the first; enter opens it."),
        lambda _, now: now.screen == "ScoreScreen",
    ),
    Step(
        mark("The first column of figures is what the school gives itself. = takes that over as your score."),
        lambda start, now: any(_agrees(now, body) for body in now.recorded(SCORE, start)),
    ),
    Step(
        mark("You see it otherwise? Type your points, 0.5 for example, and enter."),
        lambda start, now: any(not _agrees(now, body) for body in now.recorded(SCORE, start)),
    ),
    Step(
        mark("n opens a note for this item: write what you saw, enter keeps it."),
        lambda start, now: any(body.get("note") for body in now.recorded(SCORE, start)),
    ),
    Step(
        mark("u takes your last change back. Nothing is ever lost: h shows the item's history."),
        lambda start, now: any("undoes" in body for body in now.recorded(SCORE, start)),
    ),
    Step(
        mark("d draws teachers: there s seals, enter agrees; then type ten throws of a die, and enter."),
        lambda start, now: bool(now.recorded("draw", start)),
    ),
    Step(
        mark("esc goes back; r, before you leave a school, shows what is missing and what to say; s there signs."),
        lambda _, now: now.screen == "ReviewScreen",
    ),
    Step(
        mark("esc and esc lead back to the list; there d ranks the whole district."),
        lambda _, now: now.screen == "DistrictScreen",
    ),
)
END = mark("That was the tour. ? lists the keys of every screen. In a folder of your own, ipc2 and n start a visit.")


class Tour:
    """How far somebody is; `at` counts the steps done."""

    def __init__(self, scene: Scene) -> None:
        self.at = 0
        self._start = scene

    @property
    def over(self) -> bool:
        """Whether every step was done."""
        return self.at == len(STEPS)

    def observe(self, scene: Scene) -> bool:
        """Go on to the next step if this one was done by now; whether it was."""
        done = not self.over and STEPS[self.at].done(self._start, scene)
        other = scene.visit is not None and (self._start.visit is None or self._start.visit.code != scene.visit.code)
        if done or other:
            self._start = scene  # what another visit holds already was not done now
        self.at += done
        return done


class TourLines(Lines):
    """The step that is next, above the keys."""

    DEFAULT_CSS = "TourLines { background: $boost; }"

    def draw(self, tour: Tour, in_visit: bool) -> None:
        """Show it, and which key puts it away; outside a visit how to get to the keys of one."""
        head = tr("tour {n}/{of}").format(n=tour.at + 1, of=len(STEPS)) if not tour.over else tr("tour")
        step, away = tr(END if tour.over else STEPS[tour.at].text), tr("(f8 puts this away)")
        if not in_visit and 0 < tour.at < len(STEPS) - 1:
            step = tr("Enter opens a school; there the tour goes on.")
        text = f"{head} {away}  {step}"
        self.show(lambda width: wrapped(text, width - 1, "$text-warning", 1))
