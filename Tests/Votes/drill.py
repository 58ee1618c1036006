#!/usr/bin/env python3
"""Drills of owners' votes against the real server. Standard library only; shares no code with the program.

    drill.py race  ANJU [--rounds 500] [--clients 64]   many at once for the same owner
    drill.py kill  ANJU [--kills 100]                    kill -9 in the middle of voting
    drill.py power ANJU [--states 500] [--ballots 200]   the power goes: the disk is rebuilt at random points from a trace (strace)

Each writes down what was answered and judges by the database file alone. Each has a control that must fail; exit 1 where a drill finds
something, or where its control does not.
"""
import argparse
import http.client
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

BALLOT = {"choices": [{"choice": "for"}, {"candidates": [1, 3]}]}


class Office:
    """A data directory with one open poll, and its server."""

    def __init__(self, anju, owners):
        self.anju = anju
        self.folder = tempfile.mkdtemp(prefix="anju-votes-")
        self.data = self.folder + "/data"
        made = subprocess.run([anju, "poll", "example", "--owners", str(owners), "--data", self.data, "--passes", self.folder + "/passes", "--json"],
                              check=True, capture_output=True, text=True, timeout=300)
        made = json.loads(made.stdout)
        self.poll, self.code = int(made["poll"]), made["code"]
        self.passes = open(self.folder + "/passes").read().split()
        self.server = None

    def start(self, port, wrapper=()):
        self.port = port
        self.server = subprocess.Popen([*wrapper, self.anju, "serve", "--data", self.data, "--port", str(port), "--quiet"],
                                       stdout=subprocess.DEVNULL, stderr=open(self.folder + "/log", "ab"), start_new_session=True)
        begin = time.monotonic()
        while time.monotonic() - begin < 60:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return time.monotonic() - begin
            except OSError:
                time.sleep(0.02)
            if self.server.poll() is not None:
                raise SystemExit("the server did not start: " + open(self.folder + "/log").read()[-2000:])
        raise SystemExit("the server did not start in 60 s")

    def kill(self):
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def stop(self):
        os.killpg(self.server.pid, signal.SIGTERM)
        self.server.wait(timeout=60)

    def database(self, path=None):
        return sqlite3.connect(path or self.data + "/anju.db")


class Client:
    def __init__(self, office):
        self.office = office
        self.connection = http.client.HTTPConnection("127.0.0.1", office.port, timeout=30)

    def cast(self, head, body=BALLOT, replaces=None):
        order = {"pass": self.office.passes[head - 1], **body}
        if replaces:
            order["replaces"] = replaces
        self.connection.request("POST", f"/api/v1/votes/{self.office.code}/ballots", json.dumps(order), {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()


def receipt(text):
    found = re.search(r"(?<![0-9A-Z])[0-9A-HJKMNP-TV-Z]{16}(?![0-9A-Z])", text)
    return found.group() if found else None


def judge(database, poll, acknowledged):
    """What is wrong with a store, given the ballots that were acknowledged: {(head, turn): receipt}."""
    faults = []
    rows = {(h, t): r for h, t, r in database.execute("SELECT head, turn, receipt FROM vote_ballots WHERE poll = ?", (poll,))}
    counted = {h: (t, r) for h, t, r in database.execute("SELECT head, turn, receipt FROM vote_counted WHERE poll = ?", (poll,))}
    journal = database.execute("SELECT count(*) FROM journal WHERE act = 'vote.cast'").fetchone()[0]
    for key, value in acknowledged.items():
        if rows.get(key) != value:
            faults.append(f"acknowledged ballot {key} {value} is {rows.get(key)}")
    if journal != len(rows):
        faults.append(f"{len(rows)} ballots and {journal} entries in the journal")
    last = {}
    for (head, turn), value in rows.items():
        if turn > last.get(head, (0,))[0]:
            last[head] = (turn, value)
    if last != counted:
        faults.append("the ballots that count are not the last ones")
    turns = {}
    for head, turn in rows:
        turns.setdefault(head, []).append(turn)
    if any(sorted(t) != list(range(1, len(t) + 1)) for t in turns.values()):
        faults.append("a turn is missing or twice")
    if len(set(rows.values())) != len(rows):
        faults.append("a receipt stands twice")
    return faults


def finish(office):
    """Everybody else votes, the poll is closed, and the published file is counted again."""
    office.stop()
    out = office.folder + "/result.json"
    subprocess.run([office.anju, "poll", "close", str(office.poll), "--data", office.data, "--out", out], check=True, capture_output=True, timeout=600)
    tally = os.path.join(os.path.dirname(os.path.realpath(__file__)), "tally.py")
    done = subprocess.run([sys.executable, tally, out], capture_output=True, text=True)
    return [] if done.returncode == 0 else ["tally: " + done.stdout]


def race(anju, rounds, clients):
    office = Office(anju, rounds)
    office.start(random.randint(20000, 40000))
    barrier = threading.Barrier(clients)
    answers = [[] for _ in range(clients)]
    different = {"choices": [{"choice": "against"}, {"candidates": [2]}]}

    def work(index):
        client = Client(office)
        for head in range(1, rounds + 1):
            barrier.wait()
            try:
                answers[index].append(client.cast(head, BALLOT if index % 2 else different))
            except Exception as error:  # an answer that did not come is a fault here: nobody kills the server
                answers[index].append((599, repr(error)))
                client = Client(office)

    begin = time.monotonic()
    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - begin
    faults, statuses, acknowledged = [], {}, {}
    for head in range(1, rounds + 1):
        own = [answers[index][head - 1] for index in range(clients)]
        for status, _ in own:
            statuses[status] = statuses.get(status, 0) + 1
        won = [json.loads(text)["receipt"] for status, text in own if status == 201]
        if len(won) != 1:
            faults.append(f"round {head}: {len(won)} ballots were taken")
            continue
        acknowledged[(head, 1)] = won[0]
        others = [text for status, text in own if status == 409]
        if len(others) != clients - 1 or any(receipt(text) != won[0] for text in others):
            faults.append(f"round {head}: the others were not told the receipt that stands")
    faults += finish(office)
    database = office.database()
    faults += judge(database, office.poll, acknowledged)
    count = database.execute("SELECT count(*), count(DISTINCT head) FROM vote_ballots").fetchone()
    if count != (rounds, rounds):
        faults.append(f"ballots {count}, rounds {rounds}")
    # Control: one ballot too many, put past the constraint, is seen.
    database.execute("CREATE TEMP TABLE vote_ballots AS SELECT * FROM main.vote_ballots")
    database.execute("INSERT INTO temp.vote_ballots SELECT city, poll, head, turn, channel, choices, 'X', proxy, actor, done_at, seal FROM main.vote_ballots LIMIT 1")
    control = bool(judge(database, office.poll, acknowledged))
    print(json.dumps({"drill": "race", "attempts": rounds * clients, "clients": clients, "statuses": {str(k): v for k, v in sorted(statuses.items())},
                      "counted": count[0], "faults": len(faults), "control failed as it must": control, "attempts a second": round(rounds * clients / took)}))
    return faults, control, office


def kill(anju, kills):
    owners = kills * 300
    office = Office(anju, owners)
    acknowledged, lock = {}, threading.Lock()
    waiting = list(range(owners, 0, -1))
    unknown, restart, port = [], [], random.randint(20000, 40000)
    random.seed(20231124)
    for round_number in range(kills):
        restart.append(office.start(port))
        first = threading.Event()

        def work():
            client = Client(office)
            while True:
                with lock:
                    if not waiting:
                        return
                    head = unknown.pop() if unknown else waiting.pop()
                try:
                    status, text = client.cast(head)
                except Exception:
                    with lock:
                        unknown.append(head)
                    return
                with lock:
                    if status in (201, 409):
                        # 409 after a lost answer: the ballot was kept, and its receipt is told again.
                        acknowledged[(head, 1)] = receipt(text)
                    else:
                        unknown.append(head)
                        raise SystemExit(f"answered {status} {text}")
                first.set()

        threads = [threading.Thread(target=work) for _ in range(32)]
        for thread in threads:
            thread.start()
        first.wait(20 if waiting else 0)
        time.sleep(random.uniform(0, 0.12))
        office.kill()
        for thread in threads:
            thread.join()
    faults = []
    restart.append(office.start(port))
    before = len(acknowledged)
    client = Client(office)
    for head in unknown + waiting:
        status, text = client.cast(head)
        if status not in (201, 409):
            faults.append(f"{head}: {status}")
        acknowledged[(head, 1)] = receipt(text)
    faults += finish(office)
    database = office.database()
    faults += judge(database, office.poll, acknowledged)
    # Control: an acknowledged ballot that is not there is seen.
    control = bool(judge(database, office.poll, {**acknowledged, (1, 2): "0" * 16}))
    print(json.dumps({"drill": "kill", "kills": kills, "acknowledged before the last": before, "in all": len(acknowledged), "faults": len(faults),
                      "control failed as it must": control, "slowest restart s": round(max(restart), 2)}))
    return faults, control, office


# MARK: power

LINE = re.compile(r"^(\d+) +(.*)$")
CALL = re.compile(r"^(\w+)\((.*)")


def unescape(text):
    return bytes.fromhex(text.replace("\\x", ""))


def trace_events(path, folder):
    """The trace as events: ("write", file, offset, bytes), ("sync", file), ("size", file, length), ("ack", receipts). A write counts from when it
    is asked for, a sync from when it has returned, and covers what was asked for before it began."""
    events, pending, names = [], {}, {}
    for line in open(path, encoding="utf-8", errors="replace"):
        found = LINE.match(line)
        if not found:
            continue
        thread, text = found.groups()
        if text.startswith("<..."):
            call = pending.pop(thread, None)
            if call is None:
                continue
            result = text.rsplit("=", 1)[-1].split()[0] if "=" in text else "0"
            finished(events, names, folder, call, result)
            continue
        match = CALL.match(text)
        if not match:
            continue
        call = match.groups()
        if text.rstrip().endswith("<unfinished ...>"):
            call = begun(events, names, folder, call)
            pending[thread] = call
            continue
        result = text.rsplit("= ", 1)[-1].split()[0]
        finished(events, names, folder, begun(events, names, folder, call), result)
    return events


def begun(events, names, folder, call):
    name, arguments = call
    fd = arguments.split(",", 1)[0].split(")")[0].split(" ")[0]
    if name == "pwrite64" and fd in names:
        data = re.search(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?, (\d+), (\d+)', arguments)
        if data is None or data.group(2):
            raise SystemExit("the trace does not hold whole writes")
        events.append(("write", names[fd], int(data.group(4)), unescape(data.group(1))))
    elif name == "ftruncate" and fd in names:
        events.append(("size", names[fd], int(re.search(r", (\d+)", arguments).group(1))))
    elif name in ("fdatasync", "fsync"):
        return (name, fd, len(events))
    elif name in ("write", "writev", "sendto", "sendmsg"):
        acks = []
        for piece in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments):
            data = unescape(piece)
            if b'"receipt"' in data:
                acks += re.findall(rb'"receipt":"([0-9A-Z]{16})"', data)
        if acks:
            events.append(("ack", [a.decode() for a in acks]))
    return (name, arguments, fd)


def finished(events, names, folder, call, result):
    if call[0] == "openat" and result.isdigit():
        path = re.search(r'"((?:\\x[0-9a-f]{2})*)"', call[1])
        path = unescape(path.group(1)).decode(errors="replace") if path else ""
        names.pop(result, None)
        if path in (folder + "/anju.db", folder + "/anju.db-wal"):
            names[result] = os.path.basename(path)
    elif call[0] in ("fdatasync", "fsync") and call[1] in names and result == "0":
        events.append(("sync", names[call[1]], call[2]))


def apply(image, event):
    data = image.setdefault(event[1], bytearray())
    if event[0] == "size":
        del data[event[2]:]
        data.extend(b"\0" * (event[2] - len(data)))
    else:
        _, _, offset, content = event
        if len(data) < offset:
            data.extend(b"\0" * (offset - len(data)))
        data[offset:offset + len(content)] = content


def rebuild(base, events, point, chance):
    """The disk when the power went after `point` events: what was synced, and any part of the rest."""
    synced = {}
    for index, event in enumerate(events[:point]):
        if event[0] == "sync":
            synced[event[1]] = event[2]
    image = {name: bytearray(data) for name, data in base.items()}
    mode = chance.choice(["none", "prefix", "subset", "torn"])
    share = chance.random()
    for index, event in enumerate(events[:point]):
        if event[0] not in ("write", "size"):
            continue
        if index < synced.get(event[1], 0):
            apply(image, event)
        elif mode == "none" or mode == "prefix" and chance.random() > 0.98 - 0.5 * share:
            break
        elif mode in ("subset", "torn") and chance.random() > share:
            continue
        elif mode == "torn" and event[0] == "write" and len(event[3]) > 512:
            cut = chance.randrange(0, len(event[3]), 512)
            apply(image, (event[0], event[1], event[2], event[3][:cut]))
        else:
            apply(image, event)
    return image


def power(anju, states, ballots):
    office = Office(anju, ballots)
    base = {name: open(f"{office.data}/{name}", "rb").read() for name in ("anju.db", "anju.db-wal") if os.path.exists(f"{office.data}/{name}")}
    trace = office.folder + "/trace"
    office.start(random.randint(20000, 40000),
                 ["strace", "-f", "-qq", "-xx", "-s", "1000000", "-o", trace, "-e", "trace=openat,pwrite64,ftruncate,fdatasync,fsync,write,writev,sendto,sendmsg"])
    heads, lock, receipts = list(range(ballots, 0, -1)), threading.Lock(), {}

    def work():
        client = Client(office)
        while True:
            with lock:
                if not heads:
                    return
                head = heads.pop()
            status, text = client.cast(head)
            with lock:
                receipts[receipt(text)] = head

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(0.3)
    office.kill()
    events = trace_events(trace, os.path.realpath(office.data))
    faults = []
    # The harness itself: all of the trace gives the files as they lie there.
    whole = {name: bytearray(data) for name, data in base.items()}
    for event in events:
        if event[0] in ("write", "size"):
            apply(whole, event)
    for name, data in whole.items():
        real = open(f"{office.data}/{name}", "rb").read()
        if bytes(data) != real:
            print(json.dumps({"harness": "the replay of the whole trace is not the file", "file": name, "replayed": len(data), "real": len(real)}))
            return ["harness"], False, office
    acked = [event for event in events if event[0] == "ack"]
    first = next(index for index, event in enumerate(events) if event[0] == "ack")

    def run(events, seed, states):
        chance, lost, corrupt, worst = random.Random(seed), 0, 0, 0
        for _ in range(states):
            point = chance.randint(first, len(events))
            folder = tempfile.mkdtemp(dir=office.folder)
            for name, data in rebuild(base, events, point, chance).items():
                open(f"{folder}/{name}", "wb").write(data)
            wanted = {r for event in events[:point] if event[0] == "ack" for r in event[1]}
            try:
                database = office.database(folder + "/anju.db")
                if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    corrupt += 1
                there = {r for (r,) in database.execute("SELECT receipt FROM vote_ballots")}
                if database.execute("SELECT count(*) FROM journal WHERE act = 'vote.cast'").fetchone()[0] != len(there):
                    corrupt += 1
                database.close()
                missing = len(wanted - there)
            except sqlite3.DatabaseError:
                corrupt, missing = corrupt + 1, 0
            lost += missing > 0
            worst = max(worst, missing)
            shutil.rmtree(folder)
        return lost, corrupt, worst

    lost, corrupt, worst = run(events, 1, states)
    if lost or corrupt:
        faults.append(f"{lost} states lost acknowledged ballots (at worst {worst}), {corrupt} were damaged")
    # Control: the same without the syncs of the log, as synchronous=NORMAL would have it between checkpoints.
    normal = run([event for event in events if not (event[0] == "sync" and event[1] == "anju.db-wal")], 1, states)
    control = normal[0] > states // 2
    print(json.dumps({"drill": "power", "states": states, "ballots": ballots, "acknowledged in the trace": sum(len(e[1]) for e in acked),
                      "syncs": sum(e[0] == "sync" for e in events), "states that lost a ballot": lost, "damaged": corrupt,
                      "control (NORMAL): states that lost one": normal[0], "at worst": normal[2], "control failed as it must": control}))
    return faults, control, office


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drill", choices=["race", "kill", "power"])
    parser.add_argument("anju")
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--states", type=int, default=500)
    parser.add_argument("--ballots", type=int, default=200)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    anju = os.path.realpath(options.anju)
    if options.drill == "race":
        faults, control, office = race(anju, options.rounds, options.clients)
    elif options.drill == "kill":
        faults, control, office = kill(anju, options.kills)
    else:
        faults, control, office = power(anju, options.states, options.ballots)
    for fault in faults[:20]:
        print("✗", fault)
    if options.keep:
        print(office.folder)
    else:
        shutil.rmtree(office.folder, ignore_errors=True)
    return 0 if control and not faults else 1


if __name__ == "__main__":
    sys.exit(main())
