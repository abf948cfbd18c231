"""Tests one deadline at a time. Expected dates are from the README, or are worked out with a diary in the test's comment."""

import json
import pickle
import subprocess
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import dueby
import pytest
from dueby import Calendar, Profile

FRIDAY = date(2026, 3, 27)


def test_the_example_of_the_readme():
    """15 working days after Friday 27 March 2026 is 21 April: 30 March to 2 April are days 1 to 4, Good Friday and Easter Monday do
    not count, 20 and 21 April are days 14 and 15."""
    deadline = dueby.due("cp.conference.initial", FRIDAY)
    assert deadline.due == date(2026, 4, 21)
    assert type(deadline.due) is date
    assert deadline.opens == FRIDAY
    assert (deadline.certainty, deadline.authority, deadline.occurrence) == ("confirmed", "guidance", 1)
    assert deadline.governed_by == "england:cp.conference.initial"
    assert deadline.source == "Working Together to Safeguard Children 2023, chapter 3"
    assert "Good Friday" in deadline.explain()


def test_steps_are_the_working_as_data():
    steps = dueby.due("cp.conference.initial", FRIDAY).steps()
    assert steps[0].step == "start" and steps[0].first == FRIDAY
    counted = [step for step in steps if step.step == "counted"]
    assert counted[0].number_first == 1 and counted[-1].number_last == 15 and counted[-1].last == date(2026, 4, 21)
    assert [step.holiday for step in steps if step.step == "holiday"] == ["Good Friday", "Easter Monday"]


def test_steps_of_a_pause():
    """A month from 3 December ends on 2 January. The 5 days from 10 to 14 December do not count, so the due day is 7 January."""
    events = [("sar.clarification_asked", date(2026, 12, 10)), ("sar.clarification_received", date(2026, 12, 14))]
    steps = dueby.due("sar.response", date(2026, 12, 3), events=events).steps()
    assert [step.step for step in steps] == ["laid", "paused"]
    assert (steps[1].first, steps[1].last, steps[1].number_last) == (date(2027, 1, 2), date(2027, 1, 7), 5)


def test_a_long_explanation_takes_more_room():
    deadline = dueby.due("cp.conference.initial", FRIDAY)
    import dueby._dates as dates

    room, dates._text_room = dates._text_room, 16
    try:
        short = deadline.explain()
    finally:
        dates._text_room = room
    assert short == deadline.explain() and len(short) > 500


def test_states():
    """The assessment is due on Wednesday 25 February 2026 (README), and an action on that day is in time."""
    deadline = dueby.due("assessment.single", date(2025, 12, 19))
    assert deadline.due == date(2026, 2, 25)
    assert deadline.check(met=date(2026, 2, 25)).state == "met"
    late = deadline.check(met=date(2026, 2, 26))
    assert (late.state, late.days_left, late.working_days_left, late.working_days_taken) == ("met_late", -1, -1, 46)
    assert deadline.check(as_at=date(2026, 2, 20)).state == "due_soon"  # 3 working days are left, Monday to Wednesday
    assert deadline.check(as_at=date(2026, 2, 20), soon="2 working days").state == "open"
    assert deadline.check(as_at=date(2026, 2, 28)).state == "overdue"
    assert deadline.check(ended=date(2026, 2, 28)).state == "missed"
    assert deadline.check(ended=date(2026, 2, 1)).state == "ended"


def test_check_is_due_and_then_check():
    assert dueby.check("assessment.single", date(2025, 12, 19), met=date(2026, 2, 26)).words == "Done late"


def test_check_reads_no_clock():
    with pytest.raises(dueby.BadValue, match="dueby does not use today's date"):
        dueby.due("assessment.single", FRIDAY).check()


def test_what_was_done_too_early_does_not_count():
    with pytest.raises(dueby.BadValue, match="is too early to count. It must be on or after 2026-03-27"):
        dueby.due("assessment.single", FRIDAY).check(met=date(2026, 3, 26))


def test_w8_an_end_before_the_start_is_no_end():
    deadline = dueby.due("cla.visit", datetime(2026, 3, 10, 9))
    with pytest.raises(dueby.BadValue, match="ended: 2026-03-09 is before it started"):
        deadline.check(ended=date(2026, 3, 9))
    with pytest.raises(dueby.BadValue, match="is before it started"):
        deadline.check(ended=datetime(2026, 3, 10, 8, 59))
    assert deadline.check(ended=date(2026, 3, 10)).state == "ended"
    assert deadline.check(ended=datetime(2026, 3, 10, 9)).state == "ended"


def test_f10_what_had_not_happened_by_then_moves_no_date():
    """One month from 5 January 2026 ends on 5 February. An extension of two months ends on 5 April."""
    asked = {"events": [("sar.extended", date(2026, 2, 4))]}
    assert dueby.check("sar.response", date(2026, 1, 5), as_at=date(2026, 2, 6), **asked).state == "open"
    assert dueby.check("sar.response", date(2026, 1, 5), as_at=date(2026, 2, 3), **asked).days_left == 2
    late = {"events": [("proceedings.extended", date(2026, 8, 1))]}  # the 26 weeks end on 5 July
    assert dueby.check("court.proceedings", date(2026, 1, 5), met=date(2026, 7, 6), **late).state == "met_late"


class TestTimes:
    """A missing child's return interview is due within 72 hours. The clocks go forward on 29 March 2026 and back on 25 October
    2026."""

    RULE = "missing.return_interview"

    def test_a_naive_datetime_is_uk_time(self):
        deadline = dueby.due(self.RULE, datetime(2026, 3, 27, 14, 30))
        assert deadline.due.isoformat() == "2026-03-30T15:30:00+01:00"  # 72 elapsed hours, although the clocks change
        assert deadline.due_date == date(2026, 3, 30)
        assert deadline.precision == "second"
        assert deadline.triggered_at.isoformat() == "2026-03-27T14:30:00+00:00"

    def test_an_aware_datetime_is_that_instant(self):
        paris = datetime(2026, 3, 27, 15, 30, tzinfo=ZoneInfo("Europe/Paris"))
        assert dueby.due(self.RULE, paris) == dueby.due(self.RULE, datetime(2026, 3, 27, 14, 30))
        assert dueby.due(self.RULE, paris).due == paris.astimezone(timezone.utc) + timedelta(hours=72)

    def test_offsets_are_those_of_the_system(self):
        london = ZoneInfo("Europe/London")
        for month in range(1, 13):
            deadline = dueby.due(self.RULE, datetime(2026, month, 25, 0, 30))
            assert deadline.due.utcoffset() == deadline.due.astimezone(london).utcoffset()

    def test_of_an_hour_that_occurs_twice_the_first_unless_it_folds(self):
        first, second = datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 1, 30, fold=1)
        assert dueby.due(self.RULE, second).due - dueby.due(self.RULE, first).due == timedelta(hours=1)

    def test_an_hour_that_the_clocks_skip(self):
        with pytest.raises(dueby.BadValue, match="this time does not exist: the clocks go forward and skip it") as caught:
            dueby.due(self.RULE, datetime(2026, 3, 29, 1, 30))
        assert caught.value.status == 12

    @pytest.mark.parametrize("whole_days", [False, True])
    @pytest.mark.parametrize("rule", [RULE, "assessment.single"])
    def test_fault_w5__days_alone_are_judged_as_in_columns_and_by_the_command(self, command, rule, whole_days):
        """The child returned on 2 March at an unknown time, so the 72 hours end at some time on 5 March. On that day the state is
        unknown."""
        when, words = date(2026, 3, 2), ["--whole-days"] if whole_days else []
        for more in (*({"met": date(2026, 3, day)} for day in range(2, 9)), *({"ended": date(2026, 3, day)} for day in range(2, 9)),
                     *({"as_at": date(2026, 3, day)} for day in range(2, 9)), {"met": datetime(2026, 3, 5, 12)}):
            one = dueby.check(rule, when, whole_days=whole_days, **more)
            options = [f"--{name.replace('_', '-')}={value.isoformat()}" for name, value in more.items()]
            out = subprocess.run([command, "check", rule, "2026-03-02", *words, *options, "--format", "json"], capture_output=True, text=True)
            said = json.loads(out.stdout)["rows"][0]
            assert (one.state, one.days_left, one.working_days_left) == (said["state"], said["days_left"], said["working_days_left"]), more
            if "as_at" not in more and not isinstance(more.get("met"), datetime):
                column = dueby.check(rule, [when], whole_days=whole_days, **{name: [value] for name, value in more.items()})
                assert column == [one.state]
        if not whole_days and rule == self.RULE:
            states = [dueby.check(rule, when, met=date(2026, 3, day)).state for day in (4, 5, 6)]
            assert states == ["met", "not_computable", "met_late"]

    def test_a_day_alone_needs_whole_days(self):
        with pytest.raises(dueby.NotComputable, match="has no time of day") as caught:
            dueby.due(self.RULE, FRIDAY)
        assert caught.value.status == 7
        assert dueby.due(self.RULE, FRIDAY, whole_days=True).due == date(2026, 3, 30)

    def test_the_uk_day_of_an_instant(self):
        """23:30 UTC on 30 June is half past midnight on 1 July."""
        summer = datetime(2026, 6, 30, 23, 30, tzinfo=timezone.utc)
        assert dueby.due("cp.conference.initial", summer).triggered_at.date() == date(2026, 7, 1)


def test_cutoff():
    from datetime import time

    calendar = Calendar("england-and-wales")
    late = datetime(2026, 3, 26, 16, 30)
    assert calendar.add(late, "1 working day", cutoff=time(16, 30)) == date(2026, 3, 30)  # counts as Friday 27 March
    assert calendar.add(late, "1 working day", cutoff=time(16, 31)) == FRIDAY


def test_agreed_tags_born_and_events():
    """Tries rules that need facts: visits in care depend on tags and end with the placement; a pathway plan is counted from
    birth."""
    with pytest.raises(dueby.NotComputable) as caught:
        dueby.due("barnet:cla.visit", FRIDAY, agreed="4 weeks", profile="barnet", trigger="child.died")
    assert caught.value.status == 13
    vectors = dueby.due("cla.visit", date(2026, 1, 5), tags="permanent")
    assert vectors.due == date(2026, 1, 12)  # the first visit is due within a week
    ended = dueby.due("cla.visit", date(2026, 1, 5), events=[("placement.ended", date(2026, 1, 8))])
    assert ended.check(as_at=date(2026, 1, 20)).state == "ended"
    assert ended.check(ended=date(2026, 1, 7), as_at=date(2026, 1, 20)).days_left == 5
    same = dueby.due("cla.visit", date(2026, 1, 5), events={"placement.ended": date(2026, 1, 8)})
    assert same == ended


def test_series_supposes_each_done_on_its_due_day():
    """Visits in care (cla.visit) are due within a week of Monday 5 January 2026, and then every six weeks: 12 January, 23 February,
    6 April."""
    visits = dueby.series("cla.visit", date(2026, 1, 5), 3)
    assert [visit.due for visit in visits] == [date(2026, 1, 12), date(2026, 2, 23), date(2026, 4, 6)]
    assert [visit.occurrence for visit in visits] == [1, 2, 3]
    after = dueby.series("cla.visit", date(2026, 1, 5), 1, met=[date(2026, 1, 7)])
    assert after[0].due == date(2026, 2, 18) and after[0].occurrence == 2


def test_a_series_that_is_over():
    with pytest.raises(dueby.NotComputable, match="nothing more is due after it was done"):
        dueby.series("cp.conference.initial", FRIDAY, 1, met=[date(2026, 4, 1)])


def test_due_by_law_beside_a_stricter_council():
    """Barnet's five working days from Friday 27 March 2026 end on 7 April. The law's week ends on 3 April, so that is the due
    day."""
    deadline = dueby.due("cla.visit", FRIDAY, profile="barnet")
    assert deadline.due == date(2026, 4, 3) and deadline.due_by_law == date(2026, 4, 3)
    barnets = dueby.due("barnet:cla.visit", FRIDAY, profile="barnet")
    assert barnets.due == date(2026, 4, 7) and barnets.due_by_law == date(2026, 4, 3)


def test_division_and_calendar():
    """In Scotland Easter Monday is not a bank holiday: 15 working days end a day earlier."""
    assert dueby.due("cp.conference.initial", FRIDAY, division="scotland").due == date(2026, 4, 20)
    own = Calendar("england-and-wales").with_added([date(2026, 4, 14)])
    assert dueby.due("cp.conference.initial", FRIDAY, calendar=own).due == date(2026, 4, 22)


def test_to_dict_has_the_fields_of_the_command(command):
    import json
    import subprocess

    out = subprocess.run(
        [command, "due", "cla.visit", "2026-03-27", "--profile", "barnet", "--format", "json"], check=True, capture_output=True
    )
    row = json.loads(out.stdout)["rows"][0]
    mine = dueby.due("cla.visit", FRIDAY, profile="barnet").to_dict()
    as_text = {name: value.isoformat() if isinstance(value, date) else value for name, value in mine.items()}
    assert as_text == row


def test_notes_are_those_of_the_command(command):
    import re
    import subprocess

    out = subprocess.run(
        [command, "due", "cla.visit", "2026-03-27", "--format", "plain"], check=True, capture_output=True, text=True
    )
    note = next(line for line in out.stderr.splitlines() if "another event starts it" in line).removeprefix("dueby: note: ")
    mine = dueby.due("cla.visit", FRIDAY).notes
    assert mine == [
        re.sub(
            r"\(--trigger ([\w.]+)(?: --tag ([\w ]+))?\)",
            lambda m: f"(trigger={m[1]}" + (f", tags={m[2]}" if m[2] else "") + ")",
            note,
        )
    ]
    assert dueby.due("cp.conference.initial", FRIDAY).notes == []
    shut = Calendar("none").with_closures([FRIDAY], for_all=True)
    assert "closure days move the due dates of every rule" in dueby.due("cp.conference.initial", FRIDAY, calendar=shut).notes[0]


def test_explain_is_that_of_the_command(command):
    import subprocess

    for rule in ("cp.conference.initial", "cla.visit", "assessment.single"):
        out = subprocess.run([command, "explain", rule, "2026-03-27", "--all"], check=True, capture_output=True, text=True)
        assert dueby.due(rule, FRIDAY).explain(all=True).rstrip("\n") == out.stdout.rstrip("\n")


# ---- comparing, copying and pickling deadlines ----


def values():
    return [
        dueby.due("cp.conference.initial", FRIDAY),
        dueby.due("cla.visit", FRIDAY, profile="barnet", agreed="4 weeks"),
        dueby.due("missing.return_interview", datetime(2026, 3, 27, 14, 30)),
        dueby.series("cla.visit", FRIDAY, 3)[2],
        dueby.due("cp.conference.initial", FRIDAY, calendar=Calendar("scotland").with_closures([date(2026, 4, 1)], "shut")),
    ]


def test_pickling_and_equality():
    for deadline, again in zip(values(), values(), strict=True):
        put_away = pickle.loads(pickle.dumps(deadline))
        assert put_away == deadline == again and hash(put_away) == hash(again)
        assert put_away.explain() == deadline.explain()
        assert put_away.due_by_law == deadline.due_by_law
    assert values()[0] != values()[1]
    assert values()[0] != dueby.due("cp.conference.initial", date(2026, 3, 26))
    assert values()[0] != "a text"


def test_words_for_people():
    deadline = dueby.due("cp.conference.initial", FRIDAY)
    assert repr(deadline).startswith("<Deadline cp.conference.initial: due by Tuesday 21 April 2026, from 2026-03-27")
    assert "due by Tuesday 21 April 2026" in str(deadline)


def test_html_has_a_cell_for_each_day_and_no_script():
    html = dueby.due("cp.conference.initial", FRIDAY)._repr_html_()
    assert html.count("<span ") == 26  # a cell for each day from 27 March to 21 April
    assert "Good Friday" in html and "<script" not in html
    assert "Done in time" in dueby.check("assessment.single", date(2025, 12, 19), met=date(2026, 2, 1))._repr_html_()


def test_html_escapes_what_a_council_wrote(tmp_path):
    path = tmp_path / "council.yaml"
    path.write_text(
        "profile: council\ntitle: A council\nextends: england\ndocument: {title: 'Standards <b>', version: V1, date: 2025}\n"
        "authority: local\nrules:\n  - id: assessment.single\n    title: 'assessment <script>alert(1)</script>'\n"
        "    trigger: referral.received\n    due: assessment.completed\n    within: 5 working days\n    force: must\n"
        "    source: {section: '1', checked: primary}\n",
        encoding="utf-8",
    )
    html = dueby.due("council:assessment.single", FRIDAY, profile=Profile.from_yaml(path))._repr_html_()
    assert "<script" not in html and "&lt;script&gt;" in html
