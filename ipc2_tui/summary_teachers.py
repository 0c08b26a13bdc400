"""The part of the summary that a roster and draws add."""

from typing import Any

from scoring.draw_words import draw_facts, state_facts
from scoring.draws import draws_of
from scoring.participants import participant_columns, participants, unknown_text
from scoring.roster import roster_of
from scoring.verification import RESULTS, outcome_text, verified
from scoring.visit import Visit
from scoring.wording import tr


def teachers_json(visit: Visit) -> dict[str, Any]:
    """The school's row of Appendix 2, null without a roster; draws and verified teachers counted."""
    roster, state, cards = roster_of(visit), draws_of(visit), verified(visit)
    row = participants(roster, visit.rubric.limits) if roster else None
    return {
        "participants": row._asdict() if row else None,
        "draws": {"made": len(state.draws), "abandoned": state.abandoned,
                  "unsealed": sum(not draw.sealed for draw in state.draws),
                  "invalid": sum(draw.valid is False for draw in state.draws)},
        "verified": {result: sum(not one.conflict and one.outcome == result for one in cards) for result in RESULTS}
        | {"conflict": sum(one.conflict for one in cards)},
    }  # fmt: skip


def need_a_look(visit: Visit) -> bool:
    """Whether a draw is not what its words give, one is missing, or people differ on a teacher."""
    state = draws_of(visit)
    invalid = any(draw.valid is False for draw in state.draws)
    return bool(state.missing) or invalid or any(one.conflict for one in verified(visit))


def facts_of_teachers(visit: Visit) -> list[tuple[str, str, str]]:
    """Label, text and style of the roster's figures, the draws, and what became of the drawn."""
    facts, roster, state = [], roster_of(visit), draws_of(visit)
    if roster is not None:
        row = participants(roster, visit.rubric.limits)
        rates = "  ".join(f"{name} {heads}" for name, heads in participant_columns(row))
        facts.append((tr("roster"), tr("{n} teachers").format(n=row.teachers) + f"  {rates}", ""))
        if row.unknown:
            facts.append(("", unknown_text(row.unknown), "yellow"))
    for draw in state.draws:
        results = [outcome_text(one) for one in verified(visit, draw)]
        counts = "  ".join(f"{result} {results.count(result)}" for result in dict.fromkeys(results))
        style = "" if draw.valid is not False and draw.sealed else "red"
        facts.append((tr("draw"), f"{draw_facts(draw)[0]}  {counts}", style))
        facts += [(tr("draw"), problem, "red") for problem in draw.problems]
    facts += [(tr("draw"), text, "yellow") for text in state_facts(state)]
    return facts
