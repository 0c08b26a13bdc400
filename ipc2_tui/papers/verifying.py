"""Checking papers and files: what was looked at, what holds, and what could not be checked, in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from ipc2_tui.files.fast_json import Document
from ipc2_tui.files.merging import Merged
from ipc2_tui.files.visit_file import school_json
from ipc2_tui.keys.signing import INVALID, STALE, VALID, Checked, checked
from ipc2_tui.papers.code_report import is_signed, stated
from ipc2_tui.papers.findings import Finding, Report
from ipc2_tui.papers.reprinting import changed_form, check_picture, other_texts
from ipc2_tui.papers.vouching import no_longer, unknown
from ipc2_tui.workbooks.score_sheet import heading_total, level_printed
from ipc2_tui.workbooks.sheet_reader import Printed
from scoring.draw_words import past_verdict, unsealed, verdict, waiting_facts
from scoring.draws import draws_of
from scoring.mark import plain
from scoring.problem import Problem
from scoring.record import record_digest, result_digest, signed_result
from scoring.result import result_json
from scoring.signatures import CHAIN, VISIT, key_blob
from scoring.statement import Statement, from_base32, key_id, name_check, readings
from scoring.tally import tally
from scoring.visit import Visit
from scoring.withheld import withheld_text
from scoring.wording import commas, named, tr, visible


def not_checked(what: str, problem: Problem) -> Report:
    """The report on a file of which nothing could be checked."""
    return Report(what, [Finding(False, problem.within(what))])


def check_visit(found: Merged, stored: Document) -> Report:
    """Entries, arithmetic, draws and signatures of a visit; `stored` is what the file says of it."""
    visit = found.visit
    aside = [Finding(False, tr("set aside: {code} {by} {seq}: {why}").format(**each._asdict()))
             for each in found.refused]  # fmt: skip
    sound = Finding(True, tr("{n} entries are what their hashes say").format(n=len(visit.entries)))
    findings = [*aside] or [sound]
    if hidden := withheld_text(visit):
        findings.append(Finding(False, hidden))
    findings += [Finding(False, f"{entry.by} {entry.seq}: {why}") for entry, why in (*visit.unlinked, *visit.problems)]
    if visit.gaps:
        text = tr("entries are missing in the chain of {people}")
        findings.append(Finding(False, text.format(people=commas(visit.gaps))))
    if visit.forks:
        findings.append(Finding(False, tr("the chain of {people} forks").format(people=commas(visit.forks))))
    if not stored.result:
        findings.append(Finding(False, tr("the file states no totals")))
    else:
        same = stored.result == result_json(visit, tally(visit))
        findings.append(Finding(same, tr("the stored totals are what the entries come to") if same else tr(
            "the stored totals are not what the entries come to")))  # fmt: skip
    if stored.school != school_json(visit.school):
        findings.append(Finding(False, tr("what the file says of the school is not what the entries come to")))
    findings += _draws(visit)
    signed = checked(visit)
    findings += [_signature(each, bool(aside), _renewed(each, signed)) for each in signed]
    if not any(each.signature.scope == VISIT for each in signed):
        findings.append(Finding(False, tr("nobody has signed the visit")))
    return Report(f"{visit.code} {visit.school.name}", findings, _statement(signed))


def check_sheet(sheet: Printed, where: str, visits: Sequence[Visit] = ()) -> Report:
    """A score sheet: its signature, and every printed figure against it."""
    if not sheet.said.get("signed"):
        return Report(where, [Finding(False, tr("the sheet is not signed (未签)"))])
    report, statement = stated(sheet.said["signed"], visits, key_blob(sheet.said.get("key", "")))
    findings = report.findings
    wrong = _wrong_cells(sheet, statement)
    findings += [Finding(False, text) for text in wrong]
    if not wrong:
        findings.append(Finding(True, tr("every printed score, total and level is the one that was signed")))
    findings += [Finding(False, tr("it may show something else than it holds: {why}").format(why=why))
                 for why in sheet.odd]  # fmt: skip
    findings += check_picture(sheet)
    return Report(where, [*findings, *_other_texts(sheet, statement, visits)], statement)


def _other_texts(sheet: Printed, statement: Statement, visits: Iterable[Visit]) -> list[Finding]:
    """What is printed beside the figures: all of it where the signed visit is at hand whole, else the form itself."""
    signed = [visit for visit in visits if is_signed(visit, statement)]
    whole = next((visit for visit in signed if all(each.body is not None for each in visit.entries)), None)
    if whole is not None:
        other = other_texts(sheet, whole)
        said = [Finding(True, tr("everything printed is what the visit's file gives"))]
        return [Finding(False, text) for text in other] or said
    unchecked = tr("what else is printed (remarks, the roster's figures, draws, names) was not checked")
    if signed:
        unchecked += tr(": in the visit's file here contents are withheld")
    return [*(Finding(False, text) for text in changed_form(sheet)), Finding(None, unchecked)]


def _wrong_cells(sheet: Printed, statement: Statement) -> list[str]:
    """The printed figures that were not signed, named."""
    wrong = []
    if sheet.code != statement.code or name_check(sheet.name) != statement.name_check:
        wrong.append(tr("the school's name or code was changed"))
    if sheet.day.replace("-", "") != statement.day:
        wrong.append(tr("the date was changed"))
    if sheet.check_code != statement.check_code:
        wrong.append(tr("the check code was changed"))
    totals = statement.total.replace("-", "0").split("/")[:2]
    level = level_printed(sheet.rubric, sheet.said.get("level"))
    marked = [{each for each, pair in sheet.items.items() if pair[column] is not None} for column in (0, 1)]
    # Sheets once stated the form's whole total whatever was missing.
    heads = [{heading_total(sheet.rubric, points, each) for each in (here, sheet.items)}
             for points, here in zip(totals, marked, strict=True)]  # fmt: skip
    stated = all(head in known for head, known in zip(sheet.heads, heads, strict=True))
    printed = [_plain(total) for total in sheet.totals]
    if printed != totals or not stated or sheet.level != level:
        wrong.append(tr("a total or the level was changed"))
    sections = sheet.rubric.sections
    for column, line in enumerate((statement.self_check, statement.evaluated)):
        signed = line.replace("-", "0").split("/") if line else []
        if line and len(signed) != len(sections):
            wrong.append(tr("the form on the sheet is not the one that was signed"))
            continue
        for section, said in zip(sections, signed, strict=False):
            points = sum((_number(sheet.items[item.id][column]) for item in section.items), Decimal(0))
            if _plain(points) != said:
                wrong.append(tr("a score in section {section} was changed").format(section=section.label))
    if not wrong and not _is_record(sheet, statement):
        wrong.append(tr("a score on the sheet was changed"))
    return wrong


def _is_record(sheet: Printed, statement: Statement) -> bool:
    """Whether the printed items, with the digests on the hidden sheet, come to the record that was signed."""
    try:
        claimed, evaluated = (_number(total) for total in sheet.totals)
        items = {item_id: [_json(value) for value in pair] for item_id, pair in sheet.items.items()}
        result = result_digest(signed_result(items, claimed, evaluated, sheet.said.get("level") or None))
        record = record_digest(sheet.said["code"], sheet.rubric.digest, sheet.said.get("entries", ""), result)
    except (Problem, ArithmeticError, ValueError, TypeError, KeyError):
        return False
    return bytes.fromhex(record) == from_base32(statement.record)


def _draws(visit: Visit) -> list[Finding]:
    state = draws_of(visit)
    findings = []
    for draw in state.draws:
        said = verdict(draw) if draw.sealed else [*verdict(draw), (None, unsealed())]
        told = tr("draw {no}: {verdict}")
        findings += [Finding(holds, told.format(no=draw.no, verdict=text)) for holds, text in said]
    findings += [Finding(None, text) for text in waiting_facts(state)]
    return findings + [Finding(holds, text) for holds, text in past_verdict(state)]


def _renewed(old: Checked, signed: Iterable[Checked]) -> bool:
    """Whether a stale signature was made anew by the same key, or by one that we know: a stranger renews nobody's."""
    return bool(old.signature.renewed) and any(
        each.state == VALID and each.signature.scope == old.signature.scope and not each.ended
        and (each.signature.blob == old.signature.blob or each.name is not None or each.own) for each in signed
    )  # fmt: skip


def _signature(each: Checked, changed: bool, renewed: bool) -> Finding:
    by = visible(each.signature.entry.by)
    what = tr("the entries of {by}") if each.signature.scope == CHAIN else tr("the visit, signed by {by}")
    said = what.format(by=by)
    if each.state == INVALID:
        return Finding(False, named(said, each.why))
    who = tr("trusted as {name}").format(name=visible(each.name)) if each.name else (
        tr("this laptop's own key") if each.own else tr("an unknown key"))  # fmt: skip
    if each.ended:
        who = tr("a key that counts no longer since {day}").format(day=each.ended.ended)
    if each.state == STALE:
        text = (tr("{what}: good ({who}), but not of the entries as they are here: some were set aside") if changed
                else tr("{what}: good ({who}), but entries were added, changed or taken away since"))  # fmt: skip
        return Finding(None if renewed else False, text.format(what=said, who=who))
    if each.ended:
        return Finding(False, named(said, no_longer(each.ended)))
    if not (each.name or each.own):
        return Finding(False, named(said, unknown(key_id(each.signature.blob))), unknown_key=True)
    return Finding(True, tr("{what}: good ({who})").format(what=said, who=who))


def _statement(found: list[Checked]) -> Statement | None:
    good = [each.signature for each in found if each.signature.scope == VISIT and each.state != INVALID]
    return readings(good[-1].statement)[0].statement if good else None


def _number(value: Any) -> Decimal:
    """A cell's number; 0 for all that is none, or none that can be added up."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return Decimal(0)
    number = Decimal(str(value))
    return number if number.is_finite() else Decimal(0)


def _plain(value: Any) -> str:
    return plain(_number(value))


def _json(value: Any) -> Any:
    """A cell's value as it is hashed: whole numbers without a fraction."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
