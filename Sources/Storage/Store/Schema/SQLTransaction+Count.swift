import SQLKit

extension SQLTransaction {
    /// The number that a statement answers with; 0 where it has no row.
    func count(_ statement: SQL) throws -> Int {
        Int(try first(statement) { try $0.int64(0) } ?? 0)
    }
}
