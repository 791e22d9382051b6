import Digests
import Gateway
import HTTPKit
import Model
import Operations

/// Carries out what a form asks for.
///
/// A form names one of the operations that pages offer, what it is given, and what it is about as
/// that was shown. What has changed since is not acted on: the answer is a conflict.
struct ActionDesk: Sendable {
    let caller: any OperationCaller
    let login: Login
    let operations: OperationTable

    /// What pages offer; nothing else is carried out for a form.
    static let offered: Set<String> = [
        "decision.answer", "decision.delegate", "decision.withdraw",
        "task.accept", "task.rework", "task.reject", "task.replay", "task.pause", "task.resume",
        "task.park", "task.unpark", "task.block", "task.unblock", "task.ready", "task.release",
        "task.cancel", "followup.resolve",
        "agent.nudge", "agent.retire",
        "run.approve", "run.start", "run.pause", "run.resume", "run.cancel", "plan.approve",
        "evidence.verify", "finding.accept", "finding.dispute", "gate.run",
        "message.ack", "message.mark_read", "message.send",
        "lane.park", "lane.unpark", "rule.set", "token.revoke", "merge.run", "merge.drop",
    ]

    /// What came of an action.
    struct Outcome: Sendable {
        var status: HTTPStatus
        var notice: String
        var hint: String?

        var isDone: Bool { status == .ok }
    }

    /// - Parameter form: The form's fields, in their order.
    func act(_ operation: String, _ form: [HTTPTarget.QueryItem]) async -> Outcome {
        do {
            guard !login.isReadOnly else { throw DashboardError.readOnly }
            guard form.first(named: "csrf") == Cookies.csrf(of: login) else {
                throw DashboardError.foreignForm
            }
            guard Self.offered.contains(operation) else {
                throw OperationError.unknown(name: operation, nearest: nil)
            }
            let entry = try operations.entry(named: operation)
            let subject = try ActionSubject(form.first(named: "subject") ?? "")
            var options = CallOptions()
            options.session = login.session
            options.credential = login.credential
            try await check(subject, form.first(named: "shown"), options)
            let given = form.filter { $0.name.hasPrefix("in.") && !$0.value.isEmpty }.map {
                (String($0.name.dropFirst(3)), $0.value)
            }
            let input = FormReading(schema: entry.inputSchema).input(given)
            let envelope = try await entry.call(input, options, through: caller)
            if let failure = envelope.failure { return Outcome(failure) }
            return Outcome(status: .ok, notice: Self.sentence(operation, subject, envelope))
        } catch {
            return Outcome(ErrorReport(error))
        }
    }

    /// Refuses what has changed since it was shown, and what was not shown at all.
    private func check(
        _ subject: ActionSubject,
        _ shown: String?,
        _ options: CallOptions
    ) async throws {
        guard subject != .nothing else { return }
        let state = try await SubjectState.read(subject, for: login.agent, caller, options)
        guard state?.digest.hex != shown else { return }
        throw DashboardError.changed(subject.text, now: state?.words ?? "gone")
    }

    private static func sentence(
        _ operation: String,
        _ subject: ActionSubject,
        _ envelope: Envelope
    ) -> String {
        let verb = operation.split(separator: ".").last.map(String.init) ?? operation
        if operation == VerifyEvidence.name, let found = found(envelope) { return found }
        let about = subject == .nothing ? operation : "\(subject.text): \(verb)"
        return envelope.already ? "\(about): it was done before." : "\(about): done."
    }
}

extension ActionDesk {
    /// What a verification found, which is what it was asked for.
    private static func found(_ envelope: Envelope) -> String? {
        let data = envelope.data
        guard let files = data["files"]?.intValue, let signer = data["signer"]?.stringValue,
            let digest = data["digest"]?.stringValue
        else { return nil }
        return "\(files.of("file")) as they were sealed by \(signer): "
            + "digest \(digest.prefix(12)), "
            + (data["in_ledger"] == true ? "as the ledger has it." : "which the ledger has not.")
    }
}

extension ActionDesk.Outcome {
    init(_ report: ErrorReport) {
        let isConflict = report.category == .conflict || report.category == .needsDecision
        self.init(
            status: isConflict ? .conflict : report.status,
            notice: report.message,
            hint: report.hint
        )
    }
}

extension [HTTPTarget.QueryItem] {
    func first(named name: String) -> String? { first { $0.name == name }?.value }
}

/// Why the dashboard does not do something.
enum DashboardError: Reportable, Equatable {
    case noLogin
    case readOnly
    case foreignForm
    case changed(String, now: String)
    case noPage(String)
    case badForm
    case usedLink

    var code: String {
        switch self {
        case .noLogin: "dashboard.no_login"
        case .readOnly: "dashboard.read_only"
        case .foreignForm: "dashboard.foreign_form"
        case .changed: "dashboard.changed"
        case .noPage: "dashboard.no_page"
        case .badForm: "dashboard.bad_form"
        case .usedLink: "dashboard.used_link"
        }
    }

    var category: ErrorCategory {
        switch self {
        case .noLogin, .readOnly, .foreignForm, .usedLink: .notAllowed
        case .changed: .conflict
        case .noPage: .notFound
        case .badForm: .usage
        }
    }

    var message: String {
        switch self {
        case .noLogin: "This browser is not logged in."
        case .readOnly: "This login may look only."
        case .foreignForm: "The form is not of a page that this login was shown."
        case .changed(let subject, let now):
            "\(subject) has changed since it was shown: it is \(now) now. Nothing was done."
        case .noPage(let path): "There is no page '\(path.printable(limit: 80))'."
        case .badForm: "The form can't be read."
        case .usedLink: "The link was used before, or is too old."
        }
    }

    var hint: String? {
        switch self {
        case .noLogin, .readOnly, .usedLink:
            "`worklead open` on the gateway's machine logs a browser in; for the demonstration, "
                + "`worklead demo open`."
        case .foreignForm: "Load the page again."
        case .changed: "Look at it again, and decide anew."
        case .noPage: "`/help` lists the pages."
        case .badForm: nil
        }
    }
}
