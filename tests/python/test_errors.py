"""Tests errors: their classes, status and messages. The messages must be the same as the command's, with options written as Python
arguments."""

import pickle
import re
import subprocess
from datetime import date, time

import dueby
import pytest

OPTIONS = [
    (r"give --agreed \"4 weeks\"", 'give agreed="4 weeks"'),
    (r"give --(born|since) DATE", r"give \1=DATE"),
    (r"or --whole-days to", "or whole_days=True to"),
    (r"(needs|not with) --tag ", r"\1 tags="),
    (r"see dueby profiles, or give a file that ends in \.yaml", "see dueby.profiles(), or read a file with Profile.from_yaml"),
    (r"see dueby rules --profile (\w+)", r'see Profile.load("\1").duties'),
    (r"^--tag: ", "tags: "),
    (r"^--trigger: ", "trigger: "),
    (r"see dueby events$", "see Profile.events"),
    (r"^--agreed: ", "agreed: "),
]

COMMAND_ROOM = 500  # the command cuts off longer messages

# Calls that fail: the arguments for the command, the arguments in Python, and the status.
ASKED = [
    (["leaving_care.assessment", "2026-01-05"], ("leaving_care.assessment", {}), 9),
    (["barnet:cla.visit", "2026-01-05", "--profile", "nowhere"], ("barnet:cla.visit", {"profile": "nowhere"}), 5),
    (["cp.vist", "2026-01-05"], ("cp.vist", {}), 5),
    (["xyzzy.quux.plugh", "2026-01-05"], ("xyzzy.quux.plugh", {}), 5),
    (["cp.conference.initial/none", "2026-01-05"], ("cp.conference.initial/none", {}), 5),
    (["england:assessment.initial", "2020-01-06"], ("england:assessment.initial", {}), 6),
    (["assessment.single", "1999-01-06"], ("assessment.single", {}), 6),
    (["missing.return_interview", "2026-01-05"], ("missing.return_interview", {}), 7),
    (["assessment.single", "2101-01-05"], ("assessment.single", {}), 4),
    (["cla.visit", "2026-01-05", "--trigger", "child.died"], ("cla.visit", {"trigger": "child.died"}), 13),
    (["cla.visit", "2026-01-05", "--trigger", "visit.maid"], ("cla.visit", {"trigger": "visit.maid"}), 5),
    (["cla.visit", "2026-01-05", "--tag", "alon"], ("cla.visit", {"tags": "alon"}), 5),
    (["cla.visit", "2026-01-05", "--agreed", "often"], ("cla.visit", {"agreed": "often"}), 3),
    (["cla.visit", "2026-01-05", "--agreed", "0 days"], ("cla.visit", {"agreed": "0 days"}), 2),
    (["assessment.single", "2026-01-05", "--agreed", "2 weeks"], ("assessment.single", {"agreed": "2 weeks"}), 2),
    (["s47.strategy_discussion", "2026-01-05"], ("s47.strategy_discussion", {}), 8),
]


@pytest.mark.parametrize(
    ("words", "question", "status"), ASKED, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_the_words_of_the_command(command, words, question, status):
    out = subprocess.run([command, "due", *words], capture_output=True, text=True)
    assert out.returncode, "the command answers"
    said = next(line for line in out.stderr.splitlines() if "note: " not in line).removeprefix("dueby: ")
    for pattern, replacement in OPTIONS:
        said = re.sub(pattern, replacement, said)
    rule, more = question
    with pytest.raises(dueby.DuebyError) as caught:
        dueby.due(rule, date.fromisoformat(words[1]), **more)
    assert str(caught.value) == said
    assert caught.value.status == status


def test_every_rule_that_fails_says_what_the_command_says(command, tmp_path):
    """Asks each rule of each profile about a day long ago and about a day without a time. The messages must be the same as the
    command's."""
    for name in dueby.profiles():
        profile = dueby.Profile.load(name)
        asked = [
            (rule, day) for rule in dict.fromkeys(rule.address for rule in profile.rules) for day in ("1980-01-07", "2026-01-05")
        ]
        path = tmp_path / f"{name}.csv"
        path.write_text("rule,when\n" + "".join(f"{rule},{day}\n" for rule, day in asked), encoding="utf-8")
        out = subprocess.run([command, "due", "--profile", name, "--batch", str(path)], capture_output=True, text=True)
        import csv

        rows = list(csv.DictReader(out.stdout.splitlines()))
        assert len(rows) == len(asked)
        failed = 0
        for row in rows:
            try:
                result, error = dueby.due(row["rule"], date.fromisoformat(row["when"]), profile=profile).due.isoformat(), ""
            except dueby.DuebyError as caught:
                result, error = "", str(caught)
            said = row["error"]
            for pattern, replacement in OPTIONS:
                said = re.sub(pattern, replacement, said)
            if len(row["error"]) > COMMAND_ROOM:
                error = error[: len(said)]
            assert (result, error) == (row["result"], said), row
            failed += bool(error)
        assert failed > 10


def test_kinds():
    assert issubclass(dueby.UnknownName, LookupError)
    for kind in (dueby.BadValue, dueby.OutsideCoverage, dueby.NotComputable, dueby.BadFile):
        assert issubclass(kind, ValueError) and issubclass(kind, dueby.DuebyError)


DAY = date(2026, 3, 27)
CALENDAR = dueby.Calendar("england-and-wales")
EVENTS = [{"case": 1, "event": "birth", "at": DAY}]
DEADLINE = dueby.due("assessment.single", DAY)
OUT_OF_RANGE = {
    "when": lambda day: dueby.due("assessment.single", day),
    "born": lambda day: dueby.due("assessment.single", DAY, born=day),
    "since": lambda day: dueby.due("assessment.single", DAY, since=day),
    "case.closed": lambda day: dueby.due("assessment.single", DAY, events={"case.closed": day}),
    "met": lambda day: dueby.series("cla.visit", DAY, 3, met=[day]),
    "ended": lambda day: DEADLINE.check(ended=day),
    "as_at": lambda day: dueby.check("assessment.single", [DAY], as_at=day),
    "start": lambda day: CALENDAR.between(day, DAY),
    "days": lambda day: CALENDAR.with_added([day]),
    "horizon": lambda day: dueby.worklist(EVENTS, as_at=DAY, horizon=day),
}


@pytest.mark.parametrize("name", OUT_OF_RANGE)
@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2200, 1, 1), date.max])
def test_days_that_no_calendar_covers(name, day):
    with pytest.raises(dueby.OutsideCoverage) as caught:
        OUT_OF_RANGE[name](day)
    assert str(caught.value) == f"{name}: {day}: expected a day from 1900 to 2199"


@pytest.mark.parametrize("soon", ["48 hours", "-1 day"])
def test_soon_is_days_ahead(soon):
    for ask in (
        lambda: DEADLINE.check(as_at=DAY, soon=soon),
        lambda: dueby.check("assessment.single", [DAY], as_at=DAY, soon=soon),
        lambda: dueby.worklist(EVENTS, as_at=DAY, soon=soon),
    ):
        with pytest.raises(dueby.BadValue, match="^soon: "):
            ask()
    assert DEADLINE.check(as_at=DAY, soon="20 weeks").state == "due_soon"


OF_ANOTHER_TYPE = {
    "rule: expected a string such as 'cp.visit', found int": lambda: dueby.due(5, DAY),
    "when: expected a date or a datetime, found NoneType": lambda: dueby.due("cla.visit", None),
    "profile: expected a Profile, or the name of one, found list": lambda: dueby.check("cla.visit", [DAY], profile=[]),
    "division: expected a string such as 'england-and-wales', found NoneType": lambda: dueby.Calendar(None),
    "calendar: expected a Calendar, found a string": lambda: dueby.due("cla.visit", DAY, calendar="scotland"),
    "tags: expected a string, or several strings, found int": lambda: dueby.due("cla.visit", DAY, tags=5),
    "tags: expected strings, found NoneType": lambda: dueby.due("cla.visit", DAY, tags=[None]),
    "events: expected pairs of event and date, found a string": lambda: dueby.due("cla.visit", DAY, events=["birth"]),
    "agreed: expected a string such as '15 working days', found int": lambda: dueby.due("cla.visit", DAY, agreed=4),
    "cutoff: expected a time such as time(17, 0), found a string": lambda: CALENDAR.add(DAY, "1 day", cutoff="17:00"),
    "count: expected a number, found a string": lambda: dueby.series("cla.visit", DAY, "3"),
    "met: expected a list of dates, found date": lambda: dueby.series("cla.visit", DAY, 3, met=DAY),
    "span: expected a string such as '15 working days', found NoneType": lambda: CALENDAR.add(DAY, None),
    "counting: expected one of excluded, rolled, included, clear, found NoneType": lambda: CALENDAR.add(
        DAY, "1 day", counting=None
    ),
    "days: expected a list of dates, found date": lambda: CALENDAR.with_added(DAY),
    "weekend: expected a list such as ['sat', 'sun'], found a string": lambda: CALENDAR.with_weekend("sat"),
    "known_on: expected a date or a datetime, found a string": lambda: CALENDAR.known_on("2026"),
    "only: expected a string, or several strings, found int": lambda: dueby.worklist(EVENTS, as_at=DAY, only=5),
    "where: expected a mapping such as {'team': 'North'}, found a string": lambda: dueby.worklist(
        EVENTS, as_at=DAY, where="team=North"
    ),
    "period: expected two dates, or a string": lambda: dueby.worklist(EVENTS, as_at=DAY).summary(period=(DAY,)),
    "events: expected tuples of event, date and, optionally, ref and tags, found tuple": lambda: dueby.Timeline(
        "england", [("birth",)], as_at=DAY
    ),
}


@pytest.mark.parametrize("message", OF_ANOTHER_TYPE)
def test_an_argument_of_another_type_is_named(message):
    with pytest.raises(TypeError, match="^" + re.escape(message)):
        OF_ANOTHER_TYPE[message]()


def test_a_column_has_no_cutoff():
    """A cutoff for a column of days must be refused, because it would be ignored."""
    for ask in (
        lambda: dueby.due("cla.visit", [DAY], cutoff=time(17)),
        lambda: dueby.check("cla.visit", [DAY], as_at=DAY, cutoff=time(17)),
        lambda: CALENDAR.add([DAY], "1 day", cutoff=time(17)),
    ):
        with pytest.raises(dueby.BadValue, match="cutoff: you cannot use this with a column"):
            ask()


def test_a_day_outside_the_calendar_has_no_certainty():
    assert CALENDAR.certainty(date(2100, 12, 31)) == "projected"
    with pytest.raises(dueby.OutsideCoverage):
        CALENDAR.certainty(date(2101, 1, 1))
    with pytest.raises(dueby.BadValue, match="first: 0: expected a year such as 2026"):
        CALENDAR.holidays(0)


def test_files_that_are_no_text_or_too_large(tmp_path):
    path = tmp_path / "days.csv"
    path.write_bytes(b"date,name\n2026-01-01,caf\xe9\n")
    with pytest.raises(dueby.BadFile, match=r"days\.csv:2: not UTF-8"):
        dueby.Calendar.from_csv(path, "none")
    path.write_bytes(b"date,name\n" + b"2026-01-01,New Year\n" * 300_000)
    for read in (lambda: dueby.Calendar.from_csv(path, "none"), lambda: dueby.Profile.from_yaml(path)):
        with pytest.raises(dueby.BadFile, match="larger than 4 MiB"):
            read()


def test_errors_go_to_other_processes():
    with pytest.raises(dueby.DuebyError) as caught:
        dueby.due("cp.vist", date(2026, 1, 5))
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is dueby.UnknownName and str(again) == str(caught.value) and again.status == 5


def test_the_engine_is_not_fooled():
    """The engine must refuse wrong arrays and capsules, not read out of bounds."""
    from array import array

    from dueby import _engine
    from dueby._question import question_of

    question = question_of("cp.conference.initial", "england", "england-and-wales", None).capsule
    three, two, none = array("i", [20539] * 3), array("i", [0] * 2), array("q")
    assert _engine.ticks_to_days(none, 1, array("i")) is None
    assert _engine.days_to_ticks(array("i"), 1, none) is None
    with pytest.raises(_engine.Status):
        _engine.due_days(question, 0, three, None, two, None, None, None)
    for wrong in (array("d", [0.0] * 3), array("h", [0] * 3), "text", 5):
        with pytest.raises((TypeError, ValueError, BufferError)):
            _engine.due_days(question, 0, wrong, None, three, None, None, None)
    with pytest.raises((TypeError, BufferError)):
        _engine.due_days(question, 0, three, None, bytes(12), None, None, None)
    with pytest.raises(ValueError):
        _engine.question_on(_engine.calendar_new("none", -(2**31)), 20539)
    for text in (None, 5, b"none"):
        with pytest.raises(TypeError, match="expected a string"):
            _engine.calendar_new(text, -(2**31))
    with pytest.raises(ValueError, match="a zero byte"):
        _engine.calendar_new("none\0", -(2**31))
    with pytest.raises(_engine.Status):
        _engine.question_say(question, 1, b"12345678", b"", 100)
    with pytest.raises((ValueError, TypeError)):
        _engine.question_cases(question, b"", 0, 0, 0, (three,))
