/// The hashing half of the bundle's script: SHA-256 (FIPS 180-4; the browser's own is not to be had on `file:`), canonical bytes
/// (`docs/store.md`), Merkle trees and inclusion proofs (RFC 6962, RFC 9162 §2.1.3.2).
enum BundleHashScript {
    static let text = #"""
        const K = new Uint32Array([
          0x428a2f98,0x71374491,0xb5c0fbcf,0xe9b5dba5,0x3956c25b,0x59f111f1,0x923f82a4,0xab1c5ed5,0xd807aa98,0x12835b01,0x243185be,0x550c7dc3,0x72be5d74,0x80deb1fe,0x9bdc06a7,0xc19bf174,
          0xe49b69c1,0xefbe4786,0x0fc19dc6,0x240ca1cc,0x2de92c6f,0x4a7484aa,0x5cb0a9dc,0x76f988da,0x983e5152,0xa831c66d,0xb00327c8,0xbf597fc7,0xc6e00bf3,0xd5a79147,0x06ca6351,0x14292967,
          0x27b70a85,0x2e1b2138,0x4d2c6dfc,0x53380d13,0x650a7354,0x766a0abb,0x81c2c92e,0x92722c85,0xa2bfe8a1,0xa81a664b,0xc24b8b70,0xc76c51a3,0xd192e819,0xd6990624,0xf40e3585,0x106aa070,
          0x19a4c116,0x1e376c08,0x2748774c,0x34b0bcb5,0x391c0cb3,0x4ed8aa4a,0x5b9cca4f,0x682e6ff3,0x748f82ee,0x78a5636f,0x84c87814,0x8cc70208,0x90befffa,0xa4506ceb,0xbef9a3f7,0xc67178f2]);
        function sha256(bytes) {
          const padded = new Uint8Array((bytes.length + 9 + 63) >> 6 << 6);
          padded.set(bytes);
          padded[bytes.length] = 0x80;
          const view = new DataView(padded.buffer);
          view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
          const h = new Uint32Array([0x6a09e667,0xbb67ae85,0x3c6ef372,0xa54ff53a,0x510e527f,0x9b05688c,0x1f83d9ab,0x5be0cd19]);
          const w = new Uint32Array(64);
          const turn = (x, n) => x >>> n | x << 32 - n;
          for (let at = 0; at < padded.length; at += 64) {
            for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
            for (let i = 16; i < 64; i++) {
              const a = w[i - 15], b = w[i - 2];
              w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >>> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >>> 10);
            }
            let [a, b, c, d, e, f, g, z] = h;
            for (let i = 0; i < 64; i++) {
              const one = z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
              const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
              z = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
            }
            [a, b, c, d, e, f, g, z].forEach((x, i) => { h[i] += x; });
          }
          const out = new Uint8Array(32);
          h.forEach((x, i) => new DataView(out.buffer).setUint32(4 * i, x));
          return out;
        }
        const hex = bytes => Array.from(bytes, b => b.toString(16).padStart(2, "0")).join("");
        function unhex(text) {
          if (!/^([0-9a-f]{2})*$/.test(text)) throw new Error("hex: " + text);
          return Uint8Array.from(text.match(/../g) || [], x => parseInt(x, 16));
        }
        const unbase64 = text => Uint8Array.from(atob(text), x => x.charCodeAt(0));
        function join(parts) {
          const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
          let at = 0;
          for (const part of parts) { out.set(part, at); at += part.length; }
          return out;
        }
        const utf8 = new TextEncoder();
        function word(tag, number) {
          const out = new Uint8Array(9);
          out[0] = tag;
          new DataView(out.buffer).setBigInt64(1, BigInt(number));
          return out;
        }
        /* null, number, text, bytes */
        function canonical(values) {
          return join(values.flatMap(v => {
            if (v === null) return [new Uint8Array(1)];
            if (typeof v === "number") return [word(1, v)];
            const bytes = typeof v === "string" ? utf8.encode(v) : v;
            return [word(typeof v === "string" ? 2 : 3, bytes.length), bytes];
          }));
        }
        const leafHash = values => sha256(join([new Uint8Array([0]), canonical(values)]));
        const nodeHash = (a, b) => sha256(join([new Uint8Array([1]), a, b]));
        /* Pairs from the left, an odd one moved up: the same tree as splitting at the largest power of two. */
        function merkleRoot(leaves) {
          if (!leaves.length) return sha256(new Uint8Array(0));
          let row = leaves;
          while (row.length > 1) {
            const next = [];
            for (let i = 0; i < row.length; i += 2) next.push(i + 1 < row.length ? nodeHash(row[i], row[i + 1]) : row[i]);
            row = next;
          }
          return row[0];
        }
        function included(leaf, index, size, path, root) {
          let at = index, last = size - 1, hash = leaf;
          if (at > last) return false;
          for (const step of path) {
            if (last === 0) return false;
            if (at % 2 === 1 || at === last) {
              hash = nodeHash(step, hash);
              while (at % 2 === 0 && at !== 0) { at = at / 2; last = Math.floor(last / 2); }
            } else hash = nodeHash(hash, step);
            at = Math.floor(at / 2); last = Math.floor(last / 2);
          }
          return last === 0 && hex(hash) === hex(root);
        }
        """#
}
