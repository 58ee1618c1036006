#!/usr/bin/env python3
"""Schemathesis against a running server, as a city officer, a district reporter and the administrators.

    pip install schemathesis openapi-spec-validator
    python3 Tests/API/schemathesis.py .build/debug/anju out/data [--examples 20] [--only city,dongcheng]

The data directory (made by `anju demo`) is copied; the copy is thrown away. Each account is tried with whatever schemathesis makes
up, and with addresses that exist in the example city, so that the acts themselves are reached. Ends with 1 where the server failed
(5xx), an answer was not as described, or a request without a token was answered.
"""

import argparse, json, os, pathlib, re, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.request

# In this order: the administrators may close the others' accounts.
ACCOUNTS = ["city", "dongcheng", "finance", "audit", "system", "security"]

# What exists in the example city.
KNOWN = {
    "month": {
        "path.ledger": "subsidies", "path.district": "110101", "path.period": "2023-05", "path.figure": "rental.bonded.raised@110101",
        "path.freeze": "2023-1", "path.receipt": 2, "path.question": 1, "path.request": 1, "path.account": 9, "query.year": 2023,
        "query.district": "110101",
    },
    "year": {
        "path.ledger": "projects", "path.district": "110105", "path.period": "2023", "path.figure": "rental.bonded.raised",
        "path.freeze": "2023-1", "path.receipt": 4, "path.question": 2, "path.request": 2, "path.account": 10, "query.year": 2023,
        "query.district": "110105",
    },
}

CONFIG = """
[checks]
positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 422, 429]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 429]
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("anju")
    parser.add_argument("data")
    parser.add_argument("--examples", type=int, default=20)
    parser.add_argument("--only", default=",".join(ACCOUNTS))
    parser.add_argument("--seed", type=int, default=20231231)
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="anju-api-"))
    tools = pathlib.Path(sys.executable).parent
    schemathesis = shutil.which("schemathesis", path=f"{tools}:{os.environ.get('PATH', '')}")
    if not schemathesis:
        sys.exit("schemathesis is missing: pip install schemathesis openapi-spec-validator")
    data = folder / "data"
    shutil.copytree(options.data, data)
    tokens = {
        login: subprocess.run(
            [options.anju, "token", login, "--data", str(data), "--label", "schemathesis"], check=True, capture_output=True, text=True
        ).stdout.strip()
        for login in options.only.split(",")
    }
    port = free_port()
    base = f"http://127.0.0.1:{port}/api/v1"
    log = open(folder / "log", "w+")
    server = subprocess.Popen(
        [options.anju, "serve", "--data", str(data), "--port", str(port), "--quiet"], stdout=log, stderr=subprocess.STDOUT
    )
    faults, requests = 0, 0
    try:
        for _ in range(200):
            try:
                description = urllib.request.urlopen(base + "/openapi.json").read()
                break
            except OSError:
                time.sleep(0.1)
        (folder / "openapi.json").write_bytes(description)
        from openapi_spec_validator import validate

        validate(json.loads(description))
        print(f"openapi.json: valid, {len(json.loads(description)['paths'])} paths")
        for login, token in tokens.items():
            for kind in ("wide", *KNOWN):
                config = CONFIG
                if kind in KNOWN:
                    config += "\n[parameters]\n" + "".join(f'"{name}" = {json.dumps(value)}\n' for name, value in KNOWN[kind].items())
                place = folder / f"{kind}.toml"
                place.write_text(config)
                run = subprocess.run(
                    [schemathesis, "--config-file", str(place), "run", base + "/openapi.json", "--header", f"Authorization: Bearer {token}",
                     "--checks", "all", "--max-examples", str(options.examples), "--seed", str(options.seed), "--continue-on-failure",
                     "--no-color", "--request-timeout", "60"],
                    capture_output=True, text=True, cwd=folder,
                )
                text = run.stdout + run.stderr
                output = folder / f"{login}-{kind}.txt"
                output.write_text(text)
                cases = re.search(r"(\d+) generated(?:, (\d+) found \d+ unique failures)?", text)
                requests += int(cases.group(1)) if cases else 0
                summary = [line.strip() for line in text.splitlines() if re.search(r"generated|tested|found \d|✅|❌|Server error", line)]
                print(f"{login:10} {kind}: {'ok' if run.returncode == 0 else 'FAULTS'}  " + " | ".join(summary[-4:]), flush=True)
                if run.returncode != 0:
                    faults += 1
                    found = text[text.find("= FAILURES"):] if "= FAILURES" in text else text[-3000:]
                    print(found[:6000], flush=True)
        if server.poll() is not None:
            faults += 1
            print("the server has ended")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        log.seek(0)
        errors = [line for line in log if "error" in line]
        print("".join(errors[:20]), end="")
    print(f"{requests} requests, {faults} runs with faults; output in {folder}")
    if not faults:
        shutil.rmtree(folder)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
