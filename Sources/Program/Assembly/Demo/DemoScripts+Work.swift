extension DemoScripts {
    /// What the workers write, task by task.
    static let work = #"""

        # The work itself, task by task: a function of the program, and the tests of it.
        write() {
            sleep "$PACE"
            case $1 in
            API-1-first)
                cat >"$tree/lib/slug.sh" <<'END'
        # Turns a title into a slug: slug TITLE
        slug() { printf %s "$1" | tr 'A-Z ' 'a-z-'; }
        END
                cat >"$tree/tests/slug.sh" <<'END'
        check 'slug of two words' big-news "$(slug 'Big News')"
        check 'slug of a wide gap' wide-gap "$(slug 'Wide   Gap')"
        END
                ;;
            API-1-mended)
                cat >"$tree/lib/slug.sh" <<'END'
        # Turns a title into a slug: slug TITLE
        slug() { printf %s "$1" | tr -s 'A-Z ' 'a-z-'; }
        END
                ;;
            API-2)
                cat >"$tree/lib/find.sh" <<'END'
        # Finds the title of a slug among titles, one a line: find SLUG <TITLES
        find_title() {
            while read -r title; do
                [ "$(slug "$title")" != "$1" ] || printf %s "$title"
            done
        }
        END
                cat >"$tree/tests/find.sh" <<'END'
        check 'a title found' 'Big News' "$(printf 'Old Hat\nBig News\n' | find_title big-news)"
        check 'no title' '' "$(printf 'Old Hat\n' | find_title big-news)"
        END
                ;;
            API-3)
                cat >"$tree/lib/money.sh" <<'END'
        # Adds amounts in cents: add CENTS…
        add() {
            sum=0
            for cents in "$@"; do sum=$((sum + cents)); done
            printf %s "$sum"
        }
        END
                cat >"$tree/tests/money.sh" <<'END'
        check 'a sum' 579 "$(add 123 456)"
        check 'an empty sum' 0 "$(add)"
        END
                ;;
            API-4)
                cat >>"$tree/lib/money.sh" <<'END'

        # Writes an amount in cents as a price: price CENTS
        price() { printf '%d.%02d' $(($1 / 100)) $(($1 % 100)); }
        END
                cat >>"$tree/tests/money.sh" <<'END'
        check 'a price' 12.05 "$(price 1205)"
        check 'the price of a sum' 5.79 "$(price "$(add 123 456)")"
        END
                ;;
            API-5)
                cat >"$tree/lib/order.sh" <<'END'
        # Writes the total of an order, with postage: total POSTAGE CENTS…
        total() { price "$(add "$@")"; }
        END
                cat >"$tree/tests/order.sh" <<'END'
        check 'a total with postage' 8.79 "$(total 300 123 456)"
        END
                ;;
            WEB-1-function)
                cat >"$tree/lib/escape.sh" <<'END'
        # Escapes a text for HTML: escape TEXT
        escape() { printf %s "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'; }
        END
                ;;
            WEB-1-tests)
                cat >"$tree/tests/escape.sh" <<'END'
        check 'a tag' '&lt;b&gt;' "$(escape '<b>')"
        END
                ;;
            WEB-1-rest)
                cat >>"$tree/tests/escape.sh" <<'END'
        check 'an ampersand' 'salt &amp; pepper' "$(escape 'salt & pepper')"
        END
                ;;
            WEB-2)
                cat >"$tree/lib/headline.sh" <<'END'
        # Shows a headline: headline TITLE
        headline() { printf '<HEADING>%s</HEADING>' "$(escape "$1")"; }
        END
                cat >"$tree/tests/headline.sh" <<'END'
        check 'a headline' '<HEADING>You &amp; Me</HEADING>' "$(headline 'You & Me')"
        END
                sed -i "s/HEADING/$heading/g" "$tree/lib/headline.sh" "$tree/tests/headline.sh"
                ;;
            WEB-3)
                cat >"$tree/lib/summary.sh" <<'END'
        # Cuts a text to a length: summary LENGTH TEXT
        summary() {
            if [ ${#2} -le "$1" ]; then printf %s "$2"; else printf '%.*s...' "$1" "$2"; fi
        }
        END
                cat >"$tree/tests/summary.sh" <<'END'
        check 'a short text' short "$(summary 8 short)"
        check 'a long text' 'A long t...' "$(summary 8 'A long text')"
        END
                ;;
            WEB-4)
                cat >"$tree/lib/link.sh" <<'END'
        # Links an article by its slug: link SLUG TEXT
        link() { printf '<a href="/%s">%s</a>' "$1" "$2"; }
        END
                cat >"$tree/tests/link.sh" <<'END'
        check 'a link' '<a href="/big-news">Big News</a>' "$(link big-news 'Big News')"
        END
                ;;
            esac
        }

        """#
}
