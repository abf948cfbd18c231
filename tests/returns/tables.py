"""Tests files in which a table or column is missing, but another has the same event for other children. Nothing may be late because
of an event that only the missing table or column could show.

    tables.py DUEBY
"""
import re
import sys
import tempfile
from pathlib import Path

from returns import Checks, headers

EPISODES, REVIEWS = 'CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n', 'CHILD,DOB,REVIEW,REVIEW_CODE\n'
LATE = {'overdue', 'missed', 'met_late'}


def write(folder, tables):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f'{name}.csv').write_text(text, encoding='utf-8')
    return folder


def late(checks, *words):
    """Returns the cases and rules that are late."""
    return {row[:2] for row in checks.lines(*words, '--as-at', '2026-03-31', fields=('case', 'rule', 'state')) if row[2] in LATE}


def named(checks, name, *words):
    text = checks.run('worklist', *words, '--as-at', '2026-03-31').stdout
    named = re.search(r'among your files: (.*)\. We left out the duties that need (it|them)', text)
    checks.that(named and name in named[1].split(', '), f'nothing names {name}: {text[:1500]}')


def check_ssd_visits(checks, folder):
    """A child has been in care and in a placement since 5 January 2026, and was due a visit by the 12th. Another table has a visit
    to another child, which does not prove that this child was not visited."""
    care = ('clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_ceased_date,'
            'clae_cla_episode_ceased_reason,clae_cla_id,clae_entered_care_date\nE,11,2026-01-05,,,L,2026-01-05\n')
    placement = ('clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,clap_cla_placement_type,'
                 'clap_cla_placement_end_date\nP,11,2026-01-05,U6,\n')
    visit = 'cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen\n1,99,2026-03-20,Y\n'
    target = write(folder / 'ssd', {'care': care, 'placement': placement, 'visit': visit})
    headers(target, 'ssd', 'ssd_cp_visits', 'ssd_cin_episodes', 'ssd_permanence')
    checks.same('visits of other children', late(checks, target), set())
    named(checks, 'ssd_cla_visits', target)
    headers(target, 'ssd', 'ssd_cla_visits')
    checks.same('no visits', late(checks, target), {('11', 'cla.visit')})


def check_lists(checks, folder):
    """After a referral on 5 January 2026 an assessment is due within 45 working days, unless list 6 says that the case was
    closed. Another child has been in care since then and must be visited; only a column of list 8 could show the visit."""
    target = write(folder / 'lists', {'3': 'Child Unique ID,Date of Referral,Referral NFA?\n1,05/01/2026,No\n'})
    headers(target, 'annex_a', 'list_4', 'list_10')
    checks.same('no list 6', late(checks, target), set())
    named(checks, 'list 6', target)
    headers(target, 'annex_a', 'list_6')
    checks.same('an empty list 6', late(checks, target), {('1', 'assessment.single')})
    columns = ('Child Unique ID,Date Started to be Looked After,Date Ceased to be Looked After,Start Date of Most Recent Placement,'
               'Placement Type')
    plans = ('Child Unique ID,Child Protection Plan Start Date,Child Protection Plan End Date,Date of the Last Statutory Visit\n'
             '2,05/01/2026,,20/03/2026\n')
    target = write(folder / 'visits', {'8': f'{columns}\n1,05/01/2026,,05/01/2026,U6\n', '7': plans})
    headers(target, 'annex_a', 'list_6', 'list_10')
    checks.that(('1', 'cla.visit') not in late(checks, target), 'list 8 without its visits')
    write(target, {'8': f'{columns},Date of Last Social Work Visit\n1,05/01/2026,,05/01/2026,U6,\n'})
    checks.that(('1', 'cla.visit') in late(checks, target), 'list 8 without a visit')


def check_years(checks, folder):
    """Reads two years of the SSDA903 without the later year's reviews, which may include the review due on 27 March 2025. By the
    earlier year's files the reviews of 2024 were in time: the first was due by 1 July, and the second, on 27 September, was exactly
    three months after 27 June. The same goes for a child who leaves care in May 2025."""
    opened = '1,03/06/2024,S,V2,U6,,\n'
    last = {'e': EPISODES + opened, 'r': REVIEWS + '1,01/02/2013,27/06/2024,PN1\n1,01/02/2013,27/09/2024,PN1\n'}
    sets = [write(folder / 'last', last), write(folder / 'this', {'e': EPISODES + opened})]
    for one in sets:
        headers(one, 'ssda903', 'placed_for_adoption')
    words = (*sets, '--only', 'cla.review')
    checks.same('no reviews this year', late(checks, *words), set())
    named(checks, 'reviews in this', *sets)
    this = {'e': EPISODES + opened, 'r': REVIEWS + '1,01/02/2013,24/04/2025,PN1\n1,01/02/2013,20/10/2025,PN1\n'}
    write(sets[1], this)
    before = checks.lines(*words, '--as-at', '2026-03-31')
    write(sets[0], {'e': last['e'] + '2,03/06/2024,S,C1,U6,,\n'})
    write(sets[1], {'e': this['e'] + '2,03/06/2024,S,C1,U6,06/05/2025,E4A\n'})
    checks.same('a child who leaves care', [row for row in checks.lines(*words, '--as-at', '2026-03-31') if row[0] == '1'], before)
    checks.that(all('not_computable' not in row for row in before), f'two whole years: {before}')


def main():
    checks = Checks(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for check in (check_ssd_visits, check_lists, check_years):
            check(checks, Path(folder))
    for failure in checks.failures:
        print(f'FAILED: {failure}')
    print(f'{checks.count} checks')
    return 1 if checks.failures else 0


if __name__ == '__main__':
    sys.exit(main())
