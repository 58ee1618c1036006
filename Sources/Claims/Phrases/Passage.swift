internal import Quantities

/// The whole report as the grammar sees it: sentences and the numbers in them, tables, headings.
struct Passage: Sendable {
    let plain: PlainText
    let numerals: [Numeral]
    var mentions: [Mention] = []
    var sentences: [Sentence] = []
    /// Sentences of each paragraph.
    var paragraphs: [Range<Int>] = []
    var tables: [PlainText.Table] = []

    var text: [Unicode.Scalar] { plain.scalars }

    init(_ report: String) {
        plain = Layout.plain(report)
        numerals = NumberScanner.numerals(of: plain)
        var reader = SentenceReader(text: plain.scalars, numerals: numerals)
        for block in plain.blocks {
            switch block {
            case .paragraph(let range): reader.read(range)
            case .table(let table):
                tables.append(table)
                // Long cells hold sentences of their own.
                for cell in table.rows.joined() where cell.count >= 14 { reader.read(cell) }
            }
        }
        mentions = reader.mentions
        sentences = reader.sentences
        paragraphs = reader.paragraphs
    }

    func sentence(of mention: Mention) -> Sentence { sentences[mention.sentence] }
    func mentions(of sentence: Sentence) -> ArraySlice<Mention> { mentions[sentence.mentions] }

    /// Numbers of the same paragraph up to and including the mention's sentence, nearest sentence first; at most `limit`.
    func nearby(_ mention: Mention, limit: Int = 24) -> [Mention] {
        var result = Array(mentions(of: sentence(of: mention)))
        if result.count > limit { result = Array(result.sorted { abs($0.id - mention.id) < abs($1.id - mention.id) }.prefix(limit)) }
        var index = mention.sentence - 1
        let first = paragraphs[mention.paragraph].lowerBound
        while index >= first, result.count < limit {
            result += mentions(of: sentences[index]).suffix(limit)
            index -= 1
        }
        // The heading's paragraph before, where this one opens a section: plans are often stated there.
        return result
    }

    /// The words just before a number in its clause, over small numbers in between: 三年共改造.
    func lead(_ mention: Mention) -> Range<Int> {
        let from = max(0, mention.start - 16)
        let start = text[from..<mention.start].lastIndex { "，；。：\n\t".unicodeScalars.contains($0) }.map { $0 + 1 } ?? from
        return start..<mention.start
    }

    func contains(_ words: [Word], _ range: Range<Int>) -> Bool { text.containsAny(words, in: range) }
    func contains(word text: String, _ range: Range<Int>) -> Bool { self.text.contains(word(text), in: range) }
    func ends(_ words: [Word], _ range: Range<Int>) -> Bool { text.ends(with: words, in: range) }
    func starts(_ words: [Word], _ range: Range<Int>) -> Bool { text.starts(with: words, in: range) }
}
