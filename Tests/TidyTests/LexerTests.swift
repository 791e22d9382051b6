import Testing

@Suite("Sources are read as the compiler reads them")
struct LexerTests {
    @Test("A string hides the code inside it, and its interpolation does not")
    func interpolation() {
        let tokens = Lexer.tokens(of: #"let a = "x \(f("y \(z) //")) // w" // c"#)
        #expect(words(tokens) == ["let", "a", "f", "z"])
        #expect(strings(tokens) == ["x   // w", "y   //"])
        #expect(tokens.last?.text == "// c")
    }

    @Test("A raw string ends at its own hashes and interpolates only with them")
    func rawString() {
        let tokens = Lexer.tokens(of: ##"let a = #"say "\(b)" \#(c)"# + d"##)
        #expect(words(tokens) == ["let", "a", "c", "d"])
        #expect(strings(tokens) == [#"say "\(b)"  "#])
    }

    @Test("A multi-line string keeps the count of lines")
    func multilineString() {
        let tokens = Lexer.tokens(of: "let a = \"\"\"\n    one \"two\"\n    \"\"\"\nlet b = 1")
        #expect(tokens.last?.line == 4)
        #expect(words(tokens) == ["let", "a", "let", "b"])
    }

    @Test("Comments nest, and only three slashes or two stars document")
    func comments() {
        let text = "/* a /* b */ c */ d\n//// e\n/// f\n/** g */ h\n// i"
        let tokens = Lexer.tokens(of: text)
        #expect(words(tokens) == ["d", "h"])
        #expect(tokens.map(\.kind).filter { $0 == .documentation }.count == 2)
        #expect(!tokens.contains { $0.isComment && !$0.startsLine })
    }

    @Test("A quote in a regular expression opens no string, and a division opens no expression")
    func regularExpression() {
        let tokens = Lexer.tokens(of: #"let a = /"[/]*/; let b = c / d / e; let f = #/"/#; let g"#)
        #expect(words(tokens) == ["let", "a", "let", "b", "c", "d", "e", "let", "f", "let", "g"])
    }

    @Test("In C an apostrophe opens a character")
    func character() {
        let tokens = Lexer.tokens(of: #"char a = '"', b = '\''; int c;"#, language: .c)
        #expect(words(tokens) == ["char", "a", "b", "int", "c"])
    }

    @Test(
        "A text that stops in the middle ends the last token",
        arguments: ["\"a", "/* a", "#\"a"]
    )
    func unfinished(_ text: String) {
        #expect(Lexer.tokens(of: text).count == 1)
    }

    private func words(_ tokens: [Token]) -> [String] {
        tokens.filter { $0.kind == .word }.map(\.text)
    }

    private func strings(_ tokens: [Token]) -> [String] {
        tokens.filter { $0.kind == .string }.map(\.text)
    }
}
