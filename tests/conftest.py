"""Options of the whole suite."""


def pytest_addoption(parser):
    parser.addoption(
        "--update-snapshots", action="store_true", help="write the pictures of the screens anew instead of comparing"
    )
