extension JSONValue {
    /// The document as RFC 8785 has it: the bytes to hash and to sign.
    ///
    /// An `integer` is written with all its digits, also beyond 2^53, where RFC 8785 knows only the
    /// rounded number: it stays true here, but do not sign such a document for others. A `number`
    /// that is not finite is a fault of our own code.
    package var canonicalBytes: [UInt8] {
        var buffer = JSONBuffer()
        buffer.putValue(self)
        return buffer.bytes
    }

    /// ``canonicalBytes`` as a string.
    package var canonicalText: String {
        var buffer = JSONBuffer()
        buffer.putValue(self)
        return buffer.text
    }

    /// Whether `text` is ``canonicalText``, byte by byte.
    package func isCanonical(_ text: String) -> Bool {
        var buffer = JSONBuffer(capacity: text.utf8.count + 64)
        buffer.putValue(self)
        var text = text
        return text.withUTF8 { text in
            buffer.withBytes { $0.elementsEqual(text) }
        }
    }

    /// The document for people: the canonical order, one member a line, two spaces of indentation.
    package var prettyText: String {
        var buffer = JSONBuffer()
        buffer.putPretty(self, indentation: 0)
        return buffer.text
    }
}

extension String {
    /// JSON's text with some characters written as `\uXXXX`, which means the same to every reader.
    ///
    /// Only for characters that stand within strings alone.
    package func escapedJSON(where isEscaped: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: isEscaped) else { return self }
        var text = ""
        text.reserveCapacity(utf8.count + 64)
        for scalar in unicodeScalars {
            guard isEscaped(scalar) else {
                text.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return text
    }
}

extension JSONBuffer {
    mutating func putValue(_ value: JSONValue) {
        switch value {
        case .array(let elements):
            put(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { put(UInt8(ascii: ",")) }
                isFirst = false
                putValue(element)
            }
            put(UInt8(ascii: "]"))
        case .object(let members):
            put(UInt8(ascii: "{"))
            JSONMembers(members).forEach { key, value, isFirst in
                if !isFirst { put(UInt8(ascii: ",")) }
                putQuoted(key)
                put(UInt8(ascii: ":"))
                putValue(value)
            }
            put(UInt8(ascii: "}"))
        default:
            putScalar(value)
        }
    }

    mutating func putPretty(_ value: JSONValue, indentation: Int) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            put(UInt8(ascii: "["))
            var isFirst = true
            for element in elements {
                if !isFirst { put(UInt8(ascii: ",")) }
                isFirst = false
                putLine(indentation + 1)
                putPretty(element, indentation: indentation + 1)
            }
            putLine(indentation)
            put(UInt8(ascii: "]"))
        case .object(let members) where !members.isEmpty:
            put(UInt8(ascii: "{"))
            JSONMembers(members).forEach { key, value, isFirst in
                if !isFirst { put(UInt8(ascii: ",")) }
                putLine(indentation + 1)
                putQuoted(key)
                putText(": ")
                putPretty(value, indentation: indentation + 1)
            }
            putLine(indentation)
            put(UInt8(ascii: "}"))
        default:
            putValue(value)
        }
    }

    private mutating func putScalar(_ value: JSONValue) {
        switch value {
        case .null: putText("null")
        case .bool(true): putText("true")
        case .bool(false): putText("false")
        case .integer(let value): put(value)
        case .number(let value): put(value)
        case .string(let value): putQuoted(value)
        case .array, .object: putValue(value)
        }
    }

    private mutating func putLine(_ indentation: Int) {
        put(UInt8(ascii: "\n"))
        for _ in 0..<indentation { putText("  ") }
    }
}
