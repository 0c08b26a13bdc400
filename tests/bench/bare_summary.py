"""The floor of `ipc2 summary`: the same table and lines printed with rich, every figure already at hand."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

ROWS = (
    ("规划设计", "6", "6", "6/6", "0", "4/4", "=" * 20),
    ("研修规划", "6", "6", "6/6", "0", "4/4", "=" * 20),
    ("组织实施", "45", "43.5", "39.5/45", "-4", "6/6", "=" * 18 + "-"),
    ("应用考核", "25", "23.5", "24/25", "+0.5", "4/4", "=" * 19),
    ("示范互助", "5", "5", "-", "", "0/1", ""),
    ("创新实践", "5", "5", "-", "", "0/1", ""),
    ("课题引领", "4", "4", "-", "", "0/1", ""),
    ("资源建设", "4", "4", "-", "", "0/1", ""),
    ("合计", "100", "97", "75.5/82", "", "18/22", ""),
)

console = Console(highlight=False, markup=False, emoji=False)
console.print(Text("望岳小学", "bold"), Text("370899-0104  2022-12-06  小学  望岳镇  教师 86 人", "dim"))
console.print(Text("兖州区中小学教师信息技术应用能力提升工程2.0校本应用考核表", "dim"))
console.print()
table = Table(box=None, pad_edge=False, header_style="dim")
table.add_column("考核项目", no_wrap=True, overflow="crop")
for figure in ("分值", "自查", "评估", "差", "已评"):
    table.add_column(figure, justify="right", no_wrap=True)
table.add_column("", no_wrap=True)
for row in ROWS:
    table.add_row(*row[:-1], Text(row[-1], "green"))
console.print(table)
console.print()
facts = Table.grid(padding=(0, 2))
for label, text in (
    ("等次", "未定  待定 18 分中还需得 4.5 分才到 80 分"),
    ("未评", "4  5.1 示范引领 学习反思  6.1 创新教学成果  7.1 2.0专项课题  8.1 2.0产出资源"),
    ("评分人", "周予安@2a28cdd4 4  林知远@0d8f3231 8  苏明澈@f874c385 6"),
):
    facts.add_row(Text(label, "dim"), Text(text))
console.print(facts)
