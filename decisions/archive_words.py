"""Of what a made-up archive consists: its commonest words, what councils deal with, kinds of streets, syllables."""

COMMON = """
the of to and a in that be for on was by with as it would had from at which were not this an councillor committee
report council members officers said been have their will should chair whether there asked noted more cost year
agreed service residents budget before they he she has is are could who about meeting proposal one two plan area new
other road school during into made after all also than where when against local number may public further up any its
need being decision funding site work housing development traffic people time thanked explained answer question
recommended money children land building application planning policy street scheme review consider per cent next
already under over between each some those these most under first last three four half much many such part open
""".split()

MATTERS = (
    """
School places|Household waste and recycling|Residents' parking|Traffic order|Planning application|Tree preservation
order|Licence for late hours|Lease of land|Sale of land|Flood defences|Playground|Library hours|Swimming pool|Street
lighting|Speed limit|Crossing|Cycle route|Bus stop|Housing repairs|Sheltered housing|Council homes|Rent setting|Empty
homes|Homelessness strategy|Care home fees|Foster care|Adult learning|Youth club|Museum collection|Market charges|Car
park charges|Air quality|Climate plan|Energy contract|Insurance|Audit plan|Statement of accounts|Treasury management
|Capital programme|Revenue forecast|Council tax base|Pay policy|Members' allowances|Appointments to outside bodies
|Polling places|Gambling policy|Taxi fares|Food safety|Trading standards|Allotments|Cemetery|Public toilets|Festival
grant|Twinning visit|Conservation area|Local plan|Enforcement notice|Footpath diversion|Bridge repair|Winter service
""".replace("\n", " ")
    .strip()
    .split("|")
)
MATTERS = [matter.strip() for matter in MATTERS]

PLACES = ["Road", "Street", "Lane", "Close", "Park", "Square", "Green", "Estate"]

SYLLABLES = """
ba bel bor bra cas cor cul dan den dor dun el en fal fen fer gar gil gra hal har hol il in ka kel kin lan lar lin lor
ma mar mel mor na nor ol or pel pen por ra rel rin ros sal ser sil sol ta tel tor ul va vel ver wal wen win yar
""".split()
