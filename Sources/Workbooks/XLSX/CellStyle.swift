/// How a written cell looks.
public struct CellStyle: Hashable, Sendable {
    public enum Horizontal: UInt8, Sendable { case general, left, center, right }
    public enum Vertical: UInt8, Sendable { case top, center, bottom }

    public var isBold = false
    public var isItalic = false
    /// Points.
    public var fontSize: Double?
    public var fontName: String?
    /// 0xRRGGBB.
    public var color: UInt32?
    /// 0xRRGGBB.
    public var fill: UInt32?
    /// A thin line on all four sides.
    public var hasBorder = false
    public var wraps = false
    public var horizontal = Horizontal.general
    public var vertical = Vertical.center
    /// `0.00`, `yyyy-mm-dd`, `@`: a spreadsheet's number format.
    public var numberFormat: String?
    /// False: may be edited in a protected sheet.
    public var isLocked = true
    /// Steps of indentation from the left.
    public var indent = 0

    public init() {}

    public init(
        bold: Bool = false, color: UInt32? = nil, fill: UInt32? = nil, border: Bool = false, wrap: Bool = false,
        horizontal: Horizontal = .general, vertical: Vertical = .center, numberFormat: String? = nil, fontSize: Double? = nil
    ) {
        isBold = bold
        self.color = color
        self.fill = fill
        hasBorder = border
        wraps = wrap
        self.horizontal = horizontal
        self.vertical = vertical
        self.numberFormat = numberFormat
        self.fontSize = fontSize
    }
}
