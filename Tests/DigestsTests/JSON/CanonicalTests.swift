import Digests
import Testing

@Suite("Canonical JSON")
struct CanonicalTests {
    @Test("The example of RFC 8785, 3.2.2, is written as in 3.2.3")
    func exampleOfTheStandard() throws {
        let document = #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let canonical =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try JSONValue(parsing: document).canonicalText == canonical)
    }

    @Test("Keys are sorted by UTF-16 code units, as RFC 8785, 3.2.3, shows")
    func sortingOfTheStandard() throws {
        let document = #"""
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """#
        let canonical =
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
            + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
            + "\"😀\":\"Emoji: Grinning Face\","
            + "\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        #expect(try JSONValue(parsing: document).canonicalText == canonical)
    }

    @Test("Keys that agree in their first eight bytes are sorted by the rest")
    func longKeys() {
        let value: JSONValue = [
            "identity": 1, "identity2": 2, "identity10": 3, "identity\u{FB33}": 4,
            "identity😀": 5, "id": 6, "": 7,
        ]
        #expect(
            value.canonicalText
                == #"{"":7,"id":6,"identity":1,"identity10":3,"identity2":2,"identity😀":5,"#
                + "\"identity\u{FB33}\":4}"
        )
    }

    // RFC 8785, appendix B: IEEE 754 bits and the text that ECMAScript gives them.
    static let numbers: [(UInt64, String)] = [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ]

    @Test("Numbers are written as in RFC 8785, appendix B")
    func numbersOfTheStandard() {
        for (bits, text) in Self.numbers {
            #expect(JSONValue.number(Double(bitPattern: bits)).canonicalText == text)
        }
    }

    @Test("Whole numbers are written with all their digits")
    func integers() {
        for value in [0, 1, -1, 9, 10, 99, 100, Int64.max, Int64.min, 1 << 53, -(1 << 53)] {
            #expect(JSONValue.integer(value).canonicalText == String(value))
        }
    }

    @Test("Only quotes, backslashes and control characters are escaped")
    func escapes() {
        let value = JSONValue.string("\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F} \"\\/\u{7F}\u{2028}é😀")
        #expect(
            value.canonicalText
                == #""\u0000\u0001\b\t\n\u000b\f\r\u001f \"\\/"# + "\u{7F}\u{2028}é😀\""
        )
    }

    @Test("Planes beyond the first are sorted before the last of the first")
    func surrogates() {
        let value: JSONValue = ["\u{10FFFF}": 1, "\u{E000}": 2, "\u{FFFF}": 3, "\u{D7FF}": 4]
        #expect(
            value.canonicalText
                == "{\"\u{D7FF}\":4,\"\u{10FFFF}\":1,\"\u{E000}\":2,\"\u{FFFF}\":3}"
        )
    }

    @Test(
        "An escape is found wherever it stands in a text of any length",
        arguments: [("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\u{1F}", "\\u001f")]
    )
    func escapesAtEachPlace(plain: String, escaped: String) throws {
        for length in 0...20 {
            for place in 0..<length {
                var text = Array(repeating: "a", count: length)
                text[place] = plain
                let value = JSONValue.string(text.joined())
                text[place] = escaped
                #expect(value.canonicalText == "\"" + text.joined() + "\"")
                #expect(try JSONValue(parsing: value.canonicalBytes) == value)
            }
        }
    }

    @Test("The form for people has the same order and content")
    func pretty() throws {
        let value: JSONValue = [
            "b": [1, ["c": nil, "a": true]], "a": [], "d": [:], "text": "line\nbreak",
        ]
        #expect(
            value.prettyText == """
                {
                  "a": [],
                  "b": [
                    1,
                    {
                      "a": true,
                      "c": null
                    }
                  ],
                  "d": {},
                  "text": "line\\nbreak"
                }
                """
        )
        #expect(try JSONValue(parsing: value.prettyText) == value)
    }
}
