import Digests
import Testing

@Suite("An object written member by member")
struct CanonicalObjectTests {
    @Test("It hashes like the same object made first and sorted then", arguments: 0...3)
    func sameLeaf(_ members: Int) {
        let data: JSONValue = ["z": [1, 2.5, nil], "a": "\u{1}é\"\\", "": true]
        var object = CanonicalObject()
        var value: [String: JSONValue] = [:]
        if members > 0 {
            object.put("actor", "line\nbreak")
            value["actor"] = "line\nbreak"
        }
        if members > 1 {
            object.put("data", canonical: data.canonicalText)
            value["data"] = data
        }
        if members > 2 {
            object.put("seq", -7)
            value["seq"] = -7
        }
        #expect(
            object.leafHash() == MerkleTree.leafHash(JSONValue.object(value).canonicalBytes)
        )
    }

    @Test(
        "A text is canonical only byte by byte",
        arguments: [
            #"{"a":1,"b":[true,null]}"#: true, #"{"b":[true,null],"a":1}"#: false,
            #"{"a":1, "b":2}"#: false, #"{"a":1.0}"#: false, #"{"a":"\u0041"}"#: false,
            #"{"a":"\/"}"#: false, #"{"a":1e2}"#: false, #"{"a":1}"# + "\n": false, "{}": true,
        ]
    )
    func canonicalTexts(_ text: String, _ isCanonical: Bool) throws {
        #expect(try JSONValue(parsing: text).isCanonical(text) == isCanonical)
    }
}
