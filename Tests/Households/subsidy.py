#!/usr/bin/env python3
"""The market rent subsidy computed anew, from the table as published, to check the program's.

Reads TSV lines: household, district, people, category, income in fen, rent in fen, raises (comma-joined); writes household, class, standard and amount in fen.
Shares no code or data with the program: the table is typed here a second time.
"""
import sys
from fractions import Fraction

CITY = {1: (2500, 3500), 2: (2200, 3000), 3: (1900, 2500), 4: (1600, 2000), 5: (1300, 1500), 6: (1000, 1200)}
OUTER = {1: (1500, 2100), 2: (1320, 1800), 3: (1140, 1500), 4: (960, 1200), 5: (780, 900), 6: (600, 720)}
STEPS = [(2700, 3), (3200, 4), (3700, 5), (4200, 6)]


def subsidy(district, people, category, income, rent, raises):
    if category == "subsistence":
        level = 1
    elif category == "low_income":
        level = 2
    else:
        share = Fraction(income, 100 * people)
        level = next((number for limit, number in STEPS if share <= limit), None)
        if level is None:
            return 0, 0, 0
    if raises and level > 1:
        level -= 1
    table = OUTER if district in ("110116", "110117", "110118", "110119") else CITY
    standard = 100 * table[level][0 if people <= 2 else 1]
    return level, standard, min(standard, rent)


for line in sys.stdin:
    household, district, people, category, income, rent, raises = line.rstrip("\n").split("\t")
    row = subsidy(district, int(people), category, int(income), int(rent), [r for r in raises.split(",") if r])
    print(household, *row, sep="\t")
