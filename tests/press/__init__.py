"""A press: publishes the cells of a report in every format and in many layouts, from clean to ugly."""
