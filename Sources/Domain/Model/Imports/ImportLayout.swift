/// Whose layout of files is read or written.
package enum ImportLayout: String, Sendable, CaseIterable {
    /// A coordination bus of JSON files: claims, assignments, events, messages, plans, a queue.
    case parallel
    /// The Markdown and TOML of a mayor: boundaries, work lists, prompts, check-ins, waves.
    case mayor
}
