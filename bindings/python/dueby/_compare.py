"""Two profiles, duty by duty."""

from __future__ import annotations

import datetime
import struct
from typing import TYPE_CHECKING, NamedTuple

from dueby import _dates, _engine
from dueby._calendar import Calendar
from dueby._profile import AUTHORITY, ID

if TYPE_CHECKING:
    from dueby._profile import Profile

_ROWS = struct.Struct("=11q")
_ROWS_MAX = 4096
_STATUTE = _engine.DUEBY_AUTHORITY_STATUTE
_GUIDANCE = _engine.DUEBY_AUTHORITY_GUIDANCE


class Comparison(NamedTuple):
    """One duty in two profiles, with the fields of ``dueby compare``."""

    rule: str
    left: str
    right: str
    verdict: str
    left_later_share: float | None
    right_later_share: float | None
    largest_gap_days: int | None
    witness_left_later: datetime.date | None
    witness_right_later: datetime.date | None
    later_than_law: str
    days: int


def compare(left: Profile, right: Profile, calendar: Calendar | None) -> list[Comparison]:
    """Every duty of either profile, in the order of the left's."""
    capsule = (calendar or Calendar("england-and-wales"))._capsule
    first, last, _, _ = _engine.flat_coverage(capsule)
    packed = _engine.flat_compare(left._capsule, right._capsule, capsule, first, last, _ROWS_MAX * 11)
    if not isinstance(packed, bytes):
        packed = _engine.flat_compare(left._capsule, right._capsule, capsule, first, last, packed)
    assert isinstance(packed, bytes)
    return [_row(left, right, fields) for fields in _ROWS.iter_unpack(packed)]


def _row(left: Profile, right: Profile, fields: tuple[int, ...]) -> Comparison:
    days, left_later, right_later, left_rule, right_rule, verdict, gap, left_gap, right_gap, witness_left, witness_right = fields
    owner, rule = (left, left_rule) if left_rule >= 0 else (right, right_rule)
    return Comparison(
        rule=_engine.rule_text(owner._capsule, rule, 0, ID) or "",
        left=_timescale(left, left_rule),
        right=_timescale(right, right_rule),
        verdict=_engine.code_name(_dates.COMPARISON, verdict) or "",
        left_later_share=left_later / days if days else None,
        right_later_share=right_later / days if days else None,
        largest_gap_days=gap if days else None,
        witness_left_later=_dates.date_of(witness_left),
        witness_right_later=_dates.date_of(witness_right),
        later_than_law=_later_than_law(
            _is_law(left, left_rule),
            _is_law(right, right_rule),
            min(left_rule, right_rule),
            (left_gap, right_gap),
            (witness_left, witness_right),
        ),
        days=days,
    )


def _timescale(profile: Profile, rule: int) -> str:
    """A rule's timescale in its latest version."""
    if rule < 0:
        return ""
    return _dates.text_of(_engine.flat_timescale, profile._capsule, rule, _engine.rule_version_count(profile._capsule, rule) - 1)


def _is_law(profile: Profile, rule: int) -> bool:
    return rule >= 0 and _engine.rule_number(profile._capsule, rule, 0, AUTHORITY) in (_STATUTE, _GUIDANCE)


def _later_than_law(left_law: bool, right_law: bool, least: int, gaps: tuple[int, int], witnesses: tuple[int, int]) -> str:
    """A council's rule that can be later than the law's, as text."""
    council = 1 if left_law else 0
    day = _dates.day_text(witnesses[council])
    if left_law == right_law or least < 0 or not day:
        return ""
    gap = gaps[council]
    if not gap:
        return f"asks for less often than the law, for example from {day}"
    return f"can be later than the law by {gap} day{'' if gap == 1 else 's'}, for example from {day}"
