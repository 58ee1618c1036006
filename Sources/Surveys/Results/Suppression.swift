public import Quantities

/// 小单元隐去: cells with few answers are not shown, and neither are others by which they could be got by subtraction.
///
/// In every sum that is shown (the city's over its districts, a district's over its projects) the hidden cells are at least two and have
/// together at least as many answers as the smallest cell that may be shown. Cells without any answer are shown: they say nothing of anybody.
public struct Suppression: Sendable, Hashable {
    public let isCityHidden: Bool
    public let districts: Set<RegionCode>
    public let projects: Set<Stratum>

    /// - Parameters:
    ///   - counts: valid answers by stratum.
    ///   - smallest: the least that may be shown.
    public init(_ counts: [Stratum: Int64], smallest: Int64) {
        let total = counts.values.reduce(0, +)
        isCityHidden = total > 0 && total < smallest
        let byDistrict = Dictionary(grouping: counts.map { (stratum: $0.key, count: $0.value) }, by: \.stratum.district)
        if isCityHidden {
            projects = Set(counts.keys.filter { counts[$0] != 0 })
            districts = Set(projects.map(\.district))
            return
        }
        let sums = byDistrict.map { (key: $0.key, count: $0.value.reduce(0) { $0 + $1.count }) }.sorted { $0.key < $1.key }
        let hiddenDistricts = Self.hidden(sums, smallest)
        var hiddenProjects: Set<Stratum> = []
        for (district, cells) in byDistrict {
            let cells = cells.map { (key: $0.stratum, count: $0.count) }.sorted { $0.key < $1.key }
            var hidden = Self.hidden(cells, smallest)
            // A hidden district must not be the sum of what is shown of it.
            if hidden.isEmpty, hiddenDistricts.contains(district),
                let least = cells.filter({ $0.count > 0 }).min(by: { $0.count < $1.count })
            {
                hidden.insert(least.key)
            }
            hiddenProjects.formUnion(hidden)
        }
        districts = hiddenDistricts
        projects = hiddenProjects
    }

    /// Of the cells of one sum: the small ones, then the least of the others until what is hidden hides.
    private static func hidden<Key: Hashable>(_ cells: [(key: Key, count: Int64)], _ smallest: Int64) -> Set<Key> {
        let small = cells.filter { $0.count > 0 && $0.count < smallest }
        guard !small.isEmpty else { return [] }
        var hidden = small
        var others = cells.filter { $0.count >= smallest }.sorted { $0.count > $1.count }
        while hidden.count < 2 || hidden.reduce(0, { $0 + $1.count }) < smallest, let next = others.popLast() { hidden.append(next) }
        return Set(hidden.map(\.key))
    }
}
