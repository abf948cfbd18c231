"""Checks that every event that ends a duty is tested. For each event in the `ends` of each profile's rules, ends.csv must have a
row, which tests/rules/test_ends.c runs. A rule without `ends` must have its reason in no_ends.csv. An event that also counts as the
due event (`also`) meets the duty, and needs no row.

usage: ends.py DATA ENDS.csv NO_ENDS.csv
"""
import csv
import sys
from pathlib import Path

import yaml


def read_yaml(path):
    return yaml.load(path.read_text(encoding='utf-8'), Loader=yaml.BaseLoader)


def read_rows(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(line for line in file if not line.startswith('#')))


def address(profile, rule):
    return f"{profile}:{rule['id']}" + (f"/{rule['name']}" if 'name' in rule else '')


def main():
    data, ends_path, no_ends_path = (Path(argument) for argument in sys.argv[1:])
    documents = [read_yaml(path) for path in sorted((data / 'profiles').glob('*.yaml'))]
    events = [event for document in (read_yaml(data / 'events.yaml'), *documents) for event in document.get('events', ())]
    also = {event['slug']: event['also'] for event in events if 'also' in event}
    birthdays = {event['slug'] for event in events if 'on_birthday' in event}
    rows = {(row['rule'], row['end'].split()[1]) for row in read_rows(ends_path)}
    reasons = {row['rule']: row['why'] for row in read_rows(no_ends_path)}
    wrong, rules = [], [(address(document['profile'], rule), rule) for document in documents for rule in document['rules']]
    for name, rule in rules:
        if not rule.get('ends') and not reasons.pop(name, None):
            wrong.append(f'{name} has no `ends`, and no reason in {no_ends_path.name}')
        for end in rule.get('ends', ()):
            if (name, 'birth' if end in birthdays else end) not in rows and also.get(end) != rule['due']:
                wrong.append(f'{name}: no row in {ends_path.name} for {end}')
    wrong += [f'{no_ends_path.name}: {name} has `ends`, or is no rule' for name in reasons]
    print(*wrong, sep='\n')
    print(f'{len(rules)} rules, {len(rows)} ends')
    sys.exit(1 if wrong or len(rules) < 400 else 0)


if __name__ == '__main__':
    main()
