import CommandLineKit

/// A program for the shells to ask: a script that knows the real answers to all that the cases ask.
enum StandInProgram {
    static let text: String = {
        let arms = questions.map { words in
            let answer = Shelf.program.completion(of: words)
            let text = answer.text(adding: found[answer.question?.kind ?? ""] ?? [])
            let pattern = words.map { "<\($0)>" }.joined()
            return "\(pattern.quotedForShell))\nprintf '%s' \(text.quotedForShell) ;;\n"
        }
        return """
            #!/bin/sh
            [ "$1" = __complete ] || exit 1
            shift
            for word; do asked="$asked<$word>"; done
            case $asked in
            \(arms.joined())
            *) printf 'none\\t\\nUNKNOWN:%s\\t\\n' "$asked" ;;
            esac

            """
    }()

    private static let found = [
        "books": [
            CompletionCandidate("dune", "A novel: the first"),
            CompletionCandidate("dune:two", "[The $(second) 'part']"),
            CompletionCandidate("war & $(peace)"), CompletionCandidate("war and peace"),
        ],
        "readers": [CompletionCandidate("ada"), CompletionCandidate("bob")],
    ]

    private static let questions = [
        ["b"], [""], ["book", ""], ["lend", "--u"], ["--format", "nd"], ["--format=nd"],
        ["lend", "du"], ["lend", "wa"], ["lend", "war a"], ["lend", "dune:t"],
        ["lend", "x y", "--to", "a"],
        ["lend", "dune", "--to="], ["import", "pa"],
        ["import", "-cpag"], ["import", "--cover=pap"], ["--library", "p"], ["help", "book", "l"],
        ["book", "p"],
    ]
}

extension String {
    /// The text as one word of a shell.
    var quotedForShell: String {
        "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
            + "'"
    }
}

/// How readline cuts a line: at spaces outside quotes, and around '=' and ':'.
enum ReadlineWords {
    static func pieces(of line: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        var isEscaped = false
        for letter in line {
            if letter == "'" || letter == "\"" { isQuoted.toggle() }
            let isPlain = !isQuoted && !isEscaped
            let isBreak = isPlain && (letter == "=" || letter == ":")
            isEscaped = letter == "\\"
            if letter == " ", isPlain {
                pieces.append("")
            } else if isBreak || pieces.last == "=" || pieces.last == ":" {
                pieces.append(String(letter))
            } else {
                pieces[pieces.count - 1].append(letter)
            }
        }
        return pieces
    }
}

/// A zsh on a terminal of its own, in which Tab is pressed behind a line.
enum ZshDriver {
    /// The lines are the arguments; each match that the completion adds is printed.
    static let text = #"""
        zmodload zsh/zpty || exit 3
        print -r -- '
            PROMPT=
            autoload -Uz compinit
            compinit -u -D
            source ./script
            zstyle ":completion:*" insert-tab false
            bindkey "^I" complete-word
            # Every completion adds its matches by this builtin.
            compadd() {
                if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
                    builtin compadd "$@"
                    return
                fi
                local -a hits
                local -A shown hidden
                local hit folder
                builtin compadd -A hits "$@"
                builtin compadd "$@"
                local -i added=$?
                zparseopts -E P:=shown p:=hidden
                for hit in "${hits[@]}"; do
                    folder=
                    [[ ${(M)@:#-*f*} && -d $hidden$hit ]] && folder=/
                    print -r -- "$IPREFIX$shown[-P]$hidden[-p]$hit$folder" >>offered
                done
                return added
            }
            # The list of such functions is emptied before they are called.
            finished() { comppostfuncs=(finished); print FINISHED; }
            comppostfuncs=(finished)
            print READY' >setup
        zpty shell zsh -f -i
        zpty -w shell 'source ./setup'
        zpty -r -m shell said '*READY*' || exit 4
        for line in "$@"; do
            : >offered
            zpty -w -n shell "$line"$'\t'
            zpty -r -m shell said '*FINISHED*' || exit 5
            cat offered
            print -r -- ...
            zpty -w -n shell $'\C-u'
        done
        zpty -d shell
        """#
}
