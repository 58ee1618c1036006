"""The peer: FastAPI on uvicorn (uvloop, httptools), one process, the same SQLite file, the same queries as Anju's page of a ledger:
who asks (session by token digest, kept in memory), the page's current version, its entries, shown as HTML.

    uvicorn peer:app --port 8201 --log-level warning --no-access-log
"""
import hashlib, html, os, sqlite3
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse

CITY = "110000"
app = FastAPI()
database = sqlite3.connect(f"file:{os.environ['ANJU_DB']}?mode=ro", uri=True, check_same_thread=False)
sessions: dict[bytes, int] = {}


def who(request: Request) -> int:
    token = request.cookies.get("anju", "")
    digest = hashlib.sha256(token.encode()).digest()
    if digest not in sessions:
        row = database.execute(
            "SELECT account FROM account_secrets WHERE city = ? AND digest = ? AND kind = 'session'", (CITY, digest)).fetchone()
        if row is None:
            raise HTTPException(401)
        sessions[digest] = row[0]
    return sessions[digest]


@app.get("/pages/{ledger}/{district}/{period}", response_class=HTMLResponse)
async def page(ledger: str, district: str, period: str, request: Request):
    who(request)
    if ledger != "progress":
        raise HTTPException(404)
    version = database.execute(
        "SELECT page, version, receipt, entries, rejected FROM page_versions WHERE city = ? AND ledger = ? AND district = ? AND period = ?"
        " ORDER BY version DESC LIMIT 1", (CITY, ledger, district, period)).fetchone()
    if version is None:
        raise HTTPException(404)
    rows = database.execute(
        "SELECT file_row, project, housing, milestone, homes, reached_on FROM ledger_progress WHERE city = ? AND page = ? ORDER BY file_row",
        (CITY, version[0])).fetchall()
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<!DOCTYPE html><html><head><title>{html.escape(ledger)}</title></head><body><h1>{version[1]}</h1><table>{body}</table></body></html>"
