/// A small random generator that gives the same numbers everywhere: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// The example must come out the same on every machine, so nothing in it may draw from the system's randomness.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// A generator of its own for one thing, so that making one more of it does not change the others.
    init(_ seed: UInt64, _ names: StaticString, _ numbers: Int...) {
        var state = seed
        for index in 0..<names.utf8CodeUnitCount { state = Self.mixed(state &+ UInt64(names.utf8Start[index]) &+ Self.step) }
        for number in numbers { state = Self.mixed(state &+ UInt64(bitPattern: Int64(number)) &+ Self.step) }
        self.state = state
    }

    mutating func next() -> UInt64 {
        state &+= Self.step
        return Self.mixed(state)
    }

    /// A whole number of the range, each as likely as the others to one part in 2³².
    mutating func int(_ range: ClosedRange<Int>) -> Int {
        let span = UInt64(range.upperBound - range.lowerBound + 1)
        return range.lowerBound + Int(((next() >> 32) &* span) >> 32)
    }

    /// True once in so many times.
    mutating func isOneIn(_ count: Int) -> Bool { int(1...count) == 1 }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[int(0...(elements.count - 1))] }

    private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
