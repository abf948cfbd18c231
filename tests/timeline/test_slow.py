#!/usr/bin/env python3
"""Tests slow.py against dates worked out by hand, in tests named after the rules, and against the vectors of tests/rules.

In 2026, 1 January is a Thursday, 1 February and 1 March are Sundays, Good Friday is 3 April, and Easter Monday 6 April.
"""
import csv
import datetime
import os
import pathlib
import random
import stat
import subprocess
import sys
import tempfile
import unittest

import random_cases
import slow

VECTORS = pathlib.Path(__file__).resolve().parents[1] / 'rules' / 'vectors.csv'
HERE = pathlib.Path(__file__).resolve().parent


def day(text):
    return datetime.date.fromisoformat(text)


def profile_of(*rules, head=''):
    """Makes a profile from rules. Unless a rule says otherwise, its duty is `visit`, its trigger placement.started and its due
    event visit.made."""
    text = f'profile: test\n{head}\nrules:\n'
    for rule in rules:
        given = {line.split(':')[0] for line in rule.split('; ')}
        plain = {'id': 'visit', 'trigger': 'placement.started', 'due': 'visit.made', 'ends': '[placement.ended]'}
        lines = [f'{key}: {value}' for key, value in plain.items() if key not in given] + rule.split('; ')
        text += '  -' + ''.join(f'\n    {line}' for line in lines) + '\n'
    return slow.Profile('test', text)


def read_events(text):
    """Reads events from lines `EVENT AT [REF [TAGS]]`, where a dash means no ref."""
    events = []
    for line in text.strip().splitlines():
        slug, at, ref, tags = (line.split(maxsplit=3) + ['-', '-'])[:4]
        events.append(slow.read_event({'event': slug, 'at': at, 'ref': ref.strip('-'), 'tags': tags.strip('-')}))
    return events


def records_of(text):
    said = dict(slow.read_holds(one.replace('history-from=', 'history-from=since:')) for one in text.split())
    return slow.Records(said, said.pop('history-from', None))


class Lines(unittest.TestCase):
    def assert_lines(self, profile, events, as_at, expected, columns='due met_at state', records=''):
        """Compares the lines of a case. `expected` has a string for each line, with a dash for an empty cell. `records` says how
        complete the records are, as `history-from=DAY` or `EVENT=...`."""
        if isinstance(profile, str):
            profile = profile_of(profile)
        rows = slow.worklist_of_case(profile, '1', read_events(events), day(as_at), records_of(records))
        self.assertEqual([' '.join(row[column] or '-' for column in columns.split()) for row in rows], expected)


class Rule01Start(Lines):
    def test_a_schedule_starts_anew(self):
        self.assert_lines('schedule: [{every: 10 days}]', 'placement.started 2026-01-01\nplacement.started 2026-01-06', '2026-01-08',
                          ['2026-01-11 - ended', '2026-01-16 - open'])

    def test_another_ref_does_not_start_it_anew(self):
        self.assert_lines('schedule: [{every: 10 days}]', 'placement.started 2026-01-01 a\nplacement.started 2026-01-06', '2026-01-08',
                          ['- 2026-01-16 open', 'a 2026-01-11 due_soon'], 'ref due state')

    def test_what_falls_due_once_runs_beside(self):
        events = 'placement.started 2026-01-01\nplacement.started 2026-01-06'
        self.assert_lines('within: 10 days', events, '2026-01-08', ['2026-01-11 - due_soon'])
        self.assert_lines('within: 10 days', events + '\nvisit.made 2026-01-03', '2026-01-08',
                          ['2026-01-11 2026-01-03 met', '2026-01-16 - open'])

    def test_twice_on_one_day(self):
        """If there are two triggers on a day, an action between them meets the earlier clock. No new occurrence of that clock
        begins on that day."""
        self.assert_lines('schedule: [{every: 10 days}]',
                          'placement.started 2026-01-01T10:00\nplacement.started 2026-01-01T14:00\nvisit.made 2026-01-01T11:00', '2026-01-02',
                          ['2026-01-01T10:00:00+00:00 2026-01-11 met', '2026-01-01T14:00:00+00:00 2026-01-11 due_soon'],
                          'triggered_at due state')

    def test_tags_of_the_trigger(self):
        self.assert_lines('when: {tag: permanent}; unless: {tag: emergency}; within: 10 days',
                          'placement.started 2026-01-01\nplacement.started 2026-01-02 - permanent\n'
                          'placement.started 2026-01-03 b permanent;emergency', '2026-01-08', ['2026-01-12 - due_soon'])

    def test_ordinals_start_afresh_after_an_end(self):
        """The rule applies to the first and third trigger. A trigger on 4 January, the day of the end, still counts as the fourth,
        and the next as a first."""
        self.assert_lines('occurrence: [1, 3]; each: true; within: same day',
                          'placement.started 2026-01-01\nplacement.started 2026-01-02\nplacement.started 2026-01-03\n'
                          'placement.ended 2026-01-04\nplacement.started 2026-01-04\nplacement.started 2026-01-05', '2026-01-05',
                          ['2026-01-01 missed', '2026-01-03 missed', '2026-01-05 due_soon'], 'triggered_at state')


class Rule02Chain(Lines):
    def test_the_next_begins_when_one_is_met(self):
        """On 25 January five days are left, 26 to 30 January, which are all working days."""
        self.assert_lines('schedule: [{every: 10 days}]',
                          'placement.started 2026-01-01\nvisit.made 2026-01-05\nvisit.made 2026-01-05T15:00\nvisit.made 2026-01-20', '2026-01-25',
                          ['1 2026-01-11 2026-01-05 met 6', '2 2026-01-15 2026-01-20 met_late -5', '3 2026-01-30 - due_soon 5'],
                          'occurrence due met_at state days_left')

    def test_a_late_one_swallows_none(self):
        self.assert_lines('schedule: [{every: 10 days}]', 'placement.started 2026-01-01', '2026-03-01', ['2026-01-11 - overdue'])

    def test_the_trigger_never_meets_its_own_clock(self):
        """An event that is both a trigger and a due event meets the clock that the previous one started. An interval of 14 days is
        agreed on 1 January, and one of 7 on 10 January."""
        rule = 'trigger: visit.made; schedule: [{every: agreed, times: 1}]'
        self.assert_lines(rule, 'visit.made 2026-01-01 - agreed=14 days\nvisit.made 2026-01-10 - agreed=7 days', '2026-01-12',
                          ['2026-01-15 2026-01-10 met', '2026-01-17 - due_soon'])

    def test_needs(self):
        self.assert_lines('needs: [alone or alone_excused, awake]; within: 10 days',
                          'placement.started 2026-01-01\nvisit.made 2026-01-05 - alone\nvisit.made 2026-01-06 - awake;alone_excused',
                          '2026-01-12', ['2026-01-11 2026-01-06 met'])


class Rule03OneEventManyClocks(Lines):
    events = 'placement.started 2026-01-05\nplacement.started 2026-01-06\nvisit.made 2026-01-07'

    def test_an_event_meets_all_that_it_fits(self):
        self.assert_lines('within: 5 days', self.events, '2026-01-08', ['2026-01-05 2026-01-10 met'], 'triggered_at due state')

    def test_under_each_the_oldest(self):
        self.assert_lines('within: 5 days; each: true', self.events, '2026-01-08',
                          ['2026-01-05 2026-01-10 met', '2026-01-06 2026-01-11 due_soon'], 'triggered_at due state')

    def test_under_each_the_oldest_of_the_duty(self):
        """The visit of 7 January meets the trigger of 5 January under both rules. The trigger of 6 January is not met,
        whichever rule it started."""
        rules = 'each: true; when: {tag: permanent}; within: 2 days', 'name: plain; each: true; within: 5 days'
        self.assert_lines(profile_of(*rules), 'placement.started 2026-01-05 - permanent\nplacement.started 2026-01-06\nvisit.made 2026-01-07',
                          '2026-01-08', ['2026-01-05 2026-01-07 met', '2026-01-06 2026-01-11 due_soon'], 'triggered_at due state')
        rules = 'each: true; within: 2 days', 'name: care; trigger: cla.started; each: true; within: 5 days'
        self.assert_lines(profile_of(*rules), 'placement.started 2026-01-06\ncla.started 2026-01-05\nvisit.made 2026-01-07',
                          '2026-01-08', ['2026-01-05 2026-01-10 met', '2026-01-06 2026-01-08 due_soon'], 'triggered_at due state')

    def test_under_each_other_needs_are_answered_apart(self):
        """A visit to the child alone on 7 January meets the triggers of 5 January, which needs a visit, and of 6 January, which
        needs a visit alone."""
        rules = 'each: true; within: 2 days', 'name: alone; trigger: cla.started; each: true; needs: [alone]; within: 5 days'
        self.assert_lines(profile_of(*rules), 'placement.started 2026-01-05\ncla.started 2026-01-06\nvisit.made 2026-01-07 - alone',
                          '2026-01-08', ['2026-01-05 2026-01-07 met', '2026-01-06 2026-01-11 met'], 'triggered_at due state')

    def test_refs_must_be_equal_where_both_have_one(self):
        started = 'placement.started 2026-01-05 a\nplacement.started 2026-01-05 b\n'
        self.assert_lines('within: 5 days', started + 'visit.made 2026-01-07 b', '2026-01-08', ['a due_soon', 'b met'], 'ref state')
        self.assert_lines('within: 5 days', started + 'visit.made 2026-01-07', '2026-01-08', ['a met', 'b met'], 'ref state')
        self.assert_lines('within: 5 days', started + 'placement.ended 2026-01-07 a', '2026-01-08', ['a ended', 'b due_soon'], 'ref state')


class Rule04Opens(Lines):
    def test_earlier_work_counts(self):
        """Work counts from a month before 31 March, which is 28 February."""
        rule = 'not_before: -1 month; within: 5 days'
        self.assert_lines(rule, 'placement.started 2026-03-31\nvisit.made 2026-02-28', '2026-03-31',
                          ['2026-02-28 2026-04-05 2026-02-28 met 36 -'], 'opens due met_at state days_left working_days_taken')
        self.assert_lines(rule, 'placement.started 2026-03-31\nvisit.made 2026-02-27', '2026-03-31', ['2026-02-28 - due_soon'],
                          'opens met_at state')

    def test_a_window(self):
        """The first working day after Thursday 2 April 2026 is Tuesday 7 April, and the third is Thursday 9 April."""
        rule = 'not_before: 1 working day; within: 3 working days'
        self.assert_lines(rule, 'placement.started 2026-04-02\nvisit.made 2026-04-06', '2026-04-06', ['2026-04-07 2026-04-09 due_soon'],
                          'opens due state')
        self.assert_lines(rule, 'placement.started 2026-04-02\nvisit.made 2026-04-07', '2026-04-07', ['2026-04-07 met'], 'met_at state')

    def test_an_earlier_time_of_the_day_is_before(self):
        self.assert_lines('within: 5 days', 'placement.started 2026-01-05T12:00\nvisit.made 2026-01-05T11:59', '2026-01-05', ['- due_soon'],
                          'met_at state')
        self.assert_lines('within: 5 days', 'placement.started 2026-01-05T12:00\nvisit.made 2026-01-05', '2026-01-05', ['2026-01-05 met'],
                          'met_at state')


class Rule05SettledAtTheBeginning(Lines):
    def test_a_new_version_moves_nothing(self):
        rule = ('schedule: [{every: 10 days}]; '
                'versions: [{to: 2026-01-31}, {from: 2026-02-01, schedule: [{every: 3 days}]}]')
        self.assert_lines(rule, 'placement.started 2026-01-25\nvisit.made 2026-01-31\nvisit.made 2026-02-05', '2026-02-05',
                          ['2026-02-04 met', '2026-02-10 met', '2026-02-08 due_soon'], 'due state')

    def test_a_birthday_moves_nothing(self):
        """The child is three on 10 January. The occurrence that began on 9 January stays due, but the next would begin too late."""
        self.assert_lines('when: {age_under: 3}; schedule: [{every: 10 days}]',
                          'birth 2023-01-10\nplacement.started 2026-01-09', '2026-01-25', ['2026-01-19 overdue'], 'due state')
        self.assert_lines('when: {age_under: 3}; schedule: [{every: 10 days}]',
                          'birth 2023-01-10\nplacement.started 2026-01-09\nvisit.made 2026-01-12', '2026-01-25', ['2026-01-19 met'], 'due state')


class Rule06ComingIntoForceComingOfAge(Lines):
    put_off = 'schedule: [{within: 5 days}, {every: 10 days}]; versions: [{from: 2026-02-01, to: 2026-02-20}]'

    def test_a_schedule_begins_with_the_rule(self):
        self.assert_lines(self.put_off, 'placement.started 2026-01-10', '2026-02-02', ['2026-02-01 2026-02-06 due_soon'], 'opens due state')
        self.assert_lines(self.put_off, 'placement.started 2026-01-10', '2026-01-31', [])

    def test_what_is_done_before_counts_for_times(self):
        """The visit of 20 January, before the rule applies, counts as the visit of the first phase, so the next is due 10 days
        later."""
        self.assert_lines(self.put_off, 'placement.started 2026-01-10\nvisit.made 2026-01-20', '2026-02-02',
                          ['2026-02-01 2026-02-11 - open'], 'opens due met_at state')

    def test_nothing_begins_after_the_last_day(self):
        self.assert_lines(self.put_off, 'placement.started 2026-02-20\nvisit.made 2026-02-21', '2026-02-22', ['2026-02-25 met'], 'due state')
        self.assert_lines(self.put_off, 'placement.started 2026-02-21', '2026-02-22', [])

    def test_once_only_from_the_first_day(self):
        rule = 'within: 5 days; versions: [{from: 2026-02-01}]'
        self.assert_lines(rule, 'placement.started 2026-01-31', '2026-02-02', [])
        self.assert_lines(rule, 'placement.started 2026-02-01', '2026-02-02', ['2026-02-06 due_soon'], 'due state')

    def test_an_age_on_29_february(self):
        """A child born on 29 February 2020 is three on 1 March 2023."""
        rule = 'when: {age_from: 3}; schedule: [{every: 10 days}]'
        self.assert_lines(rule, 'birth 2020-02-29\nplacement.started 2023-02-10', '2023-03-01', ['2023-03-01 2023-03-11 open'], 'opens due state')
        self.assert_lines(rule, 'birth 2020-02-29\nplacement.started 2023-02-10', '2023-02-28', [])

    def test_unknown_is_never_no(self):
        rule = 'when: {age_from: 3}; within: 10 days'
        self.assert_lines(rule, 'placement.started 2026-01-01', '2026-01-20', ['2026-01-11 not_computable'], 'due state')
        self.assert_lines(rule, 'placement.started 2026-01-01\nvisit.made 2026-01-12', '2026-01-20', ['2026-01-11 not_computable'], 'due state')
        self.assert_lines(rule, 'placement.started 2026-01-01\nvisit.made 2026-01-11', '2026-01-20', ['2026-01-11 met'], 'due state')
        self.assert_lines(rule, 'placement.started 2026-01-01\nvisit.made 2026-01-12\nbirth 2022-01-01', '2026-01-20', ['2026-01-11 met_late'],
                          'due state')
        self.assert_lines(rule, 'placement.started 2026-01-01\nbirth 2024-01-01', '2026-01-20', [])


    def test_overdue_whatever_the_age(self):
        """The duty is due 4 weeks after 5 January 2026 for a child over three, and within 6 weeks at any age. The line is late only
        once the second date, 16 February, has also passed."""
        profile = profile_of('when: {age_from: 3}; schedule: [{every: 4 weeks}]', 'name: law; authority: statute; schedule: [{every: 6 weeks}]')
        columns, started = 'due state governed_by', 'placement.started 2026-01-05\n'
        self.assert_lines(profile, started, '2026-02-16', ['2026-02-02 not_computable test:visit'], columns)
        self.assert_lines(profile, started, '2026-02-17', ['2026-02-16 overdue test:visit/law'], columns)
        self.assert_lines(profile, started + 'visit.made 2026-02-16', '2026-02-16', ['2026-02-02 not_computable test:visit', '2026-03-16 not_computable test:visit'],
                          columns)
        self.assert_lines(profile, started + 'placement.ended 2026-02-17', '2026-02-18', ['2026-02-16 missed test:visit/law'], columns)


class Rule07Phases(Lines):
    def test_times(self):
        self.assert_lines('schedule: [{within: 1 day}, {every: 2 days, times: 2}]',
                          'placement.started 2026-01-01\nvisit.made 2026-01-02\nvisit.made 2026-01-03\nvisit.made 2026-01-05\nvisit.made 2026-01-06',
                          '2026-01-07', ['2026-01-02 2026-01-02', '2026-01-04 2026-01-03', '2026-01-05 2026-01-05'], 'due met_at')

    def test_for_takes_in_its_last_day(self):
        """A phase of two weeks from 1 January includes 15 January."""
        rule = 'schedule: [{every: 1 week, for: 2 weeks}, {every: 1 month}]'
        self.assert_lines(rule, 'placement.started 2026-01-01\nvisit.made 2026-01-15', '2026-01-15',
                          ['2026-01-08 met_late', '2026-01-22 due_soon'], 'due state')
        self.assert_lines(rule, 'placement.started 2026-01-01\nvisit.made 2026-01-16', '2026-01-16',
                          ['2026-01-08 met_late', '2026-02-16 open'], 'due state')

    def test_until_ends_on_the_day_of_its_event(self):
        """The weekly phase ends with the review on 5 January. An occurrence that begins on that day is due in a month, and so is
        one that is open on that day, from 1 January. One that was already overdue stays weekly."""
        rule = 'schedule: [{every: 1 week, until: cla_review.held}, {every: 1 month}]'
        started = 'placement.started 2026-01-01\ncla_review.held 2026-01-01\ncla_review.held 2026-01-05\n'
        self.assert_lines(rule, started + 'visit.made 2026-01-05', '2026-01-06', ['2026-01-08 met', '2026-02-05 open'], 'due state')
        self.assert_lines(rule, started + 'visit.made 2026-01-06', '2026-01-06', ['2026-02-01 met', '2026-02-06 open'], 'due state')
        self.assert_lines(rule, 'placement.started 2026-01-01\ncla_review.held 2026-01-09', '2026-01-09', ['2026-01-08 overdue'], 'due state')

    def test_a_phase_that_is_over_is_passed_over(self):
        """The first visit is made after two weeks, so the second phase is over before an occurrence begins in it."""
        self.assert_lines('schedule: [{within: 1 day}, {every: 2 days, for: 1 week}, {every: 1 month}]',
                          'placement.started 2026-01-01\nvisit.made 2026-01-15', '2026-01-15', ['2026-01-02', '2026-02-15'], 'due')


    def test_a_later_version_with_a_shorter_list(self):
        """Four weeks from 7 April 2025 end on 5 May. A new version counts `times: 1` again, so there is one more occurrence."""
        rule = 'schedule: [{within: 1 week}, {every: 6 weeks}]; versions: [{to: 2025-03-31}, {from: 2025-04-01, schedule: [%s]}]'
        events = 'placement.started 2025-03-17\nvisit.made 2025-03-20\nvisit.made 2025-04-07\n'
        self.assert_lines(rule % '{every: 4 weeks}', events, '2025-09-30', ['2025-03-24 met', '2025-05-01 met', '2025-05-05 overdue'], 'due state')
        self.assert_lines(rule % '{every: 4 weeks, times: 1}', events, '2025-09-30', ['2025-03-24 met', '2025-05-01 met', '2025-05-05 overdue'],
                          'due state')
        self.assert_lines(rule % '{every: 4 weeks, times: 1}', events + 'visit.made 2025-05-02', '2025-09-30',
                          ['2025-03-24 met', '2025-05-01 met', '2025-05-05 met'], 'due state')
        self.assert_lines(rule % '{every: 4 weeks, for: 1 week}', events, '2025-09-30', ['2025-03-24 met', '2025-05-01 met'], 'due state')


class Rule08Ends(Lines):
    def test_ended_or_missed(self):
        started = 'placement.started 2026-01-01\n'
        self.assert_lines('within: 10 days', started + 'placement.ended 2026-01-11', '2026-01-20', ['2026-01-11 ended 0'], 'due state days_left')
        self.assert_lines('within: 10 days', started + 'placement.ended 2026-01-12', '2026-01-20', ['2026-01-11 missed -1'], 'due state days_left')

    def test_its_day_counts_and_nothing_begins_on_it(self):
        self.assert_lines('schedule: [{every: 10 days}]',
                          'placement.started 2026-01-01\nvisit.made 2026-01-07T17:00\nplacement.ended 2026-01-07T09:00', '2026-01-20', ['met'], 'state')

    def test_a_start_and_an_end_of_one_day_without_refs(self):
        """The end belongs to an earlier placement if one was running, and otherwise to the placement that started that day."""
        rule, day = 'within: 10 days', 'placement.ended 2026-01-10\nplacement.started 2026-01-10\n'
        self.assert_lines(rule, day, '2026-01-11', ['2026-01-20 ended'], 'due state')
        self.assert_lines(rule, day + 'placement.started 2026-01-02', '2026-01-11', ['2026-01-12 ended', '2026-01-20 open'], 'due state')
        before = 'placement.started 2026-01-02\nplacement.ended 2026-01-08\n'
        self.assert_lines(rule, day + before, '2026-01-11', ['2026-01-12 ended', '2026-01-20 ended'], 'due state')
        self.assert_lines(rule, day + before + 'placement.started 2026-01-08', '2026-01-11',
                          ['2026-01-12 ended', '2026-01-18 ended', '2026-01-20 open'], 'due state')
        self.assert_lines(rule, day + 'placement.started 2026-01-02 p1', '2026-01-11', ['2026-01-20 open', '2026-01-12 ended'], 'due state')
        self.assert_lines(rule, day + 'placement.started 2026-01-10T09:00', '2026-01-11', ['2026-01-20 open'], 'due state')

    def test_a_day_of_care_ends_its_placement(self):
        rule, day = 'within: 10 days; ends: [placement.ended, cla.ended]', 'cla.started 2026-01-10\nplacement.started 2026-01-10\ncla.ended 2026-01-10\n'
        self.assert_lines(rule, day, '2026-01-11', ['2026-01-20 ended'], 'due state')
        self.assert_lines(rule, day + 'cla.started 2026-01-02', '2026-01-11', ['2026-01-20 open'], 'due state')
        self.assert_lines(rule, day.replace('cla.started 2026-01-10', ''), '2026-01-11', ['2026-01-20 open'], 'due state')

    def test_an_end_on_the_trigger_s_day_by_the_clock(self):
        rule = 'within: 10 days'
        self.assert_lines(rule, 'placement.ended 2026-01-01T17:00\nplacement.started 2026-01-01T09:00', '2026-01-02', ['ended'], 'state')
        self.assert_lines(rule, 'placement.ended 2026-01-01T09:00\nplacement.started 2026-01-01T17:00', '2026-01-02', ['due_soon'], 'state')
        self.assert_lines(rule, 'placement.ended 2026-01-01T09:00\nplacement.started 2026-01-01T09:00', '2026-01-02', ['ended'], 'state')
        self.assert_lines(rule, 'placement.ended 2026-01-01T09:00\nplacement.started 2026-01-01', '2026-01-02', ['ended'], 'state')

    def test_an_end_on_the_trigger_s_day_of_its_own_ref(self):
        """In the first case, the placement starts and ends on one day. In the second case, p1 ended and started again on that day,
        so the end belongs to the earlier stay."""
        rule, events = 'within: 10 days', 'placement.started 2026-01-10 p1\nplacement.ended 2026-01-10 p1\n'
        self.assert_lines(rule, events, '2026-01-13', ['2026-01-20 ended'], 'due state')
        self.assert_lines(rule, events.replace('ended 2026-01-10 p1', 'ended 2026-01-10 p2'), '2026-01-13', ['2026-01-20 due_soon'], 'due state')
        self.assert_lines(rule, events.replace('ended 2026-01-10 p1', 'ended 2026-01-10'), '2026-01-13', ['2026-01-20 due_soon'], 'due state')
        self.assert_lines(rule, events + 'placement.started 2026-01-02 p1', '2026-01-13', ['2026-01-12 ended', '2026-01-20 due_soon'], 'due state')
        self.assert_lines(rule, events + 'placement.started 2026-01-02 p1\nplacement.ended 2026-01-05', '2026-01-13',
                          ['2026-01-12 ended', '2026-01-20 ended'], 'due state')
        self.assert_lines(rule, events + 'placement.started 2026-01-02 p1\nplacement.ended 2026-01-06 p1\nplacement.started 2026-01-06 p1', '2026-01-13',
                          ['2026-01-12 ended', '2026-01-16 ended', '2026-01-20 due_soon'], 'due state')

    def test_an_end_on_the_trigger_s_day_that_ends_the_case(self):
        profile = profile_of('within: 10 days', head='ends_all: [case.closed]')
        self.assert_lines(profile, 'placement.started 2026-01-01\ncase.closed 2026-01-01', '2026-01-20', ['ended'], 'state')
        self.assert_lines(profile, 'placement.started 2026-01-01T10:00\ncase.closed 2026-01-01T09:00', '2026-01-20', ['overdue'], 'state')

    def test_an_answer_on_the_trigger_s_day(self):
        """A child came back at 8am, declined an interview at 9am, and came back again at 8pm: a second interview is still due."""
        rule = 'trigger: missing.returned; ends: [return_interview.declined]; within: 72 hours'
        events = 'missing.returned 2026-03-02T08:00\nreturn_interview.declined 2026-03-02T09:00\nmissing.returned 2026-03-02T20:00'
        self.assert_lines(rule, events, '2026-03-20', ['2026-03-05T08:00:00+00:00 ended', '2026-03-05T20:00:00+00:00 overdue'], 'due state')
        self.assert_lines(rule, 'missing.returned 2026-03-02T08:00\nreturn_interview.declined 2026-03-02', '2026-03-20', ['ended'], 'state')

    def test_what_ends_every_duty(self):
        profile = profile_of('within: 10 days', head='ends_all: [case.closed]')
        self.assert_lines(profile, 'placement.started 2026-01-01\ncase.closed 2026-01-02', '2026-01-20', ['ended'], 'state')


class Rule09Agreed(Lines):
    def test_the_ceiling(self):
        rule = 'schedule: [{every: agreed, at_most: 4 weeks}]'
        self.assert_lines(rule, 'placement.started 2026-01-01', '2026-01-02', ['2026-01-29'], 'due')
        self.assert_lines(rule, 'placement.started 2026-01-01 - agreed=6 weeks', '2026-01-02', ['2026-01-29'], 'due')
        self.assert_lines(rule, 'placement.started 2026-01-01 - agreed=6 weeks;agreed.visit=2 weeks', '2026-01-02', ['2026-01-15'], 'due')

    def test_the_default(self):
        rule = 'schedule: [{every: agreed, default: 4 weeks}]'
        self.assert_lines(rule, 'placement.started 2026-01-01', '2026-01-02', ['2026-01-29'], 'due')
        self.assert_lines(rule, 'placement.started 2026-01-01 - agreed=6 weeks', '2026-01-02', ['2026-02-12'], 'due')

    def test_a_meeting_event_says_how_long_the_next_is(self):
        self.assert_lines('schedule: [{every: agreed, default: 4 weeks}]',
                          'placement.started 2026-01-01\nvisit.made 2026-01-20 - agreed=1 week', '2026-01-21', ['2026-01-29', '2026-01-27'], 'due')

    def test_nothing_until_something_is_agreed(self):
        rule = 'schedule: [{every: agreed}]'
        self.assert_lines(rule, 'placement.started 2026-01-01', '2026-02-01', ['- - not_computable'])
        self.assert_lines(rule, 'placement.started 2026-01-01\ncla_review.held 2026-01-20 - agreed.visit=1 week', '2026-01-21',
                          ['2026-01-20 overdue'], 'due state')
        self.assert_lines(rule, 'placement.started 2026-01-01\ncla_review.held 2026-01-20 - agreed.other=1 week', '2026-01-21',
                          ['- not_computable'], 'due state')

    def test_meanwhile_it_only_comes_forward(self):
        rule = 'schedule: [{every: agreed, default: 4 weeks}]'
        self.assert_lines(rule, 'placement.started 2026-01-01\ncla_review.held 2026-01-05 - agreed.visit=2 weeks', '2026-01-06', ['2026-01-15'], 'due')
        self.assert_lines(rule, 'placement.started 2026-01-01\ncla_review.held 2026-01-05 - agreed.visit=9 weeks', '2026-01-06', ['2026-01-29'], 'due')


class Rule10Counts(Lines):
    def test_periods_follow_one_another(self):
        """Two visits are due in each month from 10 January. The periods end on 10 February and 10 March."""
        rule = 'at_least: 2; per: 1 month'
        started = 'placement.started 2026-01-10\nvisit.made 2026-01-12\n'
        self.assert_lines(rule, started, '2026-02-20', ['2026-01-10 2026-02-10 - overdue'], 'opens due met_at state')
        self.assert_lines(rule, started + 'visit.made 2026-01-20', '2026-01-21',
                          ['2026-01-10 2026-02-10 2026-01-20 met', '2026-02-11 2026-03-10 - open'], 'opens due met_at state')

    def test_a_late_event_counts_in_its_own_period_as_well(self):
        """The visit of 15 February meets the first period late, and is also the first of two visits in the second period."""
        self.assert_lines('at_least: 2; per: 1 month',
                          'placement.started 2026-01-10\nvisit.made 2026-01-12\nvisit.made 2026-02-15\nvisit.made 2026-02-16', '2026-02-20',
                          ['2026-02-10 2026-02-15 met_late', '2026-03-10 2026-02-16 met', '2026-04-10 - open'])

    def test_always_from_the_beginning(self):
        """Months are always counted from 31 January, so periods end on 28 February, 31 March and 30 April."""
        self.assert_lines('at_least: 1; per: 1 month', 'placement.started 2026-01-31\nvisit.made 2026-02-10\nvisit.made 2026-03-01', '2026-03-01',
                          ['2026-02-28', '2026-03-31', '2026-04-30'], 'due')

    def test_calendar_months_from_the_first_whole_one(self):
        rule = 'at_least: 1; per: 1 month; of: calendar'
        self.assert_lines(rule, 'placement.started 2026-01-10\nvisit.made 2026-01-20', '2026-01-21', ['2026-02-01 2026-02-28 open'], 'opens due state')
        self.assert_lines(rule, 'placement.started 2026-02-01\nvisit.made 2026-02-01', '2026-02-02',
                          ['2026-02-01 2026-02-28 met', '2026-03-01 2026-03-31 open'], 'opens due state')

    def test_a_phase_of_periods(self):
        self.assert_lines('schedule: [{at_least: 1, per: 1 month, times: 1}, {at_least: 1, per: 2 months}]',
                          'placement.started 2026-01-31\nvisit.made 2026-02-01', '2026-02-02', ['2026-01-31 2026-02-28', '2026-03-01 2026-04-28'],
                          'opens due')

    def test_an_interval_that_follows_counts_begins_on_the_last_day_of_the_last_period(self):
        """The third month from 26 May ends on 26 August, and so does the phase. Ten weeks later is 4 November."""
        self.assert_lines('schedule: [{at_least: 1, per: 1 month, for: 3 months}, {every: 10 weeks}]',
                          'placement.started 2026-05-26\nvisit.made 2026-06-01\nvisit.made 2026-07-01\nvisit.made 2026-08-01', '2026-08-26',
                          ['2026-05-26 2026-06-26', '2026-06-27 2026-07-26', '2026-07-27 2026-08-26', '2026-08-26 2026-11-04'], 'opens due')

    def test_a_period_that_passed_unmet(self):
        """Three visits are due by 5 February, then one a month. The visit of 10 February belongs to the second month, which ends on
        5 March. On the first month's last day, the second month does not exist yet."""
        rule = 'schedule: [{at_least: 3, per: 1 month, times: 1}, {at_least: 1, per: 1 month}]'
        events = 'placement.started 2026-01-05\nvisit.made 2026-01-06\n'
        self.assert_lines(rule, events + 'visit.made 2026-02-10', '2026-02-20', ['1 2026-03-05 2026-02-10 met', '2 2026-02-05 - overdue'],
                          'occurrence due met_at state')
        self.assert_lines(rule, events + 'placement.ended 2026-02-08', '2026-02-20', ['2026-02-05 missed'], 'due state')
        self.assert_lines(rule, events + 'visit.made 2026-02-05', '2026-02-05', ['2026-02-05 due_soon'], 'due state')
        one = 'schedule: [{at_least: 2, per: 1 month, times: 1}, {every: 2 weeks}]'  # 5 to 19 February
        self.assert_lines(one, events + 'visit.made 2026-02-06\nvisit.made 2026-02-20', '2026-02-21',
                          ['2026-02-05 2026-02-06 met_late', '2026-02-20 2026-02-20 met', '2026-03-06 - open'])
        self.assert_lines(one, events, '2026-02-21', ['2026-02-05 - overdue'])

    def test_one_event_that_meets_two_periods_is_one_line(self):
        self.assert_lines('at_least: 1; per: 1 month', 'placement.started 2026-01-10\nvisit.made 2026-02-20', '2026-02-21',
                          ['2026-02-10 2026-02-20 met_late', '2026-04-10 - open'])


class Rule11Notice(Lines):
    rule = 'trigger: icpc.held; before: 5 working days; ends: [icpc.not_required]'

    def test_of_the_plans_the_earliest(self):
        """The earliest planned conference counts. The five working days before Tuesday 21 April are 20, 17, 16, 15 and 14 April."""
        self.assert_lines(self.rule, 'icpc.planned 2026-04-21\nicpc.planned 2026-05-21\nicpc.planned 2026-04-20 - void', '2026-04-01',
                          ['icpc.planned 2026-04-21 - 2026-04-14 open -'], 'trigger triggered_at opens due state working_days_taken')

    def test_one_for_each_that_was_held(self):
        """Conferences are held on Tuesday 21 April and Thursday 21 May; the five working days before the second are 20, 19, 18,
        15 and 14 May. The report of 22 April (here visit.made) is late for the first and in time for the second. They share one
        line, because the same event meets both."""
        self.assert_lines(self.rule, 'icpc.planned 2026-04-21\nicpc.held 2026-04-21\nicpc.held 2026-05-21\nvisit.made 2026-04-22', '2026-06-01',
                          ['icpc.held - 2026-04-14 2026-04-22 met_late'], 'trigger opens due met_at state')
        self.assert_lines(self.rule, 'icpc.held 2026-04-21\nicpc.held 2026-05-21\nvisit.made 2026-03-01\nvisit.made 2026-05-14', '2026-06-01',
                          ['- 2026-04-14 2026-03-01 met', '2026-04-22 2026-05-14 2026-05-14 met'], 'opens due met_at state')

    def test_a_plan_lies_after_the_last_that_was_held(self):
        self.assert_lines(self.rule, 'icpc.held 2026-04-21\nvisit.made 2026-04-01\nicpc.planned 2026-04-21\nicpc.planned 2026-05-21', '2026-05-01',
                          ['icpc.held 2026-04-14 met', 'icpc.planned 2026-05-14 open'], 'trigger due state')

    def test_ends_count_from_the_day_after_the_one_before(self):
        self.assert_lines(self.rule, 'icpc.held 2026-04-21\nvisit.made 2026-04-01\nicpc.planned 2026-05-21\nicpc.not_required 2026-04-22', '2026-05-01',
                          ['met', 'ended'], 'state')
        self.assert_lines(self.rule, 'icpc.not_required 2020-01-01\nicpc.planned 2026-05-21', '2026-05-01', ['2020-01-02 open'], 'opens state')

    def test_a_notice_opens_after_the_last_end_that_was_passed_over(self):
        """The 2024 report does not count towards a later conference. The five working days before Friday 16 January 2026 are 15,
        14, 13, 12 and 9 January."""
        rule = 'trigger: icpc.held; before: 5 working days; ends: [icpc.not_required]'
        profile = profile_of(rule, 'id: conference; trigger: strategy_discussion.held; due: icpc.decided; ends: [icpc.not_required]; within: 15 days')
        events = ('strategy_discussion.held 2024-09-01\nvisit.made 2024-10-02\nicpc.not_required 2024-10-05\nstrategy_discussion.held 2025-12-20\n'
                  'icpc.planned 2026-01-16')

        def visits(text):
            rows = slow.worklist_of_case(profile, '1', read_events(text), day('2026-01-14'))
            return [(row['opens'], row['due'], row['state']) for row in rows if row['rule'] == 'visit']

        self.assertEqual(visits(events), [('2024-10-06', '2026-01-09', 'overdue')])
        self.assertEqual(visits(events.replace('2024-10-02', '2024-10-06')), [('2024-10-06', '2026-01-09', 'met')])

    def test_version_and_age_are_those_of_the_event(self):
        """The five working days before Wednesday 10 June 2026 are 9, 8, 5, 4 and 3 June."""
        rule = 'trigger: rcpc.held; before: 5 working days; %s'
        events = 'rcpc.held 2025-12-10\nrcpc.planned 2026-06-10\n'
        self.assert_lines(rule % 'versions: [{from: 2026-01-01}]', events, '2026-03-01', ['2025-12-11 2026-06-03 open'], 'opens due state')
        self.assert_lines(rule % 'versions: [{to: 2026-06-09}]', events + 'visit.made 2025-12-01', '2026-03-01', ['2025-12-03 met'], 'due state')
        self.assert_lines(rule % 'when: {age_from: 5}', events + 'birth 2021-06-10', '2026-03-01', ['2025-12-11 2026-06-03 open'], 'opens due state')
        self.assert_lines(rule % 'when: {age_from: 5}', events + 'birth 2021-06-11', '2026-03-01', [], 'opens due state')

    def test_minutes(self):
        """A notice of 15 minutes is due on the day before if the event has no time."""
        rule = 'trigger: icpc.held; before: 15 minutes'
        self.assert_lines(rule, 'icpc.planned 2026-04-21T10:00', '2026-04-20', ['2026-04-21T09:45:00+01:00 second'], 'due precision')
        self.assert_lines(rule, 'icpc.planned 2026-04-21', '2026-04-20', ['2026-04-20 day'], 'due precision')


class Rule12Since(Lines):
    def test_from_birth(self):
        """16 years and 3 months after 30 November 2009 is 28 February 2026."""
        rule = 'since: birth; within: 16 years 3 months'
        self.assert_lines(rule, 'birth 2009-11-30\nplacement.started 2026-01-01', '2026-01-02', ['2026-02-28 open'], 'due state')
        self.assert_lines(rule, 'placement.started 2026-01-01', '2026-01-02', ['- not_computable'], 'due state')

    def test_the_last_up_to_the_trigger_s_day(self):
        """8 days, with Monday 5 January as the first, end on 12 January. A due day before the trigger does not move."""
        rule = 'since: police_protection.started; counting: included; within: 8 days'
        before = 'police_protection.started 2026-01-01\npolice_protection.started 2026-01-05\npolice_protection.started 2026-01-07\n'
        self.assert_lines(rule, before + 'placement.started 2026-01-06', '2026-01-08', ['2026-01-12'], 'due')
        self.assert_lines(rule, 'police_protection.started 2026-01-05\nplacement.started 2026-01-20', '2026-01-20', ['2026-01-12 overdue'], 'due state')


class Rule13Extension(Lines):
    rule = 'within: 8 days; counting: included; extension: {event: epo.extended, by: 7 days, times: 1}'

    def test_once(self):
        """8 days, with 1 January as the first, end on 8 January. An extension of seven days ends on 15 January."""
        self.assert_lines(self.rule, 'placement.started 2026-01-01\nepo.extended 2026-01-01\nepo.extended 2026-01-09', '2026-01-10', ['2026-01-15'], 'due')

    def test_a_pause_does_not_count(self):
        """8 days, with 2 January as the first, end on 9 January. A pause of three days, 5 to 7 January, moves the due day to 12
        January. A second pause from 6 January adds no days."""
        rule = 'within: 8 days; counting: included; pause: {from: concern.raised, to: concern.resolved}'
        events = 'placement.started 2026-01-02\nconcern.raised 2026-01-05\n'
        self.assert_lines(rule, events + 'concern.resolved 2026-01-07', '2026-01-10', ['2026-01-12 due_soon'], 'due state')
        self.assert_lines(rule, events + 'concern.raised 2026-01-06\nconcern.resolved 2026-01-07', '2026-01-10', ['2026-01-12 due_soon'], 'due state')
        self.assert_lines(rule, events, '2026-02-10', ['- not_computable'], 'due state')

    def test_not_after_it_closed_nor_before_the_trigger(self):
        self.assert_lines(self.rule, 'placement.started 2026-01-02\nepo.extended 2026-01-01', '2026-01-03', ['2026-01-09'], 'due')
        self.assert_lines(self.rule, 'placement.started 2026-01-02\nvisit.made 2026-01-12\nepo.extended 2026-01-13', '2026-01-14',
                          ['2026-01-09 met_late'], 'due state')
        self.assert_lines(self.rule, 'placement.started 2026-01-02\nvisit.made 2026-01-12\nepo.extended 2026-01-09', '2026-01-14',
                          ['2026-01-16 met'], 'due state')

    def test_not_after_the_due_day_unless_it_may_be_late(self):
        """8 days, with 2 January as the first, end on 9 January. If late extensions are allowed, seven days from 11 January end
        on 18 January."""
        events = 'placement.started 2026-01-02\nepo.extended 2026-01-11'
        self.assert_lines(self.rule, events, '2026-01-14', ['2026-01-09 overdue'], 'due state')
        self.assert_lines(self.rule.replace('times: 1', 'times: 1, late: true'), events, '2026-01-14', ['2026-01-18 due_soon'], 'due state')

    def test_on_the_day_on_which_it_closes(self):
        """8 days, with 2 January as the first, end on 9 January, and with the extension of seven days on 16 January. The duty is
        met on 9 January, the day of the extension, whichever row comes first."""
        rule, started = self.rule, 'placement.started 2026-01-02\n'
        self.assert_lines(rule, started + 'visit.made 2026-01-09\nepo.extended 2026-01-09', '2026-01-20', ['2026-01-16 met'], 'due state')
        self.assert_lines(rule.replace('epo.extended', 'visit_delay.known'), started + 'visit.made 2026-01-09\nvisit_delay.known 2026-01-09',
                          '2026-01-20', ['2026-01-16 met'], 'due state')
        self.assert_lines(rule, started + 'visit.made 2026-01-09T10:00\nepo.extended 2026-01-09T09:00', '2026-01-20', ['2026-01-16 met'], 'due state')
        self.assert_lines(rule, started + 'visit.made 2026-01-09T10:00\nepo.extended 2026-01-09T11:00', '2026-01-20', ['2026-01-09 met'], 'due state')

    def test_on_the_due_day_to_the_second(self):
        """The duty is due 24 hours after 10am on 2 January, so an extension at 11am on 3 January is too late."""
        rule = 'within: 24 hours; extension: {event: epo.extended, by: 7 days}'
        started = 'placement.started 2026-01-02T10:00\n'
        for extended, due in (('T10:00', '2026-01-10T10:00:00+00:00'), ('T10:00:01', '2026-01-03T10:00:00+00:00'), ('', '2026-01-10T10:00:00+00:00')):
            self.assert_lines(rule, started + f'epo.extended 2026-01-03{extended}', '2026-01-04', [due], 'due')

    def test_a_pause_on_the_day_on_which_it_closes(self):
        """8 days, with 2 January as the first, end on 9 January. A pause that begins and ends on 9 January moves the due day to 10
        January."""
        rule = 'within: 8 days; counting: included; pause: {from: visit_delay.known, to: concern.resolved}'
        events = 'placement.started 2026-01-02\nvisit.made 2026-01-09\nvisit_delay.known 2026-01-09'
        self.assert_lines(rule, events, '2026-01-20', ['2026-01-10 met'], 'due state')
        self.assert_lines(rule, events.replace('09', '09T10:00').replace('known 2026-01-09T10:00', 'known 2026-01-09T11:00'), '2026-01-20',
                          ['2026-01-09 met'], 'due state')

    def test_as_often_as_it_happens(self):
        self.assert_lines('within: 10 days; extension: {event: epo.extended, by: 1 month}',
                          'placement.started 2026-01-21\nepo.extended 2026-01-25\nepo.extended 2026-01-26', '2026-01-30', ['2026-03-28'], 'due')


class Rule14DaysAndTimes(Lines):
    def test_to_the_second_over_a_clock_change(self):
        """The duty is due 72 hours after 11:30pm on 28 March. The clocks go forward on 29 March."""
        started = 'placement.started 2026-03-28T23:30\n'
        columns = 'due met_at state precision'
        self.assert_lines('within: 72 hours', started + 'visit.made 2026-04-01T00:30:00', '2026-04-02',
                          ['2026-04-01T00:30:00+01:00 2026-04-01T00:30:00+01:00 met second'], columns)
        self.assert_lines('within: 72 hours', started + 'visit.made 2026-04-01T00:30:01', '2026-04-02',
                          ['2026-04-01T00:30:00+01:00 2026-04-01T00:30:01+01:00 met_late second'], columns)
        self.assert_lines('within: 72 hours', started + 'visit.made 2026-04-01', '2026-04-02',
                          ['2026-04-01T00:30:00+01:00 2026-04-01 not_computable day'], columns)
        self.assert_lines('within: 72 hours', started + 'visit.made 2026-03-31', '2026-04-02',
                          ['2026-04-01T00:30:00+01:00 2026-03-31 met day'], columns)
        self.assert_lines('within: 72 hours', started + 'visit.made 2026-04-02', '2026-04-02',
                          ['2026-04-01T00:30:00+01:00 2026-04-02 met_late day'], columns)

    def test_without_the_trigger_s_time_whole_days(self):
        for span, due in (('72 hours', '2026-01-04'), ('47 hours', '2026-01-02'), ('3 hours', '2026-01-02')):
            self.assert_lines(f'within: {span}', 'placement.started 2026-01-01', '2026-01-02', [f'{due} day'], 'due precision')

    def test_between_two_moments_it_cannot_be_told(self):
        """72 hours from an unknown time on Monday 2 March end between 00:00:00 and 23:59:59 on Thursday 5 March."""
        for done, state in (('2026-03-04', 'met'), ('2026-03-05', 'not_computable'), ('2026-03-06', 'met_late'), ('2026-03-04T23:59:59', 'met'),
                            ('2026-03-05T00:00:01', 'not_computable'), ('2026-03-05T23:59:59', 'not_computable'), ('2026-03-06T00:00:01', 'met_late')):
            self.assert_lines('within: 72 hours', f'placement.started 2026-03-02\nvisit.made {done}', '2026-03-20', [state], 'state')
            self.assert_lines('within: 72 hours', f'placement.started 2026-03-02\nplacement.ended {done}', '2026-03-20',
                              ['missed' if state == 'met_late' else 'ended'], 'state')

    def test_overdue_only_after_the_second_moment(self):
        """36 hours from an unknown time on Monday 2 March end at 11:59:59 on Wednesday 4 March at the latest. The due day is
        one whole day after 2 March."""
        for as_at, expected in (('2026-03-03', '2026-03-03 due_soon 0'), ('2026-03-04', '2026-03-03 due_soon -1'), ('2026-03-05', '2026-03-03 overdue -2')):
            self.assert_lines('within: 36 hours', 'placement.started 2026-03-02', as_at, [expected], 'due state days_left')
        self.assert_lines('within: 24 hours', 'placement.started 2026-03-28', '2026-03-30', ['2026-03-29 due_soon'], 'due state')  # until 00:59:59

    def test_a_date_that_is_certain_governs(self):
        """The council allows 36 hours and the law a day. On Wednesday 4 March the law's time limit is over."""
        profile = profile_of('within: 36 hours', 'name: law; authority: statute; within: 1 day')
        self.assert_lines(profile, 'placement.started 2026-03-02', '2026-03-04', ['2026-03-03 overdue test:visit/law'], 'due state governed_by')
        self.assert_lines(profile, 'placement.started 2026-03-02\nvisit.made 2026-03-04', '2026-03-04', ['2026-03-03 met_late test:visit/law'],
                          'due state governed_by')
        self.assert_lines(profile, 'placement.started 2026-03-02\nvisit.made 2026-03-03', '2026-03-04', ['2026-03-03 not_computable test:visit'],
                          'due state governed_by')

    def test_the_moments_move_with_an_extension(self):
        """24 hours from an unknown time on 2 March, extended by a day, end at 00:00:00 on Wednesday 4 March at the earliest."""
        rule, events = 'within: 24 hours; extension: {event: epo.extended, by: 1 day}', 'placement.started 2026-03-02\nepo.extended 2026-03-03\n'
        self.assert_lines(rule, events + 'visit.made 2026-03-03', '2026-03-20', ['2026-03-04 met'], 'due state')
        self.assert_lines(rule, events + 'visit.made 2026-03-04', '2026-03-20', ['2026-03-04 not_computable'], 'due state')

    def test_midnight_is_no_time(self):
        self.assert_lines('within: 24 hours', 'placement.started 2026-01-01T00:00:00', '2026-01-02', ['2026-01-01 2026-01-02 day'],
                          'triggered_at due precision')

    def test_an_estimate(self):
        self.assert_lines('within: 5 days', 'placement.started 2026-01-01 - estimated', '2026-01-02', ['2026-01-06 estimated'], 'due precision')
        self.assert_lines('within: 5 days', 'placement.started 2026-01-01', '2026-01-02', ['2026-01-06 -'], 'due precision')


class Rule15Spans(unittest.TestCase):
    def lay(self, span, start, counting='excluded', roll='none'):
        calendar = slow.Calendar.of('england-and-wales')
        return slow.rule_15_roll(calendar, slow.rule_15_lay(slow.read_span(span), day(start), calendar, counting), roll).isoformat()

    def test_months_are_clamped(self):
        self.assertEqual(self.lay('1 month', '2026-01-31'), '2026-02-28')
        self.assertEqual(self.lay('2 months', '2026-01-31'), '2026-03-31')
        self.assertEqual(self.lay('1 year', '2024-02-29'), '2025-02-28')
        self.assertEqual(self.lay('16 years 3 months', '2009-11-30'), '2026-02-28')

    def test_counting(self):
        """Spans in the four ways of counting must end on the days in the table of docs/terms.md."""
        for counting, friday, saturday in (('excluded', '2026-04-07', '2026-04-07'), ('rolled', '2026-04-07', '2026-04-08'),
                                           ('included', '2026-04-02', '2026-04-07'), ('clear', '2026-04-08', '2026-04-08')):
            self.assertEqual(self.lay('5 working days', '2026-03-27', counting), friday)
            self.assertEqual(self.lay('5 working days', '2026-03-28', counting), saturday)
        self.assertEqual(self.lay('26 weeks', '2014-04-22', 'included'), '2014-10-20')

    def test_backwards(self):
        self.assertEqual(self.lay('-5 working days', '2026-04-07'), '2026-03-27')
        self.assertEqual(self.lay('-1 month', '2026-03-31'), '2026-02-28')

    def test_rolls(self):
        self.assertEqual(self.lay('1 month', '2026-03-25', roll='next'), '2026-04-27')
        self.assertEqual(self.lay('1 month', '2026-03-25', roll='previous'), '2026-04-24')

    def test_ages(self):
        years, months = slow.Span('months', 36), slow.Span('months', 195)
        self.assertEqual(slow.rule_15_age_reached(day('2020-02-29'), years), day('2023-03-01'))
        self.assertEqual(slow.rule_15_age_reached(day('2009-11-30'), months), day('2026-03-01'))
        self.assertEqual(slow.rule_15_age_reached(day('2009-11-28'), months), day('2026-02-28'))

    def test_the_calendar(self):
        """Tries days of the official list, a withdrawn day, and a day from each projection. New Year's Day 2033 and Christmas
        Day 2032 are Saturdays. Easter Sunday is 1 April in 2029, and 25 April, the latest possible day, in 2038."""
        england, scotland = slow.Calendar.of('england-and-wales'), slow.Calendar.of('scotland')
        works = [text for text in ('2020-05-04', '2020-05-08', '2022-09-19', '2029-03-30', '2029-04-02', '2032-12-27', '2032-12-28',
                                   '2033-01-03', '2033-01-04', '2038-04-26') if england.works(day(text))]
        self.assertEqual(works, ['2020-05-04', '2033-01-04'])
        works = [text for text in ('2029-04-02', '2033-01-03', '2033-01-04', '2030-12-02', '2030-11-29') if scotland.works(day(text))]
        self.assertEqual(works, ['2029-04-02', '2030-11-29'])  # St Andrew's Day 2030 is a Saturday


class Rule16Lines(Lines):
    law = 'authority: statute; schedule: [{every: 10 days}]'
    def test_the_earliest_date_governs(self):
        profile = profile_of(self.law, 'name: own; schedule: [{every: 5 days}]')
        self.assert_lines(profile, 'placement.started 2026-01-01', '2026-01-08', ['2026-01-06 2026-01-11 overdue test:visit/own'],
                          'due due_by_law state governed_by')

    def test_what_one_event_met_is_one_line(self):
        """The visit of 5 January meets the first line of the law's rule. The visit of 9 January meets the second, and the first
        line of the council's rule, due 2 days after 6 January."""
        profile = profile_of(self.law, 'name: own; trigger: cla.started; schedule: [{every: 2 days}]')
        self.assert_lines(profile, 'placement.started 2026-01-01\ncla.started 2026-01-06\nvisit.made 2026-01-05\nvisit.made 2026-01-09', '2026-01-10',
                          ['1 2026-01-11 2026-01-11 2026-01-05 met', '2 2026-01-08 2026-01-15 2026-01-09 met_late',
                           '3 2026-01-11 2026-01-19 - due_soon'], 'occurrence due due_by_law met_at state')

    def test_rules_that_need_other_things_have_lines_of_their_own(self):
        """The child was not seen alone on 5 January, so that visit does not meet rules that need it. The order of needs does not
        matter."""
        profile = profile_of(self.law, 'name: alone; needs: [alone or alone_excused, awake]; schedule: [{every: 5 days}]', 'name: own; within: 4 days',
                             'name: awake; needs: [awake, alone_excused or alone]; within: 3 days')
        events = 'placement.started 2026-01-01 a\nplacement.started 2026-01-01 b\nvisit.made 2026-01-05 a\nvisit.made 2026-01-09 a awake;alone'
        self.assert_lines(profile, events, '2026-01-12',
                          ['a 1 2026-01-05 2026-01-05 met test:visit/own', 'a 2 2026-01-15 2026-01-09 met test:visit', 'a 3 2026-01-19 - due_soon test:visit',
                           'b 1 2026-01-05 - overdue test:visit/own',
                           'a 1 2026-01-04 2026-01-09 met_late test:visit/awake', 'a 2 2026-01-14 - due_soon test:visit/alone',
                           'b 1 2026-01-04 - overdue test:visit/awake'], 'ref occurrence due met_at state governed_by')

    def test_on_a_tie_the_first_rule_governs_then_the_earlier_trigger(self):
        profile = profile_of('within: 5 days', 'name: other; within: 5 days')
        self.assert_lines(profile, 'placement.started 2026-01-01T12:00\nplacement.started 2026-01-01', '2026-01-02',
                          ['2026-01-01 test:visit'], 'triggered_at governed_by')

    def test_a_line_that_has_a_date_goes_by_it(self):
        profile = profile_of('within: not stated', 'name: ours; within: 5 days')
        self.assert_lines(profile, 'placement.started 2026-01-01', '2026-01-02', ['2026-01-06 due_soon test:visit/ours'], 'due state governed_by')

    def test_without_a_date(self):
        rule, columns = 'within: not stated', 'due state days_left governed_by'
        self.assert_lines(rule, 'placement.started 2026-01-01', '2026-02-02', ['- not_computable - test:visit'], columns)
        self.assert_lines(rule, 'placement.started 2026-01-01\nvisit.made 2026-01-02', '2026-02-02', ['- met - test:visit'], columns)
        self.assert_lines(rule, 'placement.started 2026-01-01\nplacement.ended 2026-01-09', '2026-02-02', ['- ended - test:visit'], columns)

    def test_met_before_ended_and_open_last(self):
        """The visit and the end are on a day when only the first of the rules can be met."""
        profile = profile_of('within: 9 days; ends: [case.closed]', 'name: later; not_before: 6 days; within: 8 days',
                             'name: last; not_before: 6 days; ends: [cla.ended]; within: 7 days')
        self.assert_lines(profile, 'placement.started 2026-01-01\nplacement.ended 2026-01-05T08:00\nvisit.made 2026-01-05T09:00', '2026-01-06',
                          ['1 met', '2 ended', '3 due_soon'], 'occurrence state')

    def test_done_before_what_it_answers(self):
        """A conference on 14 November answers an enquiry that is recorded on 17 November, so the dates contradict each other. The
        same goes for conferences up to 14 days before."""
        rule = 'trigger: s47.started; due: icpc.held; within: 15 working days; ends: [s47.completed]'
        self.assert_lines(rule, 's47.started 2025-11-17\nicpc.held 2025-11-14', '2026-01-31', ['2025-12-08 - not_computable'])
        self.assert_lines(rule, 's47.started 2025-11-17\nicpc.held 2025-11-14', '2025-12-08', ['2025-12-08 - due_soon'])
        self.assert_lines(rule, 's47.started 2025-11-17\nicpc.held 2025-11-14\ns47.completed 2025-12-09', '2026-01-31', ['2025-12-08 - not_computable'])
        self.assert_lines(rule, 's47.started 2025-11-17\nicpc.held 2025-11-14\ns47.completed 2025-12-08', '2026-01-31', ['2025-12-08 - ended'])
        self.assert_lines(rule, 's47.started 2025-11-17\nicpc.held 2025-11-03', '2026-01-31', ['2025-12-08 - not_computable'])
        self.assert_lines(rule, 's47.started 2025-11-17\nicpc.held 2025-11-02', '2026-01-31', ['2025-12-08 - overdue'])
        self.assert_lines(rule, 's47.started 2025-11-17 a\nicpc.held 2025-11-14 b', '2026-01-31', ['2025-12-08 - overdue'])
        self.assert_lines(rule, 's47.started 2025-11-17T10:00\nicpc.held 2025-11-17T09:00', '2026-01-31', ['2025-12-08 - not_computable'])
        self.assert_lines(rule, 's47.started 2025-11-17\nicpc.held 2025-11-14\ns47.started 2025-11-13', '2026-01-31',
                          ['2025-12-04 2025-11-14 met', '2025-12-08 - overdue'])
        self.assert_lines(rule.replace('due: icpc.held', 'due: visit.made'), 's47.started 2025-11-17\nvisit.made 2025-11-14', '2026-01-31',
                          ['2025-12-08 - overdue'])

    def test_work_before_the_trigger_closes_on_its_day(self):
        """The visit of 10 January meets the placement of 20 January, and closes its line on that day. The visit of 15 January
        closed another line before that."""
        profile = profile_of('not_before: -1 month; within: 9 days', 'name: referral; trigger: referral.received; within: 9 days')
        self.assert_lines(profile, 'placement.started 2026-01-20\nvisit.made 2026-01-10\nreferral.received 2026-01-12\nvisit.made 2026-01-15',
                          '2026-01-21', ['1 2026-01-12 2026-01-15', '2 2026-01-20 2026-01-10'], 'occurrence triggered_at met_at')


class Rule20WhatAFileHolds(Lines):
    rule = 'within: 5 days'
    started = 'placement.started 2026-01-10 a\nplacement.started 2026-01-20 b\n'

    def test_since(self):
        """Visits are due on 15 and 25 January. Only a line that opened on the day on which the records begin, or later, has a
        definite state."""
        for since, states in (('2026-01-10', ['overdue', 'overdue']), ('2026-01-11', ['not_computable', 'overdue']),
                              ('2026-01-21', ['not_computable', 'not_computable'])):
            self.assert_lines(self.rule, self.started, '2026-02-01', states, 'state', f'visit.made=since:{since}')
            self.assert_lines(self.rule, self.started, '2026-02-01', states, 'state', f'history-from={since}')
            self.assert_lines(self.rule, self.started, '2026-02-01', ['overdue', 'overdue'], 'state', f'history-from={since} visit.made=all')
        self.assert_lines(self.rule, self.started + 'visit.made 2026-01-16 a\nvisit.made 2026-01-25 b', '2026-02-01', ['not_computable', 'met'], 'state',
                          'visit.made=since:2026-01-21')

    def test_latest_is_asked_of_each_ref(self):
        """The records hold only the last visit for each ref. For ref b that is on 20 January, so an earlier visit may be missing.
        For ref a no visit is missing."""
        visits = 'visit.made 2026-01-19 b alone\nvisit.made 2026-01-20 b void\n'
        self.assert_lines(self.rule, self.started + visits, '2026-02-01', ['a overdue', 'b not_computable'], 'ref state', 'visit.made=latest')
        self.assert_lines(self.rule, self.started + visits.replace('20 b', '19 b'), '2026-02-01', ['a overdue', 'b overdue'], 'ref state',
                          'visit.made=latest')
        self.assert_lines(self.rule, self.started + 'visit.made 2026-02-05', '2026-02-01', ['a not_computable', 'b not_computable'], 'ref state',
                          'visit.made=latest')

    def test_never(self):
        self.assert_lines(self.rule, self.started, '2026-02-01', [], 'state', 'visit.made=never')
        self.assert_lines(self.rule, self.started + 'visit.made 2026-01-15 a\nvisit.made 2026-01-26 b', '2026-02-01', ['a 1 met'], 'ref occurrence state',
                          'visit.made=never')

    def test_an_event_that_others_are_as_well(self):
        """A decision against a conference also counts as a decision about a conference. If either event may be missing, the duty
        may have been met."""
        rule = 'trigger: strategy_discussion.held; due: icpc.decided; ends: []; within: 5 days'
        events = 'strategy_discussion.held 2026-01-10'
        self.assert_lines(rule, events, '2026-02-01', ['not_computable'], 'state', 'icpc.not_required=never')
        self.assert_lines(rule, events, '2026-02-01', ['not_computable'], 'state', 'icpc.decided=never')
        self.assert_lines(rule, events, '2026-02-01', [], 'state', 'icpc.not_required=never icpc.decided=never')


class Rule21WhatCannotBeTold(Lines):
    def test_work_before_the_trigger_may_be_missing(self):
        """The duty could be met from 10 December, so an earlier action may be missing if the records begin after that day."""
        rule = 'not_before: -1 month; within: 5 days'
        for since, state in (('2025-12-10', 'overdue'), ('2025-12-11', 'not_computable')):
            self.assert_lines(rule, 'placement.started 2026-01-10', '2026-02-01', [state], 'state', f'history-from={since}')

    def test_of_a_chain_the_second_is_open_from_the_next_day(self):
        """The first visit was on 10 January, so the second opens on 11 January, and is due on 20 January."""
        rule, events = 'schedule: [{every: 10 days}]', 'placement.started 2026-01-01\nvisit.made 2026-01-10'
        for since, state in (('2026-01-11', 'overdue'), ('2026-01-12', 'not_computable')):
            self.assert_lines(rule, events, '2026-02-01', ['met', state], 'state', f'history-from={since}')

    def test_under_each_an_older_one_may_have_had_another_answer(self):
        """The visit of 14 January meets the trigger of 9 January, unless an earlier visit is missing. In that case it meets the
        trigger of 12 January."""
        rule, events = 'each: true; within: 5 days', 'placement.started 2026-01-09\nplacement.started 2026-01-12\nvisit.made 2026-01-14\n'
        self.assert_lines(rule, events, '2026-02-01', ['2026-01-14 met', '2026-01-17 not_computable'], 'due state', 'history-from=2026-01-10')
        self.assert_lines(rule, events, '2026-02-01', ['2026-01-14 met', '2026-01-17 overdue'], 'due state', 'history-from=2026-01-09')
        self.assert_lines(rule, events.replace('14', '11'), '2026-02-01', ['2026-01-14 met', '2026-01-17 overdue'], 'due state', 'history-from=2026-01-10')

    def test_under_each_an_answer_that_comes_too_late_is_no_help(self):
        """The first trigger really happened on an earlier day, so a visit that is not in the file may have met it. The visit that
        met it in the file is then free for the other trigger, which matters only if that visit was before the visit that met the
        other trigger."""
        rule, events = 'each: true; within: 5 days', 'placement.started 2026-01-09 a earlier\nplacement.started 2026-01-12\n'
        for visits, state in (('2026-01-20 b\nvisit.made 2026-01-25', 'met_late'), ('2026-01-20 b\nvisit.made 2026-01-19', 'not_computable'),
                              ('2026-01-20 a', 'not_computable'), ('2026-01-17 b\nvisit.made 2026-01-16', 'met')):
            self.assert_lines(rule, f'{events}visit.made {visits}', '2026-02-01', [f'- {state}', 'a not_computable'], 'ref state')

    def test_the_end_may_be_missing(self):
        """A start from before the records of starts begin is in the file only because its clock was still running when they
        began."""
        rule, events, started = 'within: 5 days', 'placement.started 2026-01-10 a', ' placement.started=since:2026-02-01'
        for held, state in (('never', 'not_computable'), ('latest', 'overdue'), ('since:2026-02-01', 'not_computable'),
                            ('since:2026-02-01' + started, 'overdue'), ('since:2026-01-11', 'overdue')):
            self.assert_lines(rule, events, '2026-02-01', [state], 'state', f'placement.ended={held}')
        events += '\nplacement.ended 2026-01-17'
        for held, state in (('never', 'not_computable'), ('latest', 'not_computable'), ('since:2026-02-01' + started, 'missed'), ('all', 'missed')):
            self.assert_lines(rule, events, '2026-02-01', [state], 'state', f'placement.ended={held}')
        self.assert_lines(rule, events, '2026-01-12', ['due_soon'], 'state', 'placement.ended=never')

    def test_the_trigger_that_starts_anew_may_be_missing(self):
        rule = 'schedule: [{every: 5 days}]'
        self.assert_lines(rule, 'placement.started 2026-01-10', '2026-02-01', ['overdue'], 'state', 'placement.started=latest')
        self.assert_lines(rule, 'placement.started 2026-01-10', '2026-02-01', ['not_computable'], 'state', 'placement.started=never')
        self.assert_lines(rule, 'placement.started 2026-01-10\nplacement.started 2026-01-18', '2026-02-01', ['not_computable', 'overdue'], 'state',
                          'placement.started=latest')

    def test_ordinals(self):
        """If the records hold all triggers from 6 January onwards, the trigger is known to be the second since the end on 5
        January."""
        rule = 'occurrence: [2]; within: 5 days'
        events = 'placement.ended 2026-01-05\nplacement.started 2026-01-10\nplacement.started 2026-01-12'
        for since, state in (('2026-01-06', 'overdue'), ('2026-01-07', 'not_computable')):
            self.assert_lines(rule, events, '2026-02-01', [state], 'state', f'placement.started=since:{since}')
            self.assert_lines(rule, events, '2026-02-01', [state], 'state', f'placement.ended=since:{since}')

    def test_notices(self):
        """Five working days before Friday 16 January is 9 January. The first notice of a ref has no opening day."""
        rule, planned, held = 'trigger: icpc.held; before: 5 working days', 'icpc.planned 2026-01-16', 'icpc.held 2025-06-02\nvisit.made 2025-05-01\n'
        self.assert_lines(rule, planned, '2026-01-14', ['not_computable'], 'state', 'visit.made=since:2000-01-01')
        self.assert_lines(rule, planned, '2026-01-14', ['not_computable'], 'state', 'icpc.held=since:2000-01-01')
        self.assert_lines(rule, held + planned, '2026-01-14', ['met', 'overdue'], 'state', 'history-from=2025-06-03')
        self.assert_lines(rule, held + planned, '2026-01-14', ['met', 'not_computable'], 'state', 'history-from=2025-06-04')
        self.assert_lines(rule, held + planned, '2026-01-20', ['met', 'not_computable'], 'state', 'icpc.held=since:2026-01-17')
        self.assert_lines(rule, held + planned, '2026-01-14', ['met', 'overdue'], 'state', 'icpc.planned=since:2025-06-03')
        self.assert_lines(rule, held + planned, '2026-01-14', ['met', 'not_computable'], 'state', 'icpc.planned=since:2025-06-04')

    def test_extensions_pauses_and_since(self):
        for rule, slug in (('within: 5 days; extension: {event: epo.extended, by: 1 week}', 'epo.extended'),
                           ('within: 5 days; pause: {from: concern.raised, to: concern.resolved}', 'concern.raised'),
                           ('within: 5 days; pause: {from: concern.raised, to: concern.resolved}', 'concern.resolved'),
                           ('within: 10 days; since: concern.raised', 'concern.raised')):
            events = 'placement.started 2026-01-10\nconcern.raised 2026-01-05\n'
            for since, state in (('2026-01-06', 'overdue'), ('2026-01-12', 'not_computable')):
                self.assert_lines(rule, events, '2026-02-01', [state], 'state', f'{slug}=since:{since}')

    def test_a_date_that_is_not_in_doubt_governs(self):
        """The council's rule is due on 15 January, and work from a month before counts. The law's rule is due on 20 January,
        and only later work counts."""
        profile = profile_of('not_before: -1 month; within: 5 days', 'name: law; authority: statute; within: 10 days')
        columns = 'due state governed_by'
        self.assert_lines(profile, 'placement.started 2026-01-10', '2026-01-20', ['2026-01-15 not_computable test:visit'], columns, 'history-from=2026-01-05')
        self.assert_lines(profile, 'placement.started 2026-01-10', '2026-01-21', ['2026-01-20 overdue test:visit/law'], columns, 'history-from=2026-01-05')


class Rule22TheFirstOneSeen(Lines):
    def test_reviews_whose_history_is_cut_off(self):
        """After 1 February 2021 reviews are due after 20 working days on 1 March, three months later on 1 June, then every six
        months until 1 June 2025, when the records have begun. The first review in the records is on 15 July; six months later is 15
        January."""
        rule = 'schedule: [{within: 20 working days}, {every: 3 months, times: 1}, {every: 6 months}]'
        events = 'placement.started 2021-02-01\nvisit.made 2025-07-15\nvisit.made 2026-01-13'
        self.assert_lines(rule, events, '2026-03-31', ['2021-02-01 2021-03-01 2025-07-15 not_computable', '2025-07-15 2026-01-15 2026-01-13 met',
                                                       '2026-01-13 2026-07-13 - open'], 'opens due met_at state', 'history-from=2025-04-01')
        self.assert_lines(rule, events.replace('visit.made 2025-07-15\n', ''), '2026-03-31',
                          ['2021-03-01 2026-01-13 not_computable', '2026-07-13 - open'], records='visit.made=latest')

    def test_what_was_open_when_the_records_begin(self):
        """A visit was due on 11 January, and one on 12 January is recorded. An earlier visit may be missing, for example on 5
        January. Then the visit of 12 January is the next one."""
        rule, started = 'schedule: [{every: 10 days}]', 'placement.started 2026-01-01\n'
        self.assert_lines(rule, started + 'visit.made 2026-01-11', '2026-01-15', ['2026-01-11 2026-01-11 met', '2026-01-21 - due_soon'],
                          records='history-from=2026-01-08')
        self.assert_lines(rule, started + 'visit.made 2026-01-12', '2026-01-15', ['2026-01-11 2026-01-12 not_computable', '2026-01-22 - due_soon'],
                          records='history-from=2026-01-08')
        self.assert_lines(rule, started, '2026-01-15', ['2026-01-11 - not_computable'], records='history-from=2026-01-08')

    def test_nothing_after_the_end(self):
        """Visits were due on 11, 21 and 31 January. The third was open when the placement ended."""
        rule = 'schedule: [{every: 10 days}]'
        self.assert_lines(rule, 'placement.started 2026-01-01\nplacement.ended 2026-01-25', '2026-03-01', ['2026-01-11 - not_computable'],
                          records='history-from=2026-02-01')
        self.assert_lines('schedule: [{every: 10 days, times: 2}]', 'placement.started 2026-01-01\nplacement.ended 2026-01-25', '2026-03-01', [],
                          records='history-from=2026-02-01')

    def test_periods(self):
        """The records begin in February. They have no visit in January, whose period is left out, and the visit in February may be
        missing."""
        rule = 'at_least: 1; per: 1 month; of: calendar'
        self.assert_lines(rule, 'placement.started 2026-01-01\nvisit.made 2026-03-02', '2026-03-05',
                          ['2026-03-31 2026-03-02 met', '2026-04-30 - open'], records='history-from=2026-02-10')
        self.assert_lines(rule, 'placement.started 2026-01-01', '2026-02-20', ['2026-02-28 - not_computable'], records='history-from=2026-02-10')


class Rule23WhichPhase(Lines):
    def test_times_may_have_been_reached(self):
        """Two visits are due at intervals of a week, later ones at intervals of two weeks. The next one is due on 15 January
        or, if earlier visits are missing, on 22 January."""
        rule = 'schedule: [{every: 1 week, times: 2}, {every: 2 weeks}]'
        events = 'placement.started 2026-01-01\nvisit.made 2026-01-08'
        records = 'history-from=2026-01-05'
        self.assert_lines(rule, events, '2026-01-22', ['2026-01-08 met', '2026-01-15 not_computable'], 'due state', records)
        self.assert_lines(rule, events, '2026-01-23', ['2026-01-08 met', '2026-01-15 overdue'], 'due state', records)
        self.assert_lines(rule, events, '2026-01-16', ['2026-01-08 met', '2026-01-15 overdue'], 'due state')
        last = rule.replace('weeks}', 'weeks, times: 1}')
        self.assert_lines(last, events, '2026-01-23', ['2026-01-08 met', '2026-01-15 not_computable'], 'due state', records)

    def test_a_phase_that_is_over_is_not_reached(self):
        """No review was held, so visits are still due every week, although the six months of the third phase are over."""
        rule = ('schedule: [{within: 3 days}, {every: 1 week, until: cla_review.held}, {every: 3 weeks, for: 6 months}, '
                '{every: 3 months}]')
        events = 'placement.started 2026-01-05\nvisit.made 2026-08-03'
        for review, state in (('all', 'overdue'), ('never', 'not_computable')):
            records = f'visit.made=latest cla_review.held={review}'
            self.assert_lines(rule, events, '2026-08-31', ['2026-08-03 not_computable', f'- {state}'], 'met_at state', records)

    def test_until_may_have_come(self):
        rule = 'schedule: [{every: 1 week, until: cla_review.held}, {every: 2 weeks}]'
        events = 'placement.started 2026-01-01'
        for held, state in (('since:2026-01-02', 'overdue'), ('since:2026-01-05', 'not_computable'), ('never', 'not_computable')):
            self.assert_lines(rule, events, '2026-01-15', [state], 'state', f'cla_review.held={held}')
            self.assert_lines(rule, events, '2026-01-16', ['overdue'], 'state', f'cla_review.held={held}')

    def test_until_may_have_come_after_a_first_phase_that_is_over(self):
        """The first visit is in the file. The second is due on 15 January or, if a review may be missing, on 22 January."""
        rule = 'schedule: [{within: 1 week}, {every: 1 week, until: cla_review.held}, {every: 2 weeks}]'
        events = 'placement.started 2026-01-01\nvisit.made 2026-01-08'
        for as_at, state in (('2026-01-22', 'not_computable'), ('2026-01-23', 'overdue')):
            self.assert_lines(rule, events, as_at, ['met', state], 'state', 'cla_review.held=never')

    def test_for_is_certain(self):
        """The phase of two weeks ends on 15 January, so an occurrence that begins on 16 January is monthly."""
        rule = 'schedule: [{every: 1 week, for: 2 weeks}, {every: 1 month}]'
        self.assert_lines(rule, 'placement.started 2026-01-01\nvisit.made 2026-01-16', '2026-02-17', ['not_computable', 'overdue'], 'state',
                          'history-from=2026-01-10')

    def test_agreements_may_be_missing(self):
        rule = 'schedule: [{every: agreed, at_most: 4 weeks}]'
        events = 'placement.started 2026-01-01 - agreed=1 week\nvisit.made 2026-01-08'
        self.assert_lines(rule, events, '2026-02-05', ['met', 'not_computable'], 'state', 'history-from=2026-01-05')
        self.assert_lines(rule, events, '2026-02-06', ['met', 'overdue'], 'state', 'history-from=2026-01-05')

    def test_a_later_agreement_only_brings_it_forward(self):
        """Another agreement by 8 January may be missing. The visit was due by 2 February, the day of the later agreement, at the latest."""
        events = 'placement.started 2026-01-01 - agreed=1 week\nvisit.made 2026-01-08\ncore_group.held 2026-02-02 - agreed.visit=1 week\nvisit.made '
        for met, state in (('2026-02-02', 'not_computable'), ('2026-02-03', 'met_late')):
            self.assert_lines('schedule: [{every: agreed}]', events + met, met, ['met', state, 'due_soon'], 'state', 'history-from=2026-01-05')


class Rule24AStartThatIsNotInTheFile(Lines):
    """A review of a looked-after child proves care, care proves a placement, and a core group proves a plan. Three months after
    5 January is 5 April."""

    care = 'trigger: cla.started; due: cla_review.held; ends: [cla.ended]; schedule: [{within: 20 working days}, {every: 3 months, times: 1}, %s]'

    def test_what_meets_the_duty_is_the_first_one_seen(self):
        rule = self.care % '{every: 6 months}'
        self.assert_lines(rule, 'cla_review.held 2026-01-05 a', '2026-07-05', ['- cla_review.held 2026-01-05 2026-04-05 not_computable'],
                          'ref trigger opens due state')
        self.assert_lines(rule, 'cla_review.held 2026-01-05', '2026-07-06', ['2026-07-05 - overdue'])
        self.assert_lines(rule, 'cla_review.held 2026-01-05T10:00\ncla_review.held 2026-01-05T12:00\ncla_review.held 2026-02-05', '2026-02-06',
                          ['2026-04-05 2026-02-05 met', '2026-08-05 - open'])

    def test_nobody_knows_of_which_ref_the_start_was(self):
        rule = self.care % '{every: 1 month}'
        for other, state in (('core_group.held 2020-01-01', 'overdue'), ('core_group.held 2020-01-01 a', 'not_computable'),
                             ('core_group.held 2026-06-02 a', 'overdue'), ('concern.raised 2020-01-01 a', 'overdue')):
            self.assert_lines(rule, f'cla_review.held 2026-01-05\n{other}', '2026-05-01', [state], 'state')

    def test_it_may_be_in_every_phase(self):
        """The start is not in the file, so any phase may apply. By the last phase the line is due on 5 February, by the second on 5
        April. The line is late only after both days."""
        rule = self.care % '{every: 1 month}'
        self.assert_lines(rule, 'cla_review.held 2026-01-05', '2026-04-05', ['2026-02-05 - not_computable'])
        self.assert_lines(rule, 'cla_review.held 2026-01-05', '2026-04-06', ['2026-02-05 - overdue'])

    def test_what_does_not_meet_the_duty_gives_no_date(self):
        rule, events = 'trigger: cla.started; ends: [cla.ended]; schedule: [{every: 1 week}]', 'cla_review.held 2026-01-05\n'
        columns = 'opens due met_at state'
        self.assert_lines(rule, events, '2026-06-01', ['- - - not_computable'], columns)
        self.assert_lines(rule, events + 'visit.made 2026-01-05', '2026-01-06', ['- - 2026-01-05 met', '2026-01-05 2026-01-12 - due_soon'], columns)
        self.assert_lines(rule, events + 'visit.made 2026-03-02', '2026-03-31', ['- - 2026-03-02 met', '2026-03-02 2026-03-09 - overdue'], columns)
        self.assert_lines(rule, events + 'cla.ended 2026-02-01', '2026-03-31', [], columns)
        self.assert_lines(rule, events + 'cla.ended 2026-01-05', '2026-03-31', [], columns)
        self.assert_lines(rule, events, '2026-06-01', [], columns, 'cla.started=never')

    def test_a_care_order_shows_care(self):
        """A child in the care of a local authority by a care order is looked after (Children Act 1989 s22(1))."""
        rule, columns = self.care % '{every: 6 months}', 'trigger due state'
        for order in ('care_order.made', 'interim_care_order.made'):
            self.assert_lines(rule, f'{order} 2026-01-05', '2026-03-12', [f'{order} - not_computable'], columns)
            self.assert_lines(rule, f'{order} 2026-01-05\ncla.ended 2026-02-02', '2026-03-12', [], columns)
            self.assert_lines(rule, f'cla.started 2026-01-05\n{order} 2026-01-05', '2026-01-12', ['cla.started 2026-02-02 open'], columns)

    def test_the_start_is_there(self):
        """If care with ref a is running on the day of a review with ref b, the review does not prove another start, and its ref
        matches nothing (rule 26). If that care ended the day before, the review cannot belong to it."""
        rule = self.care % '{every: 6 months}'
        started = 'cla.started 2025-12-01 a\ncla_review.held 2026-01-05 b\n'
        self.assert_lines(rule, started, '2026-01-06', ['a 2025-12-31 not_computable'], 'ref due state')
        self.assert_lines(rule, started + 'cla.ended 2026-01-04', '2026-01-06', ['- 2026-04-05 open', 'a 2025-12-31 missed'], 'ref due state')
        self.assert_lines(rule, started + 'cla.ended 2026-01-05 a', '2026-01-06', ['a 2025-12-31 not_computable'], 'ref due state')

    def test_it_stops_with_the_next_start(self):
        rule = self.care % '{every: 1 month}'
        self.assert_lines(rule, 'cla_review.held 2026-01-05\ncla.started 2026-02-10 a', '2026-02-11', ['- 2026-02-05 not_computable', 'a 2026-03-10 open'],
                          'ref due state')

    def test_by_way_of_another_start(self):
        """If the start of care is not in the file, a review proves care, and care proves a placement. It is unknown when the
        placement ended, unless another event also proves the placement."""
        rule, events = 'schedule: [{every: 1 week}]', 'cla_review.held 2026-01-05\nvisit.made 2026-01-06'
        self.assert_lines(rule, events, '2026-01-31', ['- met', '2026-01-13 not_computable'], 'due state')
        self.assert_lines(rule, events + '\ncla.started 2026-01-01', '2026-01-31', ['- met', '2026-01-13 overdue'], 'due state')
        proved = profile_of(rule, head='events: [{slug: seen.there, proves: [placement.started]}]')
        self.assert_lines(proved, events + '\nseen.there 2026-01-06', '2026-01-31', ['- met', '2026-01-13 overdue'], 'due state')
        self.assert_lines(proved, events + '\nseen.there 2026-01-07', '2026-01-31', ['- met', '2026-01-13 not_computable'], 'due state')
        self.assert_lines(rule, events.replace('cla_review.held', 'cla.started'), '2026-01-31', ['- met', '2026-01-13 overdue'], 'due state')

    def test_care_that_starts_again_on_the_next_day(self):
        """A start on the next day is certainly running then, so the end with another ref did not stop the clock (rule 8)."""
        rule = 'within: same day; ends: [placement.ended, cla.ended]'
        again = 'cla.ended 2026-02-02 e1\nplacement.started 2026-02-02\nvisit.made 2026-03-02\ncla.started 2026-02-03 '
        for start in ('cla.started 2026-01-05 e1', 'cla.started 2026-01-05 e2'):
            for ref in ('-', 'p1'):
                with self.subTest(start=start, ref=ref):
                    self.assert_lines(rule, f'{start}\n{again}{ref}', '2026-03-31', ['2026-02-02 2026-03-02 met_late'])

    def test_an_until_on_the_day_of_the_proof(self):
        """The start of plan b is missing. The core group of 2 March counts although it is before the conference that proves plan b.
        The conference ended the four weeks, so the next core group is due six weeks later."""
        rule = ('trigger: cp_plan.started; due: core_group.held; ends: [cp_plan.ended]; not_before: -1 week; '
                'schedule: [{within: 10 working days}, {every: 4 weeks, until: rcpc.held}, {every: 6 weeks}]')
        events = 'core_group.held 2026-03-02\ncp_plan.ended 2026-03-03 a\nrcpc.held 2026-03-04 b\ncore_group.held 2026-04-10 b'
        self.assert_lines(rule, events, '2026-04-30', ['2026-03-30 - ended', '- 2026-03-02 met', '2026-04-13 2026-04-10 met', '2026-05-22 - open'])

    def test_a_notice_after_an_order_on_the_day_care_ended(self):
        """The order shows that the child is in care, but care ended on its day and did not go on, so nothing started since."""
        rules = ('trigger: cla_review.held; due: cla_review_report.prepared; before: 3 working days; ends: [cla.ended]',
                 'id: order; trigger: interim_care_order.made; ends: [cla.ended]; within: 1 week')
        events = 'cla.started 2026-01-05\ncla.ended 2026-02-02\ninterim_care_order.made 2026-02-02\ncla_review.held 2026-03-13'
        self.assert_lines(profile_of(*rules), events, '2026-03-31', ['2026-03-10 - ended', '2026-02-09 - ended'])

    def test_an_until_that_was_seen(self):
        rule = 'trigger: cla.started; ends: [cla.ended]; schedule: [{every: 1 week, until: rcpc.held}, {every: 2 weeks, until: icpc.held}]'
        events = 'cla_review.held 2026-01-05\nvisit.made 2026-01-06\n'
        self.assert_lines(rule, events, '2026-01-07', ['- met', '2026-01-13 due_soon'], 'due state')
        self.assert_lines(rule, events + 'rcpc.held 2025-01-01', '2026-01-07', ['- met', '2026-01-20 open'], 'due state')
        self.assert_lines(rule, events + 'rcpc.held 2026-01-07', '2026-01-07', ['- met', '2026-01-20 open'], 'due state')
        self.assert_lines(rule, events + 'rcpc.held 2025-01-01\nicpc.held 2025-01-02', '2026-01-07', ['- met', '2026-01-20 open'], 'due state')

    def test_a_birthday_has_come(self):
        rule = (self.care % '{every: 6 months}').replace('[cla.ended]', '[cla.ended, child.turned_18]')
        for born, count in (('2008-01-05', 0), ('2008-01-06', 1)):
            self.assert_lines(rule, f'birth {born}\ncla_review.held 2026-01-05', '2026-01-05', ['open'] * count, 'state')

    def test_an_estimate_from_before_the_records(self):
        """The clock began on about 1 January, an estimate from before the records begin. The visit was due on about 8 January, and
        the phase of two weeks may or may not be over."""
        rule, events = 'schedule: [{every: 1 week, for: 2 weeks}, {every: 1 month}]', 'placement.started 2026-01-01 - estimated\nvisit.made 2026-01-20'
        columns = 'due state precision'
        self.assert_lines(rule, events, '2026-01-31', ['2026-01-08 met_late estimated', '2026-02-20 open estimated'], columns)
        self.assert_lines(rule, events, '2026-01-31', ['2026-01-08 not_computable estimated', '2026-02-20 open estimated'], columns,
                          'placement.started=since:2026-01-15')

    def test_a_start_on_an_earlier_day(self):
        """The clock began on an unknown day before 1 January, so the first visit may have been late, whenever it was made. The
        second is late if it is more than a month after the first."""
        rule, events = 'schedule: [{every: 1 week, for: 2 weeks}, {every: 1 month}]', 'placement.started 2026-01-01 - earlier\nvisit.made 2026-01-20'
        self.assert_lines(rule, events, '2026-01-31', ['2026-01-08 not_computable', '2026-02-20 open'], 'due state')
        self.assert_lines(rule, events + '\nvisit.made 2026-02-21', '2026-02-28',
                          ['2026-01-08 not_computable', '2026-02-20 met_late', '2026-03-21 open'], 'due state')
        self.assert_lines(rule, events.replace('2026-01-20', '2026-01-05') + '\nvisit.made 2026-01-20', '2026-01-31',
                          ['2026-01-08 not_computable', '2026-01-12 not_computable', '2026-02-20 open'], 'due state')


class Rule25Paths(Lines):
    def test_a_path_belongs_to_what_it_begins_with(self):
        """An action with ref a/1 meets lines with refs a, a/1 and a/1/x, but not a/2 or a/10."""
        started = ''.join(f'placement.started 2026-01-05 {ref}\n' for ref in ('a', 'a/1', 'a/1/x', 'a/2', 'a/10'))
        self.assert_lines('within: 5 days', started + 'visit.made 2026-01-07 a/1', '2026-01-08',
                          ['a met', 'a/1 met', 'a/1/x met', 'a/10 due_soon', 'a/2 due_soon'], 'ref state')
        self.assert_lines('within: 5 days', started + 'placement.ended 2026-01-07 a', '2026-01-08',
                          ['a ended', 'a/1 ended', 'a/1/x ended', 'a/10 ended', 'a/2 ended'], 'ref state')

    def test_what_starts_anew_asks_for_equal_refs(self):
        self.assert_lines('schedule: [{every: 10 days}]', 'placement.started 2026-01-01 a\nplacement.started 2026-01-06 a/1', '2026-01-08',
                          ['a 2026-01-11 due_soon', 'a/1 2026-01-16 open'], 'ref due state')
        self.assert_lines('occurrence: [2]; within: 9 days', 'placement.started 2026-01-01 a\nplacement.started 2026-01-06 a/1', '2026-01-08', [])


class Rule26RefsThatMatchNothing(Lines):
    events = 'placement.started 2026-01-10 a\n'

    def test_what_may_have_met_it(self):
        rule = 'needs: [alone]; not_before: 1 day; within: 5 days'
        for visit, state in (('12 b alone', 'not_computable'), ('11 b alone', 'not_computable'), ('10 b alone', 'overdue'), ('12 b', 'overdue'),
                             ('12 b/a alone', 'not_computable'), ('12 a/b alone', 'met')):
            self.assert_lines(rule, self.events + f'visit.made 2026-01-{visit}', '2026-02-01', [state], 'state')
        self.assert_lines(rule, self.events + 'visit.made 2026-01-12 b alone', '2026-01-12', ['not_computable'], 'state')

    def test_what_may_have_ended_it(self):
        for end, state in (('11 b', 'not_computable'), ('10 b', 'overdue'), ('11 a', 'ended')):
            self.assert_lines('within: 5 days', self.events + f'placement.ended 2026-01-{end}', '2026-02-01', [state], 'state')
        profile = profile_of('within: 5 days', head='ends_all: [case.closed]')
        self.assert_lines(profile, self.events + 'case.closed 2026-01-12 b', '2026-02-01', ['not_computable'], 'state')

    def test_what_may_have_ended_a_proved_clock(self):
        """A placement ended in care a, so another placement began on the next day. The care that ended on that day may be a."""
        rules = ('schedule: [{every: 1 week}]; ends: [placement.ended, cla.ended]',
                 'id: review; trigger: cla.started; due: cla_review.held; ends: [cla.ended]; within: 1 year')
        events = 'cla.started 2026-01-05 a\nplacement.ended 2026-01-20\nvisit.made 2026-01-30\n'
        for end, states in (('cla.ended 2026-01-21 b', ['not_computable', 'not_computable']), ('', ['due_soon', 'open'])):
            self.assert_lines(profile_of(*rules), events + end, '2026-02-02', ['met', *states], 'state')

    def test_what_concerns_another_start(self):
        """A visit with ref b belongs to the start with ref b. A start without a ref matches visits with any ref."""
        for start, states in (('20 b', ['overdue', 'overdue']), ('20', ['overdue', 'overdue'])):
            self.assert_lines('within: 5 days', self.events + f'placement.started 2026-01-{start}\nvisit.made 2026-01-12 b', '2026-02-01', states, 'state')

    def test_what_is_met_or_ended_stands(self):
        self.assert_lines('within: 5 days', self.events + 'visit.made 2026-01-18 a\nvisit.made 2026-01-11 b', '2026-02-01', ['met_late'], 'state')
        self.assert_lines('within: 5 days', self.events + 'placement.ended 2026-01-14 a\nvisit.made 2026-01-11 b', '2026-02-01', ['ended'], 'state')
        self.assert_lines('within: 5 days', self.events + 'placement.ended 2026-01-18 a\nvisit.made 2026-01-11 b', '2026-02-01', ['not_computable'], 'state')


class Rule17AsAt(Lines):
    def test_what_comes_after_has_not_happened(self):
        self.assert_lines('within: 5 days', 'placement.started 2026-01-01\nvisit.made 2026-01-04\nplacement.started 2026-01-04', '2026-01-03',
                          ['2026-01-06 - due_soon'])
        self.assert_lines('trigger: icpc.held; before: 1 day', 'icpc.planned 2027-01-01', '2026-01-03', ['2026-12-31 open'], 'due state')

    def test_void_rows_are_ignored(self):
        self.assert_lines('within: 5 days', 'placement.started 2026-01-01\nvisit.made 2026-01-02 - void\nplacement.started 2026-01-01 - void;estimated',
                          '2026-01-03', ['2026-01-06 due_soon -'], 'due state precision')

    def test_rows_that_are_alike_are_one_event(self):
        self.assert_lines('needs: [alone, awake]; within: 5 days', 'placement.started 2026-01-01\nvisit.made 2026-01-02 - alone\nvisit.made 2026-01-02 - awake',
                          '2026-01-03', ['2026-01-06 2026-01-02 met'])


class Rule18AskedAlone(unittest.TestCase):
    def test_each_is_met_on_its_due_day(self):
        """20 working days from Friday 2 January 2026 end on 30 January. Later reviews are due after three months, then every
        six."""
        dues, waiting = slow.rule_18_asked_alone(slow.Profile('england'), 'cla.review', slow.read_when('2026-01-02'), lines=4)
        self.assertEqual([str(due) for due in dues], ['2026-01-30', '2026-04-30', '2026-10-30', '2027-04-30'])
        self.assertEqual(waiting, ['england:cla.review/returned'])

    def test_rules_that_wait_for_another_trigger(self):
        dues, waiting = slow.rule_18_asked_alone(slow.Profile('england'), 'assessment.core', slow.read_when('2012-01-02'),
                                                 'case_information.received')
        self.assertEqual(waiting, ['england:assessment.core', 'england:assessment.core/enquiry'])
        self.assertEqual([str(due) for due in dues], ['2012-02-20'])  # working days: Tue 3 Jan is 1, Mon 6 Feb 25, Mon 20 Feb 35

    def test_counts_are_met_by_as_many(self):
        """Two actions are due in each year from 29 February 2024. Each year ends on 27 February."""
        dues, _ = slow.rule_18_asked_alone(slow.Profile('swindon'), 'staff.cpd.learning', slow.read_when('2024-02-29'), lines=3)
        self.assertEqual([str(due) for due in dues], ['2025-02-27', '2026-02-27', '2027-02-27'])


class Worklist(unittest.TestCase):
    def test_what_the_file_does_not_hold(self):
        profile = profile_of('within: 5 days')
        rows = slow.worklist(profile, {'1': read_events('placement.started 2026-01-01')}, day('2026-02-01'))
        self.assertEqual([row['state'] for row in rows], ['not_computable'])
        cases = {'1': read_events('placement.started 2026-01-01'), '2': read_events('visit.made 2026-01-01')}
        self.assertEqual([row['state'] for row in slow.worklist(profile, cases, day('2026-02-01'))], ['overdue'])

    def test_before_the_records_begin(self):
        profile = profile_of('schedule: [{every: 5 days}]')
        events = read_events('placement.started 2025-01-01\nvisit.made 2026-01-05')
        rows = slow.worklist(profile, {'1': events}, day('2026-02-01'), slow.Records(history_from=day('2026-01-01')))
        self.assertEqual([(row['due'], row['state']) for row in rows], [('2025-01-06', 'not_computable'), ('2026-01-10', 'overdue')])

    def test_what_is_said_to_be_held_is_in_the_file(self):
        profile, cases = profile_of('within: 5 days'), {'1': read_events('placement.started 2026-01-01')}
        for says, state in (({}, 'not_computable'), ({'visit.made': 'all'}, 'overdue'), ({'visit.made': day('2025-01-01')}, 'overdue'),
                            ({'visit.made': 'latest'}, 'overdue'), ({'placement.started': 'all'}, 'not_computable')):
            rows = slow.worklist(profile, cases, day('2026-02-01'), slow.Records(says))
            self.assertEqual([row['state'] for row in rows], [state])
        self.assertEqual(slow.worklist(profile, cases, day('2026-02-01'), slow.Records({'visit.made': 'never'})), [])

    def test_what_counts_as_an_event_that_is_never_held(self):
        """An event that also counts as the due event cannot have met anything if no case has it and nothing is stated about it. If
        any case has the event, it may be missing from others."""
        profile = profile_of('trigger: strategy_discussion.held; due: icpc.decided; ends: []; within: 5 days')
        cases, says = {'1': read_events('strategy_discussion.held 2026-01-10')}, {'icpc.decided': 'never'}
        self.assertEqual(slow.worklist(profile, cases, day('2026-02-01'), slow.Records(says)), [])
        other = cases | {'2': read_events('icpc.not_required 2026-01-10')}
        for cases, says in ((other, says), (cases, says | {'icpc.not_required': 'all'})):
            rows = slow.worklist(profile, cases, day('2026-02-01'), slow.Records(says))
            self.assertEqual([row['state'] for row in rows], ['not_computable'])

    def test_duties_stand_as_in_the_profile(self):
        rows = slow.worklist_of_case(slow.Profile('barnet'), '1', read_events('cp_plan.started 2026-01-05'), day('2026-01-06'))
        self.assertEqual([row['rule'] for row in rows], ['cp.conference.review', 'cp.core_group', 'assessment.single.update', 'cp.visit', 'cp.visit'])
        self.assertEqual([row['governed_by'] for row in rows],
                         ['england:cp.conference.review', 'england:cp.core_group', 'barnet:assessment.single.update/cp', 'barnet:cp.visit', 'barnet:cp.visit/alone'])


class Vectors(unittest.TestCase):
    """Every rule's first due date must be the one in tests/rules/vectors.csv, which was not worked out with slow.py."""

    def test_first_dates(self):
        profiles, asked = {}, 0
        with open(VECTORS, encoding='utf-8', newline='') as file:
            rows = [row for row in csv.DictReader(line for line in file if not line.startswith('#'))]
        for row in rows:
            # Skips rows that slow.py does not work out: alternatives (~), and timescales in hours that start without a time of day.
            if '~' in row['address'] or row['due'] == 'no time':
                continue
            if row['profile'] not in profiles:
                profiles[row['profile']] = slow.Profile(row['profile'])
            profile = profiles[row['profile']]
            self.assertEqual(self.answer(profile, row), (row['opens'], row['due'] if row['due'][0].isdigit() else 'none', row['state']), row)
            asked += 1
        self.assertGreater(asked, 1400)

    def answer(self, profile, row):
        rule = next(rule for rule in profile.rules if rule.address == row['address'])
        rule.ordinals = set()  # a single trigger is enough
        when = slow.read_when(row['trigger_at'])
        tags = set(filter(None, row['tags'].split(';'))) | ({'agreed=' + row['agreed']} if row['agreed'] else set())
        events = [slow.Event(rule.trigger, when.day, when.time, '', frozenset(tags))]
        for column, slug in (('born', 'birth'), ('since', rule.since)):
            if row[column]:
                events.append(slow.Event(slug, day(row[column]), None, '', frozenset()))
        if row['met']:
            met = slow.read_when(row['met'])
            events.append(slow.Event(rule.due, met.day, met.time, '', frozenset(sorted(need)[0] for need in rule.needs)))
        case = slow.Case(profile, events, day('2060-01-01'))
        found = slow.occurrences_of(case, rule)
        if not found or not found[0].due:
            return row['opens'], 'none', row['state']
        state = slow.rule_16_state(slow.rule_16_line(case, found[:1], [rule], slow.rule_16_used(case, found)), case.as_at)
        return str(found[0].opens or ''), str(found[0].due), state if row['met'] else row['state']


class RandomCases(unittest.TestCase):
    def test_the_same_seed_gives_the_same_cases(self):
        profile = slow.Profile('barnet')
        self.assertEqual(random_cases.caseload(profile, '7', 10), random_cases.caseload(profile, '7', 10))
        self.assertNotEqual(random_cases.caseload(profile, '7', 10), random_cases.caseload(profile, '8', 10))

    def test_they_come_to_every_state(self):
        states = set()
        for name in ('england', 'barnet', 'gloucestershire'):
            profile = slow.Profile(name)
            as_at, rows = random_cases.caseload(profile, 'states', 60)
            states |= {row['state'] for row in worklist_of_rows(profile, rows, as_at)}
        self.assertEqual(states, {'open', 'due_soon', 'overdue', 'met', 'met_late', 'missed', 'ended', 'not_computable'})

    def test_the_place_in_the_file_does_not_matter(self):
        for name in ('england', 'barnet', 'gloucestershire', 'sefton'):
            profile = slow.Profile(name)
            as_at, rows = random_cases.caseload(profile, 'order', 40)
            shuffled = rows[:]
            random.Random(1).shuffle(shuffled)
            in_order = sorted(worklist_of_rows(profile, rows, as_at), key=lambda row: list(row.values()))
            self.assertEqual(in_order, sorted(worklist_of_rows(profile, shuffled, as_at), key=lambda row: list(row.values())))


def worklist_of_rows(profile, rows, as_at):
    cases = {}
    for row in rows:
        cases.setdefault(row['case'], []).append(slow.read_event(row))
    return slow.worklist(profile, cases, as_at)


class Differential(unittest.TestCase):
    """Runs differential.py with slow.py in place of the command: once unchanged, and once with a fault that must be found."""

    stand_in = """#!{python}
import sys
sys.path.insert(0, {here!r})
import slow
{fault}
more = sys.argv[11:]
if '--only' in more:
    more[-2:] = ['--alternatives']
sys.argv = ['slow', sys.argv[4], sys.argv[2], '--as-at', sys.argv[6], *more]
slow.main()
"""

    def run_with(self, fault):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'dueby'
            path.write_text(self.stand_in.format(python=sys.executable, here=str(HERE), fault=fault), encoding='utf-8')
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
            return subprocess.run([sys.executable, str(HERE / 'differential.py'), str(path), '--cases', '20', '--profile', 'dudley'], capture_output=True, text=True, check=False,
                                  env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1'})

    def test_no_difference(self):
        done = self.run_with('')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        self.assertIn('events alike', done.stdout)

    def test_a_difference_is_made_small(self):
        """If actions are wrongly counted from a day too early, the smallest case that shows this must have only a trigger."""
        done = self.run_with('slow.rule_04_opens = lambda rule, begins: begins - slow.ONE_DAY')
        self.assertEqual((done.returncode, done.stderr), (1, ''))
        rows = [line for line in done.stdout.splitlines() if line.startswith('c,')]
        self.assertEqual(len(rows), 1, done.stdout)
        self.assertIn('** opens', done.stdout)


if __name__ == '__main__':
    unittest.main()
