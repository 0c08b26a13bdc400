"""Genuine papers among other files: nothing is called wrong that is not, nothing right that nobody looked at."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from visit_files import LI, SCHOOL, add, code_on, known, score, write

from ipc2_tui.files.joining import joined_from
from ipc2_tui.files.visit_file import read_visit, rubric_json
from ipc2_tui.workbooks.score_sheet import TITLE, heading_total
from sample_data import VISITS
from scoring.draws import draws_of
from scoring.rubric_file import build_rubric
from scoring.verification import Card, verified, verify_body

DRAWN = VISITS / "370899-0108.json"


def test_a_merged_file_without_rosters_accuses_no_sheet(signed, sheet, ipc2, tmp_path):
    """What stands in the rosters cannot be printed from it, so that it is not compared; the figures are."""
    merged = tmp_path / "all.json"
    ipc2("merge", signed, VISITS / "370899-0106.json", "-o", merged)
    done = ipc2("verify", merged, sheet)
    said = done.out[done.out.index(str(sheet)) :]
    assert "  ! " not in said and ": in the visit's file here contents are withheld" in said
    assert "+ the visit's file is the one that was signed" in said


def test_colleagues_copies_beside_it_accuse_no_sheet(signed, sheet, ipc2, tmp_path):
    write(tmp_path / "earlier.json", add(read_visit(DRAWN, None), SCHOOL, "remark", {"text": "别的"}))
    reports = json.loads(ipc2("verify", tmp_path, sheet, "--json").out)["reports"]
    report = next(each for each in reports if each["what"] == str(sheet))
    assert report["holds"] and "the visit's file is the one that was signed" in [
        finding["text"] for finding in report["findings"]
    ]
    signed.unlink()
    assert "not as it was when this was signed" in ipc2("verify", tmp_path, sheet).out


def test_a_sheet_is_not_the_newest_where_a_file_beside_the_signed_one_comes_to_other_scores(signed, sheet, ipc2):
    newer = write(signed.with_name("newer.json"), score(read_visit(signed, None), "1.1", 0))
    for files in ((signed, newer), (newer, signed)):
        done = ipc2("verify", *files, sheet)
        said = done.out[done.out.index(str(sheet)) :]
        assert done.code == 1 and "+ the visit's file is the one that was signed" in said
        assert (
            "! other files here hold entries of the school that were not signed: with them its evaluation is " in said
        )
    assert ipc2("verify", signed, sheet).code == 0


def test_an_older_sheet_is_told_what_the_visit_comes_to_by_now(signed, sheet, ipc2):
    write(signed, score(read_visit(signed, None), "1.1", 0))
    said = ipc2("verify", signed, sheet).out
    now = json.loads(ipc2("summary", signed, "--json").out)["visits"][0]["evaluated_range"]
    was = code_on(sheet).partition(" T")[2].split("/")[1]
    assert f"taken away: its evaluation is {now[0]:g}-{now[1]:g}/100, the one stated here {was}/100" in said


@pytest.mark.parametrize("apart", [False, True])
def test_a_code_may_stand_before_a_file(signed, sheet, ipc2, apart):
    code = code_on(sheet).split() if apart else [code_on(sheet)]
    for words in ((*code, signed), (signed, *code), (*code, *code)):
        assert ipc2("verify", *words).code == 0, words


def test_a_head_as_it_was_printed_once_is_no_change(ipc2, me, tmp_path):
    """Of an incomplete self-check it stated the form's points, whatever was missing."""
    visit = read_visit(DRAWN, None)
    for item_id in ("1.1", "1.2"):
        for by in visit.latest["claim"][item_id]:
            visit = add(visit, by, "claim", {"item": item_id, "points": None})
    path, sheet = write(tmp_path / "v.json", visit), tmp_path / "s.xlsx"
    assert ipc2("sign", path, "--yes").code == 0 and ipc2("export", path, "-o", sheet).code == 0
    book = load_workbook(sheet)
    now, points = book[TITLE]["B4"].value, book[TITLE]["F34"].value
    assert now.endswith("（20/22 项）") and ipc2("verify", sheet).code == 0
    book[TITLE]["B4"] = heading_total(visit.rubric, f"{points:g}", visit.rubric.by_id)
    assert book[TITLE]["B4"].value == f"{points:g} / 100"
    book.save(sheet)
    assert ipc2("verify", sheet).code == 0
    book = load_workbook(sheet)
    book[TITLE]["B4"] = f"{points + 1:g} / 100"
    book.save(sheet)
    assert ipc2("verify", sheet).code == 1


def test_signs_that_an_office_program_takes_for_its_codes_are_no_change(ipc2, me, tmp_path):
    """What a remark says of _x000D_ is the end of a line to LibreOffice, and so it writes it back."""
    visit = add(read_visit(DRAWN, None), SCHOOL, "remark", {"text": "好_x000D_再好"})
    path, sheet = write(tmp_path / "v.json", visit), tmp_path / "s.xlsx"
    assert ipc2("sign", path, "--yes").code == 0 and ipc2("export", path, "-o", sheet).code == 0
    book = load_workbook(sheet)
    cells = [cell for row in book[TITLE].iter_rows() for cell in row if "_x000D_" in str(cell.value)]
    for cell in cells:
        cell.value = cell.value.replace("_x000D_", "\n")
    book.save(sheet)
    assert cells and ipc2("verify", path, sheet).code == 0


def test_another_form_under_a_built_in_name_is_refused_everywhere(ipc2, me, tmp_path):
    data = json.loads(DRAWN.read_bytes())
    (document,) = data["visits"].values()
    form = json.loads(json.dumps(read_visit(DRAWN, None).rubric.data))
    form["levels"][0]["min"] = 60
    rubric = build_rubric(form, "form")
    document["rubric"] = {**rubric_json(rubric), "data": form}
    path = tmp_path / "v.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    for words in (("summary", path), ("district", path), ("sign", path, "--yes"), ("verify", path),
                  ("merge", path, "-o", tmp_path / "m.json"), ("export", path, "-o", tmp_path / "s.xlsx")):  # fmt: skip
        done = ipc2(*words)
        assert done.code == 2 and "has the id of a form that comes with this program" in done.err, words
    assert sorted(each.name for each in tmp_path.iterdir()) == ["v.json"]


def test_what_verify_says_of_draws(ipc2, me, tmp_path):
    path = Path(shutil.copy(VISITS / "370899-0101.json", tmp_path))
    roster = tmp_path / "r.csv"
    roster.write_text("姓名,微能力1\n甲,A1\n乙,B1\n丙,B2\n", encoding="utf-8")
    assert ipc2("draw", path, "--words", "3162546113", "--count", "1").code == 0
    assert ipc2("import", roster, "--into", path, "--yes").code == 0
    said = ipc2("verify", path).out
    assert "+ draw 1: derived again: right" in said
    assert "- draw 1: UNSEALED: the words alone decided" in said
    assert "- draw 1: the roster has changed since" in said


def test_a_draw_that_is_wrong_says_why(ipc2, tmp_path):
    data = json.loads(DRAWN.read_bytes())
    (document,) = data["visits"].values()
    document["entries"] = [each for each in document["entries"] if each["kind"] != "seal"]
    path = tmp_path / "v.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    said = ipc2("verify", path).out
    assert "! draw 1: its seal is missing" in said and "is not what its words give" not in said


def test_taken_away_is_a_change(signed, ipc2):
    data = json.loads(signed.read_bytes())
    (document,) = data["visits"].values()
    signer = next(entry["by"] for entry in document["entries"] if entry["kind"] == "sign")
    gone = max((each for each in document["entries"] if each["by"] != signer), key=lambda each: each["seq"])
    document["entries"].remove(gone)
    signed.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert "but entries were added, changed or taken away since" in ipc2("verify", signed).out


def test_a_place_in_a_damaged_file_is_not_lost(ipc2, tmp_path):
    (tmp_path / "a.json").write_text('{"ipc2": {"file": {"format": "ipc2-visits", "version": 0}}}', encoding="utf-8")
    write(tmp_path / "b.json", known())
    for words in (("district", tmp_path, "--skip-bad"), ("verify", tmp_path), ("summary", tmp_path, "--skip-bad"),
                  ("merge", tmp_path, "--skip-bad", "--dry-run")):  # fmt: skip
        assert "ipc2.file.version: must be a whole number from 1" in ipc2(*words).out, words


@pytest.mark.parametrize("name", ["book.xlsx", "folder/", "visits"])
def test_visits_go_where_folders_are_looked_through_for_them(ipc2, me, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    for words in (("merge", DRAWN, "-o", name), ("new", "--code", "1", "--name", "甲", "-o", name)):
        done = ipc2(*words)
        assert done.code == 2 and "give it a name that ends in .json" in done.err
    assert not list(tmp_path.iterdir())


def test_what_is_new_of_a_self_check_is_counted(ipc2, me, tmp_path):
    visit = known()
    path = write(tmp_path / "v.json", score(visit, "1.1", "0.5", SCHOOL, "claim"))
    form = tmp_path / "form.xlsx"
    assert ipc2("form", "self-check", "-o", form).code == 0
    book = load_workbook(form)
    rows = {row[1].value: row for row in book.active.iter_rows()}
    for item in visit.rubric.items:
        if item.name in rows:
            rows[item.name][5].value = float(item.points)
    book.save(form)
    done = ipc2("import", form, "--into", path, "--yes")
    assert "1 of them new" in done.out, done


@pytest.mark.parametrize(
    ("words", "code"), [(("verify", VISITS), 1), (("summary", DRAWN), 0), (("district", VISITS), 1)]
)
def test_a_reader_that_goes_early_changes_no_exit_code(words, code, tmp_path):
    env = {**os.environ, "IPC2_HOME": str(tmp_path)}
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-m", "ipc2_tui", *map(str, words)], stdout=writing, stderr=subprocess.PIPE,
                          env=env, check=False)  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (code, b"")


def test_no_output_at_all_is_no_end(tmp_path):
    if os.name != "posix":
        pytest.skip("asks a shell of Unix to close the output")
    env = {**os.environ, "IPC2_HOME": str(tmp_path)}
    line = f'"{sys.executable}" -m ipc2_tui summary "{DRAWN}" >&-'
    done = subprocess.run(["sh", "-c", line], capture_output=True, env=env, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_ones_own_signature_stands_where_a_second_history_comes_to_it(ipc2, me, tmp_path):
    """It says nothing of the other history, and that one is no change of what was signed."""
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    assert ipc2("new", "--code", "1", "--name", "甲", "-o", one).code == 0
    shutil.copy(one, other)
    assert ipc2("score", one, "1.1", "1").code == 0 and ipc2("sign", one, "--mine", "--yes").code == 0
    for item in ("1.2", "1.3", "1.4"):
        assert ipc2("score", other, item, "0.5").code == 0
    ipc2("merge", one, other, "-o", tmp_path / "both.json")
    said = ipc2("verify", tmp_path / "both.json").out
    assert "not those that were signed" not in said and "but entries were added" in said
    data = json.loads((tmp_path / "both.json").read_bytes())
    (document,) = data["visits"].values()
    document["entries"] = [each for each in document["entries"] if (each["body"] or {}).get("item") != "1.1"]
    (tmp_path / "both.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert "not those that were signed" in ipc2("verify", tmp_path / "both.json").out


def test_a_code_that_does_not_add_up_is_told_whoevers_key_it_is(ipc2, sheet, home):
    code = code_on(sheet)
    shutil.rmtree(home)  # another laptop, on which nobody is known
    assert "do not add up" not in ipc2("verify", code).out
    for changed in (code.replace("T96/88.5/", "T96/98.5/"), code.replace("T96/88.5/", "T86/88.5/")):
        assert changed != code and "the sections do not add up to the total" in ipc2("verify", changed).out


def test_what_differs_between_two_histories_is_named(ipc2, me, tmp_path):
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    assert ipc2("new", "--code", "1", "--name", "甲", "-o", one).code == 0
    shutil.copy(one, other)
    for path, item, points in ((one, "1.1", "0.5"), (one, "1.2", "1"), (other, "1.2", "0"), (other, "1.1", "1")):
        assert ipc2("score", path, item, points).code == 0
    said = ipc2("merge", one, other, "-o", tmp_path / "both.json").out
    assert "of two histories the entry with the higher number counts" in said
    assert " 1 (0.5), 1.2 " in said and said.strip().splitlines()[-2].endswith(" 1 (0)")
    assert "of two histories" in ipc2("summary", tmp_path / "both.json").out


def test_a_copy_does_not_say_again_of_what_people_differ_already(tmp_path):
    visit = score(score(known(), "1.1", 1), "1.1", 0.5, by=LI)
    copy = write(tmp_path / "copy.json", score(visit, "1.4", 1, by=LI))
    assert [row for row in joined_from(copy, visit).rows if "differ" in row] == []


def test_a_copy_says_of_what_people_will_differ(ipc2, me, tmp_path):
    visit = read_visit(DRAWN, None)
    draw = draws_of(visit).draws[0]
    failed = next(each for each in verified(visit, draw) if each.outcome == "failed")
    copy = write(tmp_path / "copy.json", add(visit, SCHOOL, "verify", verify_body(
        draw, failed.teacher, Card("passed", "passed", "passed", "passed", "passed"), "00" * 16)))  # fmt: skip
    rows = joined_from(copy, visit).rows
    assert rows[-1] == f"people will differ: {draw.teacher(failed.teacher).name}  passed|failed", rows
    other = write(
        tmp_path / "other.json", add(visit, SCHOOL.replace("学", "小"), "claim", {"item": "8.1", "points": 1})
    )
    assert any("8.1" in row and "(self-check)" in row for row in joined_from(other, visit).rows)


def test_files_that_lack_only_a_known_key_are_told_from_those_that_were_changed(signed, ipc2, tmp_path, monkeypatch):
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "office"))
    other = signed.with_name("other.json")
    visit = read_visit(signed, None)
    shutil.copy(signed, other)
    done = ipc2("verify", signed, other)
    assert done.code == 1 and "2 checked, 2 need a look: 2 only because their key is unknown here\n" in done.out
    write(other, score(visit, "1.1", 0))
    done = ipc2("verify", signed, other)
    named = f"{other}: {visit.code} {visit.school.name}"
    assert f"2 need a look: 1 only because their key is unknown here; the others: {named}\n" in done.out
    (first, _) = json.loads(ipc2("verify", signed, other, "--json").out)["reports"]
    assert [each["unknown_key"] for each in first["findings"] if each["holds"] is False] == [True]


def test_of_a_merged_file_the_schools_that_need_a_look_are_named(signed, ipc2, tmp_path, monkeypatch):
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "office"))
    merged = tmp_path / "district.json"
    unsigned = read_visit(DRAWN.with_name("370899-0109.json"), None)
    ipc2("merge", signed, DRAWN.with_name("370899-0109.json"), "-o", merged)
    assert f"; the others: {merged}: {unsigned.code} {unsigned.school.name}\n" in ipc2("verify", merged).out
