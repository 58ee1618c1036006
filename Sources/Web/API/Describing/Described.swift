import Evaluation
import Ledgers
import Quantities

/// A type that is not an object of fields in JSON, and says itself what it is.
protocol Described {
    static func schema(in book: SchemaBook) -> Schema
    /// Some value, for the types that hold one.
    static var sample: Self { get }
}

extension Array: Described where Element: Decodable {
    static func schema(in book: SchemaBook) -> Schema { .list(book.schema(of: Element.self)) }
    static var sample: [Element] { [] }
}

extension Dictionary: Described where Key == String, Value: Decodable {
    static func schema(in book: SchemaBook) -> Schema { .map(book.schema(of: Value.self)) }
    static var sample: [String: Value] { [:] }
}

extension Rational: Described {
    static func schema(in book: SchemaBook) -> Schema { .form(.rational) }
    static var sample: Rational { 0 }
}

extension RegionCode: Described {
    static func schema(in book: SchemaBook) -> Schema { .form(.district) }
    static var sample: RegionCode { Regions.beijing.city.code }
}

extension Period: Described {
    static func schema(in book: SchemaBook) -> Schema { .form(.period) }
    static var sample: Period { Period(year: 2023) }
}

extension CivilDate: Described {
    static func schema(in book: SchemaBook) -> Schema { .form(.date) }
    static var sample: CivilDate { Moment(seconds: 0).date }
}

extension PageAddress: Described {
    static func schema(in book: SchemaBook) -> Schema { .form(.page) }
    static var sample: PageAddress { PageAddress("", .sample, .sample) }
}

/// A piece of a sentence: text, or a figure with what is printed.
extension Span: Described {
    static func schema(in book: SchemaBook) -> Schema {
        .object(
            [
                Schema.Field(name: "text", schema: .text, isRequired: false),
                Schema.Field(name: "figure", schema: .form(.figure), isRequired: false),
                Schema.Field(name: "printed", schema: .text, isRequired: false),
                Schema.Field(name: "format", schema: book.schema(of: NumberFormat.self), isRequired: false),
            ], isClosed: false)
    }
    static var sample: Span { .text("") }
}
