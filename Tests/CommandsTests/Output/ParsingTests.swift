import Commands
import Digests
import Model
import Operations
import TestSupport
import Testing

@Suite("Every document parses")
struct ParsingTests {
    @Test(
        "Python reads from JSON and NDJSON what was written, for success and failure",
        .enabled(if: Python.canImport("json"), "python3 cannot be run")
    )
    func python() throws {
        var chance = Chance(seed: 99)
        var written: [String] = []
        var expected: [JSONValue] = []
        for _ in 0..<60 {
            let title = chance.text()
            let output = showOutput(title: title, body: chance.text())
            let report = ErrorReport(Odd(text: title))
            written.append(output.written(in: .plain(.json)).output)
            written.append(output.written(in: .plain(.ndjson)).output)
            written.append(report.written(in: .plain(.json)).output)
            expected += [output.envelope.json, output.envelope.json, report.envelope]
        }
        let answer = try Python.run(
            """
            import json, sys
            for line in sys.stdin.buffer.read().decode("utf-8").split("\\n"):
                if line:
                    print(json.dumps(json.loads(line), sort_keys=True))
            """,
            input: written.joined()
        )
        let read = try answer.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(read == expected)
    }

    @Test("The same answer is the same bytes each time", arguments: OutputFormat.allCases)
    func deterministic(format: OutputFormat) {
        let texts = (0..<5).map { _ in ListTasks.output().written(in: .plain(format)) }
        #expect(texts.allSatisfy { $0 == texts[0] })
    }

    private struct Odd: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}
