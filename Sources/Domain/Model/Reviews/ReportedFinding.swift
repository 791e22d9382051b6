/// A finding as a program reports it, before anybody has looked where it stands in a commit.
///
/// What linters write and what gates refuse have this form, so either becomes a finding.
package struct ReportedFinding: Hashable, Sendable {
    package var severity: Severity
    package var text: String
    package var place: AnchorPlace?
    package var tool: String
    package var rule: String?
    /// The same for the same finding, where the program says it.
    package var fingerprint: String?

    package init(
        severity: Severity,
        text: String,
        place: AnchorPlace?,
        tool: String,
        rule: String? = nil,
        fingerprint: String? = nil
    ) {
        self.severity = severity
        self.text = text
        self.place = place
        self.tool = tool
        self.rule = rule
        self.fingerprint = fingerprint
    }
}
