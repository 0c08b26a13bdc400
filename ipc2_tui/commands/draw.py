"""``ipc2 draw``: seals, draws, lets stand in, and checks draws."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipc2_tui.json_out import print_json
from scoring.problem import Problem
from scoring.strata import STRATA
from scoring.wording import mark, tr, visible

if TYPE_CHECKING:
    from ipc2_tui.recording import Recorder
    from scoring.draws import Draw
    from scoring.visit import Visit

HELP = mark("draw teachers for lesson demos, so that anyone can check it")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("visit", type=Path, metavar="VISIT", help=tr("visit file"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--seal", action="store_true", help=tr("seal the laptop's half, and show its code"))
    what.add_argument("--words", metavar="TEXT", help=tr("draw, from what the school threw or said"))
    what.add_argument("--stand-in", metavar="ID", help=tr("let the next one stand in for this teacher"))
    what.add_argument("--check", action="store_true", help=tr("derive every draw again (default)"))
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--rate", help=tr("share of the teachers, such as 5%% (default: the rubric's)"))
    size.add_argument("--count", type=int, help=tr("number of teachers"))
    parser.add_argument("--by", choices=STRATA, help=tr("proportional by environment or subject"))
    parser.add_argument("--no", type=int, help=tr("which draw (default: the last)"))
    parser.add_argument("--reason", default="", help=tr("why the teacher cannot come"))
    parser.add_argument("--said-by", default="", metavar="WHO", help=tr("who said so"))
    parser.add_argument("--code", help=tr("which school, where the file holds several"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Do it and show the draws; 1 where one is not what its words give."""
    from ipc2_tui.files.visit_file import read_visit
    from ipc2_tui.recording import recording
    from scoring.draws import draws_of

    _check_usage(arguments)
    acts = {"seal": _seal, "words": _draw, "stand_in": _stand_in}
    if act := next((act for name, act in acts.items() if getattr(arguments, name) not in (None, False)), None):
        with recording(arguments.visit, arguments.code) as recorder:
            act(recorder, arguments)
            visit = recorder.visit
    else:
        visit = read_visit(arguments.visit, arguments.code)
    state = draws_of(visit)
    if arguments.json:
        print_json(draws_json(visit))
    else:
        for line in _lines(visit):
            print(line)
    return int(any(draw.valid is False for draw in state.draws) or bool(state.missing))


def _check_usage(arguments: Namespace) -> None:
    """Raise Problem for what would be left unheard."""
    if not (arguments.seal or arguments.words is not None):
        size = {"--rate": arguments.rate, "--count": arguments.count, "--by": arguments.by}
        for option in (name for name, value in size.items() if value is not None):
            raise Problem(option, tr("goes with --seal or --words"))
    if arguments.stand_in is None:
        absence = {"--no": arguments.no, "--reason": arguments.reason, "--said-by": arguments.said_by}
        for option in (name for name, value in absence.items() if value):
            raise Problem(option, tr("goes with --stand-in"))


def draws_json(visit: "Visit") -> dict[str, Any]:
    """The draws for programs."""
    from scoring.draw import seal_code
    from scoring.draws import draws_of

    state = draws_of(visit)
    seal = state.open_seal.said if state.open_seal else None
    return {
        "draws": [_draw_json(draw) for draw in state.draws],
        "abandoned": state.abandoned,
        "missing": list(state.missing),
        "open_seal": seal and {**{key: seal[key] for key in ("no", "count", "seal")}, "code": seal_code(seal["seal"])},
    }


def _draw_json(draw: "Draw") -> dict[str, Any]:
    return {
        "no": draw.no,
        "count": draw.field("count"),
        "population": draw.field("population"),
        "roster": draw.roster_digest,
        "by": draw.by or None,
        "sealed": draw.sealed,
        "seal": draw.seal,
        "nonce": draw.field("nonce"),
        "words": draw.field("words"),
        "key": draw.field("key"),
        "drawn": [
            {"id": each, "name": draw.teacher(each).name, "ability": draw.abilities.get(each)} for each in draw.drawn
        ],
        "stand_ins": [{**each._asdict(), "ability": draw.abilities.get(each.teacher)} for each in draw.stand_ins],
        "valid": draw.valid,
        "problems": list(draw.problems),
        "roster_changed": draw.roster_changed,
    }


def _seal(recorder: "Recorder", arguments: Namespace) -> None:
    from ipc2_tui.keys.nonces import keep_nonce, new_nonce
    from scoring.draw_entries import seal_body

    nonce = new_nonce()
    body = seal_body(recorder.visit, _count(recorder.visit, arguments), arguments.by or "", nonce)
    keep_nonce(body["seal"], nonce)
    recorder.record("seal", body)


def _draw(recorder: "Recorder", arguments: Namespace) -> None:
    from ipc2_tui.keys.nonces import kept_nonce
    from scoring.draw import spoken
    from scoring.draw_entries import draw_body
    from scoring.draws import draws_of

    words = spoken(arguments.words)
    seal = draws_of(recorder.visit).open_seal
    if seal is None:
        body = draw_body(recorder.visit, words, b"", _count(recorder.visit, arguments), arguments.by)
    else:
        asked = arguments.rate is not None or arguments.count is not None
        count = _count(recorder.visit, arguments) if asked else None
        body = draw_body(recorder.visit, words, kept_nonce(seal.said["seal"]), count, arguments.by)
    recorder.record("draw", body)


def _stand_in(recorder: "Recorder", arguments: Namespace) -> None:
    from ipc2_tui.keys.nonces import new_salt
    from scoring.draw_entries import stand_in_body
    from scoring.draws import find_draw
    from scoring.verification import check_absent

    draw = find_draw(recorder.visit, arguments.no)
    absent = draw.find(arguments.stand_in)
    check_absent(recorder.visit, draw, absent)
    body = stand_in_body(draw, absent, arguments.reason, arguments.said_by, new_salt())
    recorder.record("stand_in", body)


def _count(visit: "Visit", arguments: Namespace) -> int:
    from scoring.draw import read_rate, sample_size
    from scoring.draws import usual_rate
    from scoring.roster import roster_of

    roster = roster_of(visit)
    if roster is None:
        what = tr("has no roster; import one first: ipc2 import FILE --into VISIT (empty: ipc2 form roster -o FILE)")
        raise Problem(visit.code, what)
    rate = usual_rate(visit) if arguments.rate is None else read_rate(arguments.rate)
    return sample_size(len(roster.teachers), rate, arguments.count)


def _lines(visit: "Visit") -> list[str]:
    """The draws for people."""
    from scoring.draw_words import draw_facts, state_facts, without_share
    from scoring.draws import draws_of
    from scoring.roster import roster_of
    from scoring.strata import strata_by

    state = draws_of(visit)
    lines = []
    for draw in state.draws:
        lines += draw_facts(draw)
        lines += [f"  {text}" for text in without_share(draw.roster, draw.by, draw.field("count"))]
    lines += state_facts(state)
    if state.open_seal is not None:
        seal = state.open_seal.said
        lines += without_share(roster_of(visit), strata_by(seal), seal["count"])
        lines.append(tr("let the school copy the code by hand, then draw with --words"))
    return [visible(line) for line in lines] or [tr("no draws yet")]
