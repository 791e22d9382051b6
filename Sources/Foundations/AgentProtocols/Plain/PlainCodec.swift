/// Any command: what it prints is text.
///
/// Whether it did well, its exit code says.
struct PlainCodec: AgentCodec {
    private let prompt: String?

    init(_ brief: AgentBrief, promptAsInput: Bool) {
        prompt = promptAsInput ? brief.prompt : nil
    }

    mutating func begin() -> [AgentStep] {
        guard let prompt else { return [.closeInput] }
        return [.write(Array(prompt.utf8)), .closeInput]
    }

    mutating func receive(line: [UInt8]) -> [AgentStep] {
        [.happened(.text(AgentText(.output, String(decoding: line, as: UTF8.self))))]
    }
}
