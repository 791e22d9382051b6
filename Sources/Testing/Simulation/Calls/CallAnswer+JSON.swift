import Digests
import Engine
import Model
import Store

extension CallAnswer {
    /// The answer as it is kept for the call's key; a credential is not kept.
    var json: JSONValue {
        FactWriter().with("task", task).with("fence", fence?.number).with("message", message)
            .with("grade", grade).fact("").data
    }

    /// An answer that was kept.
    init(_ json: JSONValue) {
        task = json["task"]?.stringValue.map(TaskKey.init(trusted:))
        fence = json["fence"]?.int64Value.map { Fence($0) }
        message = json["message"]?.stringValue.map(MessageID.init(trusted:))
        grade = json["grade"]?.stringValue
    }

    init(_ claimed: ClaimEngine.Claimed) {
        task = claimed.task.key
        fence = claimed.hold.fence
    }
}
