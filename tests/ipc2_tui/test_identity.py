"""Who is scoring, and the device's key: asked once, kept privately, refused clearly where it is damaged."""

import base64
import hashlib
import json
import os
import shutil
import stat
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from visit_files import ME, folder_state

from ipc2_tui.files.durable import write_durably
from ipc2_tui.files.lock import Lock
from ipc2_tui.keys import identity
from ipc2_tui.keys import trust as list_of_signers
from ipc2_tui.keys.identity import check_name, device_key, evaluator, keep_setting, kept_name, read_settings
from scoring.problem import Problem

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


# --- the name ---------------------------------------------------------------------------------------------------------


def test_nobody_is_scoring_until_somebody_says_so(home):
    with pytest.raises(Problem, match="who is scoring"):
        evaluator()
    assert not home.exists()


def test_the_name_is_said_once_and_kept(ipc2, home):
    assert ipc2("key", "name", "  林  知远 ").code == 0
    assert kept_name() == "林 知远"
    assert evaluator() == f"林 知远@{device_key().short}"
    assert json.loads((home / "settings.json").read_bytes())["name"] == "林 知远"


def test_the_environment_goes_before_what_is_kept(monkeypatch):
    keep_setting("name", "林知远")
    monkeypatch.setenv("IPC2_NAME", "苏明澈")
    assert evaluator().startswith("苏明澈@")
    assert read_settings()["name"] == "林知远"


def test_keeping_one_setting_leaves_the_others():
    keep_setting("theme", "textual-light")
    keep_setting("name", ME)
    assert read_settings() == {"theme": "textual-light", "name": ME}


def test_names_are_kept_in_composed_form():
    assert check_name("Zoe\u0308") == "Zo\u00eb"


@pytest.mark.parametrize("name", ["", "   ", "a@b", "a\x1bb", "\u202eab", "字" * 101, "2", "0012345678"], ids=ascii)
def test_what_cannot_be_a_name_is_refused_and_not_kept(ipc2, home, name):
    done = ipc2("key", "name", name)
    assert (done.code, done.out) == (2, "")
    assert any(why in done.err for why in ("a name is 1 to 100 printable characters", "That is no name of a person"))
    assert not home.exists()


# --- the key ----------------------------------------------------------------------------------------------------------


@posix
def test_the_key_and_the_settings_are_their_owners_alone(home):
    device_key()
    keep_setting("name", ME)
    assert mode(home) == 0o700
    assert {mode(file) for file in home.iterdir()} == {0o600}


@posix
def test_the_key_is_private_whatever_the_umask(home):
    before = os.umask(0)
    try:
        device_key()
    finally:
        os.umask(before)
    assert mode(home / "id_ed25519") == 0o600
    assert mode(home) == 0o700


def test_the_key_is_made_once_and_its_fingerprint_stays(home):
    first = device_key()
    files = folder_state(home)
    again = device_key()
    assert (again.fingerprint, again.short, again.groups) == (first.fingerprint, first.short, first.groups)
    assert folder_state(home) == files
    assert set(files) == {"id_ed25519", "id_ed25519.pub"}


def test_the_private_key_belongs_to_the_public_one(home):
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_private_key

    key = device_key()
    private = load_ssh_private_key((home / "id_ed25519").read_bytes(), None)
    line = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    assert key.public_line.startswith(line)
    assert not key.encrypted


def test_the_short_form_is_the_start_of_the_public_keys_digest():
    key = device_key()
    digest = hashlib.sha256(key.blob).digest()
    assert key.short == digest.hex()[:8]
    assert key.fingerprint == "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
    assert key.groups.replace(" ", "") == base64.b32encode(digest[:10]).decode()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_ssh_keygen_shows_the_same_fingerprint():
    key = device_key()
    shown = subprocess.run(["ssh-keygen", "-l", "-f", key.path], capture_output=True, text=True, check=True).stdout
    assert key.fingerprint in shown.split()


def test_two_laptops_have_two_keys(home, tmp_path, monkeypatch):
    first = device_key().fingerprint
    monkeypatch.setenv("IPC2_HOME", str(tmp_path / "other"))
    assert device_key().fingerprint != first


# --- several windows at once ------------------------------------------------------------------------------------------


@pytest.fixture
def slow_disk(monkeypatch):
    """A disk on which every window has looked before the first has written."""

    def slow(*arguments):
        time.sleep(0.1)
        return write_durably(*arguments)

    for module in (identity, list_of_signers):
        monkeypatch.setattr(module, "write_durably", slow)


def at_once(do, *each):
    with ThreadPoolExecutor(len(each)) as windows:
        return list(windows.map(do, each))


def test_windows_that_are_the_first_at_once_make_one_key_and_both_halves_of_it(home, slow_disk):
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_private_key

    keys = at_once(lambda _: device_key(), 1, 2, 3)
    private = load_ssh_private_key((home / "id_ed25519").read_bytes(), None)
    line = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    assert {key.public_line for key in keys} == {f"{line} ipc2"}
    assert set(folder_state(home)) >= {"id_ed25519", "id_ed25519.pub"}


def test_what_windows_keep_at_once_is_all_kept(home, tmp_path, monkeypatch, slow_disk):
    files = []
    for name in "abc":
        monkeypatch.setenv("IPC2_HOME", str(tmp_path / name))
        files.append(tmp_path / f"{name}.pub")
        files[-1].write_text(f"{name} {device_key().public_line}", encoding="utf-8")
    monkeypatch.setenv("IPC2_HOME", str(home))
    at_once(list_of_signers.trust, *files)
    assert sorted(signer.name for signer in list_of_signers.signers()) == ["a", "b", "c"]
    at_once(lambda key: keep_setting(key, "1"), "a", "b", "c")
    assert read_settings() == {"a": "1", "b": "1", "c": "1"}


# --- damaged ----------------------------------------------------------------------------------------------------------

DAMAGED = {
    "empty": b"",
    "not JSON": b"{name}",
    "cut off": b'{"name": "',
    "a list": b"[]",
    "a number": b'{"name": 1}',
    "not UTF-8": b'{"name": "\xff"}',
    "nested too deep": b"[" * 100_000,
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("words", [("key", "show"), ("key", "name", "周予安")], ids=" ".join)
def test_damaged_settings_are_refused_by_name_and_left_alone(ipc2, home, words, content):
    home.mkdir()
    (home / "settings.json").write_bytes(content)
    done = ipc2(*words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"ipc2: {home / 'settings.json'}: ")
    assert "delete it" in done.err
    assert (home / "settings.json").read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff"])
@pytest.mark.parametrize("file", ["id_ed25519.pub", "id_ed25519"])
def test_a_damaged_key_is_refused_by_name_and_never_replaced(ipc2, me, home, file, content):
    device_key()
    (home / file).write_bytes(content)
    before = folder_state(home)
    done = ipc2("key", "show")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"ipc2: {home / 'id_ed25519'}")
    assert folder_state(home) == before


@pytest.mark.parametrize("file", ["id_ed25519", "allowed_signers"])
def test_no_name_is_kept_where_what_is_shown_with_it_is_damaged(ipc2, me, home, file):
    device_key()
    (home / file).write_bytes(b"nonsense")
    before = folder_state(home)
    assert ipc2("key", "name", "周予安").code == 2
    assert folder_state(home) == before


def test_a_settings_folder_that_cannot_be_made(ipc2, home):
    home.write_bytes(b"a file where the folder should be")
    done = ipc2("key", "name", ME)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert str(home) in done.err


def test_the_line_for_others_goes_into_a_file(tmp_path, ipc2, me):
    path = tmp_path / "me.pub"
    assert ipc2("key", "export", "-o", path).code == 0
    assert path.read_text(encoding="utf-8") == ipc2("key", "export").out
    assert "--force" in ipc2("key", "export", "-o", path).err
    assert ipc2("key", "trust", path).code == 0


def test_what_a_window_that_hangs_is_keeping_is_not_written_over(home, monkeypatch):
    keep_setting("theme", "ipc2-dark")
    monkeypatch.setattr(identity, "_PATIENCE", 0.1)
    hanging = Lock(home / "settings")
    assert hanging.take() == ""
    with pytest.raises(Problem, match="is open in another window"):
        keep_setting("theme", "ipc2-light")
    hanging.release()
    assert read_settings()["theme"] == "ipc2-dark"
