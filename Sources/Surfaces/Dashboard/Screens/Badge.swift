/// A word that says how something stands, with a glyph and a tone beside it.
package struct Badge: Sendable, Equatable {
    package let word: String
    package let tone: Tone
    package let glyph: String

    package init(_ word: String, _ tone: Tone, _ glyph: String? = nil) {
        self.word = word
        self.tone = tone
        self.glyph = glyph ?? Self.glyph(of: tone)
    }

    private static func glyph(of tone: Tone) -> String {
        switch tone {
        case .good: "✓"
        case .active: "▶"
        case .attention: "◆"
        case .bad: "■"
        case .quiet: "○"
        }
    }

    /// How a state that the operations name stands; one that is not known is only said.
    package init(state word: String) {
        self.init(word, Self.tones[word] ?? .quiet, Self.glyphs[word])
    }

    private static let tones: [String: Tone] = {
        var tones: [String: Tone] = [:]
        func say(_ tone: Tone, _ words: String...) { for word in words { tones[word] = tone } }
        say(.good, "accepted", "verified", "passed", "done", "sealed", "answered", "closed")
        say(.good, "merged", "fixed", "well", "kept", "recorded", "ready_to_merge", "aligned")
        say(.good, "pass")
        say(.active, "claimed", "working", "running", "active", "delivered", "in_review", "open")
        say(.active, "started", "launched", "reviewing", "ready")
        say(.attention, "needs_founder", "needs you", "waiting", "rework", "paused", "asked")
        say(.attention, "verified_with_gaps", "with gaps", "overdue", "attention", "advise")
        say(.attention, "defaulted")
        say(.attention, "sent_back", "stale", "disputed", "escalated", "waived", "stopped")
        say(.bad, "stuck", "silent", "failed", "not_verified", "rejected", "blocked", "dead_lease")
        say(.bad, "blocking", "high", "fail", "error", "timed_out", "refused", "abandoned")
        return tones
    }()

    private static let glyphs: [String: String] = [
        "delivered": "●", "rework": "↺", "failed": "✗", "not_verified": "✗", "rejected": "✗",
        "ready": "○", "open": "○", "draft": "·", "cancelled": "·", "superseded": "·",
    ]
}
