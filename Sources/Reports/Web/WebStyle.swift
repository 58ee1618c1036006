/// The style sheet of the web report; it stands in the file itself, so that the file opens anywhere.
///
/// Text and links keep a contrast above 4.5 : 1 on their ground (WCAG 2.2 AA).
enum WebStyle {
    static let css = """
        :root{color-scheme:light;--ink:#1f2328;--soft:#57606a;--line:#d0d7de;--ground:#fff;--tint:#f6f8fa;--link:#0b5394;--accent:#9a1b1b}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0;background:var(--tint);color:var(--ink);font:1.0625rem/1.85 "Source Han Serif SC","Noto Serif CJK SC","Songti SC",FangSong,STFangsong,serif}
        main,header.page,footer.page{max-width:54rem;margin:0 auto;background:var(--ground);padding:1.25rem clamp(1rem,5vw,4rem)}
        header.page{border-top:4px solid var(--accent);padding-top:2rem}
        h1{margin:0 0 1rem;font-size:clamp(1.375rem,1.1rem + 1.6vw,1.9rem);line-height:1.4;text-align:center;font-weight:700;text-wrap:balance}
        h2,h3,h4,h5{font-family:"Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;line-height:1.5;margin:1.6em 0 .5em}
        h2{font-size:1.35rem;border-bottom:1px solid var(--line);padding-bottom:.2em;margin-top:2.4em}
        h3{font-size:1.15rem}h4{font-size:1.0625rem}h5{font-size:1rem}
        p{margin:.5em 0}
        html[lang^=zh] main>p{text-indent:2em;text-align:justify}
        main>p.note,p.note{overflow-wrap:anywhere;text-indent:0;color:var(--soft);font-size:.9rem;line-height:1.7}
        a{color:var(--link)}
        a.figure{color:inherit;text-decoration:underline;text-decoration-color:#8aa4c0;text-decoration-thickness:1px;text-underline-offset:.22em;overflow-wrap:anywhere}
        a.figure:hover{color:var(--link);text-decoration-thickness:2px}
        a:focus-visible,.scroll:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem}
        .facts{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;justify-content:center;margin:0;padding:0;list-style:none;color:var(--soft);font-size:.85rem}
        .facts code{overflow-wrap:anywhere}
        nav{border:1px solid var(--line);border-radius:6px;padding:.6rem 1rem;margin:1.25rem 0 0;font-size:.95rem}
        nav summary{cursor:pointer;font-weight:600}
        nav ol{list-style:none;margin:.4rem 0 0;padding:0;line-height:1.9}nav li li{padding-left:2em}
        code{font-family:ui-monospace,"Noto Sans Mono CJK SC",Menlo,Consolas,monospace;font-size:.88em}
        .scroll{position:relative;overflow-x:auto;margin:1rem 0}
        table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.55;font-family:"Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums}
        caption{caption-side:top;font-weight:600;padding:.4rem 0;text-align:left}
        th,td{border:1px solid var(--line);padding:.35rem .55rem;vertical-align:top;text-align:left}
        thead th{background:var(--tint);position:sticky;top:0}
        .r{text-align:right;white-space:nowrap}.c{text-align:center}
        tr.section th{background:#eef3f8;text-align:left}tr.total td{background:var(--tint);font-weight:600}
        table.wide{min-width:44rem}
        figure{margin:1.5rem 0;border:1px solid var(--line);border-radius:6px;padding:1rem;display:grid;gap:1rem}
        figcaption{font-weight:600;font-family:"Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
        figure .scroll{margin:0}figure caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        svg.chart{width:100%;max-width:32rem;height:auto;font:12.5px "Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
        svg .label{fill:#1f2328}svg .value{fill:#1f2328;font-variant-numeric:tabular-nums}
        svg .track{fill:#e7ecf0}svg .bar{fill:#2f6f9f}svg .bar.missed{fill:#b3261e}
        svg .reference{stroke:#1f2328;stroke-width:1.5;stroke-dasharray:4 3}
        @media (min-width:60rem){figure{grid-template-columns:1fr 1fr;align-items:start}figcaption{grid-column:1/-1}main,header.page,footer.page{max-width:62rem}}
        section.traces{border-top:3px double var(--line);margin-top:3rem}
        article.trace{border-top:1px solid var(--line);padding:.6rem 0 .9rem}
        article.trace:target{background:#fff8e1;box-shadow:0 0 0 .6rem #fff8e1}
        article.trace h3{margin:.3rem 0;font-size:1rem}
        article.trace dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.3rem 0;font-size:.9rem}
        article.trace dt{color:var(--soft)}article.trace dd{margin:0;overflow-wrap:anywhere}
        article.trace summary{cursor:pointer;font-size:.9rem}
        html main>p.closing{text-align:right;text-indent:0;padding-right:4em}
        footer.page{color:var(--soft);font-size:.85rem;border-top:1px solid var(--line)}
        @page{size:A4;margin:30mm 26mm 28mm 28mm}
        @media print{body{background:none;font-size:11pt}main,header.page,footer.page{max-width:none;padding:0}nav,.skip,.language,footer.page{display:none}\
        a,a.figure{color:inherit;text-decoration:none}thead{display:table-header-group}thead th{position:static}tr,figure,article.trace{break-inside:avoid}\
        .scroll{overflow:visible}table.wide{min-width:0}h2,h3,h4,h5{break-after:avoid}section.traces{break-before:page}}
        """
}
