/// A shell that a completion script can be made for.
package enum Shell: String, Sendable, CaseIterable {
    case bash
    case zsh
    case fish
}

extension Program {
    /// The script that makes a shell ask this program what may follow.
    ///
    /// It is loaded by `source <(PROGRAM completion bash)`, or from a file in the shell's folder
    /// for completions. The program is called by its name, never by a path that was only typed.
    package func completionScript(for shell: Shell) -> String {
        let function = "_" + name.asShellIdentifier
        return switch shell {
        case .bash: bashScript(function: function)
        case .zsh: zshScript(function: function)
        case .fish: fishScript(function: function)
        }
    }

    private var request: String { "\(name) \(CompletionAnswer.requestWord)" }

    // Bash splits words at '=' and ':' too, and replaces only the last piece. What stands together
    // in the line is put together for the program, and taken off its answers again. Quotes are
    // dropped, because readline adds its own.
    private func bashScript(function: String) -> String {
        #"""
        # Completion of \#(name) for bash.
        \#(function)() {
            local rest=${COMP_LINE:0:COMP_POINT} piece="" trimmed index
            local -a words=() lines=()
            for ((index = 0; index <= COMP_CWORD; index++)); do
                trimmed=${rest#"${rest%%[![:space:]]*}"}
                piece=${COMP_WORDS[index]}
                ((index == COMP_CWORD)) && piece=$trimmed
                if ((index > 0)) && [[ $rest == "$trimmed" ]]; then
                    words[-1]+=$piece
                else
                    words+=("$piece")
                fi
                rest=${trimmed#"$piece"}
            done
            local current=${words[-1]} fixed=""
            fixed=${current%"$piece"}
            [[ $piece =~ ^[=:]+$ ]] && fixed=$current
            words=("${words[@]//[\\\'\"]/}")
            current=${words[-1]}

            COMPREPLY=()
            mapfile -t lines < <(\#(request) "${words[@]:1}" 2>/dev/null)
            ((${#lines[@]})) || return 0
            local kept=${lines[0]#*$'\t'} value
            case ${lines[0]%%$'\t'*} in
            files) mapfile -t COMPREPLY < <(compgen -f -- "${current#"$kept"}") ;;
            directories) mapfile -t COMPREPLY < <(compgen -d -- "${current#"$kept"}") ;;
            esac
            if ((${#COMPREPLY[@]})); then
                compopt -o filenames 2>/dev/null
            fi
            for value in "${lines[@]:1}"; do
                value=${value%%$'\t'*}
                if [[ $piece == [\'\"]* ]]; then
                    # Inside a quotation that is open nothing can be quoted again.
                    [[ $value == *[\'\"\`\$\\!]* ]] && continue
                else
                    printf -v value %q "$value"
                fi
                COMPREPLY+=("$value")
            done
            for index in "${!COMPREPLY[@]}"; do
                value=$kept${COMPREPLY[index]}
                COMPREPLY[index]=${value#"$fixed"}
            done
        }
        complete -F \#(function) \#(name)

        """#
    }

    private func zshScript(function: String) -> String {
        #"""
        #compdef \#(name)
        # Completion of \#(name) for zsh.
        \#(function)() {
            local -a words_before lines described
            local kept line value summary
            words_before=("${(@Q)words[2,CURRENT-1]}")
            ((CURRENT > 2)) || words_before=()
            lines=("${(@f)$(\#(request) "${(@)words_before}" "${(Q)PREFIX}" 2>/dev/null)}")
            kept=${lines[1]#*$'\t'}
            [[ -z $kept ]] || compset -P "${(b)kept}"
            for line in "${(@)lines[2,-1]}"; do
                value=${line%%$'\t'*}
                summary=${line#*$'\t'}
                value=${value//\\/\\\\}
                value=${value//:/\\:}
                described+=("$value${summary:+:$summary}")
            done
            case ${lines[1]%%$'\t'*} in
            files) _files ;;
            directories) _files -/ ;;
            esac
            (($#described)) && _describe -V '\#(name)' described
        }
        if [[ ${funcstack[1]} == \#(function) ]]; then
            \#(function) "$@"
        else
            compdef \#(function) \#(name)
        fi

        """#
    }

    private func fishScript(function: String) -> String {
        #"""
        # Completion of \#(name) for fish.
        function _\#(function)
            set -l words (commandline -opc)
            set -l current (commandline -ct | string replace -ra '[\'"\\\\]' '')
            set -e words[1]
            set -l lines (\#(request) $words "$current" 2>/dev/null)
            set -q lines[1]; or return
            set -l head (string split -m 1 \t -- $lines[1])
            set -e lines[1]
            set -l rest (string sub -s (math (string length -- "$head[2]") + 1) -- "$current")
            switch $head[1]
                case files
                    for path in (__fish_complete_path "$rest")
                        echo $head[2]$path
                    end
                case directories
                    for path in (__fish_complete_directories "$rest" "")
                        echo $head[2]$path
                    end
            end
            for line in $lines
                echo $head[2]$line
            end
        end
        complete -c \#(name) -f -k -a '(_\#(function))'

        """#
    }
}

extension String {
    fileprivate var asShellIdentifier: String {
        String(map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}
