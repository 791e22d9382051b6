import Digests
import Model

/// A wave as it is made from its spec: all files of it, and what is to be handed out.
///
/// The same spec makes the same bytes: nothing of it depends on a clock, a place or a ledger.
package struct WavePlan: Hashable, Sendable {
    /// What a file of a wave is for.
    package enum Purpose: String, Hashable, Sendable, CaseIterable {
        case packet, boundary, launch, resume, todo
        case launchPack = "launch_pack"
        case exploration, guidance, status, unlock
        case kickOff = "kick_off"
    }

    /// A file of the wave.
    package struct File: Hashable, Sendable {
        /// Below the root that the wave is rendered into.
        package let path: String
        package let purpose: Purpose
        /// The task that it is about; `nil` for what is the wave's.
        package let task: TaskKey?
        package let text: String

        /// Whether it is to be run.
        package var isScript: Bool { purpose == .unlock || purpose == .kickOff }

        /// The file as the ledger keeps it: where it is, and the digest of what is in it.
        package var written: WrittenFile { WrittenFile(path: path, digest: Digest(of: text)) }
    }

    package let spec: WaveSpec
    /// The text that it was made from.
    package let text: String
    /// In the order of their paths, each once.
    package let files: [File]
    /// What is worth mending.
    package let advice: [FieldFinding]

    /// Makes the wave of a spec.
    ///
    /// - Parameter file: The name of the spec, for what is said about it.
    /// - Throws: ``WaveError`` with all that is wrong, and ``DocumentError`` for what is no TOML.
    package init(_ text: String, file: String) throws {
        let (spec, advice) = try WaveReader.read(text, file: file)
        var files: [File] = []
        for order in spec.lanes {
            let lane = LanePages(spec, order)
            files.append(
                File(
                    path: Self.packetPath(of: order, in: spec),
                    purpose: .packet,
                    task: order.task,
                    text: try lane.packet()
                )
            )
            files.append(lane.file(order.boundaryPath, .boundary, lane.boundary))
            files.append(lane.file(order.launchPath, .launch, lane.launch))
            files.append(lane.file(order.resumePath, .resume, lane.resume))
            files.append(lane.file(order.todoPath, .todo, lane.todo))
        }
        let pages = WavePages(spec)
        files += [
            pages.file(spec.outputs.launchPack, .launchPack, pages.launchPack),
            pages.file(spec.outputs.exploration, .exploration, pages.exploration),
            pages.file(spec.outputs.guidance, .guidance, pages.guidance),
            pages.file(spec.outputs.status, .status, pages.status),
            pages.file(spec.outputs.unlock, .unlock, pages.unlock),
            pages.file(spec.outputs.kickOff, .kickOff, pages.kickOff),
        ]
        try Self.requireOnePathEach(files, file)
        try Self.requireWholePackets(files, spec, file)
        self.spec = spec
        self.text = text
        self.files = files.sorted { $0.path < $1.path }
        self.advice = advice
    }

    /// Where the packet of a lane's task is written.
    static func packetPath(of order: LaneOrder, in spec: WaveSpec) -> String {
        "\(spec.outputs.checkIns)/packets/\(order.task).md"
    }

    /// The file of a purpose for a task, or for the wave.
    package func file(_ purpose: Purpose, of task: TaskKey? = nil) -> File? {
        files.first { $0.purpose == purpose && $0.task == task }
    }

    /// What the ledger keeps of it.
    package var rendering: WaveRendering {
        WaveRendering(
            phase: spec.meta.phase,
            window: spec.meta.window,
            follows: spec.meta.follows,
            spec: text,
            lanes: spec.lanes.map { order in
                WaveLane(
                    lane: order.lane,
                    agent: order.agent,
                    task: order.task,
                    isCanonical: order.isCanonical
                )
            },
            files: files.map(\.written)
        )
    }

    private static func requireOnePathEach(_ files: [File], _ file: String) throws(WaveError) {
        var seen: [String: Purpose] = [:]
        for made in files {
            if let other = seen.updateValue(made.purpose, forKey: made.path) {
                throw refused(
                    file,
                    "twice",
                    "paths",
                    "The \(other.rawValue) and the \(made.purpose.rawValue) would both be "
                        + "'\(made.path.printable(limit: 120))'."
                )
            }
        }
    }

    /// Refuses a spec whose packets nobody could work from.
    private static func requireWholePackets(
        _ files: [File],
        _ spec: WaveSpec,
        _ file: String
    ) throws {
        var findings: [FieldFinding] = []
        for (index, order) in spec.lanes.enumerated() {
            guard let made = files.first(where: { $0.purpose == .packet && $0.task == order.task })
            else { continue }
            let name = made.path.split(separator: "/").last.map(String.init)
            let read = try PacketReader().read(made.text, .markdown, fileName: name)
            for finding in read.lint(expectedKey: order.task).errors {
                findings.append(
                    FieldFinding(
                        rule: finding.rule,
                        severity: .error,
                        keyPath: "lanes[\(index)]",
                        line: order.line,
                        reason: "The packet of \(order.task) would not do: \(finding.reason)"
                            + WaveKeys.source(of: finding.field)
                    )
                )
            }
        }
        guard findings.isEmpty else { throw WaveError.refused(file: file, findings) }
    }

    private static func refused(
        _ file: String,
        _ rule: String,
        _ keyPath: String,
        _ reason: String
    ) -> WaveError {
        .refused(
            file: file,
            [
                FieldFinding(
                    rule: "wave." + rule,
                    severity: .error,
                    keyPath: keyPath,
                    line: 1,
                    reason: reason
                )
            ]
        )
    }
}
