/// The numbers of errors by the names that the protocol gives them.
enum ErrorNumber {
    static let notJSON: Int64 = -32700
    static let invalidRequest: Int64 = -32600
    static let unknownMethod: Int64 = -32601
    static let invalidParameters: Int64 = -32602
    static let unknownResource: Int64 = -32002
    static let headerMismatch: Int64 = -32020
    static let unsupportedVersion: Int64 = -32022
}
