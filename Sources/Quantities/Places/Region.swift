/// 行政区划代码: the six digits of GB/T 2260, or an internal code for a unit that reports but has none.
public struct RegionCode: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let digits: String

    /// Six ASCII digits; `nil` otherwise. Whether the region exists is ``Regions``' to say.
    public init?(_ text: String) {
        guard text.utf8.count == 6, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        digits = text
    }

    public var description: String { digits }
    public static func < (a: RegionCode, b: RegionCode) -> Bool { a.digits < b.digits }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let code = RegionCode(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a region code: \(text)")
        }
        self = code
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}

/// A reporting unit: a district of GB/T 2260, or one like 经开区 that reports without a national code.
public struct Region: Hashable, Sendable, Codable {
    public let code: RegionCode
    public let name: Text
    /// `false` where the code is Anju's own.
    public let isNational: Bool

    /// For narrow columns: 石景山, 经开区.
    public var shortName: Text {
        isNational ? Text(name.zh.unicodeScalars.count > 3 ? String(name.zh.dropLast()) : name.zh, name.en) : Text("经开区", "BDA")
    }

    init(_ code: String, _ zh: String, _ en: String, isNational: Bool = true) {
        self.code = RegionCode(code)!
        name = Text(zh, en)
        self.isNational = isNational
    }
}

/// A city and the units that report to it.
public struct Regions: Sendable {
    public let city: Region
    public let districts: [Region]

    public subscript(code: RegionCode) -> Region? {
        code == city.code ? city : districts.first { $0.code == code }
    }

    /// The unit with this name; the short form without 区 is understood too.
    public func named(_ name: String) -> Region? {
        ([city] + districts).first { $0.name.zh == name || $0.name.zh == name + "区" || $0.name.en == name }
    }

    /// Beijing: sixteen districts of GB/T 2260 and 经济技术开发区, whose code 110191 is internal.
    public static let beijing = Regions(
        city: Region("110000", "北京市", "Beijing"),
        districts: [
            Region("110101", "东城区", "Dongcheng"),
            Region("110102", "西城区", "Xicheng"),
            Region("110105", "朝阳区", "Chaoyang"),
            Region("110106", "丰台区", "Fengtai"),
            Region("110107", "石景山区", "Shijingshan"),
            Region("110108", "海淀区", "Haidian"),
            Region("110109", "门头沟区", "Mentougou"),
            Region("110111", "房山区", "Fangshan"),
            Region("110112", "通州区", "Tongzhou"),
            Region("110113", "顺义区", "Shunyi"),
            Region("110114", "昌平区", "Changping"),
            Region("110115", "大兴区", "Daxing"),
            Region("110116", "怀柔区", "Huairou"),
            Region("110117", "平谷区", "Pinggu"),
            Region("110118", "密云区", "Miyun"),
            Region("110119", "延庆区", "Yanqing"),
            Region("110191", "经济技术开发区", "Beijing Economic-Technological Development Area", isNational: false),
        ])
}
