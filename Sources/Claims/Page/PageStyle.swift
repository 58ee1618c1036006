/// The page's one style sheet. Fonts are the reader's own; colours pass WCAG AA on white.
enum PageStyle {
    static let css = """
        :root{--ink:#1f2328;--soft:#57606a;--line:#d8dee4;--bad:#b42318;--ask:#8a5a00;--ok:#1a6e3c;--near:#1f5fa8}
        *{box-sizing:border-box}
        body{margin:0;color:var(--ink);background:#fff;font:16px/1.85 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif}
        header,main,footer{max-width:1240px;margin:0 auto;padding:0 24px}
        header{padding-top:24px}
        h1{font-size:22px;line-height:1.4;margin:0}
        .file{color:var(--soft);margin:2px 0;overflow-wrap:anywhere}
        .summary{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;padding:0 0 12px;margin:8px 0 0;border-bottom:1px solid var(--line)}
        .summary b{font-variant-numeric:tabular-nums;font-size:18px}
        main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:36px;padding-top:20px}
        article{overflow-wrap:anywhere}article p{margin:0}
        aside,footer,h2,.summary,.file{font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
        aside{font-size:14px;line-height:1.65;position:sticky;top:0;max-height:100vh;overflow:auto;padding:4px}
        h2{display:inline;font-size:15px;margin:0}h2 b{font-variant-numeric:tabular-nums}
        .n{color:inherit;text-decoration:none;border-bottom:2px solid var(--line);font-variant-numeric:tabular-nums}
        a.n:hover,a.n:focus{background:#f6f8fa}.n:target{background:#fff3bf}
        .n.consistent{border-color:var(--ok)}.n.rounding{border-color:var(--near);border-bottom-style:dashed}
        .n.question{border-color:var(--ask);background:#fff8e5}.n.inconsistent{border-color:var(--bad);background:#ffebe9}
        .n.unchecked{border-bottom-style:dotted;border-color:#8c959f}.n.other{border:0;color:var(--soft)}
        .n.differs{outline:2px solid var(--bad);outline-offset:1px}
        .inconsistent b,.inconsistent .kind,.inconsistent h2{color:var(--bad)}.question b,.question .kind,.question h2{color:var(--ask)}
        .consistent b,.consistent .kind,.consistent h2{color:var(--ok)}.rounding b,.rounding .kind,.rounding h2{color:var(--near)}
        .group{margin:0 0 14px}.group>summary{cursor:pointer;padding:4px 0}
        .card,.against{border:1px solid var(--line);border-left-width:4px;border-radius:4px;padding:8px 12px;margin:8px 0;scroll-margin-top:8px}
        .card.inconsistent{border-left-color:var(--bad)}.card.question{border-left-color:var(--ask)}
        .card.consistent{border-left-color:var(--ok)}.card.rounding{border-left-color:var(--near)}
        .card:target{outline:2px solid var(--near)}
        .card p{margin:2px 0}.head a{color:var(--ink);font-weight:600;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .formula{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}.interval,.none,.reason{color:var(--soft)}
        .against ul{margin:6px 0 0;padding-left:18px}
        blockquote{margin:6px 0 0;padding-left:10px;border-left:2px solid var(--line);color:var(--soft);font-size:13px;overflow-wrap:anywhere}
        footer{color:var(--soft);font-size:13px;padding-bottom:24px}
        @media(max-width:800px){main{grid-template-columns:minmax(0,1fr);gap:16px}aside{order:-1;position:static;max-height:none}
        body{font-size:15px}header,main,footer{padding-left:14px;padding-right:14px}}
        @media print{main{display:block}aside{position:static;max-height:none}.card{break-inside:avoid}}
        """
}
