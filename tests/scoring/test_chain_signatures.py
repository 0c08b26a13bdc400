"""A person's signature under their own entries, where they went on in two copies, or sign more than once."""

from base64 import b64encode

from scoring_samples import Records, value_body

from scoring.signatures import CHAIN, VISIT, device_of, sign_body, signatures

BLOB = b"a public key"
KEY = f"ssh-ed25519 {b64encode(BLOB).decode()}"
LIN = f"Lin@{device_of(BLOB)}"


def sign(records):
    records.add(LIN, "sign", {**sign_body(records.visit(), LIN, CHAIN, KEY), "sshsig": ""})


def held(records):
    """Of each signature whether it is stale, and what is wrong with it."""
    return [(each.stale, each.wrong) for each in signatures(records.visit())]


def test_who_signs_both_of_their_histories_has_signed_both():
    records = Records()
    first = records.score(LIN, "1.1", 3)
    records.score(LIN, "1.2", 1)
    records.fork(first, "score", value_body("1.2", 2))
    sign(records)
    assert records.visit().forks == (LIN,) and held(records) == [(False, "")]


def test_what_was_signed_in_one_history_holds_where_another_is_known():
    records = Records()
    first = records.score(LIN, "1.1", 3)
    records.score(LIN, "1.2", 1)
    sign(records)
    records.fork(first, "score", value_body("1.2", 2))
    assert records.visit().forks == (LIN,) and held(records) == [(False, "")]


def test_a_later_signature_leaves_one_as_it_was_and_a_later_score_does_not():
    records = Records()
    records.score(LIN, "1.1", 3)
    sign(records)
    records.add(LIN, "sign", records.visit().entries[-1].body)
    assert held(records)[0] == (False, "")
    records.score(LIN, "1.2", 1)
    assert held(records)[0] == (True, "")


def test_a_stale_signature_is_renewed_by_its_own_signer_rather_than_by_another():
    records = Records()
    lines = {name: f"ssh-ed25519 {b64encode(name.encode()).decode()}" for name in ("Lin", "Wang")}
    people = {name: f"{name}@{device_of(name.encode())}" for name in lines}
    records.add(people["Lin"], "open", {"name": "河湾小学", "date": "2022-12-05"})
    for item in records.rubric.items:
        records.score(people["Lin"], item.id, item.points if item.points is not None else item.grades[0].name)

    def all_sign():
        for name, by in people.items():
            records.add(by, "sign", {**sign_body(records.visit(), by, VISIT, lines[name]), "sshsig": ""})

    all_sign()
    records.score(people["Lin"], "1.1", 0)
    all_sign()
    found = signatures(records.visit())
    assert [(each.entry.name, each.renewed) for each in found if each.stale] == [("Lin", "Lin"), ("Wang", "Wang")]
