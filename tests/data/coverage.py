"""Tests data/coverage.csv: every time expression in the documents and in the law must have a rule, or a reason for having none.

    coverage.py DUEBY COVERAGE.csv
"""
import csv
import io
import subprocess
import sys

STATUSES = {"computes", "not_stated", "restates", "no_timescale", "not_from_events"}
DOCUMENTS = ["law", "barnet", "dudley", "gloucestershire", "sefton", "swindon"]


def rules_of(dueby, profile):
    """Returns, for each rule of a profile and of the profiles that it extends, whether any version of the rule has a time limit."""
    out = subprocess.run([dueby, "rules", "--history", "--profile", profile, "--format", "csv"], check=True, capture_output=True,
                         text=True).stdout
    rules = {}
    for row in csv.DictReader(io.StringIO(out)):
        rules[row["address"]] = rules.get(row["address"], False) or row["computes"] == "1"
    return rules


def check_row(row, rules):
    carried = [address for address in row["rules"].split(";") if address]
    if row["status"] not in STATUSES:
        yield f"status \"{row['status']}\" is none of {', '.join(sorted(STATUSES))}"
    if row["status"] in ("computes", "not_stated") and not carried:
        yield "no rule carries it"
    if row["status"] != "computes" and not row["reason"]:
        yield "it needs a reason"
    for address in carried:
        if address not in rules:
            yield f"no such rule: {address}"
        elif row["status"] == "computes" and not rules[address]:
            yield f"{address} does not compute"


def main():
    dueby, path = sys.argv[1:]
    rules = {}
    for document in DOCUMENTS[1:]:
        rules.update(rules_of(dueby, document))
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    problems = [f"{row['document']} {row['line']} {row['part']}: {problem}" for row in rows for problem in check_row(row, rules)]
    seen = [(row["document"], row["line"], row["part"]) for row in rows]
    problems += [f"{' '.join(key)}: appears twice" for key in sorted({key for key in seen if seen.count(key) > 1})]
    carried = {address for row in rows for address in row["rules"].split(";")}
    problems += [f"{address}: no row of a document supports it" for address in sorted(rules) if address not in carried]
    for document in DOCUMENTS:
        of = [row for row in rows if row["document"] == document]
        counts = {status: sum(row["status"] == status for row in of) for status in sorted(STATUSES)}
        print(f"{document}: {len(of)} rows: " + ", ".join(f"{count} {status}" for status, count in counts.items() if count))
        if not of:
            problems.append(f"{document}: no row at all")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
