"""What a document says, as facts: identity, outline, statutory tables, figures, ties, tasks and mentions."""

from __future__ import annotations

from gouji.document import Document, Paragraph, Table
from gouji.recognition.claims import find_claims
from gouji.recognition.forms import read_forms
from gouji.recognition.identity import find_identity
from gouji.recognition.mentions import find_mentions
from gouji.recognition.outline import find_sections, section_of
from gouji.recognition.sentences.figures import find_figures
from gouji.recognition.sentences.ties import find_ties
from gouji.recognition.tasks import find_tasks
from schemas.records import Facts, PrintedBlock, Unread


def recognise(document: Document) -> Facts:
    """Return all that is known of a document; what could not be read is among `problems`."""
    paragraphs = list(document.paragraphs())
    forms = read_forms(document)
    identity = find_identity(document, forms.form)
    sections = find_sections(paragraphs)
    inside = section_of(sections, paragraphs)
    figures = find_figures(paragraphs, inside)
    tasks = find_tasks(paragraphs, identity.year) if identity.kind == "工作要点" else ()
    inside |= {task.block: f"任务{task.number}" for task in tasks if task.block is not None}
    return Facts(
        identity=identity,
        sections=sections,
        cells=forms.cells,
        figures=figures,
        ties=find_ties(paragraphs, figures),
        tasks=tasks,
        mentions=(*find_mentions(paragraphs, inside), *find_claims(paragraphs, sections, identity)),
        blocks=_printed(document),
        problems=(
            *(Unread(problem.what, problem.where, problem.unsure) for problem in document.problems),
            *forms.problems,
        ),
        format=document.format,
    )


def _printed(document: Document) -> tuple[PrintedBlock, ...]:
    """Return the document as printed, paragraph by paragraph and cell by cell."""
    printed: list[PrintedBlock] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            printed.append(PrintedBlock(number, block.text, block.start, block.chrome, block.page, block.line))
        elif isinstance(block, Table):
            printed += [
                PrintedBlock(
                    number,
                    cell.text,
                    None,
                    False,
                    cell.page or block.page,
                    block.line,
                    cell.row,
                    cell.column,
                    cell.rowspan,
                    cell.colspan,
                )
                for cell in block.cells
            ]
    return tuple(printed)
