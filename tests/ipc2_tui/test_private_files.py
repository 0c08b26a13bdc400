"""Keys, nonces and whatever names teachers are their owner's alone, until the owner says otherwise."""

import errno
import os
import stat

import pytest
from roster_files import workbook
from visit_files import CODE, known, opened, write

from ipc2_tui.files.durable import previous_copy, write_durably
from sample_data import VISITS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True, params=[0o000, 0o022, 0o077], ids=oct)
def umask(request):
    """However much the system would let others see."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def visit(tmp_path, me, ipc2):
    path = tmp_path / "visit.json"
    assert ipc2("new", "--code", CODE, "--name", "实验小学", "-o", path).code == 0
    return path


def test_keys_nonces_settings_and_the_list_of_signers(home, visit, tmp_path, ipc2):
    ipc2("key", "name", "王伟")
    ipc2("import", workbook(tmp_path / "roster.xlsx"), "--into", visit, "--yes")
    assert ipc2("draw", visit, "--seal").code == 0
    (tmp_path / "key.pub").write_bytes((home / "id_ed25519.pub").read_bytes())
    assert ipc2("key", "trust", tmp_path / "key.pub").code == 0
    made = {path.relative_to(home): path for path in home.rglob("*")}
    assert {str(path) for path in made} > {"id_ed25519", "settings.json", "allowed_signers", "seals"}
    assert mode(home) == 0o700
    assert {mode(path) for path in made.values() if path.is_dir()} == {0o700}
    assert {mode(path) for path in made.values() if path.is_file()} == {0o600}


def test_a_nonce_kept_before_anything_else_makes_its_folders_private(home):
    from ipc2_tui.keys.nonces import keep_nonce

    keep_nonce("ab", bytes(16))
    assert [mode(path) for path in (home, home / "seals", home / "seals" / "ab.txt")] == [0o700, 0o700, 0o600]


OUTPUTS = {
    "new": (),
    "merge": ("merge", "{visit}", "-o", "{out}"),
    "export": ("export", "{visit}", "-o", "{out}"),
    "district": ("district", "{visit}", "-o", "{out}"),
    "form with a visit": ("form", "self-check", "--visit", "{visit}", "-o", "{out}"),
}


@pytest.mark.parametrize("made", OUTPUTS)
def test_what_is_made_for_people(visit, tmp_path, ipc2, made):
    out = tmp_path / ("out.json" if made == "merge" else "out.xlsx")
    words = [word.format(visit=visit, out=out) for word in OUTPUTS[made]]
    if words:
        assert ipc2(*words).code in (0, 1)
    assert mode(out if words else visit) == 0o600
    if words:  # and in the place of one that the owner shares, it stays shared
        out.chmod(0o664)
        assert ipc2(*words, "--force").code in (0, 1)
        assert mode(out) == 0o664


@pytest.mark.parametrize("shared", [0o600, 0o640, 0o660, 0o644])
def test_a_save_leaves_the_mode_that_the_owner_gave(visit, ipc2, shared):
    visit.chmod(shared)
    for points in ("1", "0.5"):
        assert ipc2("score", visit, "1.1", points).code == 0
        assert (mode(visit), mode(previous_copy(visit))) == (shared, shared)


@pytest.mark.parametrize("shared", [0o600, 0o640])
def test_the_copy_before_it_has_no_other_mode_where_links_are_unknown(tmp_path, monkeypatch, shared):
    path = write(tmp_path / "a.json", opened())
    path.chmod(shared)
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "not permitted")))
    write_durably(path, b"2")
    assert (mode(path), mode(previous_copy(path))) == (shared, shared)


def test_a_group_that_had_no_part_in_the_file_gets_none(tmp_path, monkeypatch):
    path = write(tmp_path / "a.json", known())
    path.chmod(0o660)
    real = os.fstat

    def of_another_group(handle):
        found = list(real(handle))
        found[stat.ST_GID] += 1
        return os.stat_result(found)

    monkeypatch.setattr(os, "fstat", of_another_group)
    monkeypatch.setattr(os, "fchown", lambda *_: (_ for _ in ()).throw(PermissionError(errno.EPERM, "not permitted")))
    write_durably(path, b"2")
    assert mode(path) == 0o600


@pytest.mark.parametrize("write_it", [write_durably, lambda path, data: None], ids=["save", "output"])
def test_a_link_laid_where_the_new_file_is_made_is_not_followed(tmp_path, write_it, ipc2):
    """As somebody else may do in a folder for all."""
    victim, path = tmp_path / "victim", write(tmp_path / "a.json", known())
    victim.write_bytes(b"precious")
    out = path if write_it is write_durably else tmp_path / "out.json"
    (tmp_path / f".{out.name}-{os.getpid()}.tmp").symlink_to(victim)
    if write_it is write_durably:
        write_durably(path, b"2")
    else:
        assert ipc2("merge", path, "-o", out).code == 0
    assert victim.read_bytes() == b"precious"
    assert not out.is_symlink() and mode(out) in (0o600, mode(previous_copy(path)) if out is path else 0o600)


def test_files_for_ssh_keygen(tmp_path, ipc2, me):
    signed = VISITS / "370899-0108.json"
    visit = tmp_path / "v.json"
    visit.write_bytes(signed.read_bytes())
    if ipc2("sign", visit, "--yes").code != 0:
        pytest.skip("the sample cannot be signed as it stands")
    ipc2("verify", visit, "--ssh", tmp_path / "ssh")
    assert {mode(path) for path in (tmp_path / "ssh").iterdir()} == {0o600}
