"""
A list of explained words to begin with: what minutes say and a newcomer stumbles over. Each council edits its own.
"""

from django.db import migrations

# The word, other forms of it in brackets, and what it means.
TERMS = """
Abstention [abstained, abstaining, abstentions]: Choosing to vote neither for nor against. Those who abstain are counted, but do not change the result.
Annual Meeting: The Council's meeting each May, at which it elects its chair or mayor and fills its committees for the year ahead.
Apologies [apologies for absence]: Word sent by a member who cannot come. It is noted in the minutes.
Call-in [called in, calling in, call in]: The right of other councillors to stop a decision for a short time before it is carried out, and have it looked at again.
Capital programme [capital budget]: What the council plans to spend on things that last, such as buildings, roads and vehicles, and how it will pay for them.
Clear days [clear working days]: Days counted without the first and the last one, and without weekends and bank holidays.
Co-opted member [co-opted, co-optee]: Somebody who sits on a committee without having been elected to the council.
Declaration of interest [declarations of interest, declared an interest]: A councillor says that an item touches their own affairs, or those of somebody close to them. They may then have to leave the room.
Delegated [delegated authority, delegated powers, delegated to]: Passed to an officer or a smaller committee, who may then decide without coming back to ask.
Disclosable pecuniary interest [disclosable pecuniary interests]: A councillor's stake in a matter through money, work, land or a contract, which the law says must be declared.
Dispensation [dispensations]: Leave for a councillor to speak or vote although they have an interest in the matter.
Equality impact assessment: A look at how a proposal would affect people of different ages, backgrounds and abilities, made before the decision.
Exempt information [exempt business, part II, part B]: Facts that the law lets a council keep private, such as somebody's personal affairs or a price that is still being negotiated.
Forward plan: The list of key decisions that are coming up, published at least 28 days ahead.
General fund: The council's main account, from which it pays for everyday services.
General reserve [general reserves]: Money put aside for what nobody foresaw.
Key decision [key decisions]: A decision that costs or saves a lot of money, or changes life for people in more than one ward. It has to be announced 28 days ahead.
Material consideration [material considerations, material planning considerations]: Something that may count when a planning application is decided. A view, or the price of a house, may not.
Monitoring Officer: The officer who sees that the council keeps to the law.
Motion [motions]: A proposal that a councillor puts to a meeting and on which it votes.
Overview and scrutiny: Councillors outside the Cabinet who question its decisions and look into how services work.
Petition scheme: The rule that says how many signatures bring a petition before councillors.
Planning condition [planning conditions]: Something that must be done, or left undone, by whoever was given planning permission.
Precept [precepts]: The part of the council tax that another body, such as a parish or the police, asks the council to collect for it.
Quorum [quorate, inquorate]: The number of members who must be present for a meeting to decide anything.
Recorded vote [recorded votes, division]: A vote in which the minutes name who voted for, against, or abstained.
Referred back [refer back, reference back]: Sent back to those who decided or wrote it, to be thought about again.
Resolved: Formally decided by the meeting. What stands after this word is what the council has agreed to do.
Section 106 [section 106 agreement, s106, s.106]: An agreement by which somebody who builds also pays for what the place will need, such as school places or a crossing.
Section 151 officer [s151 officer, s.151 officer]: The officer who answers by law for the council's money.
Standing orders: The council's own rules for how its meetings are run.
Substitute [substitutes]: A councillor who sits in for another one at a meeting.
Task and finish group: A few councillors who look into one matter, report, and stop.
Virement [virements]: Moving money from one purpose to another within a budget that was already agreed.
"""


def add(apps, schema_editor):
    """Each line as one word."""
    for line in TERMS.strip().splitlines():
        head, explanation = line.split(": ", 1)
        name, _, also = head.partition(" [")
        apps.get_model("minutes", "Term").objects.create(name=name, also=also.rstrip("]"), explanation=explanation)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0020_glossary")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
