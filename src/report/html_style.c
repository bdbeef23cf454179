// SPDX-License-Identifier: Apache-2.0
// The style sheet of every page: light and dark by the reader's system (a checkbox turns it
// round), print, narrow screens, visible focus. No script, no outside resource.
#include "report/html.h"

static const char *const STYLE[] = {
    ":root{--paper:#fbfaf6;--card:#fff;--ink:#1d1c1a;--soft:#5d5a54;--line:#ddd8cd;--link:#0b5a6b;",
    "--bad:#a3271c;--bad-soft:#fbe9e5;--good:#1f6a3d;--good-soft:#e6f3ea;--one:#7d5a00;",
    "--one-soft:#f8f0dc;--mark:#ffe9a6;--shade:#f2efe7}",
    "@media(prefers-color-scheme:dark){:root:not(:has(#theme:checked)){--paper:#17181a;"
    "--card:#1f2124;",
    "--ink:#e9e6df;--soft:#a9a59b;--line:#3a3c40;--link:#7cc7d8;--bad:#ff9b8e;--bad-soft:#3a2320;",
    "--good:#8fd3a6;--good-soft:#1d3225;--one:#e6c46a;--one-soft:#33290f;--mark:#5e4c12;",
    "--shade:#26282c;color-scheme:dark}}",
    "@media(prefers-color-scheme:light){:root:has(#theme:checked){--paper:#17181a;--card:#1f2124;",
    "--ink:#e9e6df;--soft:#a9a59b;--line:#3a3c40;--link:#7cc7d8;--bad:#ff9b8e;--bad-soft:#3a2320;",
    "--good:#8fd3a6;--good-soft:#1d3225;--one:#e6c46a;--one-soft:#33290f;--mark:#5e4c12;",
    "--shade:#26282c;color-scheme:dark}}",
    "*{box-sizing:border-box}html{scroll-behavior:smooth;scroll-padding-top:3.5rem}",
    "@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}",
    "body{margin:0;background:var(--paper);color:var(--ink);"
    "font:16px/1.55 system-ui,-apple-system,",
    "'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif;overflow-wrap:break-word}",
    "h1,h2,h3,blockquote{font-family:Charter,'Iowan Old Style','Noto Serif',Georgia,'DejaVu Serif',"
    "serif}",
    "h1{font-size:2.1rem;line-height:1.15;margin:0 0 .4rem}",
    "h2{font-size:1.55rem;line-height:1.25;margin:0 0 .3rem}",
    "h3{font-size:1.12rem;margin:2rem 0 .7rem;padding-bottom:.25rem;"
    "border-bottom:1px solid var(--line)}",
    "a{color:var(--link);text-underline-offset:.15em}a:focus-visible,summary:focus-visible,",
    "input:focus-visible,button:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);",
    "outline-offset:2px;border-radius:2px}",
    ".skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:.5rem;background:var(--card);",
    "padding:.4rem .8rem;z-index:9}",
    "main,.top,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}",
    "main .top{padding-left:0;padding-right:0}.top{padding-top:2.2rem;padding-bottom:1rem}"
    ".soft{color:var(--soft)}.small{font-size:.86rem}",
    "nav.bar{position:sticky;top:0;z-index:5;background:var(--paper);"
    "border-bottom:1px solid var(--line)}",
    "nav.bar>div{max-width:72rem;margin:0 auto;padding:.45rem 1.25rem;display:flex;gap:1.1rem;",
    "align-items:center;white-space:nowrap;font-size:.9rem}",
    ".links{display:flex;gap:1.1rem;overflow-x:auto;min-width:0;flex:0 1 auto}"
    ".cite a{white-space:nowrap}",
    "nav.bar a{text-decoration:none}nav.bar a:hover{text-decoration:underline}",
    "nav.bar form{margin:0}nav.bar input[type=search]{font:inherit;width:16rem;max-width:45vw;",
    "padding:.15rem .6rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);",
    "color:var(--ink)}code{background:var(--shade);padding:.1em .3em;border-radius:.2em}",
    "nav.bar label{margin-left:auto;color:var(--soft);cursor:pointer}",
    ".tally{display:flex;flex-wrap:wrap;gap:.6rem;margin:1.1rem 0 .4rem;padding:0;list-style:none}",
    ".tally li{border:1px solid var(--line);background:var(--card);border-radius:.5rem;",
    "padding:.5rem .9rem;min-width:8.5rem}.tally b{display:block;font-size:1.5rem;line-height:1.2}",
    ".tally .disputed b,.badge.disputed{color:var(--bad)}.tally .corroborated b{color:var(--good)}",
    ".tally .single b{color:var(--one)}",
    ".cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:.9rem;"
    "padding:0;",
    "list-style:none;margin:1rem 0}.cards li{background:var(--card);border:1px solid var(--line);",
    "border-radius:.6rem;padding:.9rem 1.1rem}.cards a{font-weight:600;text-decoration:none}",
    "section.story{padding-top:2.6rem}section.story+section.story{margin-top:2.6rem;",
    "border-top:3px double var(--line)}",
    ".claim{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--one);",
    "border-radius:.5rem;padding:.75rem 1.1rem .9rem;margin:.8rem 0}",
    ".claim.disputed{border-left-color:var(--bad)}"
    ".claim.corroborated{border-left-color:var(--good)}",
    ".claim:target,article:target{box-shadow:0 0 0 3px var(--mark)}",
    ".claim header{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:baseline}",
    ".claim h4{margin:0;font-size:1.03rem;flex:1 1 20rem}",
    ".badge{font-size:.78rem;padding:.08rem .55rem;border-radius:1rem;background:var(--one-soft);",
    "color:var(--one);white-space:nowrap}.badge.disputed{background:var(--bad-soft)}",
    ".badge.corroborated{background:var(--good-soft);color:var(--good)}",
    ".evidence{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));"
    "gap:.7rem 1.3rem;",
    "margin:.6rem 0 0;padding:0;list-style:none}.evidence li{min-width:0}",
    "blockquote{margin:0;padding:0;font-size:1rem;line-height:1.5}",
    "mark{background:var(--mark);color:inherit;padding:.05em .1em;border-radius:.15em}",
    ".cite{display:block;font-size:.83rem;color:var(--soft);margin-top:.15rem}",
    ".manner{font-style:italic;color:var(--ink)}",
    ".diff{margin:.5rem 0 .1rem;padding:.4rem .7rem;border-radius:.4rem;background:var(--shade);",
    "font-size:.92rem;display:flex;flex-wrap:wrap;gap:.2rem .9rem}"
    ".diff.conflict{background:var(--bad-soft)}",
    ".diff b{font-weight:600}.diff.conflict .relation{color:var(--bad);font-weight:600}",
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem;",
    "background:var(--card)}th,td{border:1px solid var(--line);padding:.45rem .65rem;"
    "text-align:left;",
    "vertical-align:top}thead th{background:var(--shade);font-weight:600}tbody th{font-weight:500}",
    ".track{display:flex;flex-wrap:wrap;gap:.25rem .3rem;padding:0;margin:0;list-style:none}",
    ".track li{display:flex;align-items:center;gap:.3rem}.track li+li::before{content:'→';",
    "color:var(--soft)}.step{border:1px solid var(--line);border-radius:1rem;padding:0 .55rem;",
    "background:var(--shade);white-space:nowrap}"
    ".track li:last-child .step{border-color:var(--link);",
    "color:var(--link);font-weight:600}.passed{color:var(--bad)}",
    "table.matrix{width:auto;min-width:40%}"
    ".matrix td{text-align:center;width:2.6rem;padding:.3rem;",
    "white-space:nowrap}.matrix thead th{text-align:center}"
    ".matrix thead th:first-child{text-align:left}",
    ".matrix .says{color:var(--good);background:var(--good-soft)}",
    ".matrix .otherwise{color:var(--bad);background:var(--bad-soft)}",
    ".matrix .omits{color:var(--one);background:var(--one-soft)}",
    ".key{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;font-size:.85rem;color:var(--soft);"
    "padding:0;",
    "list-style:none}.hidden{position:absolute;width:1px;height:1px;overflow:hidden;",
    "clip-path:inset(50%);white-space:nowrap}",
    "figure{margin:1rem 0}.timeline{background:var(--card);border:1px solid var(--line);",
    "border-radius:.6rem;width:100%;height:auto;display:block}",
    ".timeline text{font:13px system-ui,'DejaVu Sans',sans-serif;fill:var(--ink)}",
    ".timeline .tick{fill:var(--soft);font-size:12px}.timeline line{stroke:var(--line)}",
    ".timeline .disputed{fill:var(--bad)}.timeline .corroborated{fill:var(--good)}",
    ".timeline .single{fill:var(--one)}.timeline .published{fill:var(--soft)}",
    ".timeline a:hover text,.timeline a:focus text{text-decoration:underline}",
    "dl.quotes{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.5rem 1.2rem;"
    "margin:0}",
    "dl.quotes dt{font-weight:600}dl.quotes dd{margin:0}dl.quotes p{margin:0 0 .4rem}",
    "details>summary{cursor:pointer;color:var(--link);padding:.2rem 0}"
    "details[open]>summary{margin-bottom:.4rem}",
    "article.source{padding:.7rem 0;border-top:1px solid var(--line)}article.source h4{margin:0;",
    "font-size:1.02rem}.text{white-space:pre-wrap;max-width:44rem;"
    "font-family:Charter,'Noto Serif',",
    "Georgia,'DejaVu Serif',serif;line-height:1.65;margin:.6rem 0;padding:.9rem 1.1rem;",
    "background:var(--card);border:1px solid var(--line);border-radius:.5rem}",
    ".text a:target{outline:2px solid var(--bad)}"
    ".text a:target::before{content:'▸';color:var(--bad)}",
    "mark.mention{background:none;border-bottom:2px solid #6a9fd8}",
    "mark.time{background:none;border-bottom:2px solid #b58bd0}",
    "mark.amount{background:none;border-bottom:2px solid #d19a3c}"
    "mark.quote{background:var(--shade)}",
    "mark.event{background:var(--mark)}mark.commitment{background:var(--good-soft);",
    "border-bottom:2px solid var(--good)}",
    "footer{padding-top:2rem;padding-bottom:3rem;color:var(--soft);font-size:.9rem}",
    "@media(max-width:40rem){body{font-size:15px}h1{font-size:1.7rem}dl.quotes{display:block}",
    "dl.quotes dd{margin:.1rem 0 .8rem}.tally li{min-width:6.5rem;flex:1}}",
    "@media print{:root{--paper:#fff;--card:#fff;--shade:#f4f4f4}nav.bar,.skip{display:none}",
    "body{font-size:10.5pt}.claim,article.source,tr{break-inside:avoid}h2,h3{break-after:avoid}",
    "main,.top{max-width:none;padding:0}a{color:inherit}details:not([open]){display:none}}",
};

void html_style(struct buffer *out)
{
    for (size_t i = 0; i < sizeof STYLE / sizeof *STYLE; i++)
        buffer_format(out, "%s\n", STYLE[i]);
}

void html_open(struct buffer *out, enum language language, struct slice title)
{
    buffer_format(out,
                  "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
                  "<meta name=\"generator\" content=\"recoupe\">\n<title>",
                  language == LANGUAGE_en ? "en" : "fr");
    escape_html(out, title);
    buffer_text(out, "</title>\n<style>\n");
    html_style(out);
    buffer_text(out, "</style>\n</head>\n<body>\n");
}

void html_search_form(struct buffer *out, enum language language, struct slice query)
{
    const char *word = word_of(language, WORD_SEARCH);
    buffer_format(out, "<form action=\"/search\" role=\"search\"><input type=\"search\" name=\"q\" "
                       "aria-label=\"%s\" placeholder=\"%s\" value=\"",
                  word, word);
    escape_html(out, query.data ? query : SLICE(""));
    buffer_text(out, "\"></form>");
}

void html_home(struct buffer *out, enum language language, struct slice query)
{
    buffer_format(out, "<nav class=\"bar\"><div><a href=\"/\">%s</a>",
                  word_of(language, WORD_TITLE));
    html_search_form(out, language, query);
    buffer_format(out, "<label><input type=\"checkbox\" id=\"theme\"> %s</label></div></nav>\n",
                  word_of(language, WORD_THEME));
}

void html_close(struct buffer *out)
{
    buffer_text(out, "</body>\n</html>\n");
}
