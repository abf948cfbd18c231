"""Profiles: named sets of rules, built in or read from YAML."""

from __future__ import annotations

import datetime
import json
import os
import struct
from typing import Any, NamedTuple

from dueby import _dates, _engine
from dueby._calendar import Calendar
from dueby._errors import NOT_FOUND, not_a, of_file, of_status, read_text

_YAML_MAX = 4 << 20
_COMPARED = struct.Struct("=11q")
_COMPARED_MAX = 4096

# The fields of a rule in the engine: first strings, then numbers.
ID = _engine.DUEBY_RULE_ID
TITLE = _engine.DUEBY_RULE_TITLE
TRIGGER = _engine.DUEBY_RULE_TRIGGER
DUE = _engine.DUEBY_RULE_DUE
READING = _engine.DUEBY_RULE_READING
REPLACED_BY = _engine.DUEBY_RULE_REPLACED_BY
ADDRESS = _engine.DUEBY_RULE_ADDRESS
SINCE = _engine.DUEBY_RULE_SINCE
PAUSE_TO = _engine.DUEBY_RULE_PAUSE_TO
WHEN_TAG = _engine.DUEBY_RULE_WHEN_TAG
UNLESS_TAG = _engine.DUEBY_RULE_UNLESS_TAG
AUTHORITY = _engine.DUEBY_RULE_AUTHORITY
FORCE = _engine.DUEBY_RULE_FORCE
SUBJECT = _engine.DUEBY_RULE_SUBJECT
COUNTING = _engine.DUEBY_RULE_COUNTING
RECURS = _engine.DUEBY_RULE_RECURS
COMPUTES = _engine.DUEBY_RULE_COMPUTES
ALTERNATIVE_OF = _engine.DUEBY_RULE_ALTERNATIVE_OF
CHECKED = _engine.DUEBY_RULE_CHECKED
TEXT_READ = _engine.DUEBY_RULE_TEXT_READ
READ_ON = _engine.DUEBY_RULE_READ_ON
SUPERSEDED_FROM = _engine.DUEBY_RULE_SUPERSEDED_FROM
FROM = _engine.DUEBY_RULE_FROM
TO = _engine.DUEBY_RULE_TO
AGE_FROM = _engine.DUEBY_RULE_AGE_FROM
AGE_UNDER = _engine.DUEBY_RULE_AGE_UNDER


class Rule(NamedTuple):
    """One version of a rule, which sets a duty's timescale, with the fields of ``dueby rules``."""

    rule: str
    address: str
    title: str
    authority: str
    force: str
    subject: str
    trigger: str
    due_event: str
    timescale: str
    counting: str
    in_force_from: datetime.date | None
    in_force_to: datetime.date | None
    computes: bool
    recurs: bool
    alternative: bool
    source: str
    checked: str
    read_on: datetime.date | None
    text: str
    replaced: datetime.date | None
    reading: str


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


class Profile:
    """A named set of rules: ``england``, a council's, or your own.

    Made by `Profile.load` and `Profile.from_yaml`.

    Examples
    --------
    >>> barnet = Profile.load("barnet")
    >>> barnet.extends
    'england'
    >>> [rule.timescale for rule in barnet.rules if rule.address == "barnet:cla.visit"]
    ['5 working days after the start of the placement, then as agreed, at most 6 weeks']
    """

    __slots__ = ("_capsule", "_hash", "_path", "_texts")
    _capsule: Any
    _texts: tuple[tuple[str, str], ...] | str  # a built-in name, or (name, YAML) for the file and for each file that it extends
    _path: str
    _hash: int

    def __init__(self) -> None:
        raise TypeError("to make a profile, use Profile.load or Profile.from_yaml")

    @classmethod
    def _of(cls, texts: tuple[tuple[str, str], ...] | str, path: str) -> Profile:
        made = cls.__new__(cls)
        made._texts, made._path, made._hash = texts, path, hash(texts)
        made._capsule = _builtin(texts) if isinstance(texts, str) else _from_texts(texts, path)
        return made

    @classmethod
    def load(cls, name: str) -> Profile:
        """A profile that comes with dueby; `profiles` lists them.

        Raises
        ------
        UnknownName
        """
        if not isinstance(name, str):
            raise not_a("profile", "the name of one", name)
        return cls._of(name, "")

    @classmethod
    def from_yaml(cls, path: str | os.PathLike[str]) -> Profile:
        """A profile from a YAML file (``data/FORMAT.md``). A profile that it extends is looked up in the file's folder, then among
        the built-in ones.

        Raises
        ------
        BadFile
            Lists each fault with its line and column.
        """
        path = os.fspath(path)
        folder = os.path.dirname(path) or "."
        texts = [(os.path.basename(path), read_text(path, _YAML_MAX))]
        capsule = _open_yaml(texts[0][1], folder, path)
        parent = _engine.profile_parent(capsule)
        while parent is not None and os.path.isfile(beside := os.path.join(folder, f"{parent}.yaml")):
            texts.append((parent, read_text(beside, _YAML_MAX)))
            parent = _engine.profile_parent(_open_yaml(texts[-1][1], folder, beside))
        made = cls.__new__(cls)
        made._texts, made._path, made._hash, made._capsule = tuple(texts), path, hash(tuple(texts)), capsule
        return made

    @property
    def name(self) -> str:
        """The profile's name."""
        return _engine.profile_name(self._capsule) or ""

    @property
    def title(self) -> str:
        """The profile's title, for people."""
        return _engine.profile_title(self._capsule) or ""

    @property
    def extends(self) -> str | None:
        """The name of the profile that this one extends."""
        return _engine.profile_parent(self._capsule)

    @property
    def digest(self) -> str:
        """64 hexadecimal digits that identify the content of the profile and of the profiles that it extends. The first 16 are
        enough to tell two profiles apart."""
        return _dates.text_of(_engine.profile_digest, self._capsule)

    @property
    def duties(self) -> list[str]:
        """The ids of the profile's duties, including any from the profiles that it extends."""
        return [_engine.profile_duty(self._capsule, duty) or "" for duty in range(_engine.profile_duty_count(self._capsule))]

    @property
    def events(self) -> dict[str, str]:
        """The vocabulary's events, and what each means."""
        return {
            _engine.profile_event_slug(self._capsule, event) or "": _engine.profile_event_description(self._capsule, event) or ""
            for event in range(1, _engine.profile_event_count(self._capsule))
        }

    @property
    def tags(self) -> dict[str, str]:
        """The vocabulary's tags, and what each means."""
        return {
            _engine.profile_tag(self._capsule, tag) or "": _engine.profile_tag_description(self._capsule, tag) or ""
            for tag in range(_engine.profile_tag_count(self._capsule))
        }

    @property
    def rules(self) -> list[Rule]:
        """Every version of every rule, including alternatives and the rules of the profiles it extends."""
        return [
            self._rule(rule, version)
            for rule in range(_engine.profile_rule_count(self._capsule))
            for version in range(_engine.rule_version_count(self._capsule, rule))
        ]

    def _rule(self, rule: int, version: int) -> Rule:
        def text(field: int) -> str:
            return _engine.rule_text(self._capsule, rule, version, field) or ""

        def number(field: int) -> int:
            return _engine.rule_number(self._capsule, rule, version, field)

        def word(kind: int, field: int) -> str:
            return _engine.code_name(kind, number(field)) or ""

        return Rule(
            rule=text(ID),
            address=text(ADDRESS),
            title=text(TITLE),
            authority=word(_dates.AUTHORITY, AUTHORITY),
            force=word(_dates.FORCE, FORCE),
            subject=word(_dates.SUBJECT, SUBJECT),
            trigger=text(TRIGGER),
            due_event=text(DUE),
            timescale=_dates.text_of(_engine.timescale, self._capsule, rule, version),
            counting=word(_dates.COUNTING, COUNTING),
            in_force_from=_dates.date_of(number(FROM)),
            in_force_to=_dates.date_of(number(TO)),
            computes=bool(number(COMPUTES)),
            recurs=bool(number(RECURS)),
            alternative=number(ALTERNATIVE_OF) >= 0,
            source=_dates.text_of(_engine.source, self._capsule, rule, version),
            checked=word(_dates.CHECKED, CHECKED),
            read_on=_dates.date_of(number(READ_ON)),
            text=text(TEXT_READ),
            replaced=_dates.date_of(number(SUPERSEDED_FROM)),
            reading=text(READING),
        )

    def compare(self, other: Profile | str, calendar: Calendar | None = None) -> list[Comparison]:
        """Compares the two profiles' own rules, duty by duty: which is stricter, over all trigger dates for which both have a due
        date.

        Parameters
        ----------
        other : Profile or str
            The profile on the right.
        calendar : Calendar, optional
            The calendar whose working days are used; by default, England and Wales.

        Returns
        -------
        list of Comparison

        Examples
        --------
        >>> rows = Profile.load("england").compare("barnet")
        >>> next(row.verdict for row in rows if row.rule == "cp.core_group")
        'stricter'
        """
        return _compare(self, of(other), calendar)

    # ---- comparing, copying and pickling ----

    def __eq__(self, other: object) -> bool:
        return self._texts == other._texts if isinstance(other, Profile) else NotImplemented

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        return Profile._of, (self._texts, self._path)

    def __repr__(self) -> str:
        return f"Profile.load({self._texts!r})" if isinstance(self._texts, str) else f"Profile.from_yaml({self._path!r})"


_loaded: dict[str, Profile] = {}


def of(profile: Profile | str) -> Profile:
    """Returns the built-in profile of this name, which is opened only once. A profile is returned as it is."""
    if isinstance(profile, Profile):
        return profile
    if not isinstance(profile, str):
        raise not_a("profile", "a Profile, or the name of one", profile)
    found = _loaded.get(profile)
    if found is None:
        found = _loaded[profile] = Profile.load(profile)
    return found


def profiles() -> dict[str, str]:
    """The profiles that come with dueby: their names and titles.

    Examples
    --------
    >>> "barnet" in profiles()
    True
    """
    return {name: of(name).title for name in _names()}


def versions(
    profile: Profile | str = "england", division: str = "england-and-wales", calendar: Calendar | None = None
) -> dict[str, Any]:
    """Versions of everything that affects answers. Keep them beside the answers: the same versions and digests mean the same
    answers.

    Parameters
    ----------
    profile : Profile or str
        The profile whose rules are used.
    division : str
        The division whose bank holidays are used; or give a `calendar`.

    Returns
    -------
    dict
        ``library``, ``profile``, ``rules`` (their digest), ``calendar`` (the date of the official list), ``division``, ``days`` (the
        calendar's digest) and ``changes`` of the calendar: the member ``versions`` of the command's JSON.

    Examples
    --------
    >>> versions("barnet")["profile"]
    'barnet'
    """
    chosen = Calendar(division) if calendar is None else calendar
    found: dict[str, Any] = json.loads(_dates.text_of(_engine.versions_json, of(profile)._capsule, chosen._capsule))
    return found


def _names() -> list[str]:
    return [_engine.profile_builtin(index) or "" for index in range(_engine.profile_builtin_count())]


def _builtin(name: str) -> Any:
    try:
        return _engine.profile_new(name)
    except _engine.Status as error:
        if error.args[0] == NOT_FOUND:
            raise _dates.unknown_name(_engine.DUEBY_NAME_PROFILE, _engine.profile_new("england"), name) from None
        raise of_status(error.args[0], f"profile {name}") from None


def _open_yaml(text: str, folder: str | None, path: str) -> Any:
    try:
        return _engine.profile_from_yaml(text, folder)
    except _engine.Status as error:
        raise of_file(error, path) from None


def _from_texts(texts: tuple[tuple[str, str], ...], path: str) -> Any:
    """Opens a profile from the contents of its files, for example in another process."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts[1:]:
            with open(os.path.join(folder, f"{name}.yaml"), "w", encoding="utf-8", newline="") as file:
                file.write(text)
        return _open_yaml(texts[0][1], folder, path)


# ---- comparing two profiles ----


def _compare(left: Profile, right: Profile, calendar: Calendar | None) -> list[Comparison]:
    """Compares every duty that either profile has, in the order of the left profile."""
    capsule = (calendar or Calendar("england-and-wales"))._capsule
    first, last, _, _ = _engine.coverage(capsule)
    packed = _engine.compare(left._capsule, right._capsule, capsule, first, last, _COMPARED_MAX * 11)
    if not isinstance(packed, bytes):
        packed = _engine.compare(left._capsule, right._capsule, capsule, first, last, packed)
    assert isinstance(packed, bytes)
    return [_comparison(left, right, fields) for fields in _COMPARED.iter_unpack(packed)]


def _comparison(left: Profile, right: Profile, fields: tuple[int, ...]) -> Comparison:
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
        later_than_law=_dates.text_of(
            _engine.comparison_text,
            left._capsule,
            right._capsule,
            left_rule,
            right_rule,
            left_gap,
            right_gap,
            witness_left,
            witness_right,
        ),
        days=days,
    )


def _timescale(profile: Profile, rule: int) -> str:
    """Returns the timescale of a rule's latest version as text."""
    if rule < 0:
        return ""
    return _dates.text_of(_engine.timescale, profile._capsule, rule, _engine.rule_version_count(profile._capsule, rule) - 1)
