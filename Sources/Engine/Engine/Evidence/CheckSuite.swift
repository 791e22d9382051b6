import Digests

/// The checks of a replay as a JUnit report, one test case for each command.
struct CheckSuite {
    let name: String
    let results: [JSONValue]

    init(_ name: String, _ results: [JSONValue]) {
        self.name = name
        self.results = results
    }

    var xml: String {
        let failed = results.filter { $0["passed"]?.boolValue != true }.count
        let total = results.reduce(Int64(0)) { $0 + ($1["duration_ms"]?.int64Value ?? 0) }
        let counts = "tests=\"\(results.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"0\""
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites \(counts) time="\(Self.seconds(total))">
              <testsuite name="\(name.inXML)" \(counts) time="\(Self.seconds(total))">
            \(results.map(testCase).joined())  </testsuite>
            </testsuites>

            """
    }

    private func testCase(_ result: JSONValue) -> String {
        let command = (result["command"]?.stringValue ?? "").inXML
        let time = Self.seconds(result["duration_ms"]?.int64Value ?? 0)
        let opening =
            "    <testcase classname=\"\(name.inXML)\" name=\"\(command)\" time=\"\(time)\""
        guard result["passed"]?.boolValue != true else { return opening + "/>\n" }
        let ending = (result["ending"]?.stringValue ?? "").inXML
        return "\(opening)>\n      <failure message=\"\(ending)\"/>\n    </testcase>\n"
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}

extension String {
    /// The text as it may stand in an attribute; what XML can't say becomes U+FFFD.
    fileprivate var inXML: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\n": text += "&#10;"
            case "\r": text += "&#13;"
            case "\t": text += "&#9;"
            default:
                let isAllowed =
                    scalar.value >= 0x20 && scalar.value != 0xFFFE
                    && scalar.value != 0xFFFF
                text.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
            }
        }
        return text
    }
}
