"""Compares a council's own standards, in YAML, with the law: which is stricter, and which sets the due date."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dueby import BadFile, Profile, due

exampleton = Profile.from_yaml(Path(__file__).parent.parent / "exampleton.yaml")
print(exampleton.title)

deadline = due("cp.conference.initial", date(2026, 3, 27), profile=exampleton)
print(f"{deadline.title}: due by {deadline.due}, set by {deadline.governed_by}; by law {deadline.due_by_law}")

for comparison in Profile.load("england").compare(exampleton):
    if comparison.verdict in ("stricter", "looser", "neither"):
        print(f"{comparison.rule}: {comparison.left} | {comparison.right}: {comparison.verdict}")

# A fault in a file is reported with its line and column.
with TemporaryDirectory() as folder:
    broken = Path(folder) / "broken.yaml"
    broken.write_text("profile: broken\ntitel: A slip\n", encoding="utf-8")
    try:
        Profile.from_yaml(broken)
    except BadFile as error:
        print(str(error).removeprefix(folder).lstrip("/"))
