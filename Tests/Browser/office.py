"""The program under test: a demo city made by `anju demo`, served by `anju serve`, and the accounts of its people."""
import base64, csv, hashlib, hmac, os, shutil, socket, struct, subprocess, time, urllib.error, urllib.request


class Office:
    """A data directory and its server.

    :param demo: a folder `anju demo --out` wrote: `data/` and `accounts.tsv`. It is worked on; give it a copy to keep the original.
    """

    def __init__(self, anju, demo, log):
        self.anju, self.demo, self.log = anju, demo, log
        self.accounts = read_accounts(os.path.join(demo, "accounts.tsv"))
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = None

    def open(self):
        command = [self.anju, "serve", "--data", os.path.join(self.demo, "data"), "--port", str(self.port), "--quiet"]
        self.process = subprocess.Popen(command, stdout=open(self.log, "w"), stderr=subprocess.STDOUT)
        begun = time.monotonic()
        while True:
            assert self.process.poll() is None, f"the server ended with {self.process.returncode}: {self.said()}"
            try:
                return urllib.request.urlopen(self.address + "/healthz", timeout=2).read()
            except (urllib.error.URLError, ConnectionError):
                assert time.monotonic() - begun < 30, "the server did not come up"
                time.sleep(0.05)

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()


def make_demo(anju, folder):
    """Makes the example city anew."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([anju, "demo", "--out", folder], check=True, stdout=subprocess.DEVNULL)


def read_accounts(path):
    """Name to sign in with → what is written beside it."""
    with open(path, encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["账号"]: row for row in rows}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def one_time_code(secret, at=None):
    """RFC 6238, written here once more so that the program's own is checked by another."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time() if at is None else at) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


assert one_time_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59) == "287082", "RFC 6238's example"
