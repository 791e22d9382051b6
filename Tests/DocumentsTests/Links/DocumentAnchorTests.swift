import Documents
import Testing

@Suite("Parts of documents")
struct DocumentAnchorTests {
    @Test("Headings are named as GitHub names them")
    func slugs() {
        let text = """
            # The Mayor Operations Playbook (SOT)

            ## 7A. Founder-Directed Cadence: Long-Run Batch Mode
            ## `code` & more
            ## Same
            ## Same
            ## Größe_2 – x
            > ## Quoted

            - ## In a list

            Words <a name="named"></a> and <span id='spanned'>x</span>.
            """
        let anchors = DocumentAnchors(of: Array(text.utf8), called: "a.md")
        for name in [
            "the-mayor-operations-playbook-sot",
            "7a-founder-directed-cadence-long-run-batch-mode", "code--more", "same", "same-1",
            "größe_2--x", "quoted", "in-a-list", "named", "spanned", "L1", "L1-L3",
        ] {
            #expect(anchors.has(name), "\(name)")
        }
        for name in ["", "Same", "same-2", "L0", "L99", "L1-", "L1-L2-L3", "Lx"] {
            #expect(!anchors.has(name), "\(name)")
        }
    }

    @Test("A file that is no Markdown, or can't be read as it, has lines only")
    func linesOnly() {
        let code = DocumentAnchors(of: Array("# not a heading\nx\n".utf8), called: "a.sh")
        #expect(code.has("L2") && !code.has("not-a-heading"))
        let broken = DocumentAnchors(of: [0x23, 0x20, 0xFF, 0x0A], called: "a.md")
        #expect(broken.has("L1") && !broken.has(""))
    }
}
