import Digests
import Model

/// A sentence with values in it.
///
/// ```swift
/// "\(claim.task) claimed by \(claim.agent), lease \(claim.lease)"
/// ```
///
/// What is written out is ours; what is put in is made printable and shortened by the format, so
/// that no sentence can be forged or a terminal steered by a title.
package struct Phrase: Sendable, Equatable, ExpressibleByStringInterpolation {
    package var cells: [Cell]

    package init(stringLiteral value: String) {
        cells = [.literal(value)]
    }

    package init(stringInterpolation: Pieces) {
        cells = stringInterpolation.cells
    }

    package init(_ cells: [Cell]) {
        self.cells = cells
    }

    /// Another phrase after this one.
    package static func + (left: Phrase, right: Phrase) -> Phrase {
        Phrase(left.cells + right.cells)
    }

    /// The pieces of a phrase while it is written.
    package struct Pieces: StringInterpolationProtocol {
        fileprivate var cells: [Cell] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            cells.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            guard !literal.isEmpty else { return }
            cells.append(.literal(literal))
        }

        package mutating func appendInterpolation(_ text: String) {
            cells.append(.text(text))
        }

        /// Puts a free text between quotes, so that its end can be seen.
        package mutating func appendInterpolation(quoted text: String) {
            cells += [.literal("'"), .text(text), .literal("'")]
        }

        package mutating func appendInterpolation(_ identifier: some Identifier) {
            cells.append(.text(identifier.text))
        }

        package mutating func appendInterpolation(_ number: some BinaryInteger) {
            cells.append(.number(Int64(clamping: number)))
        }

        /// Puts a number with what it counts; see ``BinaryInteger/counted(_:_:)``.
        package mutating func appendInterpolation(
            _ number: some BinaryInteger,
            _ one: String,
            _ many: String? = nil
        ) {
            cells.append(.number(Int64(clamping: number)))
            cells.append(.literal(" " + (number == 1 ? one : many ?? one + "s")))
        }

        package mutating func appendInterpolation(_ moment: Timestamp) {
            cells.append(.moment(moment))
        }

        package mutating func appendInterpolation(_ duration: Duration) {
            cells.append(.duration(duration))
        }

        package mutating func appendInterpolation(_ digest: Digest) {
            cells.append(.digest(digest))
        }

        package mutating func appendInterpolation(_ state: String, _ mark: Mark) {
            cells.append(.state(state, mark))
        }

        package mutating func appendInterpolation(_ cell: Cell) {
            cells.append(cell)
        }

        package mutating func appendInterpolation(_ phrase: Phrase) {
            cells += phrase.cells
        }
    }
}

extension Phrase {
    /// The phrase on one line.
    func line(in presentation: Presentation, colors: Bool = false) -> String {
        cells.map { cell in
            guard presentation.format == .text else {
                return cell.plain(in: presentation)
            }
            let text = cell.line(in: presentation, limit: .sentence)
            return cell.ink?.paint(text, if: colors) ?? text
        }.joined()
    }
}

extension Cell {
    /// The value inside a sentence that is not for a terminal: the word of a state without its
    /// glyph.
    fileprivate func plain(in presentation: Presentation) -> String {
        let words = words(in: presentation)
        return switch self {
        case .text, .state: words.shown(.sentence, in: presentation)
        case .path: words.printable()
        case .absent: "none"
        case .literal, .number, .moment, .duration, .digest: words
        }
    }
}
