"""``ipc2 inspect``: what was found of a drawn teacher, and what the sample proves."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipc2_tui.json_out import print_json
from scoring.problem import Problem
from scoring.wording import mark, named, tr, visible

if TYPE_CHECKING:
    from scoring.verification import Verified
    from scoring.visit import Visit

HELP = mark("record and show the verification of drawn teachers")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    from scoring.verification import RESULTS, STEP_NAMES, STEPS

    parser.add_argument("visit", type=Path, metavar="VISIT", help=tr("visit file"))
    parser.add_argument("teacher", nargs="?", metavar="TEACHER", help=tr("id or name; without one all are shown"))
    for step in STEPS:
        parser.add_argument(f"--{step}", choices=RESULTS, help=tr(STEP_NAMES[step]))
    parser.add_argument("--outcome", choices=RESULTS, help=tr("outcome (default: what the four suggest)"))
    parser.add_argument("--grade", help=tr("a grade"))
    parser.add_argument("--note", help=tr("a note"))
    parser.add_argument("--settle", action="store_true", help=tr("as the lead, settle what others recorded"))
    parser.add_argument("--no", type=int, help=tr("which draw (default: the last)"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Record what was given, then show who was asked for; 1 where people differ or the sample contradicts the rate."""
    from ipc2_tui.files.visit_file import read_visit
    from ipc2_tui.recording import recording
    from scoring.claim import CONTRADICTED
    from scoring.verification import Card, proof, verified

    given = {key: getattr(arguments, key) for key in Card._fields if getattr(arguments, key) is not None}
    if (given or arguments.settle) and arguments.teacher is None:
        raise Problem("inspect", tr("say which teacher; without one all are shown"))
    if given or arguments.settle:
        with recording(arguments.visit, arguments.code) as recorder:
            recorder.record("verify", _body(recorder.visit, recorder.by, arguments, given))
            visit = recorder.visit
    else:
        visit = read_visit(arguments.visit, arguments.code)
    shown = _shown(visit, arguments.teacher, arguments.no)
    if arguments.json:
        print_json(verified_json(visit, shown))
    else:
        for line in _lines(visit, shown):
            print(visible(line))
    contradicted = any(each.evidence.verdict == CONTRADICTED for each in proof(visit))
    return int(contradicted or any(one.conflict for one in verified(visit)))


def _shown(visit: "Visit", teacher: str | None, no: int | None) -> "list[Verified]":
    """Everybody who was drawn; of one draw, or one teacher, where that is asked for.  Raises Problem."""
    from scoring.draws import find_draw
    from scoring.verification import verified

    if teacher is None and no is None:
        return verified(visit)
    draw = find_draw(visit, no)
    return [one for one in verified(visit, draw) if teacher is None or one.teacher == draw.find(teacher)]


def verified_json(visit: "Visit", shown: "list[Verified]") -> dict[str, Any]:
    """Cards and evidence for programs; probabilities are numbers from 0 to 1."""
    from scoring.claim import sentence
    from scoring.verification import proof

    return {
        "teachers": [
            {
                "no": one.draw.no,
                "id": one.teacher,
                "name": one.draw.teacher(one.teacher).name,
                "ability": one.draw.abilities.get(one.teacher),
                "outcome": "conflict" if one.conflict else one.outcome,
                "cards": {by: card._asdict() for by, card in one.cards.items()},
            }
            for one in shown
        ],
        "evidence": [
            {
                "no": each.draw.no,
                "tested": each.evidence.tested,
                "failed": each.evidence.failed,
                "teachers": each.evidence.teachers,
                "claimed": float(each.evidence.claimed),
                "chance": float(each.evidence.chance),
                "proven": float(each.evidence.proven),
                "verdict": each.evidence.verdict,
                "absent_as_failed": each.absent_as_failed,
                "sentence": sentence(each.evidence),
            }
            for each in proof(visit)
        ],
    }


def _body(visit: "Visit", by: str, arguments: Namespace, given: dict[str, str]) -> dict[str, Any]:
    from ipc2_tui.keys.nonces import new_salt
    from scoring.draws import find_draw
    from scoring.verification import NOT_DONE, Card, card_of, check_card, entries_on, verify_body

    draw = find_draw(visit, arguments.no)
    teacher = draw.find(arguments.teacher)
    mine = card_of(visit, draw, teacher, by)
    card: Card = mine._replace(**given)
    if "outcome" not in given and mine.outcome == mine.suggested:  # what somebody decided stays
        card = card._replace(outcome=card.suggested)
    check_card(card)
    if arguments.settle and card.outcome == NOT_DONE:
        raise Problem("--settle", tr("needs what the team has settled on: --outcome passed or failed"))
    over = tuple(entry.hash for entry in entries_on(visit, draw, teacher) if entry.by != by)
    return verify_body(draw, teacher, card, new_salt(), over if arguments.settle else ())


def _lines(visit: "Visit", shown: "list[Verified]") -> list[str]:
    from scoring.draws import draws_of
    from scoring.verification import outcome_text, proof_sentences, results_told

    lines = []
    for one in shown:
        name = one.draw.teacher(one.teacher).name
        ability = one.draw.abilities.get(one.teacher, "")
        drawn = tr("draw {no}").format(no=one.draw.no)
        lines.append(named(drawn, f"{one.teacher} {name}  {ability}  {outcome_text(one)}"))
        for by, card in one.cards.items():
            lines.append(f"   {by}  {'  '.join(results_told(card))}  {card.note}".rstrip())
    for draw in draws_of(visit).draws:
        for text in proof_sentences(visit, draw):
            lines += ["", text]
    return lines or [tr("nobody has been drawn yet")]
