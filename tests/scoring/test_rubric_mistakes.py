import pytest
from scoring_samples import LAST_ITEM, SMALL, changed, in_last_item, small_data

from scoring.problem import Problem
from scoring.rubric import LIMITS
from scoring.rubric_file import RubricProblems, build_rubric, parse_rubric

FILE = "form.toml"
FRAUD_GRADES = 'grades = [{ name = "无" }, { name = "有", veto = true }]\n'


def mistakes(text):
    """Everything wrong with a form, by place."""
    with pytest.raises(RubricProblems) as caught:
        parse_rubric(text, FILE)
    return [(problem.where.removeprefix(FILE).removeprefix(": "), problem.what) for problem in caught.value.problems]


def at_top(line):
    return changed("step = 0.5\n", f"step = 0.5\n{line}\n")


def limited(line):
    return changed("online_hours = 25\n", f"online_hours = 25\n{line}\n")


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        # the top
        (changed("format = 1\n", ""), "format", "is missing"),
        (changed("format = 1\n", "format = 2\n"), "format", "reads rubric format 1; get a newer program"),
        (changed("format = 1\n", "format = 1.5\n"), "format", "whole number"),
        (changed("format = 1\n", 'format = "1"\n'), "format", "must be a number"),
        (changed("format = 1\n", "format = true\n"), "format", "must be a number"),
        (changed('id = "small"\n', ""), "id", 'is missing; write it as id = "..."'),
        (changed('id = "small"\n', "id = 5\n"), "id", "must be text, in quotes"),
        (changed('id = "small"\n', 'id = "小"\n'), "id", "A-Z a-z 0-9 . - _ only"),
        (changed('id = "small"\n', 'id = "-a"\n'), "id", "A-Z a-z 0-9 . - _ only"),
        (changed('id = "small"\n', f'id = "{"a" * 41}"\n'), "id", "at most 40"),
        (changed('title = "小型考核表"\n', ""), "title", "is missing"),
        (changed('title = "小型考核表"\n', 'title = " "\n'), "title", "is missing"),
        (changed('title = "小型考核表"\n', f'title = "{"长" * 4001}"\n'), "title", "longer than 4000"),
        (changed('title = "小型考核表"\n', 'title = "小\\u001b[2J"\n'), "title", "control characters"),
        (changed('title = "小型考核表"\n', 'title = "小\\u202e"\n'), "title", "control characters"),
        (changed("total = 20\n", "total = 21\n"), "total", "is 21, but the sections add up to 20; correct one"),
        (changed("total = 20\n", 'total = "20"\n'), "total", "must be a number from 0 to 10000"),
        (changed("total = 20\n", "total = nan\n"), "total", "must be a number from 0 to 10000"),
        (changed("total = 20\n", "total = inf\n"), "total", "must be a number from 0 to 10000"),
        (changed("total = 20\n", "total = -20\n"), "total", "must be a number from 0 to 10000"),
        (changed("total = 20\n", "total = 2e5\n"), "total", "must be a number from 0 to 10000"),
        (changed("total = 20\n", "total = 20.00001\n"), "total", "at most four decimals"),
        (changed("total = 20\n", "total = [20]\n"), "total", "must be a number"),
        (changed("step = 0.5\n", "step = 0\n"), "step", "must be above 0; write 0.5 or 1"),
        (changed("step = 0.5\n", "step = -1\n"), "step", "must be a number"),
        (at_top("combine = 'sum'"), "combine", "must be one of consensus, mean, trimmed_mean"),
        (at_top("combine = 1"), "combine", "must be text"),
        (at_top("totl = 20"), "totl", "is not known here; known: "),
        (changed('columns = ["佐证材料", "扣分原因"]', 'columns = "佐证材料"'), "columns", "must be a list of texts"),
        (changed('columns = ["佐证材料", "扣分原因"]', 'columns = ["一", 2]'), "columns", "must be a list of texts"),
        (changed('columns = ["佐证材料", "扣分原因"]', 'columns = ["一", "一"]'), "columns", "has a text twice"),
        # limits, deadlines
        (changed("online_hours = 25\n", 'online_hours = "25"\n'), "limits.online_hours", "must be a number"),
        (limited("online_hour = 25"), "limits.online_hour", "is no limit known here; correct it or leave it out"),
        (limited("online_hour = 25"), "limits.online_hour", "known: online_hours, offline_hours, pass_rate"),
        (limited("pass_rate = 95"), "limits.pass_rate", "is 95, but can be 1 at most; write 95 % as 0.95"),
        (limited("excellent_schools = 1.01"), "limits.excellent_schools", "is 1.01, but can be 1 at most"),
        (limited("teacher_sample = -0.05"), "limits.teacher_sample", "must be a number from 0 to 10000"),
        (limited("environment_by_heads = 2"), "limits.environment_by_heads", "can be 1 at most"),
        (changed('what = "工作总结"\n', ""), "deadlines[0].what", "is missing"),
        (changed("by = 2022-11-25\n", 'by = "25.11.2022"\n'), "deadlines[0].by", "must be a date such as 2022-11-25"),
        (changed("by = 2022-11-25\n", "by = 20221125\n"), "deadlines[0].by", "must be text"),
        (changed("by = 2022-11-25\n", "by = 2022-11-25\nwho = 1\n"), "deadlines[0].who", "is not known here"),
        # levels
        (changed('id = "not_qualified"\n', 'id = "qualified"\n'), "levels", "the id qualified is used twice"),
        (changed('id = "not_qualified"\n', ""), "levels[1].id", "is missing"),
        (changed('id = "qualified"\n', 'id = "excellent"\n'), "levels[0].id", "excellent is what the district's own"),
        (changed('id = "qualified"\n', 'id = "undecided"\n'), "levels[0].id", "undecided is what the district's own"),
        (changed('name = "不合格"\n', ""), "levels[1].name", "is missing"),
        (changed('name = "不合格"\n', 'name = "不合格"\nmin = 0\n'), "levels[1]",
         "is for all the rest; remove its min"),
        (changed("min = 16\n", ""), "levels[0]", "needs min or counts; only the last level goes without"),
        (changed("min = 16\n", "min = 20.5\n"), "levels[0].min", "above the total, so nobody could reach it"),
        (changed("min = 16\n", 'min = "16"\n'), "levels[0].min", "must be a number"),
        (changed("min = 16\n", "minimum = 16\n"), "levels[0].minimum", "is not known here; known: "),
        (changed("min = 16\n", 'min = 16\ncounts = [{ grade = "有", at_most = 0 }]\n'), "levels[0].min",
         "by points or by counts of grades; remove one"),
        (changed("min = 16\n", 'counts = [{ grade = "有" }]\n'), "levels[0].counts[0].at_least", "and so is at_most"),
        (changed("min = 16\n", 'counts = [{ grade = "没", at_most = 0 }]\n'), "levels[0].counts",
         "no item has the grade 没"),
        (changed("min = 16\n", 'counts = [{ grade = "有", at_most = 0.5 }]\n'), "levels[0].counts[0].at_most",
         "must be a whole number"),
        (changed("min = 16\n", 'counts = [{ at_most = 0 }]\n'), "levels[0].counts[0].grade", "is missing"),
        (changed("min = 16\n", 'min = 16\n[[levels]]\nid = "x"\nname = "x"\nmin = 16\n'), "levels[1].min",
         "levels stand best first"),
        (changed("min = 16\n", 'min = 16\n[[levels]]\nid = "x"\nname = "x"\nmin = 18\n'), "levels[1].min",
         "levels stand best first"),
        # sections
        (changed("points = 8\n", "points = 9\n"), "sections[0].points", "is 9, but its items add up to 8; correct one"),
        (changed("points = 8\n", ""), "sections[0].points", "is missing; its items add up to 8"),
        (changed('name = "附加"\n', 'name = "附加"\npoints = 2\n'), "sections[2].points", "add up to 0"),
        (changed('name = "附加"\n', 'name = "附加"\nid = "1"\n'), "sections",
         "the id 1 is used twice; give each its own"),
        (changed('name = "附加"\n', 'name = "附加"\nwieght = 1\n'), "sections[2].wieght", "is not known here"),
        (changed('name = "附加"\n', 'name = "附加"\nweight = -1\n'), "sections[2].weight", "must be a number"),
        (changed('name = "附加"\n', "name = 3\n"), "sections[2].name", "must be text"),
        (changed("points = 8\n", "points = 8\nweight = 0.5\n"), "total",
         "is 20, but the sections times their weights add up to 16; correct one; 30 % is 0.3"),
        (SMALL + '[[sections]]\nname = "空"\n', "sections[3].items", "write at least one [[sections.items]]"),
        # items
        (in_last_item('id = "1.1"'), "items", "the id 1.1 is used twice; give each its own"),
        (in_last_item('id = "3 2"'), "sections[2].items[1].id", "A-Z a-z 0-9 . - _ only"),
        (changed(LAST_ITEM, ""), "sections[2].items[1].name", "is missing"),
        (in_last_item("bonsu = true"), "sections[2].items[1].bonsu", "is not known here; known: "),
        (changed("bonus = true\n", 'bonus = "yes"\n'), "sections[2].items[0].bonus", "must be true or false"),
        (changed("bonus = true\n", "bonus = 1\n"), "sections[2].items[0].bonus", "must be true or false"),
        (changed(FRAUD_GRADES, ""), "sections[2].items[1].points", "give the item's maximum, or grades"),
        (in_last_item("bonus = true"), "sections[2].items[1].points", "need a maximum"),
        (in_last_item("points = 2"), "sections[2].items[1].grades", "grade 无 has no points, but the item has"),
        (changed("points = 2\nbonus", "points = 2.25\nbonus"), "sections[2].items[0].points",
         "2.25 is not a multiple of the step 0.5"),
        (changed("points = 2\nbonus", "points = 2\nstep = 1.5\nbonus"), "sections[2].items[0].points",
         "2 is not a multiple of the step 1.5"),
        (changed("points = 2\nbonus", "points = 2\nstep = 0\nbonus"), "sections[2].items[0].step", "must be above 0"),
        (changed("points = 2\nbonus", "points = '2'\nbonus"), "sections[2].items[0].points", "must be a number"),
        (changed('choices = ["多媒体", "混合", "智慧"]', "choices = [1]"), "sections[0].items[1].choices",
         "must be a list of texts"),
        (changed('choices = ["多媒体", "混合", "智慧"]', 'choices = ["混合", "混合"]'), "sections[0].items[1].choices",
         "has a text twice"),
        (in_last_item('parts = [{ criteria = "x" }]'), "sections[2].items[1].parts[0].name", "is missing"),
        (in_last_item('parts = [{ name = "x", points = 1 }]'), "sections[2].items[1].parts[0].points",
         "is not known here"),
        (in_last_item('parts = ["x"]'), "sections[2].items[1].parts[0]", "must be a table"),
        (in_last_item('parts = "x"'), "sections[2].items[1].parts",
         "must be a list of tables, written [[sections.items.parts]]"),
        # grades
        (changed('{ name = "有", veto = true }', '{ name = "无" }'), "items 3.2", "the grade 无 is there twice"),
        (changed('{ name = "有", veto = true }', "{ veto = true }"), "sections[2].items[1].grades[1].name",
         "is missing"),
        (changed("veto = true", 'veto = "yes"'), "sections[2].items[1].grades[1].veto", "must be true or false"),
        (changed("veto = true", "points = 0"), "sections[2].items[1].points", "grades with points need a maximum"),
        (changed('name = "优", points = 5', 'name = "优", points = 5.5'), "sections[1].items[1].grades",
         "grade 优 lies outside 0 to 5"),
        (changed('name = "优", points = 5', 'name = "优", points = 4.75'), "sections[1].items[1].grades",
         "grade 优 is off the step 0.5"),
        (changed('name = "优", points = 5', 'name = "优", points = 4'), "items 2.2", "the grades 优 and 良 overlap"),
        (changed('name = "优", points = 5', 'name = "优", from = 4.5'), "sections[1].items[1].grades[0].from",
         "a band needs both from and to"),
        (changed("from = 1.5, to = 2", "from = 1.5, to = 2, points = 2"), "sections[1].items[2].grades[0].from",
         "no points beside them"),
        (changed("from = 1.5, to = 2", "from = 2, to = 1.5"), "sections[1].items[2].grades", "lies outside 0 to 2"),
        (changed("from = 1.5, to = 2", "from = 1, to = 2"), "items 2.3", "the grades 一般 and 好 overlap"),
        # deductions
        (changed('name = "不全", points = 0.5', 'name = "不全", points = 0.75'), "sections[1].items[0].deductions",
         "0.75 is not a multiple of the step 0.5"),
        (changed('name = "不全", points = 0.5', 'name = "缺1次", points = 0.5'), "items 2.1",
         "the deduction 缺1次 is there twice"),
        (changed('name = "不全", points = 0.5', 'name = "不全"'), "sections[1].items[0].deductions[1].points",
         "is missing"),
        (changed('name = "不全", points = 0.5', "points = 0.5"), "sections[1].items[0].deductions[1].name",
         "is missing"),
        (in_last_item('deductions = [{ name = "x", points = 1 }]'), "sections[2].items[1].points", "need a maximum"),
    ],
)  # fmt: skip
def test_each_mistake(text, place, what):
    found = mistakes(text)
    assert any(where == place and what in said for where, said in found), found


@pytest.mark.parametrize(
    "mistake",
    [
        changed("total = 20\n", "total = 21\n"),
        at_top("totl = 20"),
        limited("pass_rat = 95"),
        in_last_item('id = "1.1"'),
        changed("min = 16\n", "min = 20.5\n"),
        changed("by = 2022-11-25\n", 'by = "soon"\n'),
        changed('name = "优", points = 5', 'name = "优", points = 5.5'),
    ],
)
def test_one_mistake_is_one_problem(mistake):
    found = mistakes(mistake)
    assert len(found) == 1, found


@pytest.mark.parametrize(
    ("mistake", "place", "what"),
    [
        (changed("total = 20\n", 'total = "20"\n'), "total", "must be a number"),
        (changed("min = 16\n", 'min = "16分"\n'), "levels[0].min", "合格: must be a number"),
        (changed("bonus = true\n", 'bonus = "是"\n'), "sections[2].items[0].bonus", "must be true or false"),
        (changed('grades = [{ name = "无" }, { name = "有", veto = true }]', 'grades = ["无"]'),
         "sections[2].items[1].grades[0]", 'must be a table, such as { name = "..." }'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_leads_to_no_other_complaint(mistake, place, what):
    """Nothing is said of the value that stood in its place, and whose it is is told by its name."""
    ((where, said),) = mistakes(mistake)
    assert where == place and what in said


def test_keys_that_may_be_left_out_are_among_the_known():
    ((_, said), *_) = mistakes(changed("min = 16\n", "minimum = 16\n"))
    assert "known: counts, id, min, name, name_en" in said


@pytest.mark.parametrize(
    ("text", "line", "cure"),
    [
        ("id = “x”", "line 2, id = “x”: ", "texts stand in straight quotes"),
        ("total = 30分", "line 2, total = 30分: ", "numbers have no unit"),
        ("分值 = 30", "line 2, 分值 = 30: ", "half-width"),
        ("[sections]\n[[sections]]", "line 3, [[sections]]: ", "in double brackets"),
    ],
)
def test_text_that_is_no_toml_shows_its_line_and_the_cure(text, line, cure):
    with pytest.raises(Problem) as caught:
        parse_rubric(f"format = 1\n{text}\n", FILE)
    assert line in caught.value.what and cure in caught.value.what


def test_levels_that_nobody_could_reach():
    """A new form is held to that; a visit that carries such a one stays readable."""
    counted = 'counts = [{ grade = "有", at_least = 2 }]\n'
    assert mistakes(changed("min = 16\n", counted)) == [
        ("levels[0].counts", "only 1 items have the grade 有, so nobody could reach 2")
    ]
    rules = [{"id": "a", "name": "甲", "counts": [{"grade": "有", "at_least": 2}]}, {"id": "b", "name": "乙"}]
    assert build_rubric(small_data(levels=rules), FILE).levels[0].name == "甲"
    without_total = SMALL.replace("total = 20\n", "").replace("min = 16\n", "min = 21\n")
    assert [place for place, _ in mistakes(without_total)] == ["levels[0].min"]


def test_all_mistakes_at_once():
    text = (
        SMALL.replace('title = "小型考核表"\n', "")
        .replace("step = 0.5\n", 'step = 0.5\ncombine = "sum"\n')
        .replace("points = 8\n", "points = 9\n")
        .replace('name = "优", points = 5', 'name = "优", points = 5.5')
        .replace(LAST_ITEM, f'{LAST_ITEM}id = "1.1"\nbonsu = true\n')
    )
    found = mistakes(text)
    assert sorted(place for place, _ in found) == sorted(
        ["title", "combine", "sections[0].points", "total", "sections[1].items[1].grades", "items",
         "sections[2].items[1].bonsu"]
    )  # fmt: skip


def test_the_message_counts_the_rest():
    text = SMALL.replace('title = "小型考核表"\n', "").replace("points = 8\n", "").replace("total = 20\n", "")
    with pytest.raises(RubricProblems) as caught:
        parse_rubric(text, FILE)
    assert len(caught.value.problems) == 2
    assert str(caught.value) == f'{FILE}: title: is missing; write it as title = "..." (and 1 more)'


def test_a_single_problem_counts_none():
    with pytest.raises(RubricProblems) as caught:
        parse_rubric(SMALL.replace("total = 20\n", "total = 21\n"), FILE)
    assert str(caught.value) == f"{FILE}: total: is 21, but the sections add up to 20; correct one of them"


def test_a_limit_of_another_time_does_not_shut_a_visit_that_carries_it():
    """Only a form that somebody is about to use is held to the limits that are known."""
    limits = {"online_hour": 25, "pass_rate": 95}
    assert build_rubric(small_data(limits=limits), FILE).limits == limits


def test_every_limit_can_be_set_to_its_most():
    """Two resources for each teacher are no mistake."""
    for name, most in LIMITS.items():
        assert parse_rubric(changed("online_hours = 25\n", f"{name} = {most}\n"), FILE).limits == {name: most}
    assert parse_rubric(limited("resource_rate = 2"), FILE).limits["resource_rate"] == 2


def test_only_the_format_is_said_of_a_newer_form():
    text = SMALL.replace("format = 1\n", "format = 2\nnew_things = true\n")
    assert [place for place, _ in mistakes(text)] == ["format"]


def test_an_empty_file():
    places = [place for place, _ in mistakes("")]
    assert places == ["format", "id", "title", "sections"]


@pytest.mark.parametrize("sections", ["sections = 5", 'sections = "x"', "sections = [5]", "sections = [[]]"])
def test_sections_of_another_kind(sections):
    found = mistakes(f'format = 1\nid = "x"\ntitle = "x"\n{sections}\n')
    assert found[0][0].startswith("sections")
    assert "table" in found[0][1]


def test_a_number_without_end_is_a_problem():
    """TOML reads hexadecimal numbers of any length, but Python writes no decimal number of more than 4300 digits."""
    assert mistakes(changed("total = 20\n", f"total = 0x{'f' * 4000}\n"))[0][0] == "total"
