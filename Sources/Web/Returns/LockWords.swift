import Quantities
import Review

/// What a lock says on the screen: what is locked, and who opens it.
extension Lock.Reason {
    var title: Text {
        switch self {
        case .notOpened: Text("该年度尚未开放填报", "The year is not open for returns")
        case .newReturnsOver: Text("首次填报已截止", "The last day for first returns is over")
        case .correctionsOver: Text("更正已截止", "The last day for corrections is over")
        case .accepted: Text("市级已接收，账页锁定", "The city has accepted the page; it is locked")
        }
    }

    var remedy: Text {
        switch self {
        case .notOpened: Text("由市住房城乡建设部门开放年度。", "The city housing commission opens the year.")
        case .newReturnsOver, .correctionsOver: Text("由市级批准延期后，本区可继续填报。", "Once the city grants more time, the district can go on.")
        case .accepted: Text("需要更正的，请市级退回后再报。", "To correct it, ask the city to send it back.")
        }
    }
}
