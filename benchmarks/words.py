"""Words of the generated records, common ones first: what real texts of Romanian organisations are made of."""

from __future__ import annotations

FUNCTION = (
    "de și în la cu pentru din pe care să prin sau sunt este au a al ale mai ca dar ne noi lor îi cei cele fiecare toate toți după "
    "către între până fără despre când unde cât peste sub deci astfel precum inclusiv aici acolo am avem fost fi nu se o un unei unui"
).split()

COMMON = """
copii tineri oameni comunitate proiect programe activități școală sprijin sociale educație organizație voluntari membri dezvoltare
oraș servicii persoane familii ateliere ani anul parteneri evenimente județ satul părinți viață cursuri lume ajutor centrul local
sănătate cultură mediu drepturi profesori elevi participă lucrăm organizăm ajutăm oferim susținem promovăm dorim credem facem mergem
învățăm construim strângem pregătim ducem primim împreună nouă bună mare mică prima următorii fiecărui grupuri întâlniri săptămână
lună zile ore casă locuri drum munte pădure apă carte cărți bibliotecă muzică teatru sport fotbal tabără tabere festival concurs
expoziție spectacol meserie loc muncă angajare fonduri donații sponsor buget raport campanie informare consiliere juridică medicală
terapie îngrijire vârstnici bătrâni bolnavi dizabilități femei fete băieți romi minorități refugiați victime violență sărăcie haine
alimente masă cald adăpost animale câini pisici păsări grădină plante legume miere albine agricultură fermieri produse tradiționale
meșteri obiceiuri port dansuri cântece istorie monumente biserică patrimoniu muzeu arhivă ziar radio film fotografie pictură desen
calculator internet digital robotică știință cercetare tehnologie energie climă deșeuri reciclare biciclete transport trotuare parc
primărie consiliu lege hotărâre cetățeni vot transparență administrație public bani democrație justiție european internațional
național regional rural urban tânăr liber deschis gratuit sigur curat frumos vechi nou simplu greu ușor important necesar util
""".split()

SYLLABLES = (
    "ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo ga ge gi go gu la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po "
    "pu ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo za ze zi ză șa șe și ța țe ți bra bre bri cra cre cri dra dre dri fra "
    "gra gre pra pre pri pro tra tre tri stra stre stri sca sco scu spa spe spo ar er ir or ur an en in on un al el il ol ul ăr ân ânt"
).split()

ENDINGS = (
    "a e i ă ul ului ele elor ilor iei ea eau are ere ire at ată ate it ită ut ută esc ească iști ist ism ție ții ției țiile tor toare "
    "ic ică ice al ală ale iv ivă oase os oasă ian iană ean eană ărie ării ar ari aș ași uț uță"
).split()

NAMES = """
Speranța Lumina Viitorul Prietenia Bucuria Zâmbetul Aripi Izvorul Stejarul Floarea Steaua Curcubeul Podul Cărarea Cheia Ancora
Farul Orizont Ecoul Pasărea Albina Cerbul Lupul Ursul Acvila Rândunica Ghiocelul Bujorul Salcâmul Nucul Bradul Teiul Mesteacănul
Cuibul Vatra Casa Poarta Fereastra Puntea Drumul Poteca Valea Dealul Muntele Râul Marea Delta Câmpia Codrul Luncile Sanctuarul
Alternativa Inițiativa Solidaritatea Demnitatea Armonia Unirea Concordia Renașterea Tradiția Moștenirea Rădăcini Semințe Pași Mâini
Inimi Suflet Gânduri Cuvinte Pagini Culori Sunete Note Pas Salt Zbor Start Impuls Energia Forța Curajul Voința Răbdarea Blândețea
""".split()

QUALITIES = """
Verde Albastră Nouă Veche Tânără Bună Curată Deschisă Liberă Vie Mare Mică Comună Civică Rurală Urbană Educațională Culturală Sportivă
Socială Creștină Ecologică Digitală Creativă Activă Unită Europeană Română Montană
""".split()

KINDS = """
Părinților|Elevilor|Studenților|Profesorilor|Pensionarilor|Veteranilor|Vânătorilor și Pescarilor|Crescătorilor de Animale|Apicultorilor
Medicilor|Asistenților Medicali|Persoanelor cu Dizabilități|Nevăzătorilor|Surzilor|Femeilor|Tinerilor|Meșteșugarilor|Fermierilor
Producătorilor Agricoli|Bicicliștilor|Alpiniștilor|Fotografilor|Scriitorilor|Artiștilor|Muzicienilor|Bibliotecarilor|Inginerilor
Arhitecților|Juriștilor|Jurnaliștilor|Pompierilor|Locatarilor|Iubitorilor de Animale|Iubitorilor de Carte|Prietenilor Muzeului
Foștilor Elevi|Absolvenților|Antreprenorilor|Donatorilor de Sânge|Cercetașilor
""".replace("\n", "|").strip("|").split("|")
