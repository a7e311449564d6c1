"""Which figure is wrong: from the equations that fail to the smallest change that mends them all.

The tiers, cheapest first: a signature lookup for one cell, for all reports at once (`tables`); a complete search
for up to four figures of one report with its text and its neighbours (`search`); structural hypotheses
(`structure`); beyond four a smallest repair, if the solver is installed (`programme`). `slips` names the typing error
that a change would undo, `mending` ranks what would mend a report, `suggestions` puts it in words.
"""

from gouji.locating.causes import Cause, causes

__all__ = ["Cause", "causes"]
