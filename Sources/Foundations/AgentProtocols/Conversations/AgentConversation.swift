import Digests
import JSONRPCKit

/// A conversation with one agent's program: bytes in, happenings and bytes out.
///
/// It is a value without clock, process or file, so that the same bytes give the same happenings,
/// however they are cut. It never fails, and what it holds is bounded whatever comes in.
package struct AgentConversation: Sendable {
    package static let lineBytesMax = 8 << 20
    /// How many requests may be open; one more is answered with a no.
    private static let openMax = 64

    private var framer: LineFramer
    private var codec: any AgentCodec

    /// The requests that wait for an answer.
    package private(set) var open: [PermissionID: PermissionRequest] = [:]
    package private(set) var session: AgentSession?
    package private(set) var usage = AgentUsage()
    /// `nil` until the program has told that its work is over.
    package private(set) var ending: AgentEnding?
    package private(set) var tally = HappeningTally()

    /// - Parameter lineBytesMax: What is longer is told as unknown, and nothing of it is held.
    package init(
        _ dialect: AgentDialect,
        _ brief: AgentBrief,
        lineBytesMax: Int = AgentConversation.lineBytesMax
    ) {
        framer = LineFramer(bytesMax: lineBytesMax)
        codec = dialect.codec(brief)
    }

    /// What is said first; called once.
    package mutating func begin() -> [AgentStep] {
        note(codec.begin())
    }

    /// Takes what the program wrote.
    package mutating func take(_ bytes: [UInt8]) -> [AgentStep] {
        receive(framer.take(bytes))
    }

    /// The program writes no more: what stands in a last line without an end is read.
    package mutating func end() -> [AgentStep] {
        receive(framer.end())
    }

    /// Notes how the work ended, where the program itself has no word for it.
    package mutating func finish(_ ending: AgentEnding) -> [AgentStep] {
        note([.happened(.finished(ending))])
    }

    /// Answers a request; nothing where that one is not open.
    package mutating func answer(
        _ id: PermissionID,
        with answer: PermissionAnswer
    ) -> [AgentStep] {
        guard let request = open.removeValue(forKey: id) else { return [] }
        return note(codec.answer(request, answer))
    }

    /// Asks the agent to end its turn, and answers what is open.
    ///
    /// - Returns: Nothing where the dialect can't say that: then only a signal ends it.
    package mutating func interrupt() -> [AgentStep] {
        let asked = codec.interrupt()
        guard !asked.isEmpty else { return [] }
        let answers = open.keys.sorted { $0.text < $1.text }.flatMap { answer($0, with: .cancel) }
        return note(asked) + answers
    }

    private mutating func receive(_ frames: [LineFramer.Frame]) -> [AgentStep] {
        frames.flatMap { frame -> [AgentStep] in
            switch frame {
            case .line(let line): note(codec.receive(line: line))
            case .tooLong: note([.happened(.unknown(UnknownPiece(.tooLong)))])
            }
        }
    }

    /// Remembers what the steps say.
    private mutating func note(_ steps: [AgentStep]) -> [AgentStep] {
        var answers: [AgentStep] = []
        for case .happened(let happening) in steps {
            tally.count(happening)
            switch happening {
            case .started(let session): self.session = session
            case .usage(let usage): self.usage = usage
            // The work is over once: what is told of a turn after it does not count.
            case .finished(let ending): self.ending = self.ending ?? ending
            case .permissionWithdrawn(let id): open[id] = nil
            case .permissionAsked(let request):
                open[request.id] = request
                if open.count > Self.openMax {
                    answers += answer(request.id, with: .deny(reason: "Too many open requests."))
                }
            case .text, .tool, .plan, .notice, .sign, .unknown: break
            }
        }
        return steps + answers
    }
}
