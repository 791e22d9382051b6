import Digests
import HTTPKit
import Model
import Operations
import ReportKit

/// Writes a page as HTML: live for a browser, or as a file that needs nothing else.
struct HTMLScreenWriter {
    /// What surrounds the page.
    struct Frame: Sendable {
        var workspace: String
        /// How much waits, beside the names of the pages; `nil` where that can't be had.
        var badges: [Tab: Int]? = [:]
        /// The address of the page, without its query.
        var path: String
        /// The query, as it was sent.
        var query: String
        /// What proves that a form is of this page; without one there is nothing to do.
        var csrf: String?
        var isReadOnly = false
        /// What the last action came to.
        var notice: String?
        var assets: AssetShelf
    }

    enum Form: Equatable {
        case live
        /// One file, with its style, without forms and scripts.
        case file
    }

    let frame: Frame
    let form: Form
    let now: Timestamp
    var html = HTMLText()
    /// How many regions have a name so far.
    var regions = 0
    /// The part that is written, and how many lists it has so far.
    var part = ""
    var lists = 0

    init(_ frame: Frame, _ form: Form, now: Timestamp) {
        self.frame = frame
        self.form = form
        self.now = now
    }

    /// The whole page.
    static func page(_ screen: Screen, _ frame: Frame, _ form: Form, now: Timestamp) -> String {
        var writer = HTMLScreenWriter(frame, form, now: now)
        writer.head(screen)
        writer.top(screen)
        writer.main(screen)
        writer.foot(screen)
        return writer.html.text
    }

    /// What changes when the ledger does.
    static func main(_ screen: Screen, _ frame: Frame, now: Timestamp) -> String {
        var writer = HTMLScreenWriter(frame, .live, now: now)
        writer.html.element("title", "\(screen.title) - \(frame.workspace)")
        writer.navigation(screen)
        writer.main(screen)
        return writer.html.text
    }

    // MARK: - The frame

    private mutating func head(_ screen: Screen) {
        html.append(HTMLText.doctype)
        html.open(
            "html",
            [
                "lang": "en", "data-page": screen.tab.rawValue,
                "data-revision": screen.revision.map { String($0) },
            ]
        )
        html.newline()
        html.element("head") { html in
            html.open("meta", ["charset": "utf-8"])
            html.open(
                "meta",
                ["name": "viewport", "content": "width=device-width, initial-scale=1"]
            )
            html.element("title", "\(screen.title) - \(frame.workspace)")
            switch form {
            case .live:
                if let csrf = frame.csrf {
                    html.open("meta", ["name": "worklead-csrf", "content": csrf])
                }
                let lazy = frame.assets.names.filter { $0.hasSuffix(".js") && $0 != "worklead.js" }
                let addresses = lazy.map { frame.assets.address($0) }.joined(separator: " ")
                html.open("meta", ["name": "worklead-assets", "content": addresses])
                html.open("link", ["rel": "icon", "href": frame.assets.address("icon.svg")])
                html.open(
                    "link",
                    ["rel": "stylesheet", "href": frame.assets.address("worklead.css")]
                )
                html.element(
                    "script",
                    ["type": "module", "src": frame.assets.address("worklead.js")],
                    ""
                )
            case .file:
                html.open(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; style-src 'unsafe-inline'; "
                            + "base-uri 'none'; form-action 'none'",
                    ]
                )
                html.append(.style(frame.assets.text("worklead.css")))
            }
        }
        html.newline()
    }

    private mutating func top(_ screen: Screen) {
        html.open("body")
        html.newline()
        guard form == .live else { return }
        html.element("a", ["class": "skip", "href": "#main"], "Skip to the content")
        html.open("header", ["class": "top"])
        html.element("a", ["class": "brand", "href": "/"], frame.workspace)
        navigation(screen)
        html.element("form", ["class": "search", "role": "search", "action": "/search"]) {
            $0.open(
                "input",
                [
                    "type": "search", "name": "q", "aria-label": "Search",
                    "placeholder": "Search: words, state:ready, lane:core",
                ]
            )
        }
        html.element(
            "output",
            ["id": "freshness", "data-state": "still"],
            "Read at \(now.text.clockTime) UTC"
        )
        if frame.isReadOnly { html.element("span", ["class": "mode"], "Read only") }
        html.close("header")
        html.newline()
        html.element("div", ["id": "notice", "role": "status"], frame.notice ?? "")
        html.newline()
    }

    private mutating func navigation(_ screen: Screen) {
        html.open("nav", ["aria-label": "Pages"])
        for tab in Tab.main { link(to: tab, from: screen.tab) }
        html.open("details", ["class": "more"])
        html.element("summary", "More")
        html.open("div")
        for tab in Tab.more { link(to: tab, from: screen.tab) }
        html.close("div")
        html.close("details")
        html.close("nav")
    }

    private mutating func link(to tab: Tab, from current: Tab) {
        html.open("a", ["href": tab.path, "aria-current": tab == current ? "page" : nil])
        html.write(tab.title)
        if let count = frame.badges?[tab], count > 0 {
            html.write(" ")
            html.element("span", ["class": "badge"], String(count))
        } else if frame.badges == nil, BadgeBook.tabs.contains(tab) {
            html.write(" ")
            html.element(
                "span",
                ["class": "badge", "title": "How much waits is not known"],
                "?"
            )
        }
        html.close("a")
        html.write(" ")
    }

    private mutating func foot(_ screen: Screen) {
        html.element("footer") { html in
            html.write("Same as the command ")
            html.element("code", screen.command)
            if let revision = screen.revision { html.write(" · ledger at \(revision)") }
            guard form == .live else { return }
            let query = frame.query.isEmpty ? "" : "?" + frame.query
            for (kind, label) in [("json", "JSON"), ("md", "Markdown"), ("html", "File")] {
                html.write(" · ")
                let path = frame.path == "/" ? "/now" : frame.path
                html.element("a", ["href": "\(path).\(kind)\(query)"], label)
            }
        }
        html.newline()
        html.close("body")
        html.newline()
        html.close("html")
        html.newline()
    }

    // MARK: - The content

    mutating func main(_ screen: Screen) {
        html.open(
            "main",
            [
                "id": "main", "tabindex": "-1",
                "data-revision": screen.revision.map { String($0) },
            ]
        )
        html.newline()
        html.element("h1", screen.title)
        if let verdict = screen.verdict {
            html.element(
                "p",
                [
                    "id": "verdict", "class": "verdict", "data-tone": verdict.tone.rawValue,
                    "aria-live": "polite",
                ],
                verdict.text
            )
        }
        html.newline()
        for part in screen.parts { write(part) }
        html.close("main")
        html.newline()
    }

    private mutating func write(_ part: ScreenPart) {
        let heading = part.id + "-h"
        (self.part, lists) = (part.id, 0)
        html.open(
            "section",
            [
                "id": part.id, "class": "part " + part.placing.rawValue,
                "aria-labelledby": heading, "role": part.id == "degraded" ? "alert" : nil,
            ]
        )
        html.element("h2", ["id": heading], part.title)
        for block in part.blocks { write(block, in: part.title) }
        html.close("section")
        html.newline()
    }
}

extension HTMLText {
    static let doctype: HTMLText = {
        var html = HTMLText()
        html.declare()
        return html
    }()

    private mutating func declare() { append(raw: "<!DOCTYPE html>\n") }

    /// Our own style, within the page.
    static func style(_ sheet: String) -> HTMLText {
        var html = HTMLText()
        html.append(raw: "<style>\n\(sheet)</style>")
        return html
    }
}

extension String {
    /// The time of day of a moment's text: `14:02:11`.
    var clockTime: String { String(dropFirst(11).prefix(8)) }
}
