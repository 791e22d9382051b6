/// What a person sees who opens the gateway in a browser: what it is, and where the rest is.
///
/// It needs no token, so it tells nothing that a page or another user may not know: no task, no
/// agent, no path.
struct FrontPage {
    let workspace: String
    let revision: Int64
    let version: String

    /// No script, no style, no frame, and nothing from elsewhere.
    static let policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    var html: String {
        let name = workspace.escapedForHTML
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(name) - Worklead</title>
            </head>
            <body>
            <h1>Workspace \(name)</h1>
            <p>This is Worklead's gateway, version \(version.escapedForHTML). The ledger is at
            revision \(revision).</p>
            <p>There is no dashboard here yet. <code>worklead status</code> shows what stands
            where.</p>
            <ul>
            <li><a href="/openapi.json">/openapi.json</a>: every operation, for clients</li>
            <li><a href="/health">/health</a>: whether the gateway is well</li>
            <li><a href="/metrics">/metrics</a>: figures for Prometheus; asks for a token</li>
            </ul>
            </body>
            </html>

            """
    }
}

extension String {
    /// The text as it stands between tags and in quoted attributes.
    fileprivate var escapedForHTML: String {
        var escaped = ""
        for character in unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
