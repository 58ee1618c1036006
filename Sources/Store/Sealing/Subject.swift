/// Whom personal data is about, and so whose key seals it: a household of a city, or whatever else is erased as one.
///
/// Its name is a code, never personal data itself: it stands in the clear beside what is sealed.
public struct Subject: Sendable, Hashable {
    public let city: String
    /// `household/JT1101010001`.
    public let name: String

    public init(city: String, _ kind: String, _ code: String) {
        self.city = city
        name = kind + "/" + code
    }

    /// A subject whose name is known whole.
    init(city: String, named name: String) {
        self.city = city
        self.name = name
    }

    /// 家庭: whatever ledgers and files say of one household is sealed with one key, and gone with it.
    public static func household(city: String, _ code: String) -> Subject { Subject(city: city, "household", code) }
}
