import Digests

/// The index of documents that matter.
enum LinkCases {
    static let steps: [ContractStep] = [
        .work("cd api && mkdir -p docs && printf '# The part\\n' > docs/page.md"),
        .answered(
            "link.add",
            ["link": "page", "target": "docs/page.md#the-part", "title": "A page"]
        ),
        .refused(
            "link.add",
            ["link": "page", "target": "docs/other.md", "title": "Another"],
            as: "link.taken"
        ),
        .refused(
            "link.add",
            ["link": "way-out", "target": "../secret", "title": "Out"],
            as: "link.bad_target"
        ),
        .answered("link.list"),
        .misread("link.list"),
        .answered("link.show", ["link": "page"]),
        .refused("link.show", ["link": "none"], as: "link.unknown"),
        .answered("link.remove", ["link": "page"]),
        .refused("link.remove", ["link": "page"], as: "link.unknown"),
    ]
}
