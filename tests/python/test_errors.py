"""Errors: their kinds, their status, and the words of the command, with options written as Python has them."""

import pickle
import re
import subprocess
from datetime import date

import dueby
import pytest

OPTIONS = [
    (r"give --agreed \"4 weeks\"", 'give agreed="4 weeks"'),
    (r"give --(born|since) DATE", r"give \1=DATE"),
    (r"or --whole-days to", "or whole_days=True to"),
    (r"(needs|not with) --tag ", r"\1 tags="),
    (r"see dueby profiles, or give a file that ends in \.yaml", "see dueby.profiles(), or read a file by Profile.from_yaml"),
    (r"see dueby rules --profile (\w+)", r'see Profile.load("\1").duties'),
    (r"^--tag: ", "tags: "),
    (r"^--trigger: ", "trigger: "),
    (r"see dueby events$", "see Profile.events"),
    (r"^--agreed: ", "agreed: "),
]

COMMAND_ROOM = 500  # a longer message the command cuts off

# what is asked: command, Python, status
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
    """Each rule of each profile on a day long ago and on a day without a time: every message, against one run of the command."""
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


def test_errors_go_to_other_processes():
    with pytest.raises(dueby.DuebyError) as caught:
        dueby.due("cp.vist", date(2026, 1, 5))
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is dueby.UnknownName and str(again) == str(caught.value) and again.status == 5


def test_the_engine_is_not_fooled():
    """Wrong arrays and capsules are refused, not read past."""
    from array import array

    from dueby import _engine
    from dueby._question import question_of

    question = question_of("cp.conference.initial", "england", "england-and-wales", None).capsule
    three, two, none = array("i", [20539] * 3), array("i", [0] * 2), array("q")
    assert _engine.flat_ticks_to_days(none, 1, array("i")) is None
    assert _engine.flat_days_to_ticks(array("i"), 1, none) is None
    with pytest.raises(_engine.Status):
        _engine.flat_due_days(question, 0, three, None, two, None, None, None)
    for wrong in (array("d", [0.0] * 3), array("h", [0] * 3), "text", 5):
        with pytest.raises((TypeError, ValueError, BufferError)):
            _engine.flat_due_days(question, 0, wrong, None, three, None, None, None)
    with pytest.raises((TypeError, BufferError)):
        _engine.flat_due_days(question, 0, three, None, bytes(12), None, None, None)
    with pytest.raises(ValueError):
        _engine.question_on(_engine.calendar_new("none", -(2**31)), 20539)
    with pytest.raises(_engine.Status):
        _engine.question_say(question, 1, b"12345678", b"", 100)
    with pytest.raises((ValueError, TypeError)):
        _engine.question_cases(question, b"", 0, 0, 0, (three,))
