"""Writes a made-up children in need census, for measuring how fast a census is read.

    census.py CHILDREN >census.xml
"""
import random
import sys
from datetime import date, timedelta

FROM, TO = date(2025, 4, 1), date(2026, 3, 31)


def element(name, text):
    return f'<{name}>{text}</{name}>' if text else ''


def after(chance, start, days):
    """Returns a random day less than `days` days after the start, or None if it is after the year of the census."""
    end = start + timedelta(days=chance.randrange(days))
    return end if end <= TO else None


def assessment(chance, start):
    done = after(chance, start, 80)
    return ('<Assessments>' + element('AssessmentActualStartDate', start) + element('AssessmentInternalReviewDate', after(chance, start, 20)) +
            element('AssessmentAuthorisationDate', done) + '<FactorsIdentifiedAtAssessment>' +
            ''.join(element('AssessmentFactors', factor) for factor in chance.sample(['1B', '2B', '3B', '4B', '8B', '10', '19C'], 3)) +
            '</FactorsIdentifiedAtAssessment></Assessments>')


def plan(chance, start):
    reviews = [after(chance, start, days) for days in (100, 280)]
    return ('<ChildProtectionPlans>' + element('CPPstartDate', start) + element('CPPendDate', after(chance, start, 900)) +
            element('InitialCategoryOfAbuse', 'NEG') + element('LatestCategoryOfAbuse', 'NEG') +
            element('NumberOfPreviousCPP', str(chance.randrange(3))) + '<Reviews>' +
            ''.join(element('CPPreviewDate', review) for review in sorted(filter(None, reviews))) + '</Reviews></ChildProtectionPlans>')


def enquiry(chance, start):
    held = after(chance, start, 40) if chance.random() < .6 else None
    return ('<Section47>' + element('S47ActualStartDate', start) + element('InitialCPCtarget', start + timedelta(days=21)) +
            element('DateOfInitialCPC', held) + element('ICPCnotRequired', 'false' if held else 'true') + '</Section47>')


def child(chance, number):
    out = [f'<Child><ChildIdentifiers>{element("LAchildID", f"C{number:06}")}{element("UPN", f"A12345678{number % 10000:04}")}'
           f'{element("PersonBirthDate", TO - timedelta(days=chance.randrange(6500)))}{element("Sex", "F")}</ChildIdentifiers>'
           '<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>']
    start = FROM + timedelta(days=chance.randrange(-300, 330))
    out.append('<CINdetails>' + element('CINreferralDate', start) + element('ReferralSource', '1A') + element('PrimaryNeedCode', 'N1') +
               element('ReferralNFA', 'false'))
    first = max(FROM, start)
    out += [assessment(chance, first + timedelta(days=chance.randrange(10))) for _ in range(2)]
    if chance.random() < .5:
        out.append(enquiry(chance, first + timedelta(days=chance.randrange(10))))
    if chance.random() < .3:
        out.append(plan(chance, start + timedelta(days=20)))
    return ''.join(out) + '</CINdetails></Child>\n'


def main(count):
    chance = random.Random(903)
    sys.stdout.write('<?xml version="1.0" encoding="utf-8"?>\n<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>'
                     '<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children>\n')
    for number in range(count):
        sys.stdout.write(child(chance, number))
    sys.stdout.write('</Children></Message>\n')


if __name__ == '__main__':
    main(int(sys.argv[1]))
