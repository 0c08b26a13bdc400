"""The schools to re-inspect: the teachers' draw, with sorted codes for a roster and no nonce.

The words come from a public source that was named beforehand, such as the lottery of a certain date.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from scoring.canonical import digest_of
from scoring.draw import key_of, ranking, sample_size, spoken


def spot_check(codes: Iterable[str], words: str, rate: Fraction) -> dict[str, Any]:
    """The draw as JSON: words, roster digest, key, and the drawn codes in order.  Raises Problem."""
    roster = sorted(set(codes))
    count = sample_size(len(roster), rate)
    digest = digest_of("ipc2-roster-v1", [{"id": code} for code in roster])
    said = spoken(words)
    key = key_of({"count": count, "roster": digest}, b"", said)
    return {
        "count": count,
        "population": len(roster),
        "roster": digest,
        "words": said,
        "key": key,
        "drawn": ranking(key, roster)[:count],
    }
