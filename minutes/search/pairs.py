"""
Pairs of common words side by side, kept in the index as words of their own.

For a phrase PostgreSQL reads the places of its words in every entry that holds them all: of two words that half of
the archive holds, in half of the archive. With each pair among an entry's words, as Lucene's CommonGrams does it, the
index names the few entries that can hold the phrase. Passages have no pairs.
"""

import re

# Of councils' minutes in English and Welsh, stemmed as PostgreSQL does. The database has them too, for the index
# (minutes/migrations/0031_search_pairs.py): a change of the list needs a migration.
COMMON = """
ac action address adopt adroddiad advic advis aelod aelodau agenda agre alloc also amend annual answer appli applic
appoint approv april ar area ask assess asset associ attend august author avail benefit board bod bodi borough budget
build bus busi bydd cabinet cafwyd capit car care carri case cent centr central chair chairman chang charg chief
children citi clerk comment committe communiti compani complet concern condit confirm consid consider consult continu
contract contribut cost could council councillor counti cover current cyfarfod cyllid cynghorydd cyngor cytunwyd date
day debat decemb decid decis deleg deliveri depart derbyn detail develop director discuss district document draft due
east econom educ effect ei emerg employe end engag ensur environ eu execut exist expenditur explain februari fee fel
financ financi first five fod follow forward four full fund futur gan general given govern grant group growth gwaith
gyda head health held high highlight highway hous howev hyn identifi impact implement import improv includ incom
increas inform initi interest invest issu item januari join juli june key land lead leader leav legal level licenc
licens like line list local locat london made mae main make manag march matter may mayor meet member might million
minut monitor month motion move must na nation need network neu new next nodi north note novemb number object octob
offer offic one open oper opportun option order outcom overview paper paragraph parish park part partner partnership
past pay penderfynwyd peopl per perform period plan point polici posit possibl prepar present previous prioriti privat
procedur process programm project propos protect provid provis public purpos pwyllgor question rais rate receiv
recommend record reduc reduct refer regard regul relat remain report repres represent request requir reserv resid
residenti resolut resolv resourc respect respond respons result revenu review risk road rule safe said save scheme
school scrutini second section secur seek select senior septemb servic set share site social south special staff
standard statement statutori still strateg strategi street subject submit suggest sum support sy sydd target tax team
term thank three time total town traffic train transport two updat use valu view visit vote ward wast water way wedi
week well west within without work would y year yes ym yn yng young yr ysgol
""".split()
LEXEME = r"'(?:[^']|'')*'"
CHAIN = re.compile(rf"{LEXEME}(?: <(?:-|\d+)> {LEXEME})*")
PAIR = re.compile(r"(?<![\w'])'(?P<first>\w+)' <-> (?='(?P<second>\w+)'(?!'))")
_common = frozenset(COMMON)


def with_pairs(query: str) -> str:
    """A tsquery, as PostgreSQL writes it, in which each phrase asks for its pairs as well: the same entries answer."""
    return CHAIN.sub(lambda chain: _both(chain[0]), query)


def _both(chain: str) -> str:
    pairs = [f"'{pair['first']} {pair['second']}'" for pair in PAIR.finditer(chain) if _common >= set(pair.groups())]
    return f"({' & '.join([chain, *pairs])})" if pairs else chain
