import Model
import Operations

/// A key as a terminal sends it.
package enum TerminalKey: Hashable, Sendable {
    case letter(Character)
    case up
    case down
    case enter
    case escape
    case backspace
    /// Control and C, which ends a screen as a signal would.
    case interrupt
}

/// Where somebody is on the screen of `worklead top`.
struct TopState: Equatable {
    /// What is shown.
    enum View: Equatable {
        case list
        case details
        case keys
        /// The filter is being typed.
        case filter
    }

    private(set) var view = View.list
    private(set) var filter = ""
    private(set) var isOver = false
    /// The key of the item that is chosen, so that it stays chosen when others come and go.
    private(set) var chosen: String?

    /// The items that the filter lets through.
    func shown(_ items: [QueueItem]) -> [QueueItem] {
        let wanted = filter.lowercased()
        guard !wanted.isEmpty else { return items }
        return items.filter { item in
            let texts = [
                item.kind.rawValue, item.subject, item.title, item.reason, item.who?.text,
                item.task?.text, item.lane?.text, item.repository?.text,
            ]
            return texts.contains { $0?.lowercased().contains(wanted) ?? false }
        }
    }

    /// The place of the chosen item; the first where it is gone.
    func place(in items: [QueueItem]) -> Int { items.firstIndex { $0.key == chosen } ?? 0 }

    /// Does what a key means.
    mutating func press(_ key: TerminalKey, _ items: [QueueItem]) {
        if key == .interrupt {
            isOver = true
            return
        }
        switch view {
        case .filter: type(key)
        case .keys, .details: leave(key, items)
        case .list: act(key, items)
        }
    }

    private mutating func type(_ key: TerminalKey) {
        switch key {
        case .letter(let letter): if filter.count < 60 { filter.append(letter) }
        case .backspace: filter = String(filter.dropLast())
        case .enter: view = .list
        case .escape:
            filter = ""
            view = .list
        case .up, .down, .interrupt: break
        }
    }

    private mutating func leave(_ key: TerminalKey, _ items: [QueueItem]) {
        switch key {
        case .letter("q"): isOver = true
        case .letter("j"),
            .down where view == .details:
            move(1, shown(items))
        case .letter("k"),
            .up where view == .details:
            move(-1, shown(items))
        case .letter("?") where view == .details: view = .keys
        case .escape, .enter, .backspace, .letter: view = .list
        case .up, .down, .interrupt: break
        }
    }

    private mutating func act(_ key: TerminalKey, _ items: [QueueItem]) {
        let shown = shown(items)
        switch key {
        case .letter("q"): isOver = true
        case .letter("j"), .down: move(1, shown)
        case .letter("k"), .up: move(-1, shown)
        case .letter("/"): view = .filter
        case .letter("?"): view = .keys
        case .enter: if !shown.isEmpty { view = .details }
        case .escape: filter = ""
        case .letter, .backspace, .interrupt: break
        }
    }

    private mutating func move(_ step: Int, _ shown: [QueueItem]) {
        guard !shown.isEmpty else { return }
        chosen = shown[min(max(place(in: shown) + step, 0), shown.count - 1)].key
    }
}
