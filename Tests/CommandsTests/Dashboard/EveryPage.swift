import Client
import Gateway
import HTTPKit
import Model
import Operations
import Telemetry

@testable import Assembly
@testable import Dashboard

/// Every kind of page of a workspace in which each operation has been carried out.
final class EveryPage {
    let place: ContractPlace
    let caller: FailingCaller
    let login: Login
    private let site: DashboardSite
    private let visit: SiteVisit

    init() async throws {
        place = try ContractPlace(.embedded)
        for (_, steps) in ContractCases.all {
            for step in steps { _ = try await place.take(step) }
        }
        let (embedded, identity) = try place.founder()
        let caller = FailingCaller(embedded)
        self.caller = caller
        login = Login(
            cookie: "cookie",
            agent: AgentID(trusted: "founder"),
            session: identity.session,
            credential: identity.credential,
            isReadOnly: false
        )
        site = DashboardSite(desk: OneLogin(login: login), time: SystemTime())
        let looks = Lock<Int64>(0)
        visit = SiteVisit(
            caller: caller,
            workspace: { "api" },
            // Another one each time, so that nothing that was counted before is shown.
            head: {
                looks.withLock {
                    $0 += 1
                    return $0
                }
            },
            changes: { _, _ in .text(.notFound, "") }
        )
    }

    func get(_ address: String) async throws -> HTTPResponse {
        let request = HTTPRequest(
            method: .get,
            target: try HTTPTarget(address),
            headers: ["Cookie": "worklead_=\(login.cookie)"]
        )
        return await site.answer(request, visit)
    }

    func page(_ address: String) async throws -> String { try await get(address).text }

    /// An address of each kind of page, found by following the links of the others.
    func addresses() async throws -> [String: String] {
        var found: [String: String] = [:]
        // The search stands on each page as a form.
        var left = Tab.allCases.map(\.path) + ["/search?q=task"]
        var seen = Set(left)
        var looked: [String: Int] = [:]
        while !left.isEmpty {
            let address = left.removeFirst()
            let target = try HTTPTarget(address)
            guard let kind = PageKind.all.first(where: { $0.words(in: target.segments) != nil }),
                looked[kind.pattern, default: 0] < 4
            else { continue }
            looked[kind.pattern, default: 0] += 1
            let response = try await get(address)
            guard response.status == .ok else { continue }
            if found[kind.pattern] == nil { found[kind.pattern] = address }
            for link in response.text.split(separator: "href=\"").dropFirst() {
                let path = String(link.prefix { $0 != "\"" && $0 != "#" })
                    .replacing("&amp;", with: "&")
                if path.hasPrefix("/"), seen.insert(path).inserted { left.append(path) }
            }
        }
        return found
    }
}

/// One browser is logged in.
private struct OneLogin: LoginDesk {
    let login: Login

    func redeem(_ code: String) async throws -> Login? { nil }
    func login(_ cookie: String) throws -> Login? { cookie == login.cookie ? login : nil }
    func end(_ login: Login) async throws {}
}

extension HTTPResponse {
    fileprivate var text: String {
        switch body {
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .stream: ""
        }
    }
}
