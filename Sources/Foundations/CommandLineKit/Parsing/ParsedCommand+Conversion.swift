extension ParsedCommand {
    /// The value given, or the default, converted; `nil` where there is neither.
    ///
    /// - Throws: ``UsageError`` that names the parameter, with the code and hint of the fault.
    package func value<Value, Fault: ValueFault>(
        _ parameter: some Parameter,
        as convert: (String) throws(Fault) -> Value
    ) throws(UsageError) -> Value? {
        guard let text = text(parameter) else { return nil }
        return try converted(text, of: parameter, by: convert)
    }

    /// The values given, converted, in their order.
    ///
    /// - Throws: ``UsageError`` that names the parameter, with the code and hint of the fault.
    package func values<Value, Fault: ValueFault>(
        _ parameter: some Parameter,
        as convert: (String) throws(Fault) -> Value
    ) throws(UsageError) -> [Value] {
        var values: [Value] = []
        for text in texts(parameter) {
            values.append(try converted(text, of: parameter, by: convert))
        }
        return values
    }

    /// The value of a required parameter, or of one with a default, converted.
    ///
    /// - Throws: ``UsageError`` that names the parameter, with the code and hint of the fault.
    package func required<Value, Fault: ValueFault>(
        _ parameter: some Parameter,
        as convert: (String) throws(Fault) -> Value
    ) throws(UsageError) -> Value {
        try converted(required(parameter), of: parameter, by: convert)
    }

    /// The value given, or the default, as a whole number of a range.
    package func integer(
        _ parameter: some Parameter,
        in range: ClosedRange<Int>
    ) throws(UsageError) -> Int? {
        try value(parameter) { text throws(InvalidValue) in
            guard let number = Int(text), range.contains(number) else {
                throw InvalidValue(
                    "'\(text.quotable)' is not a whole number from \(range.lowerBound) to "
                        + "\(range.upperBound)."
                )
            }
            return number
        }
    }

    private func converted<Value, Fault: ValueFault>(
        _ text: String,
        of parameter: some Parameter,
        by convert: (String) throws(Fault) -> Value
    ) throws(UsageError) -> Value {
        do {
            return try convert(text)
        } catch {
            throw UsageError(
                code: error.code,
                message: "\(parameter.label): \(error.message)",
                hint: error.hint ?? "Run '\(title) --help'.",
                path: path,
                word: text
            )
        }
    }
}
