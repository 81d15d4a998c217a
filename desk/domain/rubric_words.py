"""What each level of each item of the rubric looks like at the counter.

These sentences stand wherever a level is chosen or explained, unless the teacher has
written others into the scheme.
"""

from collections.abc import Mapping

from desk.domain.rubric import Level, RubricItem
from desk.domain.vocabulary import N_


def _levels(*words: str) -> Mapping[Level, str]:
    return dict(zip(Level, words, strict=True))


# Of every item, from the least level to the best.
WORDS: Mapping[RubricItem, Mapping[Level, str]] = {
    RubricItem.RECORDS: _levels(
        N_("Leaves out what was bought, or what went wrong."),
        N_("Writes the main point, and asks again for what was already said."),
        N_("Writes what was bought, what went wrong and what is wanted."),
        N_("Writes all of it in the customer’s own words, and reads it back."),
    ),
    RubricItem.FINDS_NEED: _levels(
        N_("Does not ask what the customer needs."),
        N_("Notes a need, but guesses it instead of asking."),
        N_("Asks what the customer needs, and notes it."),
        N_("Finds the need behind the complaint, even one left unsaid."),
    ),
    RubricItem.RESTATES: _levels(
        N_("Does not restate the need, or goes on although it was wrong."),
        N_("Restates in a word or two, so that the customer has to correct it."),
        N_("Restates in full sentences until the customer agrees."),
        N_("Restates so clearly that the customer agrees the first time."),
    ),
    RubricItem.FULFILS: _levels(
        N_("Leaves the need unmet, and says nothing about it."),
        N_("Meets part of the need, or only after being reminded."),
        N_("Does what was agreed, and checks each need."),
        N_("Does what was agreed without delay, and makes sure it is enough."),
    ),
    RubricItem.THANKS: _levels(
        N_("Ends without thanks."),
        N_("Says thanks in passing, without looking up."),
        N_("Thanks sincerely, and invites the customer to return."),
        N_("Thanks for the complaint itself, and says what will become better."),
    ),
    RubricItem.LISTENS: _levels(
        N_("Interrupts, or answers something that was not asked."),
        N_("Lets the customer finish, but misses part of it."),
        N_("Lets the customer finish, and asks when something is unclear."),
        N_("Listens, sums up, and grasps how the customer feels as well."),
    ),
    RubricItem.ATTENDS: _levels(
        N_("Does other things meanwhile, or looks at a phone."),
        N_("Attends, but is often distracted."),
        N_("Looks at the customer, and stays with it to the end."),
        N_("Gives full attention even when it is busy, and tells those who wait."),
    ),
    RubricItem.OBSERVES: _levels(
        N_("Does not notice how the customer behaves."),
        N_("Notices it, but does not respond."),
        N_("Notices anger or hurry, and adapts to it."),
        N_("Notices it early, and calms or helps before it grows."),
    ),
    RubricItem.APPEARANCE: _levels(
        N_("Uniform or name tag is missing or untidy."),
        N_("Complete, but not tidy all through the shift."),
        N_("Clean, tidy and complete."),
        N_("Clean, tidy and complete to the end, and so is the counter."),
    ),
    RubricItem.THINKS: _levels(
        N_("Blames the customer or a friend."),
        N_("Stays polite, but sees the complaint as a nuisance."),
        N_("Takes the complaint as a help, and looks for a solution."),
        N_("Finds a sound solution calmly, and says what can be learnt from it."),
    ),
    RubricItem.RESPECTS: _levels(
        N_("Speaks rudely, or pays no respect."),
        N_("Polite at first, but not when it becomes difficult."),
        N_("Greets, speaks politely, and treats every customer alike."),
        N_("Stays warm and respectful even when the customer is angry."),
    ),
}
