import TOMLKit
import Testing

@Suite("TOML")
struct TOMLTests {
    @Test("Values keep their type, their order and their line")
    func values() throws {
        let document = try TOMLDocument(
            parsing: """
                # comment
                zebra = "z\\u0000\\n"
                apple = 7
                ratio = 1.5
                on = true
                day = 2025-12-19
                at = 2025-12-19T10:00:00.5Z
                list = [
                    "a",
                    2,
                ]

                [limits]
                wall = "10m"
                inner.deep = 1

                [[step]]
                name = "x"
                [[step]]
                name = "y"
                """
        )
        let table = document.table
        #expect(
            table.entries.map(\.key)
                == ["zebra", "apple", "ratio", "on", "day", "at", "list", "limits", "step"]
        )
        #expect(table.entries.map(\.value.line) == [2, 3, 4, 5, 6, 7, 8, 13, 17])
        #expect(table["zebra"]?.kind == .string("z\0\n"))
        #expect(table["apple"]?.kind == .integer(7))
        #expect(table["ratio"]?.kind == .float(1.5))
        #expect(table["on"]?.kind == .boolean(true))
        #expect(table["day"]?.kind == .date("2025-12-19"))
        #expect(table["at"]?.kind == .date("2025-12-19T10:00:00.5Z"))
        guard case .array(let list) = table["list"]?.kind else {
            Issue.record("no list")
            return
        }
        #expect(list == [TOMLValue(.string("a")), TOMLValue(.integer(2))])
        #expect(list.map(\.line) == [9, 10])
        let fields = TOMLFields(document)
        let limits = try #require(try fields.fields("limits"))
        #expect(try limits.string("wall") == "10m")
        #expect(try limits.fields("inner")?.integer("deep") == 1)
        #expect(try fields.fieldsList("step")?.map { try $0.string("name") } == ["x", "y"])
        #expect(try fields.fieldsList("step")?.map(\.line) == [17, 19])
    }

    @Test("A fault of the text is named with line and column")
    func syntax() {
        #expect {
            try TOMLDocument(parsing: "a = 1\nb = = 2\n")
        } throws: { error in
            guard let error = error as? TOMLError, case .syntax = error.fault else { return false }
            return error.line == 2 && error.column == 5 && error.code == "toml.syntax"
                && error.message.hasPrefix("Line 2, column 5: ")
        }
        #expect(throws: TOMLError.self) { try TOMLDocument(parsing: "a = 1\na = 2\n") }
        #expect(throws: TOMLError(.notUTF8, line: 2)) {
            try TOMLDocument(parsing: Array("a = 1\nb = '".utf8) + [0xFF] + Array("'\n".utf8))
        }
        #expect(throws: TOMLError(.tooLarge(bytes: 5, limit: 4))) {
            try TOMLDocument(parsing: "a = 1", bytesMax: 4)
        }
    }

    @Test(
        "Text that breaks the library's own assumptions is an error like any other",
        arguments: ["[}", "[ }", "{a = }", "{,}", "[1,}", "[\n}", "}", "]", ",", "[#\n}"]
    )
    func brokenAssumptions(value: String) {
        #expect {
            try TOMLDocument(parsing: "x = 1\ny = 2\na = \(value)\nz = 1\n")
        } throws: { error in
            guard let error = error as? TOMLError, case .syntax = error.fault else { return false }
            return error.line >= 3 && error.line <= 4
        }
    }

    @Test("Random damage never brings the reader down", arguments: 1...4)
    func damage(seed: UInt64) throws {
        let source =
            "a = [1, {b = 'c', \"d.e\" = 2025-01-01T10:00:00Z}]\n[x.y]\nz = 1.5e3 # r\n[[w]]\nv = \"\"\"\nq\n\"\"\"\n"
        let marks = Array("[]{},=.#\"'\\\n\t -_:+0e".utf8) + [0, 0x7F, 0xC3]
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<4000 {
            var bytes = Array(source.utf8)
            for _ in 0...next(4) {
                let index = next(bytes.count)
                if next(2) == 0 {
                    bytes[index] = marks[next(marks.count)]
                } else {
                    bytes.insert(marks[next(marks.count)], at: index)
                }
            }
            do {
                _ = try TOMLDocument(parsing: bytes)
            } catch {
                #expect(!error.message.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test("A key of the wrong type is named with its path and line")
    func wrongType() throws {
        let fields = TOMLFields(
            try TOMLDocument(parsing: "a = 1\n[b]\n\"c d\" = [1]\ne = \"x\"\n")
        )
        #expect(
            throws: TOMLError(
                .wrongType(found: "an integer", wanted: "a string"),
                line: 1,
                keyPath: "a"
            )
        ) { try fields.string("a") }
        let inner = try #require(try fields.fields("b"))
        #expect(
            throws: TOMLError(
                .wrongType(found: "an integer", wanted: "a string in each place"),
                line: 3,
                keyPath: "b.\"c d\""
            )
        ) { try inner.strings("c d") }
        #expect(try inner.string("nowhere") == nil)
        #expect(throws: TOMLError(.missing, line: 2, keyPath: "b.nowhere")) {
            try inner.required("nowhere", inner.string("nowhere"))
        }
        #expect(
            inner.unknownKeys(besides: ["c d"])
                == [TOMLUnknownKey(key: "e", keyPath: "b.e", line: 4)]
        )
    }

    @Test("What is written reads back the same")
    func writing() throws {
        var inner = TOMLTable()
        inner.append("x", .string("é \"quoted\" \\ \n\t\0\u{7F}\u{1B} '''"))
        inner.append("empty", .array([]))
        var table = TOMLTable()
        table.append("a", .integer(-3))
        table.append("b.c", .float(0.1))
        table.append("", .boolean(false))
        table.append("long", .float(1e300))
        table.append("nested", .array([TOMLValue(.array([TOMLValue(.string("y"))]))]))
        table.append("mixed", .array([TOMLValue(.table(inner)), TOMLValue(.integer(1))]))
        table.append("table", .table(inner))
        table.append(
            "list of tables",
            .array([TOMLValue(.table(inner)), TOMLValue(.table(inner))])
        )
        let text = TOMLWriter.text(table)
        #expect(try TOMLDocument(parsing: text).table == table, "\(text)")
    }

    @Test(
        "A quarter megabyte of one piece is read or refused within a second",
        arguments: [
            "a.", "[", "{a=", "[a.", "a=[", "\"a\".", "a=1\n", "#", "'", "\"", "\"\"\"", "\\",
            "[[a]]\n",
            "[a.b]\n", "a.b.c=1\n", "x={", "\n", "\r\n", "\0", "é", "1", ".", "'a b'.", "=",
            "a={b={c=",
        ]
    )
    func hostile(piece: String) throws {
        for start in ["", "a = "] {
            let count = (256 * 1024 - start.utf8.count) / piece.utf8.count
            let text = start + String(repeating: piece, count: count)
            let taken = try ProcessorTime.measure {
                // Both answers are right; only the time counts, and that it comes back.
                _ = try? TOMLDocument(parsing: text)
            }
            #expect(taken < .seconds(2), "\(start.debugDescription)")
        }
    }

    @Test("Deep nesting is refused before it can exhaust the stack")
    func depth() throws {
        let keys = Array(repeating: "a", count: 100_000).joined(separator: ".") + " = 1"
        #expect(throws: TOMLError(.tooDeep, line: 1)) { try TOMLDocument(parsing: keys) }
        let quoted = Array(repeating: "\"a. b\"", count: 30_000).joined(separator: ".") + " = 1"
        #expect(throws: TOMLError(.tooDeep, line: 1)) { try TOMLDocument(parsing: quoted) }
        let fine = Array(repeating: "a", count: 100).joined(separator: ".") + " = 1"
        _ = try TOMLDocument(parsing: fine)
        let prose = "a = \"" + String(repeating: "One. Two... ", count: 1000) + "\""
        _ = try TOMLDocument(parsing: prose)
    }
}
