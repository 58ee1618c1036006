#!/usr/bin/env python3
"""Replays a draw from its published files. Usage: replay_draw.py LIST SEED [LIST_HASH COMMITMENT [RESULT [WITNESS]]]

LIST has one id a line; SEED is the published seed (64 hexadecimal digits) or a file with it.
RESULT, where given, is the published order: CSV, the id in the second column after the rank; - for none.
WITNESS, where given, is the value that was mixed in at the draw: the order then goes by SHA-256 over SEED:WITNESS.
Prints the order, first first. Exit code 1 where anything published does not agree.
"""
import csv
import hashlib
import os
import sys


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def main(list_file, seed, list_hash=None, commitment=None, result="-", witness=None):
    seed = open(seed).read().strip() if os.path.exists(seed) else seed
    ids = open(list_file, encoding="utf-8-sig").read().splitlines()
    assert len(set(ids)) == len(ids), "an id comes twice"
    drawn = sha(seed + ":" + witness) if witness else seed
    order = sorted(ids, key=lambda i: sha(drawn + ":" + i))
    if list_hash and sha("\n".join(sorted(ids))) != list_hash.lower():
        sys.exit("the list is not the one published before the draw")
    if commitment and sha(seed) != commitment.lower():
        sys.exit("the seed is not the one committed to")
    if result != "-":
        rows = list(csv.reader(open(result, encoding="utf-8-sig")))
        if [row[1] for row in rows[1:]] != order:
            sys.exit("the published order is not the one drawn")
    print("\n".join(order))


main(*sys.argv[1:])
