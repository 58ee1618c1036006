internal import CXLSXWriter

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

extension CellStyle {
    /// Puts this look on a format of libxlsxwriter.
    func apply(to format: UnsafeMutablePointer<lxw_format>) {
        if isBold { format_set_bold(format) }
        if isItalic { format_set_italic(format) }
        if let fontSize { format_set_font_size(format, fontSize) }
        if let fontName { format_set_font_name(format, fontName) }
        if let color { format_set_font_color(format, lxw_color_t(color)) }
        if let fill {
            format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
            format_set_bg_color(format, lxw_color_t(fill))
        }
        if hasBorder { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
        if wraps { format_set_text_wrap(format) }
        switch horizontal {
        case .general: break
        case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .center: format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue))
        case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
        }
        switch vertical {
        case .top: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        case .center: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        case .bottom: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue))
        }
        if let numberFormat { format_set_num_format(format, numberFormat) }
        if !isLocked { format_set_unlocked(format) }
        if indent > 0 { format_set_indent(format, UInt8(min(indent, 15))) }
    }
}
