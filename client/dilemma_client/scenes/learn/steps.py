"""Steps: the lesson as a table, one thing at a time, in the order in which it is told."""

from __future__ import annotations

from dilemma_client.entry import Solo
from dilemma_client.scenes.learn import deeds
from dilemma_client.scenes.learn.step import Step
from dilemma_client.scenes.transitions import Place
from dilemma_client.tongue import mark, say

SCENARIO = "first_lesson"
"""What a lesson is held in: a scenario of its own, under the rules of any other."""

NAME = mark("Player")


def lesson() -> Solo:
    """The match of the lesson: against a bot that answers in kind and knows of no lesson."""
    return Solo(SCENARIO, "redland", ("tit_for_tat",), say(NAME))


def _seal(turn: int, words: str) -> Step:
    title = mark("Seal")
    return Step(f"seal.{turn}", title, words, "seal", "orders", turn=turn, done=deeds.sealed)


STEPS: tuple[Step, ...] = (
    Step(
        "briefing",
        mark("Who you are"),
        mark(
            "You govern {own}. You want to be safe, and nothing else. Read the page, then go to "
            "the first turn. F8 leads to what this line is about, and from there to the next."
        ),
        "begin",
        place=Place.BRIEFING,
        done=deeds.begun,
    ),
    Step(
        "own",
        mark("The map"),
        mark(
            "Two states, one river. Choose {own}: click its land, or use the arrow keys. Of your "
            "own state you know every number exactly."
        ),
        "map.view",
        turn=1,
        done=deeds.chose_own,
    ),
    Step(
        "rival",
        mark("The dossier"),
        mark("Now choose {rival}. Of it you know only what was reported to you."),
        "dossier.state",
        "dossier",
        turn=1,
        done=deeds.chose_rival,
    ),
    Step(
        "bands",
        mark("Bands"),
        mark(
            "Each bar is a band: the truth lies in it about four times in five, the stroke across "
            "it is the best guess. How many of its guns are for attack, nobody can tell from here."
        ),
        "dossier",
        "dossier",
        turn=1,
    ),
    Step(
        "assess",
        mark("What do you believe?"),
        mark(
            "How likely is it that {rival} means harm? Move the slider. It changes nothing; the "
            "debrief compares it with the truth."
        ),
        "assess.harm",
        "dossier",
        turn=1,
        done=deeds.assessed,
    ),
    Step(
        "welfare",
        mark("The budget"),
        mark(
            "You want to be safe, so arm: only to defend yourself. It has to come from somewhere. "
            "Take about 6 points from Welfare."
        ),
        "budget.welfare",
        "orders",
        turn=1,
        done=deeds.less_welfare,
    ),
    Step(
        "defence",
        mark("The budget"),
        mark("Give them to Defence. It holds what you have; it cannot take anything."),
        "budget.defence",
        "orders",
        turn=1,
        done=deeds.more_defence,
    ),
    _seal(
        1,
        mark(
            "Both write in secret. Seal your orders: the turn closes as soon as both have sealed. "
            "What you sealed goes on next turn unless you change it."
        ),
    ),
    Step(
        "crisis",
        mark("A crisis"),
        mark(
            "Forces have met on the river. Read what your service says it was and how often it is "
            "wrong, and what each answer leads to. Then choose one."
        ),
        "answer.hold",
        done=deeds.answered,
        when=lambda doing: doing.answers > 0,
        pressing=True,
    ),
    Step(
        "crisis.again",
        mark("A crisis"),
        mark("It goes on, or there is a new one. Answer it; then the lesson goes on."),
        "answer.hold",
        done=deeds.answered,
        when=lambda doing: doing.answers > 0,
        pressing=True,
        repeats=True,
    ),
    Step(
        "signal",
        mark("Signals"),
        mark(
            "Say in public what you mean: choose Reassure. All can say that, at no cost, so it "
            "proves nothing."
        ),
        "signal",
        "orders",
        turn=2,
        done=deeds.signals,
    ),
    Step(
        "hotline",
        mark("Treaties"),
        mark("A treaty holds while both offer it. Offer a hotline: without one you cannot ask."),
        "offers.hotline",
        "orders",
        turn=2,
        done=deeds.offers_hotline,
    ),
    Step(
        "rules",
        mark("Treaties"),
        mark(
            "Offer incident rules too: accidents will be taken for attacks less often. {rival} "
            "sees at once what you offer."
        ),
        "offers.incidents_agreement",
        "orders",
        turn=2,
        done=deeds.offers_rules,
    ),
    _seal(2, mark("Seal. What you paid for last turn will stand next turn.")),
    Step(
        "counted",
        mark("What {rival} saw"),
        mark(
            "Your new forces stand. {rival} has counted them, as you count its own: as a band. It "
            "sees that you have more, and cannot see why."
        ),
        "dossier",
        "dossier",
        turn=3,
    ),
    Step(
        "ask",
        mark("The hotline"),
        mark(
            "The line is open; only the two of you hear it. Tell {rival} what your guns are for. "
            "This bot will not answer, as people may not either."
        ),
        "message",
        "talk",
        turn=3,
        done=deeds.spoke,
        when=deeds.line_is_open,
    ),
    Step(
        "doubt",
        mark("The budget"),
        mark(
            "Does it believe you? You cannot know. To be sure, give Defence 3 points more; take "
            "them from Welfare."
        ),
        "budget.defence",
        "orders",
        turn=3,
        done=deeds.some_defence,
    ),
    _seal(3, mark("Seal. {rival} seals too, knowing as little of you.")),
    Step(
        "pledge",
        mark("Promises"),
        mark(
            "Some signals cost something, and can be believed. Choose Pledge restraint: who breaks "
            "it loses standing at home and trust abroad."
        ),
        "signal",
        "orders",
        turn=4,
        done=deeds.pledges,
    ),
    _seal(4, mark("Seal. Above the button stands what your orders would break, if anything.")),
    _seal(5, mark("Change what you like: arm more, or give way. Then seal.")),
    Step(
        "spiral",
        mark("The spiral"),
        mark(
            "Look at the strength of {rival} by turn, and at your tension. It answers in kind what "
            "it sees: you armed to be safe, it arms to be safe from you, and neither is any safer."
        ),
        "dossier",
        "dossier",
        turn=6,
        instead=(
            (
                deeds.unarmed,
                mark(
                    "Look at the strength of {rival} by turn, and at your tension. It answers in "
                    "kind. Had you armed to be safe, it would arm to be safe from you, and neither "
                    "be any safer."
                ),
            ),
        ),
    ),
    _seal(6, mark("The last turn. Seal it, and the fog lifts.")),
    Step(
        "verdict",
        mark("The fog lifts"),
        mark(
            "Nothing is hidden any more. This says what the match was, whether anybody meant harm, "
            "and which wars were fought."
        ),
        "findings",
        "findings",
        place=Place.DEBRIEF,
    ),
    Step(
        "scrub",
        mark("Did, saw, believed"),
        mark(
            "Every turn in three lanes: what each did, what the other saw of it, and what it "
            "believed. Move to another turn."
        ),
        "scrub",
        "lanes",
        place=Place.DEBRIEF,
        done=deeds.scrubbed,
    ),
    Step(
        "truth",
        mark("Did, saw, believed"),
        mark(
            "The dot is the truth, the band is what was seen. Find the turn in which you armed: "
            "you did it to defend yourself, and nobody could see that."
        ),
        "lanes",
        "lanes",
        place=Place.DEBRIEF,
        instead=(
            (
                deeds.unarmed,
                mark(
                    "The dot is the truth, the band is what was seen. Neither of you wanted more "
                    "than to be safe, and neither could see that of the other."
                ),
            ),
        ),
    ),
    Step(
        "end",
        mark("The security dilemma"),
        mark(
            "Both of you wanted to be safe, and each frightened the other by it. Nobody had to be "
            "evil. Play again, and try to do better."
        ),
        "scores",
        "scores",
        place=Place.DEBRIEF,
        instead=(
            (
                deeds.unarmed_peace,
                mark(
                    "You armed no more than at the start, and it came to no conflict. Play again "
                    "and arm, only to defend yourself: see what {rival} makes of it."
                ),
            ),
            (
                deeds.armed_peace,
                mark(
                    "You armed to be safe, and this time it came to no conflict. Fear was there, "
                    "and was not enough. Play again, and see how little more it takes."
                ),
            ),
            (
                deeds.unarmed,
                mark(
                    "You armed no more than at the start, and it came to this all the same: fear "
                    "and accidents were enough. Nobody had to be evil. Play again, and do better."
                ),
            ),
        ),
    ),
)
