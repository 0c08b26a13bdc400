"""Drawing teachers at the command line: sealed and not, checked, with stand-ins, and after the roster changed."""

import base64
import hashlib
import json
import shutil

import pytest
from roster_files import TABLE, rosters_in, workbook

from sample_data import VISITS
from scoring.entry import make_entry

TEACHERS = 57
WORDS = "3 1 6 2 5 4 6 1 1 3"


@pytest.fixture
def visit(tmp_path):
    """A visit with a roster of 57, nobody drawn yet."""
    return shutil.copy(VISITS / "370899-0101.json", tmp_path / "visit.json")


@pytest.fixture
def draws(ipc2, visit):
    """What `ipc2 draw --json` says, in whatever state the draws are."""
    return lambda: json.loads(ipc2("draw", visit, "--json").out)


def by_ticket(visit, draw):
    """All teachers' ids in the order of their tickets, worked out here."""
    ids = [teacher["id"] for teacher in rosters_in(visit)[0]]
    return sorted(ids, key=lambda each: hashlib.sha256(f"ipc2-ticket-v1:{draw['key']}:{each}".encode()).hexdigest())


def ids(draw):
    return [each["id"] for each in draw["drawn"]]


# --- sealed -----------------------------------------------------------------------------------------------------------


def test_a_seal_shows_its_code_and_hides_its_half(ipc2, me, visit, draws, home):
    done = ipc2("draw", visit, "--seal")
    seal = draws()["open_seal"]
    code = base64.b32encode(bytes.fromhex(seal["seal"])).decode()
    assert (done.code, done.err, seal["no"], seal["count"]) == (0, "", 1, 3)
    assert seal["code"] == f"{code[:5]}-{code[5:10]}" and f"draw 1 is sealed, code {seal['code']}, " in done.out
    (kept,) = (home / "seals").iterdir()
    nonce = kept.read_text()
    assert len(bytes.fromhex(nonce)) == 16
    assert nonce.encode() not in visit.read_bytes()
    assert draws()["draws"] == []


def test_words_open_the_seal_and_draw_the_lowest_tickets(ipc2, me, visit, draws):
    ipc2("draw", visit, "--seal")
    seal = draws()["open_seal"]["seal"]
    done = ipc2("draw", visit, "--words", WORDS)
    assert done.code == 0
    assert "draw 1: 3 of 57, sealed, code " in done.out and done.out.endswith("  derived again: right\n")
    (draw,) = draws()["draws"]
    assert (draw["seal"], draw["sealed"], draw["words"], draw["valid"]) == (seal, True, WORDS, True)
    assert ids(draw) == by_ticket(visit, draw)[:3]
    for place, each in enumerate(draw["drawn"], 1):
        assert f"  {place}. {each['name']} ({each['id']})  {each['ability']}\n" in done.out
    assert draws()["open_seal"] is None


def test_everybody_demonstrates_an_ability_of_their_own(ipc2, me, visit, draws):
    ipc2("draw", visit, "--words", WORDS, "--rate", "100%")
    (draw,) = draws()["draws"]
    chosen = {teacher["id"]: teacher["abilities"] for teacher in rosters_in(visit)[0]}
    assert sorted(ids(draw)) == sorted(chosen)
    places = set()
    for each in draw["drawn"]:
        number = int(hashlib.sha256(f"ipc2-ability-v1:{draw['key']}:{each['id']}".encode()).hexdigest(), 16)
        codes = sorted(chosen[each["id"]])
        assert each["ability"] == codes[number % len(codes)]
        places.add(number % len(codes))
    assert places == {0, 1, 2}


def test_what_the_absent_would_have_shown_can_be_derived_as_well(ipc2, me, visit, draws):
    ipc2("draw", visit, "--words", WORDS)
    (before,) = draws()["draws"]
    absent = ids(before)[0]
    for _ in range(2):  # the one who comes in their place cannot come either
        done = ipc2("draw", visit, "--stand-in", absent, "--reason", "外出学习", "--said-by", "教导处")
        assert done.code == 0
        (draw,) = draws()["draws"]
        absent = draw["stand_ins"][-1]["teacher"]
    assert draw["drawn"] == before["drawn"] and all(each["ability"] for each in draw["stand_ins"])


def test_the_seal_has_fixed_how_many(ipc2, me, visit, refused):
    ipc2("draw", visit, "--seal", "--count", 5)
    assert "the seal has fixed 5 teachers" in refused("--words", WORDS, "--count", 6)
    assert "the seal has fixed 5 teachers" in refused("--words", WORDS, "--by", "subject")
    assert "draw 1: 5 of 57, sealed" in ipc2("draw", visit, "--words", WORDS).out


def test_another_laptop_cannot_open_the_seal(ipc2, me, visit, refused, monkeypatch, tmp_path):
    ipc2("draw", visit, "--seal")
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "other"))
    assert "made on another laptop" in refused("--words", WORDS)


def test_a_seal_never_drawn_from_is_counted(ipc2, me, visit, draws):
    ipc2("draw", visit, "--seal")
    first = draws()["open_seal"]["code"]
    ipc2("draw", visit, "--seal")
    assert draws()["open_seal"]["code"] != first and draws()["abandoned"] == 1
    done = ipc2("draw", visit, "--words", WORDS)
    assert done.code == 0 and "seals never drawn from: 1" in done.out
    assert [draw["no"] for draw in draws()["draws"]] == [2]


def test_without_a_seal_it_says_so_and_the_same_words_draw_the_same(ipc2, me, visit, tmp_path):
    outputs = []
    for words in (WORDS, f" {WORDS.replace('3', '３')} ", WORDS + "."):
        copy = shutil.copy(visit, tmp_path / "copy.json")
        done = ipc2("draw", copy, "--words", words)
        assert done.code == 0 and "draw 1: 3 of 57, UNSEALED" in done.out
        outputs.append(json.loads(ipc2("draw", copy, "--json").out)["draws"][0])
    assert outputs[0] == outputs[1]
    assert ids(outputs[0]) != ids(outputs[2])


def test_a_proportional_draw_gives_every_subject_its_share(ipc2, me, visit, draws):
    assert ipc2("draw", visit, "--words", WORDS, "--by", "subject", "--count", 11).code == 0
    (draw,) = draws()["draws"]
    subject = {teacher["id"]: teacher["subject"] for teacher in rosters_in(visit)[0]}
    sizes = {name: list(subject.values()).count(name) for name in subject.values()}
    found = {name: [subject[each] for each in ids(draw)].count(name) for name in sizes}
    assert sum(found.values()) == 11 and draw["by"] == "subject"
    assert all(abs(found[name] - 11 * size / TEACHERS) < 1 for name, size in sizes.items())
    for name in sizes:
        order = [each for each in by_ticket(visit, draw) if subject[each] == name]
        assert [each for each in ids(draw) if subject[each] == name] == order[: found[name]]


def test_a_stratum_too_small_for_a_share_is_named(ipc2, me, visit, tmp_path):
    """Two teachers of one subject and one of another: of one drawn, nobody is of the second."""
    roster = workbook(
        tmp_path / "roster.xlsx", [("姓名", "学科"), ("张三", "语文"), ("李四", "语文"), ("王五", "美术")]
    )
    assert ipc2("import", roster, "--into", visit, "--yes").code == 0
    told = "too few teachers for a share, so nobody is drawn of: 美术"
    assert told in ipc2("draw", visit, "--seal", "--by", "subject", "--count", 1).out
    assert told in ipc2("draw", visit, "--words", WORDS).out
    assert told not in ipc2("draw", visit, "--words", WORDS, "--by", "subject", "--count", 3).out.split("draw 2")[1]


# --- checked ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0108", "0109"])
def test_the_sample_draws_are_right(ipc2, number):
    path = VISITS / f"370899-{number}.json"
    before = path.read_bytes()
    done = ipc2("draw", path, "--check")
    assert (done.code, done.err) == (0, "") and "derived again: right" in done.out
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"words": "3 1 6 2 5 4 6 1 1 4"}, "its key is not what its words give"),
        ({"key": "0" * 64}, "its key is not what its words give"),
        ({"nonce": "00" * 16}, "its seal does not open with this nonce"),
        ({"drawn": ["T001", "T002", "T003"]}, "its teachers are not those that its key gives"),
        ({"seal": None}, "it has a nonce, but nothing was sealed"),
        ({"population": 60}, "it counts other teachers than the roster has"),
    ],
)
def test_a_draw_changed_with_its_hash_is_found_out(ipc2, me, visit, fields, why):
    ipc2("draw", visit, "--seal")
    ipc2("draw", visit, "--words", WORDS)
    data = json.loads(visit.read_bytes())
    (document,) = data["visits"].values()
    place, old = next((n, entry) for n, entry in enumerate(document["entries"]) if entry["kind"] == "draw")
    body = {**old["body"], **fields}
    new = make_entry(old["by"], old["seq"], old["at"], "draw", body, old["prev"])
    document["entries"][place] = {**old, "body": body, "hash": new.hash}
    visit.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = ipc2("draw", visit, "--check")
    assert done.code == 1 and f"  ! {why}\n" in done.out and "derived again" not in done.out
    assert json.loads(ipc2("draw", visit, "--json").out)["draws"][0]["valid"] is False


def test_after_a_new_roster_the_draw_stands_for_the_one_it_was_drawn_from(ipc2, me, visit, draws, tmp_path):
    ipc2("draw", visit, "--seal")
    ipc2("draw", visit, "--words", WORDS)
    (before,) = draws()["draws"]
    assert not before["roster_changed"]
    assert ipc2("import", workbook(tmp_path / "t.xlsx", TABLE), "--into", visit, "--yes").code == 0
    done = ipc2("draw", visit, "--check")
    assert done.code == 0
    assert "derived again: right\n  the roster has changed since" in done.out
    assert draws()["draws"] == [{**before, "roster_changed": True}]
    assert "draw 2: 3 of 3, UNSEALED" in ipc2("draw", visit, "--words", WORDS, "--count", 3).out
    assert [draw["valid"] for draw in draws()["draws"]] == [True, True]


def test_a_new_roster_breaks_an_open_seal(ipc2, me, visit, refused, tmp_path):
    ipc2("draw", visit, "--seal")
    ipc2("import", workbook(tmp_path / "t.xlsx", TABLE), "--into", visit, "--yes")
    assert "the roster has changed since the seal; seal again" in refused("--words", WORDS)
    ipc2("draw", visit, "--seal")
    assert ipc2("draw", visit, "--words", WORDS).code == 0


# --- stand-ins --------------------------------------------------------------------------------------------------------


def test_nobody_is_no_absent_teacher(ipc2, me, visit, refused):
    """As when a script's variable is empty."""
    assert ipc2("draw", visit, "--words", WORDS).code == 0
    assert "is not one of those drawn" in refused("--stand-in", "", "--reason", "ill", "--said-by", "office")


def test_the_next_in_the_order_stand_in_for_a_reason(ipc2, me, visit, draws):
    ipc2("draw", visit, "--words", WORDS)
    (draw,) = draws()["draws"]
    order = by_ticket(visit, draw)
    names = {teacher["id"]: teacher["name"] for teacher in rosters_in(visit)[0]}
    done = ipc2("draw", visit, "--stand-in", order[1], "--reason", "外出培训", "--said-by", "教导处")
    assert done.code == 0 and f"  2. {names[order[3]]} ({order[3]})" in done.out
    assert f"for {names[order[1]]}: 外出培训 (教导处)\n" in done.out and "derived again: right" in done.out
    ipc2("draw", visit, "--stand-in", names[order[3]], "--reason", "病假", "--said-by", "校医")
    (draw,) = draws()["draws"]
    replaced = [(each["absent"], each["teacher"]) for each in draw["stand_ins"]]
    assert replaced == [(order[1], order[3]), (order[3], order[4])]
    assert ids(draw) == order[:3] and draw["valid"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "needs a reason, and who said so"),
        (("--reason", "病假"), "needs a reason, and who said so"),
        (("--said-by", "校医"), "needs a reason, and who said so"),
        (("--reason", " ", "--said-by", "校医"), "needs a reason, and who said so"),
        (("--reason", "病假", "--said-by", "校医", "--no", 2), "has no such draw"),
    ],
)
def test_nobody_stands_in_without_a_reason(ipc2, me, visit, draws, refused, words, why):
    ipc2("draw", visit, "--words", WORDS)
    assert why in refused("--stand-in", ids(draws()["draws"][0])[0], *words)


def test_only_the_drawn_are_replaced_and_only_while_somebody_is_left(ipc2, me, visit, draws, refused):
    reason = ("--reason", "病假", "--said-by", "校医")
    assert "has no draw yet" in refused("--stand-in", "T001", *reason)
    ipc2("draw", visit, "--words", WORDS)
    undrawn = by_ticket(visit, draws()["draws"][0])[3]
    assert "is not one of those drawn" in refused("--stand-in", undrawn, *reason)
    ipc2("draw", visit, "--words", WORDS, "--rate", "100%")
    assert "nobody is left to stand in" in refused("--stand-in", undrawn, *reason)
