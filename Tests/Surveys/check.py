#!/usr/bin/env python3
"""Margins of error and tests of difference, computed a second time with NumPy and SciPy.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install scipy numpy
    /tmp/v/bin/python Tests/Surveys/check.py            # writes margins.tsv and differences.tsv beside itself
    /tmp/v/bin/python Tests/Surveys/check.py --coverage # how often intervals hold the truth

The tests of the floor Surveys read the two files and hold their own results against them. Formulas are written from Cochran, Sampling
Techniques (3rd ed., 1977), 5.14 and 5.3, with arrays; nothing here is taken from the Swift code. Only strata with at least two answers occur in
the first 800 surveys; in the last 200 small ones must be taken together, as docs/surveys.md says it is done.
"""

import pathlib
import sys

import numpy as np
from scipy import stats

HERE = pathlib.Path(__file__).parent
CONFIDENCES = (90, 95, 99)


def stratified(population, valid, satisfied, confidence):
    population, valid, satisfied = (np.asarray(a, dtype=float) for a in (population, valid, satisfied))
    weight = population / population.sum()
    p = satisfied / valid
    fpc = np.clip(1 - valid / population, 0, None)
    variance = (weight**2 * fpc * p * (1 - p) / (valid - 1)).sum()
    z = stats.norm.ppf(0.5 + confidence / 200)
    return (weight * p).sum(), z * np.sqrt(variance)


def together(rows):
    """Rows are (district, population, valid, satisfied) in order; gives rows with at least two valid answers each."""
    done, pending = [], None
    for index, row in enumerate(rows):
        pending = list(row) if pending is None else [row[0]] + [a + b for a, b in zip(pending[1:], row[1:])]
        last_of_district = index + 1 == len(rows) or rows[index + 1][0] != row[0]
        if pending[2] >= 2:
            done.append(pending)
            pending = None
        elif last_of_district and done and done[-1][0] == pending[0]:
            done[-1] = [done[-1][0]] + [a + b for a, b in zip(done[-1][1:], pending[1:])]
            pending = None
    if pending is not None and done:
        done[-1] = [done[-1][0]] + [a + b for a, b in zip(done[-1][1:], pending[1:])]
    return done


def survey(rng, small):
    rows = []
    for district in range(int(rng.integers(1, 6))):
        for _ in range(int(rng.integers(1, 5))):
            population = int(rng.integers(2, 3000))
            most = min(population, int(rng.integers(2, 120)))
            valid = int(rng.integers(0, min(4, population) + 1)) if small and rng.random() < 0.6 else int(rng.integers(2, most + 1))
            satisfied = int(rng.binomial(valid, rng.uniform(0.5, 1)))
            rows.append((district, population, valid, satisfied))
    return rows


def write(rng):
    lines = ["confidence\tstrata (district:population:valid:satisfied)\tshare\tmargin"]
    while len(lines) <= 1000:
        small = len(lines) > 800
        rows = survey(rng, small)
        groups = together(rows)
        if not groups:
            continue
        confidence = int(rng.choice(CONFIDENCES))
        share, margin = stratified([g[1] for g in groups], [g[2] for g in groups], [g[3] for g in groups], confidence)
        text = " ".join(":".join(map(str, row)) for row in rows)
        lines.append(f"{confidence}\t{text}\t{share:.15g}\t{margin:.15g}")
    (HERE / "margins.tsv").write_text("\n".join(lines) + "\n")
    lines = ["valid\tsatisfied\tvalid before\tsatisfied before\tchi2\tprobability"]
    while len(lines) <= 1000:
        n1, n0 = (int(x) for x in rng.integers(5, 20000, 2))
        p = rng.uniform(0.6, 0.99)
        s1, s0 = int(rng.binomial(n1, p)), int(rng.binomial(n0, min(0.995, max(0.5, p + rng.normal(0, 0.02)))))
        if (s1 == n1 and s0 == n0) or s1 + s0 == 0:
            continue
        chi2, probability, _, _ = stats.chi2_contingency([[s1, n1 - s1], [s0, n0 - s0]], correction=False)
        lines.append(f"{n1}\t{s1}\t{n0}\t{s0}\t{chi2:.15g}\t{probability:.15g}")
    (HERE / "differences.tsv").write_text("\n".join(lines) + "\n")


def coverage(rng):
    """Draws from one city again and again: about 95 of 100 intervals hold its true share."""
    sizes = rng.integers(60, 1500, 24)
    homes = [rng.random(n) < rng.uniform(0.7, 0.95) for n in sizes]
    truth = sum(h.sum() for h in homes) / sizes.sum()
    held = 0
    for _ in range(4000):
        taken = [rng.choice(h, max(5, len(h) // 20), replace=False) for h in homes]
        share, margin = stratified(sizes, [len(t) for t in taken], [t.sum() for t in taken], 95)
        held += abs(share - truth) <= margin
    print(f"95 % intervals held the truth in {held / 40:.1f} % of 4,000 samples")


if __name__ == "__main__":
    generator = np.random.default_rng(20231124)
    coverage(generator) if "--coverage" in sys.argv else write(generator)
