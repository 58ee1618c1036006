public import Quantities

/// 问卷: what is asked, as data. A version of it is kept with every survey, and every answer names the version it answers.
public struct Questionnaire: Sendable, Hashable, Codable {
    public var title: Text
    /// Said before the first question: what it is for, that it is anonymous.
    public var introduction: Text
    /// The scale, from the worst to the best. A mark is a place in it, counted from 1; 0 is 不了解 (not counted as valid).
    public var steps: [Text]
    /// The marks that count as satisfied.
    public var satisfied: [Int]
    public var items: [Item]
    public var remark: Remark?

    /// 分项: one question on the scale. `overall` is the satisfaction the evaluation is scored by.
    public struct Item: Sendable, Hashable, Codable {
        public var id: String
        public var title: Text
        public var isRequired: Bool

        public init(_ id: String, _ zh: String, _ en: String, required: Bool = true) {
            self.id = id
            title = Text(zh, en)
            isRequired = required
        }
    }

    /// 意见: free words, kept apart from the marks.
    public struct Remark: Sendable, Hashable, Codable {
        public var title: Text
        /// In characters.
        public var limit: Int

        public init(_ zh: String, _ en: String, limit: Int) {
            title = Text(zh, en)
            self.limit = limit
        }
    }

    public static let overall = "overall"

    public init(title: Text, introduction: Text, steps: [Text], satisfied: [Int], items: [Item], remark: Remark?) {
        self.title = title
        self.introduction = introduction
        self.steps = steps
        self.satisfied = satisfied
        self.items = items
        self.remark = remark
    }

    /// - Throws: `Q005`: what is wrong with it.
    public func check() throws {
        func require(_ holds: Bool, _ zh: String, _ en: String) throws {
            if !holds { throw SurveyError.questionnaire(zh, en) }
        }
        func isFilled(_ text: Text, _ most: Int) -> Bool {
            [text.zh, text.en].allSatisfy { Words.kept($0) != nil && $0.unicodeScalars.count <= most }
        }
        try require(isFilled(title, 60), "标题中英文均须填写，不超过60字", "the title is needed in both languages, 60 characters at most")
        try require(
            isFilled(introduction, 500), "说明中英文均须填写，不超过500字", "the introduction is needed in both languages, 500 characters at most")
        try require(
            steps.count == 5 && steps.allSatisfy { isFilled($0, 20) }, "量表须为5级，中英文均须填写", "the scale has five steps in both languages")
        try require(
            !satisfied.isEmpty && satisfied.count < 5 && satisfied.allSatisfy((1...5).contains) && Set(satisfied).count == satisfied.count,
            "须指明1至4个计为满意的等级", "one to four steps count as satisfied")
        // The best steps: a scale on which 3 counts and 5 does not is a slip.
        try require(satisfied.sorted() == Array((6 - satisfied.count)...5), "计为满意的等级须为最高的几级", "the steps that count are the highest ones")
        try require((1...40).contains(items.count), "须有1至40个分项", "there are 1 to 40 items")
        try require(Set(items.map(\.id)).count == items.count, "分项编号重复", "an item's id comes twice")
        for item in items {
            try require(
                (1...20).contains(item.id.utf8.count)
                    && item.id.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F },
                "分项编号“\(item.id)”应为20个以内的小写字母、数字和下划线", "the item's id “\(item.id)” takes up to 20 of a–z, 0–9 and _")
            try require(isFilled(item.title, 60), "分项“\(item.id)”的名称中英文均须填写，不超过60字", "item “\(item.id)” needs a title in both languages")
        }
        try require(
            items.contains { $0.id == Self.overall && $0.isRequired }, "须有必答的总体满意度分项overall", "a required item `overall` is needed")
        if let remark {
            try require(isFilled(remark.title, 120), "意见题的题目中英文均须填写，不超过120字", "the remark needs a title in both languages")
            try require((50...1000).contains(remark.limit), "意见的字数上限应为50至1000", "the remark's limit is 50 to 1000 characters")
        }
    }
}
