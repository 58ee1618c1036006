internal import Synchronization

/// The words the grammar knows, each in one place.
enum Lexicon {
    /// Words parted by blanks. A literal is cut once: the same place in the program gives the same list.
    static func words(_ text: StaticString) -> [Word] {
        guard text.hasPointerRepresentation else { return split(text.description) }
        let place = UInt(bitPattern: text.utf8Start)
        return known.withLock { lists in
            if let list = lists[place] { return list }
            let list = split(text.description)
            lists[place] = list
            return list
        }
    }

    static func split(_ text: String) -> [Word] { text.unicodeScalars.split(separator: " ").map { Array($0) } }

    private static let known = Mutex<[UInt: [Word]]>([:])

    // MARK: Plan and fact

    static let plan = words("计划 任务 目标 下达 预算 拟 预计 要求 指标 提出 力争 应 核定 规划 需要 年初安排 确定 批复 安排 额定 明确 需")
    /// Words that hold a plan word and are none: 按计划, 计划外, 目标任务书.
    static let notPlan = words(
        "按计划 按照计划 超计划 计划外 计划生育 计划单列 应保尽保 相应 响应 供应 适应 应急 应对 对应 反应 效应 应用 应届 不需 无需 计划管理 绩效目标管理 指标体系 急需 亟需 刚需 公共预算 基金预算 经营预算 预算收入 预算支出 预算内 预算外 预算管理 全口径预算 目标责任 任务书 任务分工 计划单列市 计划处"
    )
    static let planEnd = words(
        "计划 任务 目标 预算 任务数 计划数 目标数 目标任务 目标值 指标值 年度计划 预算数 计划的 任务的 目标的 预算的 计划为 任务为 目标为 任务是 目标是 计划数为 任务数为 目标数为 计划任务 任务量 任务量为")
    static let fact = words("实际 已 完成 累计 截至 截止 实现 共计 共有 全部 支出 执行 使用 支付 拨付 到位 开工 竣工 完工 建成 发放 交付 分配 入住 筹集 新增")
    static let strongFact = words("实际 已经 已 截至 截止 目前 至今 累计 共完成 实现 现已 实发 实有 决算数 执行数")

    // MARK: Parts and totals

    static let partOpening = words("其中 包括 分别为 分别是 包含 含 分为 具体为 具体用于 主要用于 用于 即 由")
    static let among = words("其中 其中包括 内含")
    static let listTotal = words("合计 共计 总计 合共 总共 三项合计 两项合计 以上合计 累计 共")
    static let firmTotal = words("合计 共计 总计 合共 两年共 三年共 四年共 五年共 两项共 三项共 四项共 五项共 两级财政共 三级财政共 各级财政共")
    static let total = words("合计 共计 总计 合共 总共 总额 总数 总量 总投资 总面积 总 共有 共筹集 共安排 共投入 一共")
    static let unfinishedList = words("等")
    static let rest = words("其余 其他 其它 剩余 余下")
    /// Steps of one process: 已竣工 are also 已开工, so they are no parts of a sum.
    static let steps = words("开工 竣工 完工 建成 交付 入住 签约 分配 验收 立项 启动 招标 已完成 完成 办结 支付 拨付 支出 到位 使用 审批 认定 运营 出租")
    /// Attributes that one person can have several of.
    static let overlapping = words("残疾 老年 老人 重残 大病 优抚 低保 低收入 女 党员 未成年 军人 困难 失独 新就业 青年 环卫 公交 儿童 加装 涉及 惠及")

    // MARK: Change

    static let up = words("增长 增加 上升 提高 提升 增幅 上涨 扩大 增多 多 高 高于 高出 增 上浮 升幅 涨幅 增速 提高了 升高 增收 增支 多收 净增 同比增 快于 领先 超过 超出 多发放 多支出 多筹集 多完成")
    static let down = words("下降 减少 降低 回落 下浮 降幅 减幅 下滑 缩减 压减 少 低 低于 下跌 压缩 缩小 减 下调 核减 减收 减支 少收 净减 同比减 缩短 少发放 少支出 少完成")
    static let to = words("到 至 为")
    static let from = words("由 从 自")
    static let base = words("同比 环比 比上年 较上年 比去年 较去年 上年同期 去年同期 比上月 较上月 比年初 较年初 比上期 较上期 同期 上年 去年 年初 比 较 上一年")

    // MARK: Difference

    static let over = words("超额 超额完成 超出 超过 超 多完成 超计划 超额完成了 多发放 多筹集 多开工 超任务 超目标 超过计划 超出计划 超支 多")
    static let short = words("缺口 短缺 差 欠 少完成 少 尚缺 不足 相差 差额 未完成 尚有 还有 尚余 剩余 尚未支出 未支出 未拨付 空置 短收 尚未完成 未发放 未分配 尚差 还差 未开工 未入住 未使用")
    static let balance = words("结余 结余资金 剩余 余额 结存 结转 尚余 沉淀 资金结余 剩余资金 结转结余 闲置 未支出 未使用")
    static let carried = words("上年 以前年度 历年 往年 累计 年末 期末 滚存 结转 年初 期初 结存")

    // MARK: Rates

    static let planRate = words(
        "完成率 执行率 开工率 竣工率 完工率 建成率 筹集率 到位率 拨付率 支出率 下达率 完成比例 完成进度 支出进度 执行进度 拨付进度 开工进度 投资完成率 计划完成率 任务完成率 目标完成率 资金到位率 预算执行率 资金支付率 支付率 使用率 资金使用率 发放率 兑现率 达成率 新开工率 基本建成率 新完工率 新确认率 完成百分比 得分率 投资进度 形象进度 实施率 启动率 分解率 分配进度 交付率"
    )
    static let wholeRate = words(
        "分配率 入住率 出租率 签约率 覆盖率 合格率 回收率 有效率 配租率 保障率 通过率 办结率 整改率 整改完成率 占比 比例 比重 空置率 参与率 同意率 支持率 知晓率 收缴率 投诉率 达标率 优良率 验收率 选房率 回迁率 拆除率 征收率 腾退率 备案率 比率 好评率 响应率"
    )
    static let restRate = words("空置率 未完成率 剩余率 闲置率 结余率 结转率 未开工率 缺口率")
    static let levels = words("满意度 满意率 率 占比 比例 比重 得分率 利率")

    // MARK: Statements

    static let overDone = words("超额完成 超额实现 超计划完成 超目标完成 超额")
    static let done = words("全面完成 圆满完成 如期完成 按时完成 全部完成 顺利完成 已完成年度 完成了年度 按期完成 完成全年 完成年度 完成了全年 完成当年 完成了当年 均完成 已完成全年")
    static let allSpent = words(
        "全部支出 已全部支出 全部拨付 已全部拨付 全部支付 已全部支付 全额支出 全额拨付 全部使用 全部执行完毕 全部支出完毕 均已支出 已支出完毕 已拨付完毕 全部用于 支付完毕 全部发放 已全额支付 全部到位 足额到位")
    static let cause = words("原因 由于 因为 主要是因 受益于 得益于 主要系 主要是 系因 偏差 导致 之所以 为满足 因上 因受 因我 因市 因省 因国 因部分 因新")
    static let tasks = words("任务 目标 计划 预算 指标")
}

/// What was done to the thing counted. Two numbers of different acts are not plan and fact of one thing.
enum Act: Int, CaseIterable, Sendable {
    case start, roughlyBuilt, finished, raised, paid, renewed, allotted, housed, signed, spent, passedOn, arrived, invested, issued,
        cleared, handed, approved, installed

    static let words: [(Word, Act)] = {
        let table: [(String, Act)] = [
            ("新开工 开工 动工 启动", .start), ("基本建成", .roughlyBuilt), ("竣工 完工 建成", .finished), ("建设筹集 筹集 筹建 筹措", .raised),
            ("发放 领取 享受", .paid), ("分配 配租 摇号", .allotted), ("入住", .housed), ("签约 签订", .signed), ("支出 执行 使用 支付 列支", .spent),
            ("拨付 下拨 划拨", .passedOn), ("到位 收到", .arrived), ("投资", .invested), ("下达 安排", .issued), ("拆除 征收 腾退 搬迁", .cleared),
            ("交付 移交", .handed), ("认定 审批 确认 批准", .approved), ("加装 安装 更新 新建", .installed),
        ]
        return table.flatMap { words, act in Lexicon.split(words).map { ($0, act) } }.sorted { $0.0.count > $1.0.count }
    }()

    static let money: Bits<Act> = [.spent, .passedOn, .arrived, .invested, .issued, .paid, .raised]
}

/// The programmes and kinds of homes a report speaks of.
enum Subject: Int, CaseIterable, Sendable {
    case publicRental, affordableRental, lowRent, sharedOwnership, shanty, renewal, allowance, resettlement, economical, limitedPrice,
        dilapidated, village, lift, talent, collective, ruralHome, dormitory, parking, heating

    static let words: [(Word, Subject)] = {
        let table: [(String, Subject)] = [
            ("公租房 公共租赁住房 公共租赁房", .publicRental), ("保障性租赁住房 保租房 保障性租赁房", .affordableRental), ("廉租", .lowRent), ("共有产权", .sharedOwnership),
            ("棚户区 棚改", .shanty), ("老旧小区 小区改造 旧改", .renewal), ("租赁补贴 租房补贴 住房补贴 货币补贴", .allowance), ("安置房 安置住房", .resettlement),
            ("经济适用", .economical), ("限价", .limitedPrice), ("危旧 危房 简易楼", .dilapidated), ("城中村", .village), ("电梯", .lift), ("人才", .talent),
            ("集体土地", .collective),
            ("农村", .ruralHome), ("宿舍", .dormitory), ("停车 车位", .parking), ("管网 管线 供热", .heating),
        ]
        return table.flatMap { words, subject in Lexicon.split(words).map { ($0, subject) } }.sorted { $0.0.count > $1.0.count }
    }()
}
