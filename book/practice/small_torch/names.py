"""Whether torch has a name at all: `X.append` is an error in real torch, `X.fft` is only not known here.

Each public name of torch is kept as 16 bits of a checksum: a name that is not among them does not exist; one that is
among them may be there. `tests/practice/names.py` writes GAPS.
"""

from .errors import do_not_know, fail

FIRST, WIDE = 35, 56  # the letter for a gap of 0; a gap of WIDE or more is written with `!`
MODULES = ("torch", "torch.nn", "torch.nn.functional", "d2l.torch")
known = set()


def digits(module, name):
    """The checksum of a name."""
    number = 0
    for letter in module + "." + name:
        number = (number * 33 + ord(letter)) & 0xFFFF
    return number


def exists(module, name):
    if not known:
        number = 0
        for letter in GAPS:
            number += WIDE if letter == "!" else ord(letter) - FIRST
            if letter != "!":
                known.add(number)
    return digits(module, name) in known


def missing(module, name):
    """Raise torch's error for a name that it does not have; leave the others to real torch."""
    if module in MODULES and name[:1] != "_" and not exists(module, name):
        fail(AttributeError, "module '%s' has no attribute '%s'" % (module, name))
    do_not_know(module + "." + name)


def missing_in_tensor(name):
    if name[:1] != "_" and not exists("Tensor", name):
        fail(AttributeError, "'Tensor' object has no attribute '%s'" % name)
    do_not_know("Tensor." + name)


GAPS = (
    "#BN3,/?9)ZO0AG%75A58(Y>'G)7('CP2'!Y'Q3H6!=$T'3!/ZZ,!V!:%!@!!A!'D4.P635!/$!L/!E&,D+@D!B!!/;0)*3D&-$/*"
    "!!L1)PT%70')65F6@$+4*,!GCP!*%RY!3UF!S8R9!2:*(!':O:N!,!FU0$7!8!!&'%$!L*D//C*84KOL=!!03!P,2+26=G-?!2?J"
    ".'/$7-!%+=.D'1!U&6<7!76E!D10(!!@!&3!(/&&!!&.AIP.!4!(DD-4$+$-%!,(X$(!!U!:7'DD,16DS!/Y)(P%'!'M22!!';56"
    "M5*2>!F+)!V(*!.537!9&)$A4!P!)Q5XQQ$P)=R!':!!)!A!!Q!XI!C)1C7!C&&&!/!:%!!V&)$&4(U,$?96H@&!P5('%M<YWII<"
    "!4D40<4.DD%6!-!9'):!/!S)L-G8G!5!*;Q$+$?&9!*)M?D(?(!795-7/&LKH(/<S&-CUY!)'55'/IC&((*O!!*6(!<!@'8MG*N<"
    ",/!!!,!;!2!,,4E!*ZY!.%VA('$+!)$:K10%&M>F:+.$2$<,3*%@+$:?&+&.!!IBI(!&AL!C$C&-78!V<(,+5XDG6NB,+.!=*3'!"
    "#!'!A%'%7)D*,4.$!!81A,/;,6-7)!!7>T'6=5!Q$1ULO!35*&%:J!*,!)!$!JB!&94!/U8JC8.6&5!P%&:>D<+!!.0!!*!8&'T$"
    "MB+;E!,?9HD8/=-NMC!!</!$A'3C90$3$3*=!FBG3%=4>,)465:$>;!A$!1.K9=6?!)2-+!#!D)>+F(Y:AJ1(JUO,!R'.!W&-'!%"
    "=;)&<W:,MKM);>BBB+(*P&+!N!5C4:/!*%L!1--FZ!K!3!<CJ+?1!<'!A*078'+'I0EF3)64DDI*B(4$$$$$$$!!,!X+-DD5)'E!"
    "-V$<6A!<QM&!A12?2!L!!N70D!&8!13J!<I@,Q24(D&A!*D9'L00%!$!$G'.$<,1%;NP)%!,*3$*:N+N;D4R1$*Q!8C.DDAX3>A4"
    "3;(>1+A42TA7)!O+%J?XA!7-.+)5*!)SE,'J?*!+!W!,%5!&.!'6T@1MX%6P>17W0(D8>E&&9*1@:)4$$$$$$$*.-1:!F:5;!'2Q"
    "!8*-/!J>!&,84!9'(!H<);S!R!D4U(U1V<*UB*R&KO$!K)FFB2=R=B7BC!00>-!L!)E(!;!1X2!2<!1&=.$B!0$=;,43!!?+2'J1"
    "?929!$!TH<;+$*=FA!ED<$*47G<'2B97V,J!:(8!RA!*&!!;7F-&))5!O!V>!+!;,AE!2-2!!NQ4!#U!M!!-26ECS!X!V$9$X%*O"
    ";!!#2%@$AG&B(-3)'2,,D!&:&<&+Q5('.2!-DX!-')'D+!$B!?!>G**6)O5&)*!!!!@>)*)H&%-0!P!/'7((!@J1.(D-:03!#)!;"
    "(*:0@0!O-?E-M*X8!7@O!E7)QW+>H?&0&(!)3&?F!EB!).,8;*%*B9E!+!,J!'F,D!T*AK1!(6,E*&,HG)6>!!!/D(7:Y814.F'4"
    "B10)$9!DK8%I$-K!0GC3*$3'2*07)L/(!!?69;1;D!6QF+T$$%%$426FF9W&!R*+L4033?P*D'(*<;YB/'0+!!Y/,?(C/%8/52(G"
    "23%2$40F@3Z;&!2%G5/*%,H?0-2-B@,D!$!%C@+!$!!*68&40&A&0!'8-220P!+!X)(?,G,0'69&39=Y4/1),0D4!814J''2/!4K"
    ";.+%,+!=.2);47=K;G>>&!*F!-)!?:OIF$%3-9(PQ!T'*>!N%6!;6*!,0T<T2.'IQ.S5'XIG(%C@&19$B!)805.1-!&193%9>F&$"
    "@@')(L!=,4<-0*0!/6)<9,<'!;!!!'!%!E74';FBK!NC+=,+&!?-:737!!0!9H0!!/%@7JC!!!:;-!<A<9*!P-7!BC$-C:!!7(0+"
    "8!0(?5)!(>>O!<!C!!-&OL?/R49!!,-<$!%M!2'&!1!1%*!%D*!/.!A:!!>D=?!;!B*6!*?E-B)$+,L!38+E+43;,U%-:%B$$8SO"
    "*.'$%!31;!4F)-97K!!QKP,5!!1!7+G.A%!Q!8:1P=(4F(4/K=8=!%BDJ21(=!!-!W**-=$'%!-.KF!8!5?A6Z&R!%!!K.Q1!)/!"
    ",!&!+3'(ER(@D!FZ!!!<B06-:!)*/,JF!!A/B&&&/$!4B5!!D%2'R+!!:-G@!8+!X)7!7/4!#!&F7%G!!(BN$C'5'&6@*9?J$!=!"
    "Q!V!%.A&';%DK!':U!4(-!)+*(,'!08U13$1B,0F45!J><C<$C344<Y!@)!!!.PHC'!!!T+KX'!V=F$'?%<).C!5;<!<O!&B*;A,"
    "@!0)I-2;=,!-!)J+&*O%GW7!.,.*C!!141V7J!=->,3+D'>,!+A',4.LD'V>)%)C*!#'PD*!;9/!0S!1-!*28$)7>F!T2.!M!-/V"
    "B(!/&X!*D%&,U)C!97!<<!>I!/O3R!,/.D@&41!YG'!019>:'(!3D@@$/A=I*!;516D)-!5;!S!!752D9VR!K--&2Z<.43,!7!&!"
    "M!E!Q7!!2!Q!D&('&+;R@$GC%H)!N6"
)
