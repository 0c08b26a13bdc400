"""The draw: who is drawn by words that nobody could foresee.  docs/FORMAT.md gives every byte.

A draw is bound to its *context*: the visit, its date, the rubric, the roster's digest, the draw's number and count.
The seal hides 16 random bytes, the nonce, before the words are said; the key comes from both.
"""

import base64
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Any

from scoring.canonical import canonical, digest, digest_of
from scoring.problem import Problem
from scoring.wording import tr, visible

LONGEST_WORDS = 200


def seal_of(context: Mapping[str, Any], nonce: bytes) -> str:
    """The seal: a digest that fixes `nonce` and `context` before the words are known."""
    return digest("ipc2-seal-v1", nonce + canonical(dict(context)))


def seal_code(seal: str) -> str:
    """The first 50 bits of a seal as people copy them: ``XDHQZ-UG5V4``."""
    code = base64.b32encode(bytes.fromhex(seal)).decode()[:10]
    return f"{code[:5]}-{code[5:]}"


def key_of(context: Mapping[str, Any], nonce: bytes, words: str) -> str:
    """The draw's key; `nonce` is empty where nothing was sealed."""
    return digest_of("ipc2-seed-v1", {**context, "nonce": nonce.hex(), "words": words})


def spoken(words: str) -> str:
    """The words as they are recorded: NFKC, without space around them.  Raises Problem if there are none."""
    text = unicodedata.normalize("NFKC", words).strip()
    if not text:
        raise Problem(tr("words"), tr("are missing; type them"))
    if len(text) > LONGEST_WORDS or visible(text) != text:
        raise Problem(tr("words"), tr("may be at most {n} characters, in one line").format(n=LONGEST_WORDS))
    return text


def ticket(key: str, teacher_id: str) -> str:
    """A teacher's ticket, 64 hex digits; the lowest are drawn."""
    return hashlib.sha256(f"ipc2-ticket-v1:{key}:{teacher_id}".encode()).hexdigest()


def ranking(key: str, ids: Iterable[str]) -> list[str]:
    """The ids in the order of their tickets."""
    return sorted(ids, key=partial(ticket, key))


def ability_for(key: str, teacher_id: str, abilities: Iterable[str]) -> str:
    """Which of a teacher's own abilities to demonstrate; empty where they chose none."""
    chosen = sorted(set(abilities))
    if not chosen:
        return ""
    number = int(hashlib.sha256(f"ipc2-ability-v1:{key}:{teacher_id}".encode()).hexdigest(), 16)
    return chosen[number % len(chosen)]


def allot(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """How many of `count` each stratum gets: largest remainder in exact fractions, ties to the larger, then by name."""
    population = sum(sizes.values())
    shares = {name: Fraction(count * size, population) for name, size in sizes.items()}
    allotted = {name: int(share) for name, share in shares.items()}
    left = count - sum(allotted.values())
    order = sorted(sizes, key=lambda name: (allotted[name] - shares[name], -sizes[name], name))
    for name in order[:left]:
        allotted[name] += 1
    return allotted


def drawn_ids(key: str, strata: Mapping[str, str], count: int) -> tuple[list[str], list[str]]:
    """The drawn ids and all others, both in ticket order; `strata` gives every id its stratum."""
    left = allot(Counter(strata.values()), count)
    drawn, others = [], []
    for each in ranking(key, strata):
        if left[strata[each]]:
            left[strata[each]] -= 1
            drawn.append(each)
        else:
            others.append(each)
    return drawn, others


def sample_size(population: int, rate: Fraction = Fraction(0), count: int | None = None) -> int:
    """How many to draw: `count`, else `rate` of them rounded up, at least one and at most all.

    Raises Problem where there is nobody, and for a count that cannot be.
    """
    if not population:
        raise Problem(tr("roster"), tr("is empty; nobody can be drawn"))
    if count is not None:
        if not 1 <= count <= population:
            raise Problem(tr("count"), tr("must be from 1 to {n}, the teachers there are").format(n=population))
        return count
    return min(population, max(1, ceil(rate * population)))


def read_rate(text: str) -> Fraction:
    """A rate as typed: ``5%`` or ``0.05``.  Raises Problem."""
    typed = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"-?[0-9]{0,3}(\.[0-9]{1,6})?\s*%?", typed) or not re.search(r"[0-9]", typed):
        raise Problem(tr("rate"), tr("must be a rate such as 5%"))
    rate = Fraction(typed.removesuffix("%").strip()) / (100 if typed.endswith("%") else 1)
    if not 0 < rate <= 1:
        raise Problem(tr("rate"), tr("must be above 0 % and at most 100 %, such as 5%"))
    return rate
