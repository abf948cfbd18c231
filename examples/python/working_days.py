"""Counting working days: from a day to a due day, with the days that were not counted, and back."""

from datetime import date

from dueby import Calendar, due

calendar = Calendar("england-and-wales")
start = date(2026, 3, 27)

end = calendar.add(start, "15 working days")
print(f"15 working days from {start} end on {end}")
print(f"working days from {start} to {end}: {calendar.between(start, end)}")
for holiday in calendar.holidays(start, end):
    print(f"not counted: {holiday.date} {holiday.name} ({holiday.certainty})")

# Counts again with the first day as day 1, and with a day on which a council is shut.
print("counting the first day:", calendar.add(start, "15 working days", counting="included"))
shut = calendar.with_closures([date(2026, 4, 7)], "staff day", for_all=True)
print("with 7 April shut:", shut.add(start, "15 working days"))

# A rule has its own span, counting and source.
deadline = due("cp.conference.initial", start)
print(deadline.title, "is due by", deadline.due, "-", deadline.source)
