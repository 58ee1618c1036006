#!/usr/bin/env python3
"""Draws a survey's sample again from what was published, without Anju.

    python3 replay_sample.py frame.txt allocation.csv SEED [WORD] > sample.txt

frame.txt: the ids, one a line (its SHA-256 is the list's hash). allocation.csv: district,project,units,drawn. SEED: the 64 digits revealed;
WORD: the public word, where one was announced. Prints list hash, commitment and sample hash to stderr and the sample to stdout: id and place.
"""

import csv
import hashlib
import sys


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


frame = [line for line in open(sys.argv[1], encoding="utf-8").read().split("\n") if line]
with open(sys.argv[2], encoding="utf-8-sig") as file:
    left = {(row["district"], row["project"]): int(row["drawn"]) for row in csv.DictReader(file)}
seed = sys.argv[3].lower()
word = sys.argv[4] if len(sys.argv) > 4 else ""
effective = sha(f"{seed}:{word}") if word else seed
order = sorted(frame, key=lambda unit: sha(f"{effective}:{unit}"))
sample = []
for place, unit in enumerate(order, 1):
    stratum = tuple(unit.split("/", 2)[:2])
    if left.get(stratum, 0) > 0:
        left[stratum] -= 1
        sample.append((unit, place))
ids = sorted((unit for unit, _ in sample), key=lambda unit: unit.encode())
print("list hash  ", sha("\n".join(sorted(frame, key=lambda unit: unit.encode()))), file=sys.stderr)
print("commitment ", sha(seed), file=sys.stderr)
print("sample hash", sha("\n".join(ids)), file=sys.stderr)
for unit, place in sample:
    print(f"{unit}\t{place}")
