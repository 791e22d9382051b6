import Model
import Operations

/// How a gateway is to be started.
package struct GatewayWish: Sendable {
    /// Where a tunnel or a reverse proxy publishes it.
    package enum Publication: Sendable, Equatable {
        /// Where the one before was published.
        case asBefore
        case at(PublishedAddress)
        case nowhere
    }

    /// The ports to try; `nil` for the usual ones, empty for none.
    package var ports: [Int]?
    package var publication = Publication.asBefore

    package init() {}

    /// Refuses a gateway that runs already and is published elsewhere than is wished.
    package func checkPublication(of line: GatewayLine) throws(GatewayPublishedError) {
        let wished: PublishedAddress?
        switch publication {
        case .asBefore: return
        case .at(let address): wished = address
        case .nowhere: wished = nil
        }
        guard line.published == wished else {
            throw GatewayPublishedError(running: line.published, wished: wished)
        }
    }
}

/// A gateway that runs, and is published elsewhere than somebody wishes.
package struct GatewayPublishedError: Reportable, Hashable {
    let running: PublishedAddress?
    let wished: PublishedAddress?

    package var code: String { "gateway.published" }
    package var category: ErrorCategory { .conflict }
    package var message: String { "The gateway runs already, and is published \(place)." }
    package var hint: String? { "`worklead restart \(option)` starts it anew." }

    private var place: String { running.map { "at \($0.text)" } ?? "nowhere" }
    private var option: String { wished.map { "--published \($0.text)" } ?? "--unpublished" }
}
