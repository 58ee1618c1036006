/// Finds the delimiter of a CSV file: the sign that stands equally often in most of the first records, outside quotes.
enum DelimiterGuess {
    /// In the order of preference where two do equally well.
    private static let candidates: [UInt8] = [0x2C, 0x09, 0x3B]
    private static let records = 64

    static func find(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
        var counts: [[Int: Int]] = [[:], [:], [:]]
        var current = [0, 0, 0]
        var isQuoted = false
        var seen = 0
        var isBlank = true
        func close() {
            if !isBlank {
                for index in current.indices where current[index] > 0 { counts[index][current[index], default: 0] += 1 }
                seen += 1
            }
            current = [0, 0, 0]
            isBlank = true
        }
        for byte in bytes where seen < records {
            if byte == 0x22 { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D {
                close()
                continue
            }
            isBlank = false
            if let index = candidates.firstIndex(of: byte) { current[index] += 1 }
        }
        if seen < records { close() }
        // Records that agree first; then how many delimiters they agree on; then the order of preference.
        var best = (agreeing: 0, count: 0)
        var delimiter = candidates[0]
        for (index, candidate) in candidates.enumerated() {
            for (count, agreeing) in counts[index] where (agreeing, count) > best {
                best = (agreeing, count)
                delimiter = candidate
            }
        }
        return delimiter
    }
}
