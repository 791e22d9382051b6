import Digests

/// Reads the fields of a fact's data, with errors that name the field.
package struct FactReader {
    private let type: String
    private let fields: [String: JSONValue]

    /// Opens the data of a fact.
    ///
    /// - Throws: For a version that is newer than the reader knows, and for data that is no object.
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

    /// A text that must be there.
    package func text(_ name: String) throws(FactError) -> String {
        guard case .string(let text)? = fields[name] else { throw missing(name, "a text") }
        return text
    }

    /// A text, or `nil` where the field is left out or null; anything else is an error.
    package func optionalText(_ name: String) throws(FactError) -> String? {
        switch fields[name] {
        case nil, .null?: nil
        case .string(let text)?: text
        default: throw missing(name, "a text")
        }
    }

    /// A whole number that must be there.
    package func integer(_ name: String) throws(FactError) -> Int64 {
        guard case .integer(let number)? = fields[name] else {
            throw missing(name, "a whole number")
        }
        return number
    }

    /// A whole number, or `nil` where the field is left out or null.
    package func optionalInteger(_ name: String) throws(FactError) -> Int64? {
        switch fields[name] {
        case nil, .null?: nil
        case .integer(let number)?: number
        default: throw missing(name, "a whole number")
        }
    }

    /// A flag; one that is left out is off.
    package func flag(_ name: String) throws(FactError) -> Bool {
        switch fields[name] {
        case nil, .null?: false
        case .bool(let flag)?: flag
        default: throw missing(name, "true or false")
        }
    }

    /// A list of texts; one that is left out is empty.
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

    /// A field as it stands, for what has a reader of its own.
    package func value(_ name: String) -> JSONValue? { fields[name] }

    /// An identifier, whose form was checked when it was written.
    package func name<Name: Identifier>(
        _ field: String,
        as _: Name.Type = Name.self
    ) throws(FactError) -> Name {
        Name(trusted: try text(field))
    }

    /// An identifier, or `nil` where the field is left out or null.
    package func optionalName<Name: Identifier>(
        _ field: String,
        as _: Name.Type = Name.self
    ) throws(FactError) -> Name? {
        try optionalText(field).map(Name.init(trusted:))
    }

    /// A moment that must be there.
    package func moment(_ name: String) throws(FactError) -> Timestamp {
        guard let moment = Timestamp(try text(name)) else { throw missing(name, "a time") }
        return moment
    }

    /// A moment, or `nil` where the field is left out or null.
    package func optionalMoment(_ name: String) throws(FactError) -> Timestamp? {
        guard try optionalText(name) != nil else { return nil }
        return try moment(name)
    }

    /// One of the words that a type knows; a new word needs a new version of the fact.
    package func choice<Choice: RawRepresentable<String>>(
        _ name: String,
        of _: Choice.Type = Choice.self
    ) throws(FactError) -> Choice {
        guard let choice = Choice(rawValue: try text(name)) else {
            throw missing(name, "a known word")
        }
        return choice
    }

    /// A digest that must be there.
    package func digest(_ name: String) throws(FactError) -> Digest {
        guard let digest = Digest(try text(name)) else { throw missing(name, "a digest") }
        return digest
    }

    /// A digest, or `nil` where the field is left out or null.
    package func optionalDigest(_ name: String) throws(FactError) -> Digest? {
        guard try optionalText(name) != nil else { return nil }
        return try digest(name)
    }

    /// The error for a field that is not what was expected, for readers built on this one.
    package func missing(_ name: String, _ expected: String) -> FactError {
        FactError(type: type, fault: "its field '\(name)' is not \(expected)")
    }
}

/// Builds a fact's data; fields without a value are left out.
package struct FactWriter {
    // Room for most facts: a dictionary that grows is filled anew each time.
    private var fields = [String: JSONValue](minimumCapacity: 8)

    package init() {}

    /// Adds a field of any form.
    ///
    /// Consuming, so that a chain of calls fills one dictionary and copies none.
    package consuming func with(_ name: String, _ value: JSONValue?) -> FactWriter {
        if let value { fields[name] = value }
        return self
    }

    /// Adds a text.
    package consuming func with(_ name: String, _ text: String?) -> FactWriter {
        with(name, text.map(JSONValue.string))
    }

    /// Adds a whole number.
    package consuming func with(_ name: String, _ number: Int64?) -> FactWriter {
        with(name, number.map(JSONValue.integer))
    }

    /// Adds a moment as text, to the millisecond.
    package consuming func with(_ name: String, _ moment: Timestamp?) -> FactWriter {
        with(name, moment?.text)
    }

    /// Adds an identifier as text.
    package consuming func with(_ name: String, _ identifier: (some Identifier)?) -> FactWriter {
        with(name, identifier?.text)
    }

    /// Adds a flag that is on; one that is off is left out.
    package consuming func with(_ name: String, flag: Bool) -> FactWriter {
        with(name, flag ? JSONValue.bool(true) : nil)
    }

    /// Adds a list of texts; an empty one is left out.
    package consuming func with(_ name: String, _ texts: [String]) -> FactWriter {
        with(name, texts.isEmpty ? nil : JSONValue.array(texts.map(JSONValue.string)))
    }

    /// The fact of the fields so far, in the first version of its shape.
    package consuming func fact(_ type: String) -> Fact { Fact(type: type, data: .object(fields)) }
}
