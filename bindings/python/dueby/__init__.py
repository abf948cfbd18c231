"""When is it due, and was it done in time? Timescales of children's social care in England.

>>> from datetime import date
>>> import dueby
>>> dueby.due("cp.conference.initial", date(2026, 3, 27)).due
datetime.date(2026, 4, 21)

You give days as dates, datetimes (a naive one is UK time) or columns (numpy, pandas, polars, lists, Arrow), and get answers of the
same kind. Answers are our reading of the law and published documents, not legal advice.
"""

from dueby import _engine
from dueby._ask import check, due, series
from dueby._calendar import Calendar, Holiday
from dueby._arrays import Column
from dueby._deadline import Deadline, Step, Verdict
from dueby._errors import (
    BadFile,
    BadValue,
    DuebyError,
    NotComputable,
    OutsideCoverage,
    SomeWithoutAnswer,
    UnknownName,
)
from dueby._profile import Comparison, Profile, Rule, profiles, versions
from dueby._listing import Problem
from dueby._measures import Measures, measures
from dueby._returns import Events, read
from dueby._table import due_table
from dueby._timeline import Line, Timeline
from dueby._worklist import Finding, Worklist, worklist

__version__: str = _engine.version()
data_version: str = _engine.data_version()  # the date of the official list of bank holidays

__all__ = [
    "BadFile",
    "BadValue",
    "Calendar",
    "Column",
    "Comparison",
    "Deadline",
    "DuebyError",
    "Events",
    "Finding",
    "Holiday",
    "Line",
    "Measures",
    "NotComputable",
    "OutsideCoverage",
    "Problem",
    "Profile",
    "Rule",
    "SomeWithoutAnswer",
    "Step",
    "Timeline",
    "UnknownName",
    "Verdict",
    "Worklist",
    "check",
    "data_version",
    "due",
    "due_table",
    "measures",
    "profiles",
    "read",
    "series",
    "versions",
    "worklist",
]
