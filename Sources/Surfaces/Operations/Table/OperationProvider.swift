/// Operations bound to functions of this process that carry them out.
///
/// ```swift
/// var provider = OperationProvider()
/// provider.provide(ClaimTask.self) { input, context in … }
/// ```
///
/// What reaches such a function is well formed: the input has been validated, and a key is refused
/// where it would mean nothing.
package struct OperationProvider: OperationCaller {
    /// Carries out one operation.
    package typealias Function<O: Operation> =
        @Sendable (O.Input, CallContext) async throws ->
        Reply<O.Output>

    private struct Binding<O: Operation>: Sendable {
        let function: Function<O>
    }

    private var bindings: [String: any Sendable] = [:]
    /// The names of the operations that do nothing but one transaction: they wait for no program
    /// and no file, so a server need not carry them out apart.
    package private(set) var transactions: Set<String> = []

    package init() {}

    /// Binds an operation; binding one twice is a fault of our own code.
    ///
    /// - Parameter inOneTransaction: Whether the function does nothing but one transaction.
    package mutating func provide<O: Operation>(
        _ operation: O.Type,
        inOneTransaction: Bool = false,
        by function: @escaping Function<O>
    ) {
        let before = bindings.updateValue(Binding<O>(function: function), forKey: O.name)
        precondition(before == nil, "'\(O.name)' is bound twice")
        if inOneTransaction { transactions.insert(O.name) }
    }

    package func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        guard let binding = bindings[O.name] as? Binding<O> else {
            throw OperationError.notServed(name: O.name)
        }
        guard O.effect.isMutation || options.idempotencyKey == nil else {
            throw OperationError.keyNotTaken(name: O.name)
        }
        guard options.inputIsChecked else {
            let context = CallContext(of: operation, try options.checked())
            return try await binding.function(try input.validated(), context)
        }
        var options = options
        // What the function calls in its turn has another input.
        options.inputIsChecked = false
        return try await binding.function(input, CallContext(of: operation, options))
    }
}

extension CallOptions {
    /// The options, if they are well formed; the credential, which no document holds, is kept.
    fileprivate func checked() throws(RecordError) -> CallOptions {
        var options = try validated()
        options.credential = credential
        return options
    }
}
