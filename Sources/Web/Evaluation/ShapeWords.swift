import Evaluation
import Quantities

extension ScoringShape {
    /// 评分方法 in a sentence, with the numbers of the scheme.
    func words(_ weight: Rational, _ model: YearModel) -> Text {
        switch self {
        case .proportional:
            return Text("按完成率计分：达到目标得\(weight.short)分，未达到的按比例得分。", "In proportion to completion: \(weight.short) points at the target.")
        case .banded(let steps):
            let zh = steps.map { "\($0.atLeast.percent)以上得权重的\($0.share.percent)" }.joined(separator: "；")
            let en = steps.map { "from \($0.atLeast.percent), \($0.share.percent) of the weight" }.joined(separator: "; ")
            return Text("按完成率分档：\(zh)；更低不得分。", "By steps of completion: \(en); nothing below.")
        case .deduction(let each, let floor):
            return Text(
                "扣分：比目标每低1个百分点扣\(each.short)分，最低\(floor.short)分。",
                "Deduction: \(each.short) points off for each percentage point short, not below \(floor.short).")
        case .findings(let id, let each):
            let title = model.figures[id]?.title ?? Text(id.text, id.text)
            return Text("按问题扣分：“\(title.zh)”每个扣\(each.short)分，扣完为止。", "\(each.short) points off for each of “\(title.en)”, not below 0.")
        case .evidence:
            return Text("按佐证计分：齐全得满分，部分具备按0.8×比例得分，没有不得分。", "By evidence: all of it, full points; a part, 0.8 of its share; none, nothing.")
        case .bonus(let each, let per, let cap):
            return Text(
                "按完成率计分，超过目标每\(per.percent)加\(each.short)分，最多加\(cap.short)分。",
                "In proportion, and \(each.short) for every \(per.percent) above the target, at most \(cap.short).")
        }
    }
}
