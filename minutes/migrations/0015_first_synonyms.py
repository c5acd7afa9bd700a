"""
A list of synonyms to begin with: what residents say beside what minutes say. Each council edits its own.
"""

from django.db import migrations

WORDS = """
bins, refuse, rubbish, waste, household waste
tip, recycling centre, waste site, household waste recycling centre
fly-tipping, dumped rubbish
playground, play area, play park
pavement, footway
street light, street lamp, street lighting, lamp post
speed limit, mph, miles an hour
speed bump, speed hump, traffic calming
pedestrian crossing, zebra crossing, signal crossing
car park, parking place
parking permit, residents' parking
cycle lane, cycle path, cycleway, cycle track
council house, council home, council housing, social housing
mould, mouldy, mildew
council tax support, council tax reduction
polling station, polling place
tree preservation order, TPO
house in multiple occupation, HMO
special educational needs, SEND
public spaces protection order, PSPO
anti-social behaviour, ASB
councillor, cllr
councillors, members
sewage, wastewater, effluent
cemetery, burial ground, graveyard
care home, residential home, nursing home
youth club, youth centre
dentist, dental practice
lorry, HGV, heavy goods vehicle
"""

PHRASE = "SELECT array_agg(phraseto_tsquery('minutebook', minutes_search_plain(word))::text ORDER BY place) FROM unnest(%s::text[]) WITH ORDINALITY AS listed (word, place)"


def add(apps, schema_editor):
    """Each line as one row; what each of its words is looked for as, PostgreSQL says."""
    for line in WORDS.strip().splitlines():
        words = [word.strip() for word in line.split(",")]
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(PHRASE, [words])
            (lexemes,) = cursor.fetchone()
        apps.get_model("minutes", "Synonyms").objects.create(words=", ".join(words), lexemes=lexemes)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0014_search_choices")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
