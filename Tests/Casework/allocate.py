#!/usr/bin/env python3
"""因素法, computed a second time: random districts, factors, coefficients and weights, shared out with Python's fractions.

Writes Tests/Casework/allocation.tsv: case, total in fen, then for each term `weight|scale|x1 x2 …` and the coefficients, and the shares.
Run it to write the file anew; the same seed gives the same lines.
"""
import pathlib
import random
from fractions import Fraction

random.seed(20260119)
lines = ["total\tdifficulty\tperformance\tterms\tshares"]
for case in range(400):
    count = random.randint(1, 17)
    total = random.choice([0, 1, 7, random.randint(1, 10**6), random.randint(1, 10**13)])
    difficulty = [Fraction(random.randint(50, 150), 100) for _ in range(count)]
    performance = [Fraction(random.randint(0, 130), 100) for _ in range(count)]
    terms = []
    for _ in range(random.randint(1, 6)):
        scale = random.choice(["difficulty", "performance", "none"])
        values = [Fraction(random.choice([0, random.randint(0, 10**9)]), 100) for _ in range(count)]
        terms.append((Fraction(random.randint(1, 600), 10), scale, values))
    scaled = {"difficulty": difficulty, "performance": performance, "none": [Fraction(1)] * count}
    live = []
    for weight, scale, values in terms:
        column = [v * s for v, s in zip(values, scaled[scale])]
        if sum(column) > 0:
            live.append((weight, column))
    if not live:
        continue
    weights = sum(w for w, _ in live)
    exact = [sum(w / weights * column[i] / sum(column) for w, column in live) * total for i in range(count)]
    shares = [int(e) for e in exact]  # e >= 0: int() cuts towards zero
    rest = total - sum(shares)
    for i in sorted(range(count), key=lambda i: (-(exact[i] - shares[i]), i))[:rest]:
        shares[i] += 1
    assert sum(shares) == total

    def joined(numbers):
        return " ".join(str(n) for n in numbers)

    lines.append("\t".join([
        str(total), joined(difficulty), joined(performance),
        ";".join(f"{w}|{s}|{joined(v)}" for w, s, v in terms), joined(shares)]))
pathlib.Path(__file__).with_name("allocation.tsv").write_text("\n".join(lines) + "\n")
print(len(lines) - 1, "cases")
