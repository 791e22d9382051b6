import Commands
import Digests
import Model

/// Seals what an accepted task rests on, and lets programs that are not ours check it.
struct DemoEvidence {
    let stage: DemoStage
    let tell: @Sendable (String) -> Void

    /// The founder as the policy knows them.
    private static let signer = "founder@demo"
    private static let pin = Pin.finalDone

    /// Gathers, seals, pins and verifies a task's evidence.
    ///
    /// - Throws: ``DemoError/stepFailed(step:ending:tail:)`` where any of it is refused, by us or
    ///   by the others.
    func seal(_ task: String, _ report: inout DemoReport) throws {
        let key = try makeKey()
        let gathered = try stage.answer(["evidence", "bundle", task])
        guard let name = gathered["data"]?["bundle"]?["bundle"]?.stringValue else {
            throw DemoError.stepFailed(step: "evidence bundle", ending: "no bundle", tail: [])
        }
        try stage.worklead(["evidence", "seal", name, "--signing-key", key])
        // Verifies before it pins.
        try stage.worklead(["evidence", "pin", name, "--for", Self.pin.rawValue])
        let verified = try stage.answer(["evidence", "verify", name])["data"]
        report.bundle = BundleID(trusted: name)
        report.bundleTask = TaskKey(trusted: task)
        report.bundlePin = Self.pin
        report.bundleFiles = verified?["files"]?.int64Value ?? 0
        report.bundleSigner = verified?["signer"]?.stringValue
        report.bundleDigest = verified?["digest"]?.stringValue.flatMap { Digest($0) }
        let signer = report.bundleSigner ?? "nobody"
        tell("\(name) is sealed: \(report.bundleFiles) files that \(task) rests on, by \(signer)")
        let path = verified?["path"]?.stringValue ?? ""
        report.bundlePath = path
        report.bundleChecks = Self.checks
        // Each runs as it is shown.
        for check in Self.checks { try stage.run("/bin/sh", ["-c", "cd '\(path)' && \(check)"]) }
        tell("sha256sum and ssh-keygen, which are not ours, accept \(name)")
    }

    /// Makes a key of the demonstration's own, and a policy that names it.
    private func makeKey() throws -> String {
        let key = "\(stage.directory.path)/founder.key"
        try stage.run(
            "ssh-keygen",
            ["-q", "-t", "ed25519", "-N", "", "-C", Self.signer, "-f", key]
        )
        let shown = try PrivateFile.read(key + ".pub") ?? ""
        try stage.directory.write(
            "\(Self.signer) namespaces=\"\(EvidenceNamespace.text)\" \(shown)",
            to: policy
        )
        return key
    }

    private var policy: String { "\(stage.directory.workspace)/allowed_signers" }

    /// How somebody checks the bundle in its folder who has nothing of ours.
    private static let checks = [
        "sha256sum -c --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt",
        "ssh-keygen -Y verify -f ../../../allowed_signers -I \(signer) "
            + "-n \(EvidenceNamespace.text) -s tagmanifest-sha256.txt.sig "
            + "< tagmanifest-sha256.txt",
    ]
}
