/// The three digits that an answer begins with.
package struct HTTPStatus: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package init(_ rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let ok = HTTPStatus(200)
    package static let created = HTTPStatus(201)
    package static let accepted = HTTPStatus(202)
    package static let noContent = HTTPStatus(204)
    package static let notModified = HTTPStatus(304)
    package static let badRequest = HTTPStatus(400)
    package static let unauthorized = HTTPStatus(401)
    package static let forbidden = HTTPStatus(403)
    package static let notFound = HTTPStatus(404)
    package static let methodNotAllowed = HTTPStatus(405)
    package static let conflict = HTTPStatus(409)
    package static let gone = HTTPStatus(410)
    package static let preconditionFailed = HTTPStatus(412)
    package static let contentTooLarge = HTTPStatus(413)
    package static let targetTooLong = HTTPStatus(414)
    package static let unsupportedMediaType = HTTPStatus(415)
    package static let expectationFailed = HTTPStatus(417)
    package static let misdirected = HTTPStatus(421)
    package static let unprocessable = HTTPStatus(422)
    package static let headerTooLarge = HTTPStatus(431)
    package static let internalFault = HTTPStatus(500)
    package static let notImplemented = HTTPStatus(501)
    package static let unavailable = HTTPStatus(503)
    package static let versionNotSupported = HTTPStatus(505)

    package var isSuccess: Bool { (200..<300).contains(rawValue) }

    /// Whether an answer with this status never has a body.
    package var hasNoBody: Bool { rawValue < 200 || self == .noContent || self == .notModified }
}
