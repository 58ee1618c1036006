/// Names given numbers in the order they are met: an open-addressed table over one arena of bytes, for names by the million.
public struct NameTable: Sendable {
    private var bytes: [UInt8] = []
    private var starts: [Int32] = [0]
    /// A name's number + 1; 0 where nobody is.
    private var slots: [Int32] = Array(repeating: 0, count: 1 << 10)

    public init() {}

    public var count: Int { starts.count - 1 }

    /// The number of a name, new where it is met for the first time.
    public mutating func number(_ name: UnsafeBufferPointer<UInt8>) -> Int32 {
        if count * 2 >= slots.count { grow() }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: Self.hash(name)) & mask
        while slots[slot] != 0 {
            if isEqual(Int(slots[slot] - 1), name) { return slots[slot] - 1 }
            slot = (slot + 1) & mask
        }
        let number = Int32(count)
        bytes.append(contentsOf: name)
        starts.append(Int32(bytes.count))
        slots[slot] = number + 1
        return number
    }

    public mutating func number(_ name: String) -> Int32 {
        var name = name
        return name.withUTF8 { number($0) }
    }

    public func name(_ number: Int32) -> String {
        String(decoding: bytes[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])], as: UTF8.self)
    }

    /// The bytes of a name, for names that are no text.
    public func bytes(_ number: Int32) -> [UInt8] { Array(bytes[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])]) }

    private func isEqual(_ number: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[number])
        guard Int(starts[number + 1]) - start == name.count else { return false }
        for index in 0..<name.count where bytes[start + index] != name[index] { return false }
        return true
    }

    private mutating func grow() {
        var larger = [Int32](repeating: 0, count: slots.count * 4)
        let mask = larger.count - 1
        bytes.withUnsafeBufferPointer { bytes in
            for number in 0..<count {
                let name = UnsafeBufferPointer(rebasing: bytes[Int(starts[number])..<Int(starts[number + 1])])
                var slot = Int(truncatingIfNeeded: Self.hash(name)) & mask
                while larger[slot] != 0 { slot = (slot + 1) & mask }
                larger[slot] = Int32(number) + 1
            }
        }
        slots = larger
    }

    /// FNV-1a, finished with a mix so that the low bits depend on all.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9 >> 3
    }
}
