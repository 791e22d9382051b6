import Model

// What can be done on a page.
extension HTMLScreenWriter {
    mutating func write(_ actions: [Action]) {
        guard form == .live, let csrf = frame.csrf, !frame.isReadOnly, !actions.isEmpty else {
            return
        }
        html.open("div", ["class": "actions"])
        for action in actions { write(action, csrf) }
        html.close("div")
    }

    private mutating func write(_ action: Action, _ csrf: String) {
        // What is to be filled in is shown when it is asked for.
        let isFolded = !action.entries.isEmpty
        if isFolded {
            html.open("details", ["class": "act"])
            html.element("summary", ["data-tone": action.tone.rawValue], action.label + "…")
        }
        html.open(
            "form",
            [
                "class": "action", "method": "post", "action": "/act/\(action.operation)",
                "data-confirm": action.question,
            ]
        )
        let query = frame.query.isEmpty ? "" : "?" + frame.query
        hidden("csrf", csrf)
        hidden("back", frame.path + query)
        hidden("subject", action.subject.text)
        if let shown = action.shown { hidden("shown", shown.hex) }
        for (name, value) in action.given { hidden("in." + name, value) }
        for entry in action.entries { write(entry) }
        html.element(
            "button",
            ["type": "submit", "data-tone": action.tone.rawValue],
            action.label
        )
        html.close("form")
        if isFolded { html.close("details") }
    }

    private mutating func hidden(_ name: String, _ value: String) {
        html.open("input", ["type": "hidden", "name": name, "value": value])
    }

    private mutating func write(_ entry: Action.Entry) {
        html.open("label")
        switch entry {
        case .line(let name, let label, let isRequired):
            html.write(label + " ")
            html.open(
                "input",
                [
                    "type": "text", "name": "in." + name, "maxlength": "500",
                    "required": isRequired ? "" : nil,
                ]
            )
        case .text(let name, let label, let isRequired):
            html.write(label + " ")
            html.element(
                "textarea",
                [
                    "name": "in." + name, "rows": "3", "maxlength": "20000",
                    "required": isRequired ? "" : nil,
                ],
                ""
            )
        case .choice(let name, let label, let options):
            html.write(label + " ")
            html.element("select", ["name": "in." + name]) { html in
                for option in options {
                    html.element("option", ["value": option.value], option.label)
                }
            }
        }
        html.close("label")
    }

    mutating func write(_ filters: FilterBar) {
        if !filters.views.isEmpty {
            html.element("p", ["class": "views"]) { html in
                for view in filters.views {
                    html.element(
                        "a",
                        [
                            "href": view.address,
                            "aria-current": view.isCurrent ? "true" : nil,
                        ],
                        view.title
                    )
                    html.write(" ")
                }
            }
        }
        let isTyped = filters.query != nil || !filters.fields.isEmpty
        guard !filters.choices.isEmpty || isTyped else { return }
        html.open("form", ["class": "filters", "action": filters.path, "method": "get"])
        for (name, value) in filters.kept { hidden(name, value) }
        if let query = filters.query {
            html.open("label")
            html.write("Filter ")
            html.open(
                "input",
                ["type": "search", "name": "q", "value": query, "maxlength": "500"]
            )
            html.close("label")
        }
        for field in filters.fields {
            html.open("label", ["data-kind": field.kind.rawValue])
            html.write(field.label + " ")
            html.open(
                "input",
                [
                    "type": field.kind.rawValue, "name": field.name, "value": field.value,
                    "maxlength": field.kind == .text ? "200" : nil,
                    "step": field.kind == .moment ? "1" : nil,
                ]
            )
            html.close("label")
        }
        for choice in filters.choices {
            html.open("label")
            html.write(choice.label + " ")
            html.element("select", ["name": choice.name]) { html in
                html.element("option", ["value": ""], "all")
                for option in choice.options {
                    html.element(
                        "option",
                        ["value": option, "selected": option == choice.chosen ? "" : nil],
                        option.replacing("_", with: " ")
                    )
                }
            }
            html.close("label")
        }
        html.element("button", ["type": "submit"], "Show")
        html.close("form")
    }
}
