import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideWaivers(_ provider: inout OperationProvider) {
        provider.provide(GrantWaiver.self) { [unowned self] input, context in
            let settings = try gateSettings(of: input.task)
            let rule = try GateCatalogue(settings).gate(input.rule).description.name
            return try await change(GrantWaiver.self, input, context, right: .plan) { change in
                let id = try change.waivers.grant(
                    WaiverGrant(
                        rule: rule.text,
                        task: input.task,
                        phase: input.phase,
                        reason: input.reason,
                        until: input.until
                    )
                )
                return try WaiverLine(id, in: change.view)
            }
        }
        provider.change(RevokeWaiver.self, self, right: .plan) { change, input in
            try change.waivers.revoke(input.waiver, because: input.reason)
            return try WaiverLine(input.waiver, in: change.view)
        }
        provider.read(ListWaivers.self, self) { view, input in
            let lines = try view.waivers.waivers()
                .filter { input.all || $0.isLive(at: view.now) }
                .map { WaiverLine($0, at: view.now) }
            return Page(lines, total: lines.count)
        }
    }

    func provideSupply(_ provider: inout OperationProvider) {
        provider.change(RegisterSupply.self, self, right: .plan) { change, input in
            guard let id = SupplyID(input.dependency) else {
                throw SupplyNameError(text: input.dependency)
            }
            guard input.licence.contains(where: { !$0.isWhitespace }) else {
                throw NoLicenceError(id: id)
            }
            let entry = RegisteredSupply(
                id: id,
                licence: input.licence,
                version: input.version,
                reason: input.reason
            )
            try change.register(entry)
            return SupplyLine(entry)
        }
        provider.read(ListSupply.self, self) { view, _ in
            let lines = try view.supply.register().map(SupplyLine.init)
            return Page(lines, total: lines.count)
        }
        provider.provide(CheckSupply.self) { [unowned self] input, context in
            let repository = try open().engine.read { view in
                try view.repository(named: input.repository)
            }
            let files = try committedFiles(of: repository, at: input.at)
            let locks = try files.lockFiles()
            let policy = try gateSettings(of: repository).licences
            return try read(CheckSupply.self, context) { view in
                let check = SupplyCheck(
                    locks,
                    against: try view.supply.register(),
                    under: policy
                )
                return SupplyReport { report in
                    report.commit = files.commit
                    report.files = check.files
                    report.dependencies = Int64(check.count)
                    report.findings = check.findings.map(SupplyFindingLine.init)
                }
            }
        }
    }
}

extension WaiverLine {
    fileprivate init(_ stored: WaiverStore.Stored, at now: Timestamp) {
        self.init()
        let (held, grant) = (stored.waiver, stored.waiver.grant)
        waiver = held.id
        state =
            held.revocation != nil ? "revoked" : stored.isLive(at: now) ? "live" : "expired"
        (task, phase) = (grant.task, grant.phase)
        rule = GateName(trusted: grant.rule)
        (until, reason) = (grant.until, grant.reason)
        (approver, grantedAt) = (held.approver, stored.grantedAt)
        revocation = held.revocation
    }

    fileprivate init(_ id: WaiverID, in view: View) throws {
        guard let stored = try view.waivers.waiver(id) else { throw WaiverError.unknown(id) }
        self.init(stored, at: view.now)
    }
}

extension SupplyLine {
    fileprivate init(_ entry: RegisteredSupply) {
        self.init()
        dependency = entry.id.description
        (licence, version, reason) = (entry.licence, entry.version, entry.reason)
    }
}

extension SupplyFindingLine {
    fileprivate init(_ finding: SupplyCheck.Finding) {
        self.init()
        (path, line, text) = (finding.path, Int64(finding.line), finding.text)
        fault = finding.fault.rawValue
    }
}

/// A text that names no dependency.
struct SupplyNameError: Reportable {
    let text: String

    var code: String { "supply.bad_name" }
    var category: ErrorCategory { .usage }
    var message: String {
        "'\(text.printable(limit: 120))' is no ecosystem and name, such as cargo:serde."
    }
    var hint: String? {
        "The ecosystems: "
            + SupplyID.Ecosystem.allCases.map(\.rawValue).joined(separator: ", ") + "."
    }
}

/// A dependency that is to be registered without a licence.
struct NoLicenceError: Reportable {
    let id: SupplyID

    var code: String { "supply.no_licence" }
    var category: ErrorCategory { .usage }
    var message: String { "\(id) is registered with a licence, and there is none." }
    var hint: String? { "Name it as SPDX does: --licence MIT" }
}
