import Digests
import Gateway
import HTTPKit
import Model
import Operations
import ReportKit
import Telemetry

/// The dashboard: its pages, what can be done on them, and who may look.
package final class DashboardSite: Site {
    private let desk: any LoginDesk
    private let time: any TimeSource
    private let operations: OperationTable
    private let pages: [PageKind]
    private let published: PublishedAddress?
    /// Read when the first page asks: a gateway that nobody looks at keeps none of it.
    private var assets: AssetShelf { AssetShelf.all }
    private let badges = BadgeBook()
    /// What the last action of a browser without scripts came to, until it is shown.
    private let notices = Lock<[String: String]>([:])

    /// - Parameter published: Where a tunnel or a reverse proxy publishes the gateway.
    package init(
        desk: any LoginDesk,
        time: any TimeSource,
        published: PublishedAddress? = nil,
        operations: OperationTable = .all,
        pages: [PageKind] = PageKind.all
    ) {
        self.desk = desk
        self.time = time
        self.published = published
        self.operations = operations
        self.pages = pages
    }

    /// What a browser may load and send on a page: only from and to this gateway.
    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"

    // MARK: - Where what is

    /// What stands at an address.
    private enum Place {
        case page(PageKind, [String: String], PageForm)
        case asset(String)
        case login
        case logout
        case stream
        case action(String)
        case unknown
    }

    /// How a page is written, by the ending of its address.
    private enum PageForm: String {
        case html = "", json, markdown = "md", file = "html"
    }

    package func name(of request: HTTPRequest) -> String? {
        let isRead = request.headers["Accept"]?.contains("text/html") ?? false
        return switch place(of: request.target) ?? (isRead ? .unknown : nil) {
        case .page(let kind, _, _): "page." + kind.tab.rawValue
        case .asset: "asset"
        case .login, .logout: "login"
        case .stream: "stream"
        case .action(let operation):
            ActionDesk.offered.contains(operation) ? "act." + operation : "act"
        case .unknown: "page.unknown"
        case nil: nil
        }
    }

    private func place(of target: HTTPTarget) -> Place? {
        let segments = target.segments
        switch segments.first {
        case "assets" where segments.count == 2: return .asset(segments[1])
        case "login" where segments.count == 1: return .login
        case "logout" where segments.count == 1: return .logout
        case "stream" where segments.count == 1: return .stream
        case "act" where segments.count == 2: return .action(segments[1])
        default: break
        }
        return twin(at: segments)
            ?? page(at: segments).map { .page($0.0, $0.1, .html) }
    }

    /// The same page in another form: `/tasks.json`.
    private func twin(at segments: [String]) -> Place? {
        guard let last = segments.last, let point = last.lastIndex(of: "."),
            let form = PageForm(rawValue: String(last[point...].dropFirst())), form != .html
        else { return nil }
        let name = String(last[..<point])
        let isNow = segments.count == 1 && name == "now"
        return page(at: isNow ? [] : segments.dropLast() + [name])
            .map { .page($0.0, $0.1, form) }
    }

    private func page(at segments: [String]) -> (PageKind, [String: String])? {
        for kind in pages {
            if let words = kind.words(in: segments) { return (kind, words) }
        }
        return nil
    }

    // MARK: - Answers

    package func answer(_ request: HTTPRequest, _ visit: SiteVisit) async -> HTTPResponse {
        switch place(of: request.target) {
        case .asset(let name): return asset(name, request)
        case .login: return await logIn(request, visit)
        case .logout: return await logOut(request)
        case .stream: return stream(request, visit)
        case .action(let operation): return await act(operation, request, visit)
        case .page(let kind, let words, let form):
            guard request.method != .post else {
                return .text(.methodNotAllowed, "Pages are read.\n")
            }
            return await page(kind, words, form, request, visit)
        case .unknown, nil:
            let report = ErrorReport(DashboardError.noPage(request.target.path))
            return outside(report, PageKind.help, .html, request, visit, time.now())
        }
    }

    private func asset(_ name: String, _ request: HTTPRequest) -> HTTPResponse {
        guard let asset = assets[name] else { return .text(.notFound, "There is no such file.\n") }
        let isMarked = request.target.value("d") == asset.mark
        return HTTPResponse(
            .ok,
            headers: [
                "Content-Type": asset.type, "X-Content-Type-Options": "nosniff",
                "Cache-Control": isMarked
                    ? "public, max-age=31536000, immutable" : "no-cache",
                "ETag": "\"\(asset.mark)\"",
            ],
            body: asset.bytes
        )
    }

    private func login(of request: HTTPRequest) throws -> Login? {
        try Cookies.value(request).flatMap { try desk.login($0) }
    }

    // MARK: - Pages

    private func page(
        _ kind: PageKind,
        _ words: [String: String],
        _ form: PageForm,
        _ request: HTTPRequest,
        _ visit: SiteVisit
    ) async -> HTTPResponse {
        let now = time.now()
        do {
            guard let login = try login(of: request) else { throw DashboardError.noLogin }
            var options = CallOptions()
            options.session = login.session
            options.credential = login.credential
            let asked = PageRequest(
                caller: RememberingCaller(visit.caller),
                options: options,
                now: now,
                agent: login.agent,
                words: words,
                query: request.target.query,
                path: kind.address(words)
            )
            let screen: Screen
            var fault: ErrorReport?
            do {
                screen = try await kind.make(asked)
            } catch {
                let report = ErrorReport(error)
                fault = report
                screen = Screen(degraded: report, kind)
            }
            switch form {
            case .json:
                let json = fault?.envelope ?? screen.json
                return document(json.canonicalBytes, "application/json", fault)
            case .markdown:
                let text = screen.report.written(as: .markdown)
                return document(Array(text.utf8), "text/markdown; charset=utf-8", fault)
            case .html where screen.leadsTo != nil && !Self.isPart(request):
                return Self.redirect(to: screen.leadsTo ?? "/")
            case .html, .file:
                let frame = await frame(request, asked, login, visit, isWell: fault == nil)
                return html(screen, frame, form, request, fault, now)
            }
        } catch {
            return outside(ErrorReport(error), kind, form, request, visit, now)
        }
    }

    private func html(
        _ screen: Screen,
        _ frame: HTMLScreenWriter.Frame,
        _ form: PageForm,
        _ request: HTTPRequest,
        _ fault: ErrorReport?,
        _ now: Timestamp
    ) -> HTTPResponse {
        let text: String
        if form == .file {
            text = HTMLScreenWriter.page(screen, frame, .file, now: now)
        } else if Self.isPart(request) {
            text = HTMLScreenWriter.main(screen, frame, now: now)
        } else {
            text = HTMLScreenWriter.page(screen, frame, .live, now: now)
        }
        var response = Self.response(text, fault?.status ?? .ok)
        if form == .file {
            response.headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'"
            )
        }
        return response
    }

    /// Whether a page that is open asks for what changed on it.
    private static func isPart(_ request: HTTPRequest) -> Bool {
        request.headers["X-Worklead-Part"] == "main"
    }

    /// For who is not logged in, and where not even that can be found out.
    private func outside(
        _ report: ErrorReport,
        _ kind: PageKind,
        _ form: PageForm,
        _ request: HTTPRequest,
        _ visit: SiteVisit,
        _ now: Timestamp
    ) -> HTTPResponse {
        let status = report.code == DashboardError.noLogin.code ? .unauthorized : report.status
        guard form == .html else {
            return document(report.envelope.canonicalBytes, "application/json", report, status)
        }
        let frame = HTMLScreenWriter.Frame(
            workspace: "Worklead",
            path: "/",
            query: "",
            assets: assets
        )
        let screen = Screen(degraded: report, kind)
        return Self.response(HTMLScreenWriter.page(screen, frame, .live, now: now), status)
    }

    private func frame(
        _ request: HTTPRequest,
        _ asked: PageRequest,
        _ login: Login,
        _ visit: SiteVisit,
        isWell: Bool
    ) async -> HTMLScreenWriter.Frame {
        var frame = HTMLScreenWriter.Frame(
            // A workspace whose store can't be read has no name; the page says what is wrong.
            workspace: (try? visit.workspace()) ?? "Worklead",
            path: asked.path,
            query: request.target.raw.split(separator: "?", maxSplits: 1).dropFirst().first
                .map(String.init) ?? "",
            csrf: isWell ? Cookies.csrf(of: login) : nil,
            isReadOnly: login.isReadOnly,
            assets: assets
        )
        frame.badges = await badges.counts(of: login, visit, asked)
        frame.notice = notices.withLock { $0.removeValue(forKey: login.cookie) }
        return frame
    }

    private func document(
        _ body: [UInt8],
        _ type: String,
        _ fault: ErrorReport?,
        _ status: HTTPStatus? = nil
    ) -> HTTPResponse {
        HTTPResponse(
            status ?? fault?.status ?? .ok,
            headers: [
                "Content-Type": type, "Cache-Control": "private, no-cache",
                "X-Content-Type-Options": "nosniff",
            ],
            body: body
        )
    }

    /// Without any referrer a browser would send forms as if from nowhere, with `Origin: null`.
    static func response(_ html: String, _ status: HTTPStatus = .ok) -> HTTPResponse {
        HTTPResponse(
            status,
            headers: [
                "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
                "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
            ],
            body: Array(html.utf8)
        )
    }

    // MARK: - The stream

    private func stream(_ request: HTTPRequest, _ visit: SiteVisit) -> HTTPResponse {
        do {
            guard let login = try login(of: request) else {
                return .text(.unauthorized, "Log in again: worklead open\n")
            }
            let desk = desk
            let after = (request.headers["Last-Event-ID"] ?? request.target.value("after"))
                .flatMap { Int64($0) }
            return try visit.changes(after) {
                // What can't be asked is not allowed: the browser comes again.
                ((try? desk.login(login.cookie)) ?? nil) != nil
            }
        } catch {
            return .text(.unavailable, ErrorReport(error).message + "\n")
        }
    }

    // MARK: - Logging in and out

    private func logIn(_ request: HTTPRequest, _ visit: SiteVisit) async -> HTTPResponse {
        do {
            guard let code = request.target.value("code"),
                let login = try await desk.redeem(code)
            else { throw DashboardError.usedLink }
            return Self.redirect(to: "/", cookie: cookie(of: login, request))
        } catch {
            let report = ErrorReport(error)
            let kind =
                pages.first { $0.tab == .now }
                ?? PageKind("/", .now) { _ in
                    throw DashboardError.noLogin
                }
            return outside(report, kind, .html, request, visit, time.now())
        }
    }

    private func cookie(of login: Login, _ request: HTTPRequest) -> String {
        Cookies.set(login.cookie, request, isSecure: isSecure(request))
    }

    /// Whether the browser came by the TLS of whatever publishes the gateway.
    private func isSecure(_ request: HTTPRequest) -> Bool {
        guard let published, published.isSecure else { return false }
        return published.authorities.contains(request.authority?.lowercased() ?? "")
    }

    private func logOut(_ request: HTTPRequest) async -> HTTPResponse {
        do {
            guard request.method == .post, let login = try login(of: request),
                Self.form(of: request)?.first(named: "csrf") == Cookies.csrf(of: login)
            else { throw DashboardError.foreignForm }
            try await desk.end(login)
            let cookie = Cookies.clear(request, isSecure: isSecure(request))
            return Self.redirect(to: "/", cookie: cookie)
        } catch {
            let report = ErrorReport(error)
            return .text(report.status, report.message + "\n")
        }
    }

    static func redirect(to path: String, cookie: String? = nil) -> HTTPResponse {
        var headers: HTTPHeaders = [
            "Location": path, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
        ]
        if let cookie { headers.set("Set-Cookie", cookie) }
        return HTTPResponse(HTTPStatus(303), headers: headers)
    }

    // MARK: - Actions

    private func act(
        _ operation: String,
        _ request: HTTPRequest,
        _ visit: SiteVisit
    ) async -> HTTPResponse {
        let outcome: ActionDesk.Outcome
        var back = "/"
        var cookie: String?
        do {
            guard request.method == .post, let form = Self.form(of: request) else {
                throw DashboardError.badForm
            }
            back = Self.local(form.first(named: "back"))
            guard let login = try login(of: request) else { throw DashboardError.noLogin }
            cookie = login.cookie
            let desk = ActionDesk(caller: visit.caller, login: login, operations: operations)
            outcome = await desk.act(operation, form)
        } catch {
            outcome = ActionDesk.Outcome(ErrorReport(error))
        }
        let wantsJSON = request.headers["Accept"]?.contains("application/json") ?? false
        guard !wantsJSON else {
            var answer: [String: JSONValue] = [
                "ok": .bool(outcome.isDone), "status": .integer(Int64(outcome.status.rawValue)),
                "notice": .string(outcome.notice),
            ]
            answer["hint"] = outcome.hint.map { .string($0) }
            return HTTPResponse(
                outcome.status,
                headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
                body: JSONValue.object(answer).canonicalBytes
            )
        }
        guard let cookie else { return .text(outcome.status, outcome.notice + "\n") }
        let words = [outcome.notice, outcome.hint].compactMap(\.self).joined(separator: " ")
        notices.withLock { $0[cookie] = words }
        return Self.redirect(to: back)
    }

    private static func form(of request: HTTPRequest) -> [HTTPTarget.QueryItem]? {
        let type = request.headers["Content-Type"]?.prefix { $0 != ";" }.trimmingBlanks ?? ""
        guard type.isSameHeader(as: "application/x-www-form-urlencoded") else { return nil }
        let body = String(decoding: request.body, as: UTF8.self)
        // A body that can't be read is no form; who sent it is told.
        return try? HTTPTarget("/?" + body).query
    }

    /// Only pages of ours are gone back to.
    private static func local(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"),
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return "/" }
        return path
    }
}

extension PageKind {
    /// The address with its open words filled in.
    func address(_ words: [String: String]) -> String {
        let parts = pattern.split(separator: "/").map { part -> String in
            guard part.hasPrefix("{") else { return String(part) }
            return (words[String(part.dropFirst().dropLast())] ?? "").addressPart
        }
        return "/" + parts.joined(separator: "/")
    }
}

extension Screen {
    /// A page whose data can't be had says so, and lets nobody do anything.
    init(degraded report: ErrorReport, _ kind: PageKind) {
        self.init(kind.tab.title, tab: kind.tab, command: "worklead doctor")
        verdict = Verdict("This page can't be shown: \(report.message)", .bad)
        let hint = report.hint.map { [ScreenBlock.text(.hint($0))] } ?? []
        parts = [
            ScreenPart(
                id: "degraded",
                title: "What helps",
                placing: .wide,
                blocks: hint + [
                    .text(
                        ReportText("The code of it is ") + .code(report.code) + ". Back to "
                            + .link("Now", to: "/") + "."
                    )
                ]
            )
        ]
    }
}

extension ReportText {
    /// A sentence in which what stands between backticks is code.
    static func hint(_ text: String) -> ReportText {
        var whole = ReportText.empty
        for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false)
            .enumerated() where !part.isEmpty
        {
            whole = whole + (index % 2 == 1 ? .code(String(part)) : ReportText(String(part)))
        }
        return whole
    }
}
