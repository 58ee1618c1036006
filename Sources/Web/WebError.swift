import Quantities

/// A fault of the web floor.
struct WebFault: Error, Sendable {
    let status: Int
    let text: Text
}
