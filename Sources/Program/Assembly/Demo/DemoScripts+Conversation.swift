extension DemoScripts {
    /// How a script speaks the Model Context Protocol, as an agent's own client would.
    static let conversation = #"""

        # Opens a conversation with a server that reads and writes lines.
        converse() {
            mkfifo "$TMPDIR/to" "$TMPDIR/from"
            worklead mcp <"$TMPDIR/to" >"$TMPDIR/from" &
            exec 3>"$TMPDIR/to" 4<"$TMPDIR/from"
            request=0
            me='{"name":"demo","version":"1"}'
            rpc initialize \
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":$me}"
            printf '%s\n' '{"jsonrpc":"2.0","method":"notifications/initialized"}' >&3
            say 'speaks MCP from now on'
        }

        # Asks, and leaves the line that is answered in $answer: rpc METHOD PARAMETERS
        rpc() {
            request=$((request + 1))
            printf '{"jsonrpc":"2.0","id":%d,"method":"%s","params":%s}\n' \
                "$request" "$1" "$2" >&3
            read -r answer <&4
        }

        # Calls a tool: tool NAME ARGUMENTS
        tool() {
            rpc tools/call "{\"name\":\"$1\",\"arguments\":$2}"
            case $answer in
            *'"isError":true'* | *'"error":'*)
                say "$answer"
                return 4
                ;;
            esac
        }

        # Takes up one task from start to end, by the tools of the conversation: converse_on TASK
        converse_on() {
            tool claim "{\"task\":\"$1\",\"lease_seconds\":120}"
            tree=$(field worktree)
            say "claims $1 by MCP: $tree"
            write "$1"
            tool task "{\"task\":\"$1\"}"
            commit "$(field title)"
            (cd "$tree" && sh test.sh) >"$TMPDIR/tests"
            count=$(sed -n 's/^\([0-9]* passed\), 0 failed$/\1/p' "$TMPDIR/tests")
            text=$(report "$1" | sed 's/"/\\"/g; s/$/\\n/' | tr -d '\n')
            words="\"report\":\"$text\",\"claims\":[\"sh test.sh: $count\"]"
            tool deliver "{\"task\":\"$1\",\"path\":\"$tree\",$words}"
            say "delivers $1 by MCP: $count"
        }

        # Ends the conversation: the server ends when its input does.
        fall_silent() {
            exec 3>&- 4<&-
            wait
        }

        """#
}
