"""Checking the text of a score sheet's code: what it states, who signed it, and whether the visits at hand agree."""

from collections.abc import Iterable
from decimal import Decimal

from ipc2_tui.files.rubrics import built_in, built_in_ids
from ipc2_tui.papers.findings import Finding, Report
from ipc2_tui.papers.vouching import likeliest
from scoring.merge import one_each
from scoring.record import record_of, result_values
from scoring.result import scored_text
from scoring.rubric import Rubric
from scoring.signatures import signatures
from scoring.statement import Statement, base32, readings, statement_of, why_not_signable
from scoring.tally import tally
from scoring.visit import Visit
from scoring.wording import commas, tr


def check_code(text: str, visits: Iterable[Visit] = ()) -> Report:
    """The text of a paper's code, with what is to be compared by eye.  Raises Problem for another text."""
    report, said = stated(text, visits)
    return report._replace(findings=[*report.findings, *_by_eye(said)])


def stated(text: str, visits: Iterable[Visit], blob: bytes = b"") -> tuple[Report, Statement]:
    """What a code states, and whether the visits at hand agree with it.  Raises Problem for another text.

    `blob` is a public key that came with it, to be used where its owner is nobody we know.
    """
    found = readings(text)
    codes = {read.statement.code for read in found}
    beside = [visit for visit in visits if visit.code in codes]
    read, finding = likeliest(found, [blob, *(each.blob for visit in beside for each in signatures(visit))])
    findings = [Finding(None, _says(read.statement)), *_sums(read.statement), finding]
    beside = [visit for visit in beside if visit.code == read.statement.code]
    signed = next((visit for visit in beside if is_signed(visit, read.statement)), None)
    if signed is not None:
        findings += [_agreed(signed, read.statement), *_newer(signed, beside, read.statement)]
    elif beside:
        text = tr("the visit's file is not as it was when this was signed, entries were added, changed or taken away: "
                  "its evaluation is {points}, the one stated here {before}")  # fmt: skip
        findings.append(Finding(False, _both(text, one_each(beside)[0], read.statement)))
    else:
        text = tr("these are the figures that the code states; the evidence behind them was not checked: "
                  "give the visit file of {code} as well")  # fmt: skip
        findings.append(Finding(None, text.format(code=read.statement.code)))
    report = Report(tr("code of {code}").format(code=read.statement.code), findings, read.statement)
    return report, read.statement


def _form(said: Statement) -> Rubric | None:
    """The form that a statement names, where it is known here."""
    return next((built_in(each) for each in built_in_ids() if each.upper() == said.rubric), None)


def _by_eye(said: Statement) -> list[Finding]:
    """What a paper must say: of two scores that were changed there the total may know nothing."""
    form = _form(said)
    if form is None or not said.evaluated:
        return []
    lines = [line.split("/") for line in (said.self_check, said.evaluated) if line]
    sums = [f"{section.label} {'/'.join(points)}" for section, *points in zip(form.sections, *lines, strict=False)]
    no, drawn, population = said.draws.split(":")
    text = tr("to be compared with the paper: what the scores of each section add up to (self-check/evaluation): "
              "{sums}; draws: {no}, {drawn} of {population} teachers")  # fmt: skip
    return [Finding(None, text.format(sums=commas(sums), no=no, drawn=drawn, population=population))]


def _sums(said: Statement) -> list[Finding]:
    """Whether the sections add up to the totals, which also tells where nobody knows the key; on a form known here."""
    form = _form(said)
    if form is None:
        return []
    for line, total in zip((said.self_check, said.evaluated), said.total.split("/"), strict=False):
        points = [Decimal(each) for each in line.replace("-", "0").split("/")] if line else []
        weighed = sum((section.weight * each for section, each in zip(form.sections, points, strict=False)), Decimal(0))
        if points and (len(points) != len(form.sections) or weighed != Decimal(total.replace("-", "0"))):
            return [Finding(False, tr("the sections do not add up to the total: something was changed"))]
    return []


def is_signed(visit: Visit, statement: Statement) -> bool:
    """Whether a statement is on this very state of a visit."""
    return base32(bytes.fromhex(record_of(visit))) == statement.record


def _agreed(signed: Visit, said: Statement) -> Finding:
    """Whether a statement's figures are those of its record, too: who changes them can leave the record as it was."""
    if not why_not_signable(signed) and statement_of(signed, b"")._replace(kid=said.kid) == said:
        return Finding(True, tr("the visit's file is the one that was signed"))
    return Finding(False, tr("the visit's file comes to other figures than are stated here: something was changed"))


def _newer(signed: Visit, beside: Iterable[Visit], said: Statement) -> list[Finding]:
    """That with the files beside it the school comes to another result; colleagues' earlier copies change none."""
    whole = next(each for each in one_each(beside) if each.rubric.digest == signed.rubric.digest)
    if result_values(whole) == result_values(signed):
        return []
    text = tr("other files here hold entries of the school that were not signed: with them its evaluation is {points}, "
              "the one stated here {before}")  # fmt: skip
    return [Finding(False, _both(text, whole, said))]


def _both(text: str, now: Visit, said: Statement) -> str:
    """With the evaluation now and the stated one, for a visit can have changed and its total not."""
    return text.format(points=scored_text(tally(now).evaluated), before=said.total.partition("/")[2])


def _says(said: Statement) -> str:
    claimed, evaluated, possible = said.total.split("/")
    text = tr("{code} on {day}: self-check {claimed}, evaluation {evaluated} of {possible}, check code {check}")
    if possible == "0" == evaluated:
        text = tr("{code} on {day}: grades without points, check code {check}")
    return text.format(
        code=said.code, day=f"{said.day[:4]}-{said.day[4:6]}-{said.day[6:]}", claimed=claimed, evaluated=evaluated,
        possible=possible, check=said.check_code)  # fmt: skip
