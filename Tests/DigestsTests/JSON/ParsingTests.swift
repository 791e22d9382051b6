import Digests
import Testing

@Suite("Reading JSON")
struct ParsingTests {
    @Test("Each kind of value is read")
    func kinds() throws {
        let text = #" { "a" : [ null , true , false , -1 , 2.5 , "x" , { } , [ ] ] } "#
        let value = try JSONValue(parsing: text)
        #expect(value == ["a": [nil, true, false, -1, 2.5, "x", [:], []]])
        #expect(value["a"]?[3]?.intValue == -1)
        #expect(value["a"]?[4]?.doubleValue == 2.5)
        #expect(value["a"]?[5]?.stringValue == "x")
        #expect(value["a"]?[0]?.isNull == true)
        #expect(value["a"]?[1]?.boolValue == true)
        #expect(value["b"] == nil)
        #expect(value["a"]?[8] == nil)
        #expect(value["a"]?["a"] == nil)
    }

    @Test("A number is whole however it is written, as long as it fits")
    func wholeNumbers() throws {
        for text in ["100", "100.0", "1e2", "1.00E+2", "10000e-2"] {
            guard case .integer(100) = try JSONValue(parsing: text) else {
                Issue.record("\(text) is the whole number 100")
                continue
            }
        }
        #expect(try JSONValue(parsing: "-0") == .integer(0))
        #expect(try JSONValue(parsing: "9223372036854775807") == .integer(.max))
        #expect(try JSONValue(parsing: "-9223372036854775808") == .integer(.min))
        #expect(try JSONValue(parsing: "9223372036854775808") == .number(0x1p63))
        #expect(try JSONValue(parsing: "-9223372036854775809") == .number(-0x1p63))
        #expect(
            try JSONValue(parsing: "123456789012345678901234567890")
                == .number(1.2345678901234568e29)
        )
    }

    @Test("Escapes stand for what RFC 8259 says")
    func escapes() throws {
        let text = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\ude00""#
        #expect(try JSONValue(parsing: text) == .string("\"\\/\u{8}\u{C}\n\r\tAé€😀"))
    }

    static let refused: [(String, JSONError.Reason, Int)] = [
        ("", .unexpectedEnd, 0),
        ("  ", .unexpectedEnd, 2),
        ("[1, 2", .unexpectedEnd, 5),
        (#"{"a": 1"#, .unexpectedEnd, 7),
        (#""abc"#, .unexpectedEnd, 4),
        (#""a\"#, .unexpectedEnd, 3),
        (#""\u12"#, .unexpectedEnd, 5),
        ("tru", .unexpectedEnd, 3),
        ("-", .unexpectedEnd, 1),
        ("1.", .unexpectedEnd, 2),
        ("1e+", .unexpectedEnd, 3),
        ("1 2", .trailingBytes, 2),
        ("{} x", .trailingBytes, 3),
        ("[1,]", .unexpectedByte, 3),
        (#"{"a":1,}"#, .unexpectedByte, 7),
        ("{a:1}", .unexpectedByte, 1),
        ("'a'", .unexpectedByte, 0),
        ("nul1", .unexpectedByte, 3),
        ("NaN", .unexpectedByte, 0),
        ("+1", .unexpectedByte, 0),
        (".5", .unexpectedByte, 0),
        ("[1 // no\n]", .unexpectedByte, 3),
        ("\u{FEFF}1", .unexpectedByte, 0),
        ("01", .invalidNumber, 0),
        ("-01", .invalidNumber, 1),
        ("1.x", .invalidNumber, 2),
        ("-x", .invalidNumber, 1),
        ("1e400", .numberOutOfRange, 0),
        (#""\x""#, .invalidEscape, 1),
        (#""\u12G4""#, .invalidEscape, 5),
        (#""\ud800""#, .loneSurrogate, 1),
        (#""\ud800x""#, .loneSurrogate, 1),
        (#""\ud800\u0041""#, .loneSurrogate, 1),
        (#""ab\udc00""#, .loneSurrogate, 3),
        ("\"a\nb\"", .controlCharacter, 2),
        ("\"a\\n\nb\"", .controlCharacter, 4),
        (#"{"a":1,"a":1}"#, .duplicateKey, 13),
        ("{\"\u{E9}\":1,\"e\u{301}\":2}", .duplicateKey, 16),
    ]

    @Test("What is not JSON is refused, with the reason and the place", arguments: refused)
    func refusals(text: String, reason: JSONError.Reason, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.reason == reason)
        #expect(error?.offset == offset)
    }

    static let malformed: [([UInt8], Int)] = [
        ([0x22, 0xFF, 0x22], 1),
        ([0x22, 0x61, 0xC3, 0x22], 2),
        ([0x22, 0xC0, 0x80, 0x22], 1),
        ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
        ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], 1),
        ([0x22, 0x5C, 0x6E, 0xE2, 0x82, 0x22], 2),
    ]

    @Test("Bytes that are not UTF-8 are refused", arguments: malformed)
    func invalidUTF8(bytes: [UInt8], offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.offset == offset)
    }

    @Test("Sixty-four levels are read, sixty-five refused, and a million refused at once")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONValue(parsing: nested(64))
        for depth in [65, 1_000_000] {
            let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(depth)) }
            #expect(error?.reason == .tooDeep)
            #expect(error?.offset == 64)
        }
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: String(repeating: #"{"a":"#, count: 1000))
        }
        #expect(error?.reason == .tooDeep)
    }

    @Test("Values are equal exactly when their canonical bytes are")
    func equality() {
        #expect(JSONValue.integer(1) == .number(1))
        #expect(JSONValue.integer(1).hashValue == JSONValue.number(1).hashValue)
        #expect(JSONValue.integer(0) == .number(-0.0))
        #expect(JSONValue.integer(1) != .number(1.5))
        // ECMAScript writes the shortest digits, which beyond 2^53 are those of another integer.
        #expect(JSONValue.number(1234567890123456768).canonicalText == "1234567890123456800")
        #expect(JSONValue.number(1234567890123456768) == .integer(1_234_567_890_123_456_800))
        #expect(JSONValue.number(1234567890123456768) != .integer(1_234_567_890_123_456_768))
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSONValue.object(["\u{E9}": 1]) != .object(["e\u{301}": 1]))
        #expect(JSONValue.object(["a": 1, "b": 2]) == .object(["b": 2, "a": 1]))
    }
}
