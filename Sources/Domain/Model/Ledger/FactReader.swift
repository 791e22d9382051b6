import Digests

/// Reads the fields of a fact's data, with errors that name the field.
package struct FactReader {
    private let type: String
    private let fields: [String: JSONValue]

    package init(_ fact: Fact, versionMax: Int = 1) throws(FactError) {
        guard fact.version >= 1, fact.version <= versionMax else {
            throw FactError(type: fact.type, fault: "version \(fact.version) is not known")
        }
        guard case .object(let fields) = fact.data else {
            throw FactError(type: fact.type, fault: "its data is not an object")
        }
        type = fact.type
        self.fields = fields
    }

    package func text(_ name: String) throws(FactError) -> String {
        guard case .string(let text)? = fields[name] else { throw missing(name, "a text") }
        return text
    }

    package func optionalText(_ name: String) throws(FactError) -> String? {
        switch fields[name] {
        case nil, .null?: nil
        case .string(let text)?: text
        default: throw missing(name, "a text")
        }
    }

    package func integer(_ name: String) throws(FactError) -> Int64 {
        guard case .integer(let number)? = fields[name] else {
            throw missing(name, "a whole number")
        }
        return number
    }

    package func optionalInteger(_ name: String) throws(FactError) -> Int64? {
        switch fields[name] {
        case nil, .null?: nil
        case .integer(let number)?: number
        default: throw missing(name, "a whole number")
        }
    }

    package func flag(_ name: String) throws(FactError) -> Bool {
        switch fields[name] {
        case nil, .null?: false
        case .bool(let flag)?: flag
        default: throw missing(name, "true or false")
        }
    }

    package func texts(_ name: String) throws(FactError) -> [String] {
        switch fields[name] {
        case nil, .null?: return []
        case .array(let values)?:
            var texts: [String] = []
            for value in values {
                guard case .string(let text) = value else { throw missing(name, "a list of texts") }
                texts.append(text)
            }
            return texts
        default: throw missing(name, "a list of texts")
        }
    }

    package func value(_ name: String) -> JSONValue? { fields[name] }

    package func name<Name: Identifier>(
        _ field: String,
        as _: Name.Type = Name.self
    ) throws(FactError) -> Name {
        Name(trusted: try text(field))
    }

    package func optionalName<Name: Identifier>(
        _ field: String,
        as _: Name.Type = Name.self
    ) throws(FactError) -> Name? {
        try optionalText(field).map(Name.init(trusted:))
    }

    package func moment(_ name: String) throws(FactError) -> Timestamp {
        guard let moment = Timestamp(try text(name)) else { throw missing(name, "a time") }
        return moment
    }

    package func optionalMoment(_ name: String) throws(FactError) -> Timestamp? {
        guard try optionalText(name) != nil else { return nil }
        return try moment(name)
    }

    package func choice<Choice: RawRepresentable<String>>(
        _ name: String,
        of _: Choice.Type = Choice.self
    ) throws(FactError) -> Choice {
        guard let choice = Choice(rawValue: try text(name)) else {
            throw missing(name, "a known word")
        }
        return choice
    }

    package func digest(_ name: String) throws(FactError) -> Digest {
        guard let digest = Digest(try text(name)) else { throw missing(name, "a digest") }
        return digest
    }

    package func missing(_ name: String, _ expected: String) -> FactError {
        FactError(type: type, fault: "its field '\(name)' is not \(expected)")
    }
}

/// Builds a fact's data; fields without a value are left out.
package struct FactWriter {
    private var fields: [String: JSONValue] = [:]

    package init() {}

    package func with(_ name: String, _ value: JSONValue?) -> FactWriter {
        guard let value else { return self }
        var writer = self
        writer.fields[name] = value
        return writer
    }

    package func with(_ name: String, _ text: String?) -> FactWriter {
        with(name, text.map(JSONValue.string))
    }

    package func with(_ name: String, _ number: Int64?) -> FactWriter {
        with(name, number.map(JSONValue.integer))
    }

    package func with(_ name: String, _ moment: Timestamp?) -> FactWriter {
        with(name, moment?.text)
    }

    package func with(_ name: String, _ identifier: (some Identifier)?) -> FactWriter {
        with(name, identifier?.text)
    }

    package func with(_ name: String, flag: Bool) -> FactWriter {
        with(name, flag ? JSONValue.bool(true) : nil)
    }

    package func with(_ name: String, _ texts: [String]) -> FactWriter {
        with(name, texts.isEmpty ? nil : JSONValue.array(texts.map(JSONValue.string)))
    }

    package func fact(_ type: String) -> Fact { Fact(type: type, data: .object(fields)) }
}
