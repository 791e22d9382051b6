import Digests
import Model
import SQLKit

/// The answers to requests that bore an idempotency key.
package struct RequestStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The answer that was given under a key, with the ledger's sequence of then.
    package func answer(to key: String) throws -> (request: AnsweredRequest, sequence: Int64)? {
        try transaction.first(
            "SELECT key, operation, input, output, sequence FROM request WHERE key = \(key)"
        ) { row in
            guard let input = Digest(try row.text(2)) else {
                throw StoredValueError(table: "request", column: 2, fault: "not a digest")
            }
            let request = AnsweredRequest(
                key: try row.text(0),
                operation: try row.text(1),
                input: input,
                output: try row.json(3, of: "request")
            )
            return (request, try row.int64(4))
        }
    }

    func fold(_ request: AnsweredRequest, at event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO request (key, operation, input, output, sequence)
            VALUES (\(request.key), \(request.operation), \(request.input.hex),
                \(request.output.canonicalText), \(event.sequence))
            """
        )
    }
}
