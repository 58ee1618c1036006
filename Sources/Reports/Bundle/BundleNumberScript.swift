/// The arithmetic half of the bundle's script: whether a printed number is what an exact one rounds to (half away from zero).
enum BundleNumberScript {
    static let text = #"""
        /* "81549/80000" → [81549n, 80000n] */
        function parse(text) {
          const m = /^(-?\d+)(?:\/(\d+))?$/.exec(text ?? "");
          return m && [BigInt(m[1]), BigInt(m[2] ?? "1")];
        }
        function quotient(a, b) {
          const n = a[0] * b[1], d = a[1] * b[0];
          return d < 0n ? -n + "/" + -d : n + "/" + d;
        }
        /* value × 10^places to the nearest whole number */
        function rounded([n, d], places) {
          if (places >= 0) n *= 10n ** BigInt(places); else d *= 10n ** BigInt(-places);
          const size = n < 0n ? -n : n, whole = (2n * size + d) / (2n * d);
          return n < 0n ? -whole : whole;
        }
        const scaleOf = text => /^亿/.test(text) ? -8 : /^万/.test(text) ? -4 : /^(%|个百分点|percentage)/.test(text) ? 2 : 0;
        function split(text) {
          const m = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(\D.*)?$/s.exec(text);
          return m && { digits: BigInt(m[1] + m[2].replace(/,/g, "") + (m[3] ?? "")), places: (m[3] ?? "").length, rest: (m[4] ?? "").trim(), mark: m[1] };
        }
        /* Whether a print is the frozen number, at the precision it is printed with. English writes 万 and 亿 out, with noughts. */
        function fits(shown, frozen) {
          const value = parse(frozen.value), print = split(shown);
          if (!value) return frozen.value === null && ["（无数据）", "(no value)"].includes(shown);
          if (!print) return false;
          const own = split(frozen.printed || "0"), ownScale = own ? scaleOf(own.rest || frozen.printed) : 0;
          const scales = print.rest === "" ? [0, ownScale] : [scaleOf(print.rest)];
          if (scales.some(s => rounded(value, s + print.places) === print.digits)) return true;
          const noughts = /[1-9](0+)$/.exec(String(print.digits))?.[1].length ?? 0;
          const own10 = own ? -ownScale - own.places : 0;
          if (print.places > 0 || /^[万亿%]/.test(print.rest)) return false;
          for (let j = 1; j <= (print.digits === 0n ? own10 : noughts); j++) {
            if (rounded(value, -j) * 10n ** BigInt(j) === print.digits) return true;
          }
          return false;
        }
        """#
}
