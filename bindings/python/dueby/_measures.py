"""A year's published figures: how many assessments and reviews were in time, and so on, and the children behind each figure."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from typing import Any, overload

from dueby import _dates, _engine, _frames
from dueby._calendar import Calendar
from dueby._errors import ARGUMENT, NO_MEMORY, NOT_FOUND, BadFile, BadValue, UnknownName
from dueby._listing import Tabular, names_of
from dueby._profile import Profile
from dueby._returns import Events, opened
from dueby._worklist import Holds, Names, Values, Worklist, _given, _plain, worklist

_APRIL = 4
def _year_of(text: str) -> int:
    """Returns the first year of a string such as "2025-26"."""
    try:
        return _engine.written_year(str(text))
    except _engine.Status:
        raise BadValue(_dates.written_problem(_engine.DUEBY_WRITTEN_YEAR, str(text), "year"), ARGUMENT) from None


def _year_with(day: datetime.date) -> int:
    return day.year if day.month >= _APRIL else day.year - 1


class Measures(Tabular):
    """A year's figures: the result of `measures`.

    Attributes
    ----------
    year : str
        ``"2025-26"``.
    frame
        The rows, with the fields of ``dueby measures``, as the same kind of table as the events; a list of dicts for files.
        Suppressed numbers are None.
    notes : list of str
        The files that were read, what they cannot show, and which measures they cannot answer, or only in part.
    odd : list of str
        Dates that contradict each other or are missing, with the child.
    """

    def __init__(self, listed: Worklist, year: int, by: str | None, bands: bool, suppress: bool, yaml: bytes, name: str) -> None:
        self._listed, self._kind = listed, listed._kind
        self.year = f"{year}-{(year + 1) % 100:02}"
        by = None if by is None else listed._column(by)
        try:
            self._figures = _engine.figures_new(listed._work, yaml or None, year, by, int(suppress))
        except _engine.Status as error:
            if error.args[0] == NO_MEMORY:
                raise MemoryError from None
            raise BadFile(f"{name}:{error.args[1]}", error.args[0]) from None
        self._rows = _engine.figures_table(self._figures, int(bands))
        self.notes: list[str] = [*listed._read_as, *_engine.figures_limits(self._figures)]
        self.odd: list[str] = [] if suppress else list(_engine.figures_oddities(self._figures))
        self._frame: Any = None

    @property
    def frame(self) -> Any:
        """The figures as rows of a table."""
        if self._frame is None:
            self._frame = self._as(self._kind)
        return self._frame

    def _as(self, kind: str) -> Any:
        return _table(self._rows, kind)

    def children(self, measure: str) -> Any:
        """Lists the children, assessments or plans behind a figure: the ones that it counts, and the ones that it cannot decide.

        Parameters
        ----------
        measure : str
            Its name, such as ``"C4"``.

        Returns
        -------
        A table of the same kind as the events, with the fields of ``dueby measures --children``.

        Raises
        ------
        UnknownName
            No measure has that name.
        """
        place = _engine.figures_find(self._figures, measure)
        if place < 0:
            raise UnknownName(_dates.text_of(_engine.figures_unknown, self._figures, measure), NOT_FOUND)
        return _table(_engine.figures_children(self._figures, self._listed._work, place), self._kind)

    @overload
    def to_html(self, path: None = None, *, marking: str | None = None) -> str: ...
    @overload
    def to_html(self, path: str | os.PathLike[str], *, marking: str | None = None) -> None: ...
    def to_html(self, path: str | os.PathLike[str] | None = None, *, marking: str | None = None) -> str | None:
        """Returns or writes the page that ``dueby measures --format html`` makes: a bar for each figure, and the children behind it.

        If numbers are suppressed, the page lists no children.

        Parameters
        ----------
        path : path, optional
            The file to write, which only its owner can read. It is written completely or not at all. By default, the page is
            returned.
        marking : str, optional
            A protective marking for the top of the page and of every printed sheet.

        Examples
        --------
        >>> from datetime import date
        >>> import dueby
        >>> events = [
        ...     {"case": "1", "event": "assessment.started", "at": date(2025, 12, 19)},
        ...     {"case": "1", "event": "assessment.completed", "at": date(2026, 2, 26)},
        ... ]
        >>> "<h1>Measures for 2025-26</h1>" in dueby.measures(events, year="2025-26").to_html()
        True
        """
        return _given(_engine.figures_page(self._figures, self._listed._work, marking), path)

    def __len__(self) -> int:
        return _engine.listing_rows(self._rows)

    def __repr__(self) -> str:
        return f"<dueby.Measures for {self.year}: {len(self)} rows>"


def _table(table: Any, kind: str) -> Any:
    frame = _frames.FRAMES[kind](_engine.listing_rows(table))

    def column(place: int) -> Any:
        if _engine.listing_kind(table, place) != _engine.DUEBY_CELL_NUMBER:
            return _plain(table, place, frame)
        numbers = frame.room(4)  # some of these may be suppressed
        _engine.listing_numbers(table, place, numbers)
        return frame.numbers(numbers)

    return frame.table({name: column(place) for place, name in enumerate(names_of(table))})


def _definitions(given: str | os.PathLike[str] | None) -> tuple[bytes, str]:
    return (b"", "the built-in measures") if given is None else (_frames.read_file(os.fspath(given)), os.fspath(given))


def measures(
    events: Any,
    *,
    year: str | None = None,
    by: str | None = None,
    bands: bool = False,
    suppress: bool = False,
    definitions: str | os.PathLike[str] | None = None,
    profile: Profile | str = "england",
    division: str | None = None,
    calendar: Calendar | None = None,
    as_at: datetime.date | None = None,
    case: Values | None = None,
    where: Mapping[str, Values] | None = None,
    history_from: datetime.date | None = None,
    dates: str = "iso",
    midnight_is_time: bool = False,
    recorded: Names | None = None,
    holds: Holds | None = None,
    refs: str | None = None,
    null: str | Iterable[str] | None = None,
    whole_days: bool = False,
) -> Measures:
    """A year's published figures, counted as the Department for Education counts them (``docs/returns.md``).

    Parameters
    ----------
    events
        As for `worklist`: a table, rows, the path of a CSV file of events or of a return, or the result of `read`.
    year : str, optional
        From April to March: ``"2025-26"``. By default, the year of `as_at`, or of the reference date of the returns.
    by : str, optional
        A carried column; there is a row for each measure and each value of the column.
    bands : bool
        True to list each measure's bands after it.
    suppress : bool
        True to replace 1 to 5, and numbers from which these could be worked out, with None.
    definitions : path, optional
        A YAML file with other measures (``data/FORMAT.md``).
    as_at : date, optional
        The day on which to count, if the year is not over.
    profile, division, calendar, case, where, history_from, dates, midnight_is_time, recorded, holds, refs, null, whole_days
        As for `worklist`.

    Returns
    -------
    Measures

    Raises
    ------
    BadValue, UnknownName, BadFile
        As for `worklist`; also for text that is not a year, and for a year that begins after the returns end.

    Examples
    --------
    >>> from datetime import date
    >>> import dueby
    >>> events = [
    ...     {"case": "1", "event": "assessment.started", "at": date(2025, 12, 19)},
    ...     {"case": "1", "event": "assessment.completed", "at": date(2026, 2, 25)},
    ... ]
    >>> figures = dueby.measures(events, year="2025-26")
    >>> [(row["measure"], row["counted"], row["good"], row["percent"]) for row in figures.frame]
    [('C2', 1, 1, 100.0)]
    >>> figures.children("C2")[0]["working_days"]
    45
    """
    events = opened(events, profile, midnight_is_time)
    returns = events if isinstance(events, Events) else None
    stated = returns.as_at if returns else None
    day = stated if as_at is None else as_at
    if year is None and day is None:
        raise BadValue(f"year: {_dates.refused(_engine.DUEBY_REFUSAL_NO_YEAR)}", ARGUMENT)
    first = _year_of(year) if year is not None else _year_with(day or datetime.date.max)
    begins, ends = datetime.date(first, _APRIL, 1), datetime.date(first + 1, _APRIL, 1) - datetime.timedelta(days=1)
    if stated is not None and stated < begins:
        problem = _dates.text_of(_engine.year_problem_text, first, _dates.day_of(stated, "as_at"))
        raise BadValue(f"year: {problem}", ARGUMENT)
    known = day.date() if isinstance(day, datetime.datetime) else day
    seen = ends if day is None or known is None or known > ends else day
    listed = worklist(
        events,
        as_at=seen,
        profile=profile,
        division=division,
        calendar=calendar,
        case=case,
        where=where,
        history_from=history_from,
        dates=dates,
        midnight_is_time=midnight_is_time,
        recorded=recorded,
        holds=holds,
        refs=refs,
        null=null,
        whole_days=whole_days,
    )
    return Measures(listed, first, by, bands, suppress, *_definitions(definitions))
