import Digests
import Model
import Operations

/// An operation that changes something once for each key.
enum PlantLeaf: Operation {
    static let name = "leaf.plant"
    static let summary = "Plants a leaf."
    static let effect = Effect.changesOncePerKey
    static let errors = ["leaf.taken"]
    static let example = Input { $0.leaf.word = "two" }
    typealias Output = Leaf

    struct Input: Record {
        static let name = "leaf.plant.input"
        static let fields = [
            Field<Self>("leaf", \.leaf, "The leaf."),
            Field("task", \.task, "What it is for."),
        ]
        var leaf = Leaf()
        var task: TaskKey?
    }
}

/// An operation that lists.
enum ListLeaves: Operation {
    static let name = "leaf.list"
    static let summary = "Lists leaves."
    static let effect = Effect.reads
    static let errors: [String] = []
    static let example = NoInput()
    typealias Input = NoInput
    typealias Output = Page<Leaf>
}

struct LeafTaken: Reportable {
    let code = "leaf.taken"
    let category = ErrorCategory.conflict
    let message = "The leaf is taken."
    let hint: String? = "Take another."
}
