import Digests

/// Some of many: what every operation that lists answers with.
package struct Page<Item: Record>: Record {
    package static var name: String { Item.name + ".page" }

    package static var fields: [Field<Self>] {
        [
            Field("items", \.items, "The items, in a stable order."),
            Field("total", \.total, "How many there are in all.", .minimum(0)),
            Field("next", \.next, "The cursor to ask for the rest with; absent at the end."),
        ]
    }

    package var items: [Item] = []
    package var total = 0
    package var next: String?

    package init() {}

    package init(_ items: [Item], total: Int, next: String? = nil) {
        self.items = items
        self.total = total
        self.next = next
    }
}
