"""``ipc2 spot-check``: the schools to re-inspect."""

from argparse import ArgumentParser, Namespace

from ipc2_tui.json_out import print_json
from scoring.wording import mark, tr, visible

HELP = mark("draw the schools to inspect again")


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    files = tr("visit files, folders, or patterns (default: here)")
    parser.add_argument("files", nargs="*", metavar="FILE", default=["."], help=files)
    parser.add_argument("--words", required=True, metavar="TEXT",
                        help=tr("from a public source named beforehand, such as a lottery"))  # fmt: skip
    parser.add_argument("--rate", default="10%", help=tr("share of the schools (default: 10%%)"))
    parser.add_argument("--skip-bad", action="store_true", help=tr("leave unreadable files out, naming them"))
    parser.add_argument("--json", action="store_true", help=tr("print JSON"))


def run(arguments: Namespace) -> int:
    """Draw among the schools that ``ipc2 district`` ranks, as the screen does; print who is drawn, and by which key.

    1 where something was left out.
    """
    from ipc2_tui.given import visit_paths
    from ipc2_tui.totals import totals
    from scoring.draw import read_rate
    from scoring.spot_check import spot_check

    _, schools, aside, left_out = totals(visit_paths(arguments.files), arguments.skip_bad)
    names = {school.code: school.name for school in schools}
    drawn = spot_check(names, arguments.words, read_rate(arguments.rate))
    refused, skipped = ([each._asdict() for each in some] for some in (aside, left_out))
    if arguments.json:
        drawn["drawn"] = [{"code": code, "name": names[code]} for code in drawn["drawn"]]
        print_json({**drawn, "skipped": skipped, "refused": refused})
    else:
        print(tr("{count} of {population} schools").format(**drawn))
        print(visible(tr("words of the source {words}").format(words=drawn["words"])))
        print(tr("key    {key}").format(key=drawn["key"]))
        for place, code in enumerate(drawn["drawn"], 1):
            print(visible(f"{place}. {code}  {names[code]}"))
        for each in refused:
            print(visible(tr("set aside from {file}: {code} {by} {seq}: {why}").format(**each)))
        for each in skipped:
            print(visible(tr("skipped: {file}: {why}").format(**each)))
    return int(bool(skipped or refused))
