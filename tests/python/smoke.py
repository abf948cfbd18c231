"""Runs the package with nothing but Python installed. Prints results that the extension computes and reads, for comparing systems.

    python smoke.py EVENTS.csv
"""
import csv
import sys
import tempfile
from datetime import date, datetime, timezone
from pathlib import Path

import dueby

as_at = date(2026, 10, 31)
print(dueby.__version__, dueby.data_version)
print(dueby.due("cp.conference.initial", date(2026, 3, 27)).due)
print(dueby.due("cp.conference.initial", [date(2026, 3, 27), None, date(2026, 12, 21)]))
print(dueby.check("assessment.single", date(2025, 12, 19), met=date(2026, 2, 26)).state)
print(dueby.due("cp.conference.initial", datetime(2026, 3, 27, 14, 30, tzinfo=timezone.utc)).explain())
try:
    dueby.due("no.such.rule", date(2026, 3, 27))
except dueby.UnknownName as unknown:
    print(unknown)
with tempfile.TemporaryDirectory() as folder:  # uses a path with characters that no single Windows code page has
    path = Path(folder, "Ελλάδα €.yaml")
    path.write_text("profile: exampleton\ntitle: Exampleton (fictional)\nextends: england\n", encoding="utf-8")
    print(dueby.Profile.from_yaml(path).title)
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
for line in dueby.worklist(rows, profile="barnet", as_at=as_at).to_dicts():
    print(line)
census = """<Message><Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>
<Children><Child><ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers><CINdetails><CINreferralDate>2026-01-26</CINreferralDate>
</CINdetails></Child></Children></Message>"""
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "cin.xml")
    path.write_text(census, encoding="utf-8")
    print(dueby.read(path).frame, dueby.worklist(dueby.read(path)))
