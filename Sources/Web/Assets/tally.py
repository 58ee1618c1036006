#!/usr/bin/env python3
"""Counts an owners' vote again. Standard library only; shares no code with the program.

    tally.py RESULT.json             counts from the published file and compares; exit 1 where anything differs
    tally.py RESULT.json RECEIPT     also looks for a receipt
    tally.py --cases FILE.jsonl      for the tests: rolls and ballots as they were made, beside what the program published

中文：tally.py 结果文件 [回执]：按公布的结果文件独立重新计票并核对，再查找回执。
"""
import hashlib
import json
import sys
from fractions import Fraction

# The law, written down here once more: what took part, and what was in favour.
SPECIAL_NOW = {"raise_fund", "rebuild", "common_use"}  # 民法典 278 (6) (7) (8)
SPECIAL_THEN = {"use_fund", "raise_fund", "rebuild"}  # 物权法 76 (5) (6)


def law(day, kind):
    """(share that must take part or None, share in favour, whether the share itself is enough, of those taking part?)"""
    if day >= "2021-01-01":
        special = kind in SPECIAL_NOW
        return Fraction(2, 3), Fraction(3, 4) if special else Fraction(1, 2), special, True
    special = kind in SPECIAL_THEN
    return None, Fraction(2, 3) if special else Fraction(1, 2), special, False


def reached(part, whole, share, inclusive):
    if whole <= 0:
        return False
    return Fraction(part, whole) >= share if inclusive else Fraction(part, whole) > share


def both(part, whole, share, inclusive):
    return all(reached(part[i], whole[i], share, inclusive) for i in (0, 1))


def decide(day, matter, roll, sums):
    """sums: {"for": (heads, area), ..., "blank": …, 1: … for candidates, "voted": …}; gives the result as the file writes it."""
    quorum_share, share, inclusive, of_participants = law(day, matter["kind"])
    part = sums["voted"]
    quorum = None if quorum_share is None else both(part, roll, quorum_share, True)
    base = part if of_participants else roll

    def majority(votes):
        return quorum is not False and both(votes, base, share, inclusive)

    out = {"takingPart": part, "quorum": quorum, "blank": sums["blank"]}
    election = matter.get("election")
    if not election:
        out.update({c: sums[c] for c in ("for", "against", "abstain")})
        out["passed"] = majority(sums["for"])
        return out
    votes = [sums.get(i + 1, (0, 0)) for i in range(len(election["candidates"]))]
    order = (lambda v: v) if election["order"] == "heads" else (lambda v: (v[1], v[0]))
    able = [i for i, v in enumerate(votes) if majority(v)]
    able.sort(key=lambda i: order(votes[i]), reverse=True)
    seats = election["seats"]
    elected, tied = set(able[:seats]), set()
    if len(able) > seats and order(votes[able[seats - 1]]) == order(votes[able[seats]]):
        last = order(votes[able[seats]])
        tied = {i for i in able if order(votes[i]) == last}
        elected -= tied
    out["candidates"] = [(v, i in set(able), i in elected, i in tied) for i, v in enumerate(votes)]
    out["passed"] = len(elected) == seats
    return out


def pair(weight):
    return (weight["heads"], weight["area"])


def add(a, b):
    return (a[0] + b[0], a[1] + b[1])


def published(result):
    """A result as the file has it, in the shape of decide()."""
    out = {"takingPart": pair(result["takingPart"]), "quorum": result.get("quorum"), "blank": pair(result["blank"]),
           "passed": result["passed"]}
    if "candidates" in result:
        out["candidates"] = [(pair(c["votes"]), c["hasMajority"], c["elected"], c["tied"]) for c in result["candidates"]]
    else:
        out.update({c: pair(result[c]) for c in ("for", "against", "abstain")})
    return out


def check(document):
    """What is wrong with a published file; empty when nothing."""
    faults = []

    def expect(condition, text):
        if not condition:
            faults.append(text)

    definition, roll = document["definition"], (document["roll"]["heads"], document["roll"]["area"])
    words = json.dumps(definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    expect(hashlib.sha256(words.encode()).hexdigest() == document["definitionHash"], "事项的哈希不符 the words are not those pinned at the opening")
    receipts = document["receipts"]
    expect(len(set(receipts)) == len(receipts) == document["ballots"]["counted"], "回执数与计票数不符 receipts and ballots differ in number")
    expect(receipts == sorted(receipts), "回执未排序 receipts are not in order")
    classes = document["classes"]
    total, on_roll = (0, 0), (0, 0)
    for index, area_class in enumerate(classes):
        total, on_roll = add(total, pair(area_class["counted"])), add(on_roll, pair(area_class["roll"]))
        expect(all(a <= b for a, b in zip(pair(area_class["counted"]), pair(area_class["roll"]))), f"第{index + 1}段票数多于名册 more ballots than owners in class {index + 1}")
        if index:
            expect(area_class["from"] == classes[index - 1]["to"] + 1, "面积段不连续 classes do not follow on each other")
        heads, area = pair(area_class["counted"])
        expect(heads * area_class["from"] <= area <= heads * area_class["to"], f"第{index + 1}段面积不可能 impossible area in class {index + 1}")
    expect(total[0] == len(receipts), "各段票数之和不符 classes do not add up to the ballots")
    expect(on_roll == roll, "各段名册之和不符 classes do not add up to the roll")
    day = document["openedAt"][:10]
    for number, matter in enumerate(definition["matters"], 1):
        sums = {"voted": (0, 0), "blank": (0, 0), "for": (0, 0), "against": (0, 0), "abstain": (0, 0)}
        for area_class in classes:
            own = (0, 0)
            for slip in area_class["slips"]:
                if slip["matter"] != number:
                    continue
                key = slip.get("candidate") or slip["choice"]
                sums[key] = add(sums.get(key, (0, 0)), pair(slip["votes"]))
                if key in ("for", "against", "abstain"):
                    sums["voted"] = add(sums["voted"], pair(slip["votes"]))
                if "choice" in slip:
                    own = add(own, pair(slip["votes"]))
            expect(own == pair(area_class["counted"]), f"第{number}项各选择之和不符 choices of matter {number} do not add up in a class")
        found, said = decide(day, matter, roll, sums), published(document["results"][number - 1])
        expect(found == said, f"第{number}项结果不符 matter {number}: counted {found}, published {said}")
    return faults


def from_scratch(case):
    """Counts from the roll and the ballots themselves: owners into heads, the last ballot of each, areas as written."""
    heads, areas, unit_head = {}, [], []
    for unit in case["roll"]:
        buyer = frozenset(unit["owners"])
        if buyer not in heads:
            heads[buyer] = len(heads)
            areas.append(Fraction(0))
        unit_head.append(heads[buyer])
        areas[heads[buyer]] += Fraction(unit["area"])
    last = {}
    for ballot in case["ballots"]:
        last[unit_head[ballot["unit"]]] = ballot["votes"]
    roll = (len(areas), sum(areas) * 100)
    results = []
    for number, matter in enumerate(case["matters"]):
        sums = {"voted": (0, 0), "blank": (0, 0), "for": (0, 0), "against": (0, 0), "abstain": (0, 0)}
        for head, votes in last.items():
            weight, vote = (1, areas[head] * 100), votes[number]
            if vote == "blank":
                sums["blank"] = add(sums["blank"], weight)
                continue
            sums["voted"] = add(sums["voted"], weight)
            for key in vote if isinstance(vote, list) else [vote]:
                sums[key] = add(sums.get(key, (0, 0)), weight)
        results.append(decide(case["day"], matter, roll, sums))
    return roll, len(last), results


def cases(path):
    wrong = count = 0
    seen = {}
    for line in open(path, encoding="utf-8"):
        case = json.loads(line)
        document = case["document"]
        roll, ballots, results = from_scratch(case)
        faults = check(document)
        if (document["roll"]["heads"], document["roll"]["area"]) != roll:
            faults.append(f"roll {roll}")
        if document["ballots"]["counted"] != ballots:
            faults.append(f"ballots {ballots}")
        for number, (found, result) in enumerate(zip(results, document["results"]), 1):
            if found != published(result):
                faults.append(f"matter {number}: {found} / {published(result)}")
            kind = "tie" if any(c[3] for c in found.get("candidates", [])) else "election" if "candidates" in found else "question"
            for key in (kind, "passed" if found["passed"] else "not passed", f"quorum {found['quorum']}"):
                seen[key] = seen.get(key, 0) + 1
        count += 1
        if faults:
            wrong += 1
            print(case.get("name"), *faults, sep="\n  ")
    print(json.dumps({"polls": count, "wrong": wrong, **dict(sorted(seen.items()))}))
    return 1 if wrong or not count else 0


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "--cases":
        return cases(arguments[1])
    if not 1 <= len(arguments) <= 2:
        print(__doc__)
        return 2
    data = open(arguments[0], "rb").read()
    document = json.loads(data)
    print("sha256", hashlib.sha256(data).hexdigest())
    faults = check(document)
    for fault in faults:
        print("✗", fault)
    for number, (matter, result) in enumerate(zip(document["definition"]["matters"], document["results"]), 1):
        print(number, matter["text"], "通过 passed" if result["passed"] else "未通过 not passed")
    if len(arguments) == 2:
        wanted = "".join(c for c in arguments[1].upper() if c.isalnum())
        is_there = wanted in document["receipts"]
        print("回执在列 the receipt is there" if is_there else "回执不在列 the receipt is not there")
        if not is_there:
            return 1
    print("重新计票一致 counted again: the same" if not faults else f"{len(faults)} 处不符 faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
