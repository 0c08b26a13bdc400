"""The line at the top (whose visit, how far, is it saved), and the line that answers the last key."""

from collections.abc import Sequence

from rich.cells import cell_len

from scoring.entry import name_of
from scoring.result import claimed_text, scored_text
from scoring.tally import Tally
from scoring.verdict import level_label
from scoring.visit import Visit
from scoring.wording import tr, visible
from screens.sitting import Sitting
from screens.widgets.lines import Lines
from screens.widgets.text import Line, Piece, fit, line

_LEAST = 10  # columns of a school's name, by which it is still known


class StatusLine(Lines):
    """School, date and evaluator to the left; totals and the state of the disk to the right."""

    def draw(self, sitting: Sitting, tallied: Tally) -> None:
        """Show them."""
        visit, done = sitting.visit, tallied.evaluated
        facts: list[tuple[str, str]] = []
        if tallied.self_check.pointed:
            facts.append((tr("self") + " " + claimed_text(tallied.self_check), "$text-primary"))
        if done.pointed:
            facts.append((tr("eval") + f" {scored_text(done)}", "bold"))
        facts.append((f"{done.marked}/{done.items}", ""))
        if tallied.level:
            facts.append((level_label(tallied.level), "bold"))
        if differing := len(tallied.conflicts) + disputes(visit):
            facts.append((tr("differ {n}").format(n=differing), "bold $text-error"))
        facts += {"none": [], "valid": [(tr("signed"), "$text-success")],
                  "stale": [(tr("signature stale"), "bold $text-warning")],
                  "invalid": [(tr("signature INVALID"), "bold $text-error")]}[sitting.signature]  # fmt: skip
        facts.append(_disk(sitting))
        name = name_of(sitting.by)
        school = f" {visible(visit.school.name or visit.code)}"
        whose = (f"{school}  {visit.school.date}  {name}", f"{school}  {name}", school)
        least = cell_len(school) if tallied.self_check.pointed else _LEAST
        self.show(lambda width: [_line(whose, facts, width, least)])


class MessageLine(Lines):
    """One line of answer; `!` stands before what was refused."""

    _said = ("", False)

    def say(self, text: str, trouble: bool = False) -> None:
        """Show `text`, or nothing."""
        if self._said == (text, trouble):
            return
        self._said = (text, trouble)
        said = f" {'! ' if trouble else ''}{text}" if text else ""
        style = "bold $text-error" if trouble else "$text-accent"
        self.show(lambda width: [line((fit(said, width), style))])


def disputes(visit: Visit) -> int:
    """On how many drawn teachers people differ; what that takes is loaded only where one was verified."""
    if not visit.counts.get("verify"):
        return 0
    from scoring.verification import disputed

    return len(disputed(visit))


def _line(whose: Sequence[str], facts: Sequence[Piece], width: int, least: int) -> Line:
    """The fullest way to say whose visit it is that has room beside the facts.

    The first fact gives way to a name of `least` columns; that is the self-check's total, for which the school's name
    has to be whole.  The evaluation's gives way only where hardly a name would be left.
    """
    right = [piece for fact in facts for piece in (("  ", ""), fact)]
    room = width - sum(cell_len(text) for text, _ in right) - 1
    if room < min(least, cell_len(whose[-1])) and len(facts) > 3:
        return _line(whose, facts[1:], width, _LEAST)
    left = next((text for text in whose if cell_len(text) <= room), whose[-1])
    return line((fit(left, max(8, room)), "bold"), *right)


def _disk(sitting: Sitting) -> tuple[str, str]:
    if sitting.read_only:
        return tr("read-only"), "bold $text-warning"
    if sitting.trouble:
        return tr("NOT SAVED"), "bold $text-error"
    return (tr("saved"), "$text-success") if sitting.saved else (tr("saving"), "$text-warning")
