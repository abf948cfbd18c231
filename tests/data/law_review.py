"""Checks the list that script/law-review prints for a profile with six versions of rules.

usage: law_review.py DUEBY SCRIPT
"""
import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

PROFILE = """\
profile: town
title: "Town (fictional)"
documents:
  - {id: act, title: Town Act, read_on: 2026-05-30, text: as made}
  - {id: guide, title: Town Guide, read_on: 2026-05-29, superseded: {from: 2026-03-18, note: A new one.}}
rules:
  - id: referral.decision
    title: decision on a referral
    trigger: referral.received
    due: referral.decided
    within: 1 working day
    authority: guidance
    versions:
      - {from: 2019-01-01, to: 2022-12-31, source: {document: guide, section: "1", checked: secondary}}
      - {from: 2023-01-01, source: {document: guide, section: "2", checked: secondary}}
  - id: assessment.single
    title: single assessment
    trigger: referral.received
    due: assessment.completed
    within: 45 working days
    authority: statute
    versions:
      - {from: 2020-01-01, to: 2022-12-31, source: {document: act, section: "3", checked: secondary}}
      - {from: 2023-01-01, source: {document: act, section: "4", checked: primary}}
    alternatives:
      - {name: days, within: 63 days, source: {document: act, section: "5", checked: unchecked}}
  - id: cp.core_group
    title: core group meeting
    trigger: cp_plan.started
    due: core_group.held
    within: 10 working days
    authority: local
    source: {document: act, section: "6", checked: primary, read_on: 2026-11-01}
"""

GUIDE = "     town:referral.decision from 2023-01-01: Town Guide, section 2\n"

# The profile has six versions: 4 and 6 were read in the Act, 1, 2 and 3 in other pages, 5 was not read at all. The guide was
# replaced while version 2 was in force. Versions 1 and 3 are over, so nobody needs to read them again.
EXPECTED = """\
{profile}, 2026-10-{day}: 6 versions, 2 primary, 3 secondary, 1 unchecked

1. A later edition has replaced the text, and nobody has read it: 1
{guide}
2. Statute, not read in the instrument itself: 2
     town:assessment.single from 2020-01-01: Town Act, section 3
     town:assessment.single~days: Town Act, section 5

3. Nobody has read the text: 1
     town:assessment.single~days: Town Act, section 5

4. In force, by the day on which the text was read
      1  2026-05-29  secondary
{old}      1  2026-05-30  primary  as made
      1  2026-11-01  primary  as made
"""
# The guide was read on 29 May: five months before 29 October, but less than five months before 28 October.
OLD = {28: "", 29: GUIDE}


def main():
    dueby, script = sys.argv[1:]
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "town.yaml")
        profile.write_text(PROFILE, encoding="utf-8")
        for day, old in OLD.items():
            found = subprocess.run([sys.executable, script, dueby, "--profile", profile, "--as-at", f"2026-10-{day}"],
                                   check=True, capture_output=True, text=True).stdout
            expected = EXPECTED.format(profile=profile, day=day, guide=GUIDE, old=old)
            if found != expected:
                failed = True
                sys.stderr.writelines(difflib.unified_diff(expected.splitlines(True), found.splitlines(True), "expected", "found"))
    sys.exit(failed)


if __name__ == "__main__":
    main()
