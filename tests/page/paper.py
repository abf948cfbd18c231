"""The page on paper: the marking on every page, no controls, each opened case on pages of its own, its explanations unfolded."""
import shutil
import subprocess
import sys
from pathlib import Path

import browser
from browser import Browser, Failed
from pages import MARKING, Pages


def pages_of(pdf):
    if not shutil.which('pdftotext'):
        raise Failed('pdftotext is not installed (Debian: apt-get install poppler-utils)')
    text = subprocess.run(['pdftotext', '-layout', str(pdf), '-'], stdout=subprocess.PIPE, text=True, check=True).stdout
    return text.split('\f')[:-1]


def check():
    failures = []

    def that(holds, what):
        if not holds:
            failures.append(what)

    with Pages(sys.argv[1]) as pages, Browser() as page:
        pdf = Path(pages.folder.name) / 'page.pdf'
        page.open(pages.examples('--marking', MARKING))
        for case in ('1405', '1471'):
            page.run(f"[...document.querySelectorAll('#rows th a')].find(a => a.textContent === '{case}').click()")
        page.paper(pdf)
        sheets = pages_of(pdf)
        whole = '\n'.join(sheets)
        that(len(sheets) > 5, f'only {len(sheets)} sheets')
        for number, sheet in enumerate(sheets, 1):
            that(MARKING in sheet, f'sheet {number} of {len(sheets)} has no marking')
            that(f'Page {number} of {len(sheets)}' in sheet, f'sheet {number} has no number')
        for control in ('Clear filters', 'Skip to the list', 'Close', 'Everything', 'To read about a mark', 'Open a case'):
            that(control not in whole, f'paper shows the control "{control}"')
        for case in ('1405', '1471'):
            starts = [sheet for sheet in sheets if f'Case {case}' in sheet.split('\n\n')[0] + sheet[:400]]
            that(len(starts) == 1, f'case {case} does not begin a sheet of its own')
            that(starts and 'Bank holiday' in starts[0], f'case {case}: the timeline is not on its first sheet')
        that('every 6 weeks' in whole, 'the explanations are folded')
        that(all('Due' in sheet and 'State' in sheet for sheet in sheets[1:5]), 'the head of the list is not repeated')
        page.run('0')
        that(page.run("document.querySelectorAll('tr.opened .case.open').length") == 2, 'after printing the cases are not where they were')
        page.open(pages.examples())
        page.paper(pdf)
        that(MARKING not in '\n'.join(pages_of(pdf)), 'a marking that was not asked for')
    return failures


browser.main(check)
