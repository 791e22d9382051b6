/// How a report looks as HTML: by itself, in the dark, on paper and on a small screen.
///
/// Colours have a contrast of at least 4.5 to 1 against their background (WCAG 2.2, 1.4.3), and
/// none of them says anything that words don't.
enum ReportStyle {
    static let sheet = """
        :root { color-scheme: light dark; --ink: #1b1f24; --dim: #57606a; --paper: #ffffff;
          --line: #d0d7de; --soft: #f6f8fa; --link: #0550ae; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --dim: #9ea7b3; --paper: #0d1117; --line: #30363d;
            --soft: #161b22; --link: #79c0ff; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 72rem; padding: 1rem; color: var(--ink);
          background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; }
        h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.5em 0 0.5em; }
        h1 { margin-top: 0; }
        header p, footer { color: var(--dim); }
        footer { border-top: 1px solid var(--line); margin-top: 2rem; }
        a { color: var(--link); }
        a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); }
        p, li, dd, td, th, code { overflow-wrap: anywhere; }
        dl div { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
        dt { font-weight: 600; min-width: 12rem; }
        dd { margin: 0; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
        th, td { border-bottom: 1px solid var(--line); padding: 0.35rem 0.75rem 0.35rem 0;
          text-align: left; vertical-align: top; }
        tbody th { font-weight: 600; }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        code, pre { font: 0.9rem/1.4 ui-monospace, monospace; background: var(--soft); }
        pre { padding: 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        .checks { list-style: none; padding-left: 0; }
        figure { margin: 1rem 0; }
        @media print {
          :root { --ink: #000000; --dim: #000000; --paper: #ffffff; --line: #999999;
            --soft: #ffffff; --link: #000000; }
          body { max-width: none; padding: 0; }
          .wide { overflow: visible; }
          thead { display: table-header-group; }
          tr, figure { break-inside: avoid; }
          h2, h3 { break-after: avoid; }
        }

        """
}
