"""Whether torch has a name at all: `X.append` is an error in real torch, `X.fft` is only not known here.

Each public name of torch is kept as 16 bits of a checksum: a name that is not among them does not exist; one that is
among them may be there. `tests/practice/names.py` writes GAPS.
"""

from .errors import do_not_know, fail

FIRST, WIDE = 35, 56  # the letter for a gap of 0; a gap of WIDE or more is written with `!`
MODULES = ("torch", "d2l.torch")
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
    "#B!;?9)ZO0!-%75A58(Y>'G)7,C!''!Y'QX6!=U'3!!.Z,!V!:%!@!!A!'U.P635!0!L/!E&,D+@!!+!!/;00W-$/!!S1)PV70')"
    "65F6@$+4*,!GCP!*TY!3U!!>8R9!2:*!,:!.N!!!I0$!L!!&'%$!L*D//C*84!?L!!J3!P,2+26=G-?!2!..'/$A!%E.D'1!U&6<"
    "7!76E!D10(!!@!&3!(/&!!).A!>!!!N-5+$-!.(X$(!!!!47!H!O!/Y)(P%'!'M22!!?56M5*2!!)+)!V(*!.537!9&*A4!P!)!+"
    "XQQ$P)=R!':!!)!A!!Q!XI!C)1W!C&&&!/!:%!!V&)$&4(U,$?96H@&!!*('%M<YWII<!4D40<4!:6!-!9'):!/!S)VG8G!5!*;Q"
    "$+$?&9!*)M?DD(!795-C&LKHMS&-CUY!)'55'/!1&((*O!!*6(!<!@'8MG*N<,/!!!,!;!2!,,4E!*ZY!.%VA('$+!)$:K10%P>F"
    ":+/2$<,3*%@+$:?&+&.!!IBI(!&AL!C$C&-78!V<(,+5XDG!)B,+.!=:'!#!'!C'%7Q,@!!81A,/;,6-7)!!7>T'!*!Q$1UL!!'5"
    "*&%:!Q,!)!$!JB!&94!/U8JC8.95!P%&:>D<+!!.0!!*!8&'T$MB+;!N?9!FI-NM!!!$/!$A'3Y04$:!!(BG3%=O,)G5:$>;!!!#"
    "K9=6?!)2-+!#!D)>+F(Y:AJ6JUO,!R2!Z-'!%=;)&<W!5KM);>B!)+(*P.!N!5T:!6%L!1--FZ!K!3!<CJ+?!J'!A7L'/I0EF3)6"
    "!!,*B(4$$$$$$$!!,!X+!OI!-W<!!5QM&!A12N!L!!!*!T8!13!!+!.,Q2!%!HZ'L00%!$!$G'.$<,1%;NP)%!,*3+:N+N;D4R1$"
    "*!!.!7!!'3>A43;(>1+A42TA7)!O-J?XA!7-.+)5*!)SE,'J?!2!W!,%!C!'6T@1!J%6P>17W5D8>E&&9*1W)4$$$$$$$*.-1:!F"
    ":M!6Q!8*-/!J>!&,84!9'(!H<!9!R!UU(U1!7!$B*UKO$!K)FFB2=R=B7BC!0K-!!RE(!!IX2!2<!1&=.$B!0$U=!!O+2'JMH!:!"
    "THT++!(A!!G$;7G<'2B97V,J!:(8!!8!*&!!;7F-&);!O!V>!+!;,AE!<2!!N!!!$!M!!-26!!%!!!S$9$X%*O!!;2%@$AG&B(-3"
    ")6,!P:&<&+Q5('.2!-!A!-')'D+!$B!?!>G16)O5&!!!!!0)*)H&%-0!P!/'7(!EJ1.SG3!#)!;(*:0@0!Y!)-M*X8!7@O!E7)QW"
    "+>H?&0&(!<?F!E!S,P*%*B!#!+!,J!'F,D!!#AK1!(6,E*/HG)6>!!!/D<:Y8B.F'4B10)$9!DK:I.K!0GC3*$3'2*07)L/(!!?6"
    "Q1;D!6QNX&426FF9W&!R*+!%@OP*D'(*<;YB/4+!!Y/,?(C/:A7GD340F@3Z;&!2%G56.H?0<-B@,!E!%C@+!$!!=870&A3!'8-2"
    "20P!+!X)(?,G,0'O39=Y4/7,0U!F4J''2/!!$;.+%,+!H2);4QK;G>>&!*!P)!?:OIF$%3-9(PQ!T'*>!N%6!;6*!,0T<!+2I!$!"
    "-'XIG(%C@&19$B!)805.1-!4959>I$!%-(L!=,4<-0*0!/6)<9,<'!;!!!'!%!E74';FBK!NC+=,+&!?-:737!!0!9H0!!1@7JC!"
    "!!:;-!<A<9*!P-7!BD-C:!!7(0+8!0(?5)!C>O!<!!!M&OL?/R49!!6=!%M!2'&!1!1%!T!/.!A:!!>D=?!!Z*6!FEL)$+,L!38+"
    "M4TU/<D8SO5'$%!31;!4F)-9!'!!!!6>!!1!7+G.A%!Q!8:1!2(4F(4/!-8=!%B!321(!!G!W1-=(%!-.KF!8!5?A6Z&R!%!!K.!"
    "'!)/!,!&!+3'(EW@D!!!!!!E06-:!)*/,JF!!A/E&&/!5B5!!D4'R+!!:-G@!8+!X)7!7/4!#!&F9G!!GND'5'&6@*9?J$!=!!!L"
    "!%.D';!6!':U!4(-!)+*(,'!08!+3$1B,0F45!!FC=SE<Y!@)!!!.PHC'!!!T+K!$!V=!1MC!M<!<O!E*Y,@!0)I-2;=,!-!)J+&"
    "*O%GW7!7.*!!Q41V7J!=->,3P>,!+A',4.LD'V>)%)C*!#'PD*!Q!<S!1-!98$)7>F!T2!X!!4G!/&X!*D%&,U)C!97!<<!>I!/O"
    "3R!,/.D@&41!YG'!019>:'(!3D@@$/A=P!;C!%-!M!S!!IS9VR!K--&2ZG43,!7!!!!!!07!!2!Q!G,&+;R@$GC%H)!N6"
)
