/// The page of GB/T 9704-2012, in Word's twentieths of a point.
///
/// A4 with 37 mm above and 28 mm left leaves a type area of 156 × 225 mm, on which 22 lines of 28 characters stand.
enum PageGeometry {
    static let width = 11_906
    static let height = 16_838
    static let top = twips(mm: 37)
    static let bottom = twips(mm: 35)
    static let left = twips(mm: 28)
    static let right = twips(mm: 26)
    /// The page number stands 7 mm under the type area; 14 points high, its foot is this far from the paper's edge.
    static let footer = twips(mm: 35) - twips(mm: 7) - 14 * 20

    static let textWidth = width - left - right
    static let textHeight = height - top - bottom
    static let lines = 22
    static let characters = 28

    /// 29 points less a trifle: the type area in 22 lines.
    static let linePitch = textHeight / lines
    /// What the grid adds to a character of 3号 (16 points), in 1/4096 of a point; negative, since 28 of them are wider than the area.
    static let characterSpace = (textWidth * 4096 / characters - 320 * 4096) / 20

    private static func twips(mm: Int) -> Int { (mm * 14_400 + 127) / 254 }
}
