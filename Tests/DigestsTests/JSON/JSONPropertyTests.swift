import Digests
import TestSupport
import Testing

@Suite("Any JSON document")
struct JSONPropertyTests {
    static let seed: UInt64 = 20_785

    @Test("Any document reads back from its canonical form, which is then its own")
    func roundTrip() throws {
        var numbers = SplitMix64(seed: Self.seed)
        for step in 0..<1000 {
            let value = JSONValue.random(using: &numbers)
            let bytes = value.canonicalBytes
            let back = try JSONValue(parsing: bytes)
            try #require((back == value) as Bool, "seed \(Self.seed), document \(step)")
            try #require(back.hashValue == value.hashValue, "seed \(Self.seed), document \(step)")
            try #require(back.canonicalBytes == bytes, "seed \(Self.seed), document \(step)")
            let pretty = try JSONValue(parsing: value.prettyText)
            try #require((pretty == value) as Bool, "seed \(Self.seed), document \(step)")
        }
    }

    @Test("A damaged document is refused or read, and never ends the program")
    func damage() {
        var numbers = SplitMix64(seed: Self.seed)
        var refused = 0
        for _ in 0..<1000 {
            var bytes = JSONValue.random(using: &numbers).canonicalBytes
            for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<3, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
                default: bytes.removeSubrange(place...)
                }
                if bytes.isEmpty { break }
            }
            do {
                let value = try JSONValue(parsing: bytes)
                #expect((try? JSONValue(parsing: value.canonicalBytes)) == value)
            } catch {
                refused += 1
                #expect((0...bytes.count).contains(error.offset))
            }
        }
        #expect(refused > 300)
    }

    @Test(
        "Python reads the same, and sorts and writes the same",
        .enabled(if: run("command -v python3 > /dev/null") == 0, "python3 is not here")
    )
    func python() throws {
        var numbers = SplitMix64(seed: Self.seed)
        var ours = ""
        for _ in 0..<1000 {
            let value = JSONValue.random(using: &numbers)
            // One line a document: canonical text has no line break.
            ours += value.canonicalText + "\n"
        }
        let folder = try temporaryFolder()
        defer { remove(folder) }
        try write(ours, to: folder + "/ours")
        try write(Self.script, to: folder + "/check.py")
        let outcome = run(
            "python3 '\(folder)/check.py' '\(folder)/ours' > '\(folder)/out' 2>&1"
        )
        #expect(outcome == 0, "seed \(Self.seed): \(read(folder + "/out"))")
    }

    // Python's own reader, its shortest digits laid out as ECMAScript does, and its sorting of
    // UTF-16: nothing of it is ours.
    private static let script = #"""
        import json, sys
        from decimal import Decimal

        def number(value):
            if value == 0: return "0"
            sign, digits, exponent = Decimal(repr(value)).as_tuple()
            digits = "".join(map(str, digits)).lstrip("0")
            while digits.endswith("0"): digits, exponent = digits[:-1], exponent + 1
            k, n = len(digits), len(digits) + exponent
            if k <= n <= 21: text = digits + "0" * (n - k)
            elif 0 < n <= 21: text = digits[:n] + "." + digits[n:]
            elif -6 < n <= 0: text = "0." + "0" * -n + digits
            else:
                text = digits[0] + ("." + digits[1:] if k > 1 else "")
                text += "e" + ("+" if n > 0 else "-") + str(abs(n - 1))
            return ("-" if sign else "") + text

        def text(value):
            return json.dumps(value, ensure_ascii=False)

        def write(value):
            if value is None: return "null"
            if value is True: return "true"
            if value is False: return "false"
            if isinstance(value, int):
                return str(value) if abs(value) < 2**63 + 1 else number(float(value))
            if isinstance(value, float): return number(value)
            if isinstance(value, str): return text(value)
            if isinstance(value, list): return "[" + ",".join(map(write, value)) + "]"
            keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
            return "{" + ",".join(text(key) + ":" + write(value[key]) for key in keys) + "}"

        with open(sys.argv[1], encoding="utf-8", newline="\n") as file:
            for index, line in enumerate(file.read().split("\n")[:-1]):
                theirs = write(json.loads(line))
                if theirs != line:
                    sys.exit(f"document {index}:\n{line}\n{theirs}")
        """#
}
