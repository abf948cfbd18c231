"""Checks that examples/events.csv is well formed, and that every rule of the profiles starts and is met somewhere in it.

Rules that ended before the file begins are exempt, such as the rules on the initial assessment; the output names them.

    examples.py DATA EVENTS.csv
"""
import collections
import csv
import datetime
import pathlib
import re
import sys

import yaml

AS_AT = "2026-10-31"
FIRST = "2023-11-01"
HEADER = ["case", "event", "at", "ref", "tags", "team", "worker"]
MAY_LIE_LATER = {"birth.expected"}
MAY_LIE_EARLIER = {"birth", "dbs_check.completed"}
WHEN = re.compile(r"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2})?$")
AGREED = re.compile(r"agreed(\.[a-z0-9_.]+)?=\d+ (working day|day|week|month)s?$")


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def tags_of(row):
    return {tag for tag in row["tags"].split(";") if tag}


def check_row(row, events, tags, duties):
    """Reports every fault in a row of the examples."""
    match = WHEN.match(row["at"])
    if not row["case"].isdecimal():
        yield "the case is no number"
    if row["event"] not in events:
        yield f"\"{row['event']}\" is not in the vocabulary"
    for tag in tags_of(row):
        agreed = AGREED.match(tag)
        if not (agreed or tag in tags):
            yield f"the tag \"{tag}\" is not in the vocabulary"
        elif agreed and agreed.group(1) and agreed.group(1)[1:] not in duties:
            yield f"the tag \"{tag}\" names no duty"
    if None in row or not match:
        yield "it has too many cells, or its time is neither a day nor a day with hours and minutes"
        return
    try:
        datetime.datetime.fromisoformat(row["at"])
    except ValueError:
        yield f"{row['at']} is no date"
    day = match.group(1)
    if day > AS_AT and row["event"] not in MAY_LIE_LATER and not row["event"].endswith(".planned"):
        yield f"{day} lies after {AS_AT}"
    if day < FIRST and row["event"] not in MAY_LIE_EARLIER:
        yield f"{day} lies before {FIRST}"


def order(row):
    return int(row["case"]), row["at"][:10]


def in_force(rule):
    """Returns whether any version of the rule is in force at any time covered by examples/events.csv."""
    return any(version.get("to", AS_AT) >= FIRST for version in rule.get("versions", [{}]))


def starts(rule, rows):
    """Returns the rows of a case that start a rule's time limit."""
    when, unless = (rule.get(key, {}).get("tag") for key in ("when", "unless"))
    found = [row for row in rows if row["event"] == rule["trigger"]]
    found = [row for row in found if (not when or when in tags_of(row)) and (not unless or unless not in tags_of(row))]
    if "since" in rule and not any(row["event"] == rule["since"] for row in rows):
        return []
    nth = int(rule.get("occurrence", ["1"])[0])
    return found if len(found) >= nth else []


def is_done(rule, row):
    needs = [need.split(" or ") for need in rule.get("needs", [])]
    return row["event"] == rule["due"] and all(tags_of(row) & set(need) for need in needs)


def check_rule(name, rule, cases):
    """Checks that the rule's time limit starts in some case, and that the duty is met in such a case."""
    if not in_force(rule):
        return
    started = [rows for rows in cases.values() if starts(rule, rows)]
    done = [rows for rows in started if any(is_done(rule, row) and row not in starts(rule, rows)[:1] for row in rows)]
    if not started:
        yield f"{name}: {rule['trigger']} never starts it"
    elif not done:
        yield f"{name}: {rule['due']} never stands in a case where it runs"


def main():
    data, path = map(pathlib.Path, sys.argv[1:])
    vocabulary = load(data / "events.yaml")
    profiles = [load(file) for file in sorted((data / "profiles").glob("*.yaml"))]
    events = {event["slug"] for part in [vocabulary, *profiles] for event in part.get("events", [])}
    tags = {tag["tag"] for part in [vocabulary, *profiles] for tag in part.get("tags", [])}
    rules = {f"{profile['profile']}:{rule['id']}/{rule.get('name', '')}".rstrip("/"): rule for profile in profiles for rule in profile["rules"]}

    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    problems = [] if reader.fieldnames == HEADER else [f"the header is {reader.fieldnames}"]
    duties = {rule["id"] for rule in rules.values()}
    for line, row in enumerate(rows, 2):
        problems += [f"line {line}: {problem}" for problem in check_row(row, events, tags, duties)]
    problems += [f"line {line}: it belongs before the line above" for line, (one, two) in enumerate(zip(rows, rows[1:]), 3)
                 if not problems and order(one) > order(two)]
    keys = collections.Counter((row["case"], row["event"], row["at"], row["ref"]) for row in rows)
    problems += [f"{','.join(key)} appears twice" for key, times in keys.items() if times > 1]
    cases = {}
    for row in rows:
        cases.setdefault(row["case"], []).append(row)
    for name, rule in rules.items():
        problems += check_rule(name, rule, cases)
    ended = sorted(name for name, rule in rules.items() if not in_force(rule))
    print(f"{len(cases)} cases, {len(rows)} events, {len(rules)} rules; ended before {FIRST}: {', '.join(ended)}")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
