"""Lists with a record to each row, brought into the file: vendors, risks, metrics, readings and answers."""

from outsource_desk.services.import_records.columns import propose_columns
from outsource_desk.services.import_records.here import NoInitiativeError, RecordsHere, records_here
from outsource_desk.services.import_records.kinds import RECORD_KINDS, NoRecordsError
from outsource_desk.services.import_records.outcomes import (
    Asks,
    FieldChange,
    Outcome,
    RecordPreview,
    RecordQuestion,
    RecordSummary,
    RowPreview,
)
from outsource_desk.services.import_records.preview import compared_list, preview_records
from outsource_desk.services.import_records.shapes import (
    NEW,
    ProposedColumn,
    Reads,
    RecordAct,
    RecordAnswer,
    RecordChoices,
    RecordField,
    RecordKind,
)
from outsource_desk.services.import_records.writing import import_compared, import_records

__all__ = [
    "NEW", "RECORD_KINDS", "Asks", "FieldChange", "NoInitiativeError", "NoRecordsError", "Outcome", "ProposedColumn",
    "Reads", "RecordAct", "RecordAnswer", "RecordChoices", "RecordField", "RecordKind", "RecordPreview",
    "RecordQuestion", "RecordSummary", "RecordsHere", "RowPreview", "compared_list", "import_compared",
    "import_records", "preview_records", "propose_columns", "records_here",
]  # fmt: skip
