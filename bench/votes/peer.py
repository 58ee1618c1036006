"""The peer: FastAPI on uvicorn (uvloop, httptools), one process, SQLite at the same durability (WAL, synchronous=FULL), the same job:
check the pass (HMAC), check the choices, refuse a second ballot, insert the ballot and an audit row whose hash follows the last one,
commit, answer with a receipt. It does not seal the choices, which is to its advantage.

    PEER_DB=/tmp/peer.db PEER_KEY=hex GROUPED=0|1 uvicorn peer:app --port 8301 --log-level warning --no-access-log
"""
import asyncio
import hashlib
import hmac
import os
import secrets
import sqlite3
import time

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

KEY = bytes.fromhex(os.environ["PEER_KEY"])
GROUPED = os.environ.get("GROUPED") == "1"
database = sqlite3.connect(os.environ["PEER_DB"], isolation_level=None, check_same_thread=False)
database.execute("PRAGMA journal_mode=WAL")
database.execute("PRAGMA synchronous=FULL")
database.execute("PRAGMA page_size=8192")
database.executescript("""
CREATE TABLE IF NOT EXISTS ballots (city TEXT, poll INT, head INT, turn INT, choices BLOB, receipt TEXT, done_at TEXT, seal BLOB,
    PRIMARY KEY (city, poll, head, turn)) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS receipt ON ballots (city, poll, receipt);
CREATE TABLE IF NOT EXISTS counted (city TEXT, poll INT, head INT, turn INT, receipt TEXT, PRIMARY KEY (city, poll, head)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit (seq INTEGER PRIMARY KEY, act TEXT, subject TEXT, commitment BLOB, hash BLOB);
""")
last = [b""]
app = FastAPI()


class Choice(BaseModel):
    choice: str | None = None
    candidates: list[int] | None = None


class Order(BaseModel):
    model_config = {"populate_by_name": True, "extra": "forbid"}
    choices: list[Choice]
    replaces: int | None = None
    token: str


def insert(head, text):
    """Within a transaction: (status, receipt)."""
    row = database.execute("SELECT turn, receipt FROM counted WHERE city = ? AND poll = ? AND head = ?", ("110000", 1, head)).fetchone()
    if row:
        return 409, row[1]
    receipt, now = secrets.token_hex(8), time.strftime("%Y-%m-%dT%H:%M:%S+08:00")
    seal = hashlib.sha256(f"110000\n1\n{head}\n1\n{text}\n{receipt}\n{now}".encode()).digest()
    database.execute("INSERT INTO ballots VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ("110000", 1, head, 1, text.encode(), receipt, now, seal))
    database.execute("INSERT INTO counted VALUES (?, ?, ?, ?, ?)", ("110000", 1, head, 1, receipt))
    last[0] = hashlib.sha256(last[0] + seal).digest()
    database.execute("INSERT INTO audit (act, subject, commitment, hash) VALUES (?, ?, ?, ?)", ("vote.cast", "poll/1", seal, last[0]))
    return 201, receipt


waiting: asyncio.Queue = asyncio.Queue()


async def writer():
    while True:
        group = [await waiting.get()]
        while not waiting.empty():
            group.append(waiting.get_nowait())
        database.execute("BEGIN IMMEDIATE")
        results = [insert(head, text) for head, text, _ in group]
        await asyncio.get_running_loop().run_in_executor(None, database.execute, "COMMIT")
        for (_, _, future), result in zip(group, results):
            future.set_result(result)


@app.on_event("startup")
async def start():
    if GROUPED:
        asyncio.create_task(writer())


@app.get("/healthz")
async def health():
    return "ok"


@app.post("/api/v1/votes/{code}/ballots", status_code=201)
async def cast(code: str, order: Order):
    plain, _, code = order.token.rpartition(".")
    right = hmac.new(KEY, ("110000/" + plain).encode(), "sha256").hexdigest()[:32]
    poll, head, until = plain.split(".")
    if not hmac.compare_digest(right, code) or int(until) < time.time():
        raise HTTPException(422)
    if len(order.choices) != 2 or order.choices[0].choice not in ("for", "against", "abstain") or len(order.choices[1].candidates or []) > 2:
        raise HTTPException(422)
    text = order.choices[0].choice[0] + "".join("1" if n in order.choices[1].candidates else "0" for n in (1, 2, 3))
    if GROUPED:
        future = asyncio.get_running_loop().create_future()
        waiting.put_nowait((int(head), text, future))
        status, receipt = await future
    else:
        database.execute("BEGIN IMMEDIATE")
        status, receipt = insert(int(head), text)
        database.execute("COMMIT")
    if status == 409:
        raise HTTPException(409, receipt)
    return {"receipt": receipt, "turn": 1, "castAt": time.strftime("%Y-%m-%dT%H:%M:%S+08:00")}
