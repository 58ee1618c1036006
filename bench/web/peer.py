"""The peer: FastAPI on uvicorn (uvloop, httptools), one process, the same SQLite file and the same questions to it.

    uvicorn peer:app --port 8201 --log-level warning --no-access-log
"""
import hashlib, os, sqlite3
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import PlainTextResponse

CITY = "110000"
app = FastAPI()
database = sqlite3.connect(f"file:{os.environ['ANJU_DB']}?mode=ro", uri=True, check_same_thread=False)
tokens: dict[bytes, int] = {}


def who(request: Request) -> int:
    digest = hashlib.sha256(request.headers.get("authorization", "")[7:].encode()).digest()
    if digest not in tokens:
        row = database.execute(
            "SELECT account FROM account_secrets WHERE city = ? AND digest = ? AND kind = 'token'", (CITY, digest)).fetchone()
        if row is None:
            raise HTTPException(401)
        tokens[digest] = row[0]
    return tokens[digest]


@app.get("/healthz", response_class=PlainTextResponse)
async def health():
    database.execute("SELECT 1 AS one").fetchone()
    return "ok\n"


@app.get("/api/v1/pages/{ledger}/{district}/{period}/entries")
async def entries(ledger: str, district: str, period: str, request: Request):
    who(request)
    versions = database.execute(
        "SELECT page, version FROM page_versions WHERE city = ? AND ledger = ? AND district = ? AND period = ? ORDER BY version",
        (CITY, ledger, district, period)).fetchall()
    if ledger != "progress" or not versions:
        raise HTTPException(404)
    rows = database.execute(
        "SELECT file_row, project, housing, milestone, homes, reached_on FROM ledger_progress WHERE city = ? AND page = ? ORDER BY file_row",
        (CITY, versions[-1][0])).fetchall()
    names = ("project", "housing", "milestone", "homes", "reached_on")
    return {
        "items": [{"key": f"{row[1]}/{row[3]}", "row": row[0], "values": dict(zip(names, map(str, row[1:])))} for row in rows],
        "total": len(rows)}
