"""What clerks and courts wrote into the column of the name: remarks after it, whole decisions in its place.

All patterns look at folded text (``cleaning.flat``): lower case, no diacritics, character for character.
"""

import re

MAX_TAKEN = 150
"""Characters of a name taken out of a decision; longer ones run on into the decision's text."""

# What clerks add after a name. Each alternative is looked for in the folded text; the name ends before it.
_LEAD = r"[\s,;:.(/+*\-–—]*"
_BY = r"(?:\b(?:in )?(?:conform(?:itate cu)?|confom|conf|cond|cf|potrivit|cu|in baza|prin)\b[\s.,]*)?"
_REMARKS = re.compile(
    "|".join(
        (
            # the Ministry's proof that the name is free
            _LEAD + _BY + r"\bdo?v(?:ad|ez|d)\w*[\s,:]+(?:\w+\s+){0,4}?(?:disp|pisp|rez|denum|nr|mj|m\.j)\w*.*",
            _LEAD + _BY + r"\bdov\.? ?(?:disp|rez)\w*\.?.*[0-9].*",
            _LEAD + _BY + r"\bdis?p[a-z]*\.? ?(?:de )?(?:a )?den[a-z]*\.?.*[0-9].*",
            _LEAD + _BY + r"\bdispo[a-z]*(?:tat|ttae|tate)[a-z]*\b.*[0-9].*",
            _LEAD + _BY + r"\brezerv\w+ (?:de )?(?:a )?(?:denumir|disponib)\w*.*",
            _LEAD + r"\b(?:conform|potrivit) (?:dovezii|hotarar|adres|dispon)\w*.*",
            # what the court did later
            _LEAD + r"\b(?:asociatie )?cu scop patrimonial\b.*",
            r"[\s,;:.(/+*\-–—]*[\-–—+(,]\s*(?:dizi?olv|radia(?:t[ae]?|re)\b).*",
            _LEAD + r"\bradiata?\b(?:\s*(?:dosar|prin|la data|conform|cu|in|din)\b.*|$)",
            _LEAD + r"\b(?:prin |ptin )?(?:inch|inchei?ere\w*|incheiere\w*)\b\.?\s.*[0-9].*",
            _LEAD + r"\bdos(?:ar|arul)?\.? ?(?:dizolvare )?(?:nr\.?|din)? ?[0-9].*",
            _LEAD + r"\bdosar (?:declinat|dizolvare)\b.*",
            _LEAD + r"\bs?-?a? ?mod(?:if(?:icat|icari|icare|ica)?)?\.? (?:de )?(?:statut|act|sediu|acte)\w*.*",
            _LEAD + r"\binscriere modificari\b.*",
            _LEAD + r"\binregistrare modificari\b.*",
            r"\s+-+\s*modificari$",
            r"\s*\(\s*modificata? din\b.*",
            r"\s+modificata? (?:din|in)\b.*",
            _LEAD + r"\b(?:ataset|atasat) la dosar\b.*",
            _LEAD + r"\breconstituire dosar\b.*",
            _LEAD + r"\binfiintat[ae]? prin\b.*",
            _LEAD + r"\binfiintarea unei\b.*",
            _LEAD + r"\b(?:incheiere )?indreptare (?:a )?ero\w+.*",
            _LEAD + r"\b(?:inaintat|mutat sediul|urmare a schimb|raportat la|trimis dosar)\b.*",
            _LEAD + r"\bschimbarea (?:denumirii|sediului)\b.*",
            _LEAD + r"\bmodificarea culorilor\b.*",
            _LEAD + r"\b(?:absorbita|fuziunea) prin\b.*",
            _LEAD + r"-{2,}\s*dublat\b.*",
            _LEAD + r"\bdublat la pozitia\b.*",
            _LEAD + r"\bpozitie radiata\b.*",
            _LEAD + r"\([0-9.]+\) atentie\b.*",
            _LEAD + r"\bdispune (?:indrept|inscri)\w+.*",
            _LEAD + r"\b(?:asociatie )?cu sediul (?:in|social)\b.*",
            _LEAD + r"\bsediul social\b.*",
            _LEAD + r"\bse va numi\b.*",
            _LEAD + r"\bprin sentint?a\b.*",
            _LEAD + r"\bddd\b.*[0-9].*",
            _LEAD + r"\breprezentata? (?:prin|de)\b.*",
            _LEAD + r"\ba fost (?:in)?registrat[ae]? initial.*",
            _LEAD + r"\biar denumirea prescurtata\b.*",
        )
    )
)

# The patterns above and below are slow, and nine names in ten hold none of these.
_SUSPECT = re.compile(
    r"dov|dvo|disp|pisp|rezerv|conform|confom|potrivit|patrimon|olv|radia|inch|dos|mod|inscri|inregistr"
    r"|ata[st]at|reconst|infiint"
    r"|indrept|inaint|mutat|urmare|raportat|trimis|schimb|fuziun|absorb|dublat|pozit|atent|sediu|numi"
    r"|numel|prescurt|sentint|ddd"
    r"|reprez|admi|hotar|s-a|\bse\b|sc aprob|ia act|incuv|prin|membri|elimin|la art|rectif|detal|actual"
    r"|traduc|petent|ment|constat"
    r"|din asoc|privind|instan|fiind|formul|pronunt|imput|legitim|sucurs|inlocui|va fi|complet|domicil"
)
_STARTS_AS_DECISION = re.compile(
    r"\W*(?:[0-9]+[.)]\s*|art\.? ?[0-9]+\.? ?)?(?:"
    r"admite\b|a fost\b|a?u hotarat|s-a\b|s-au\b|se (?:modific|schimb|aprob|inlocui|va\b|hotar|i-a\b|adaug"
    r"|include|admit|const"
    r"|preciz|constituie)|sc aproba|ia act|in ?drept|indrept|incuviint|dispun|dispozit|potrivit|conform"
    r"|prin (?:hotar|inche|proces"
    r"|act)|in (?:baza|conformitate|adunarea|sedinta|sensul|loc de)|modific|schimb(?:area|at|arii"
    r"|are)? (?:a )?(?:denumir|numel"
    r"|asociat)|complet|denumire|noua? denumir|asociatia (?:isi|si-a|se va)|asociatia si-a"
    r"|membrii (?:asocia|fondator)|eliminar|inchei?ere|dosar|la art"
    r"|rectific|pentru detal|actualiz|radiat|traducerea|petent|mentiune|constat|cu un numar|nume(?:le"
    r"|lui) (?:corect|asociat)|din asociat"
    r"|urmare|privind|instant|reprezent|fiind)"
)
_SAYS_DECISION = re.compile(
    r"\b(?:admite (?:cererea|actiunea|apelul|sesizarea)|formulat[ae] de|petente?[ia]?\b|eroarea? materiala"
    r"|erorii materiale"
    r"|pronuntat|dosarul nr|dispozitiv(?:ul|ului)?\b|minuta\b|domiciliat|reprezentat[ae]? (?:prin|de)"
    r"|imputernicit|legitimat|sucursala? .*adresa"
    r"|nu se (?:mai )?impun|(?:schimbarea|modificarea) (?:denumirii|numelui)|(?:se )?modifica denumirea"
    r"|in sensul ca|s-a hotarat"
    r"|se modifica|se transforma|noua denumire|hotarar(?:ea|ii) adunarii|inlocuieste|va fi:)"
)
_ORGANISATION = (
    r"(?:asociati?a|fundatia|(?:con)?federatia|uniunea|club(?:ul)?|casa de ajutor|liga|sindicatul|forumul"
    r"|c\.?a\.?r\.?|camera"
    r"|societatea|organizatia|centrul|obstea|filiala|institutul|patronatul|comunitatea)\b"
)
_TAKEN = re.compile(
    r".*\b(?:in|este|fiind|numi|deveni|devine|respectiv|fi|denumire\w*|corecta|fundatie|asociatie)\b[\s:,\-–—]*"
    rf"(?P<name>[\"„”“'«]?\s*{_ORGANISATION}.*)"
)
_TAKEN_QUOTED = re.compile(
    r".*\b(?:in|este|fiind|numi|devine|fi)\b[\s:,\-–—]*(?P<name>[\"„”“«][^\"„”“«»]{3,80}[\"”»])\W*$"
)
_PROOF = re.compile(
    r"[\s,;.(\-–—]*\b(?:(?:in )?conform\w*|con form|conf|cf|potrivit|cu dov\w+|dov(?:ad|ez)\w+|rezerv\w+"
    r"|ddd|adresei|avand denumirea"
    r"|denumire initiala|in lod|avand in vedere)\b(?!.*\b(?:denumirea? (?:este|va fi)|se va numi|fiind)\b)"
)
_NAMES_TWO = re.compile(r"\b(?:din|in) (?:loc de )?asociat|, iar nu")
_ADDRESS = re.compile(
    r"\W*(?:com|sat|str|strada|loc|mun|municipiul|bd|b-dul|calea|aleea|oras|orasul|jud"
    r"|judetul)\b[. ].*\b(?:str|nr|bl|ap|jud)\b"
)
_IS_ORGANISATION = re.compile(
    _ORGANISATION
    + r"|asoc|fund|feder|sindic|propriet|locatar|chirias|grup|echip|scoal|obst|composesorat|parohi|biseric|fond"
)


def suspect(folded: str) -> bool:
    """Tell whether the text may hold a remark or a decision at all."""
    return _SUSPECT.search(folded) is not None


def name_end(folded: str) -> int:
    """Return where the name ends: before the first remark, if a name stands before it, else at the end."""
    for match in _REMARKS.finditer(folded):
        if sum(c.isalpha() for c in folded[: match.start()]) >= 3:
            return match.start()
    return len(folded)


def is_decision(folded: str, end: int) -> bool:
    """Tell whether the text up to *end* is a decision's and no name."""
    return _STARTS_AS_DECISION.match(folded) is not None or _SAYS_DECISION.search(folded, 0, end) is not None


def taken_name(folded: str) -> tuple[int, int] | None:
    """Return where the name stands that a decision gives an organisation, if it names it last and once."""
    proof = _PROOF.search(folded)
    end = proof.start() if proof else len(folded)
    match = _TAKEN.match(folded[:end]) or _TAKEN_QUOTED.match(folded[:end])
    if match is None:
        return None
    name = match.group("name")
    if len(name) > MAX_TAKEN or _SAYS_DECISION.search(name) or _NAMES_TWO.search(name):
        return None
    return match.start("name"), end


def is_address(folded: str) -> bool:
    """Tell whether the text is an address and names no organisation."""
    return _ADDRESS.match(folded) is not None and _IS_ORGANISATION.search(folded) is None
