"""The fields of lists of risks, metrics and readings, and of a filled questionnaire."""

from __future__ import annotations

from outsource_desk.services.import_records.shapes import Reads, RecordField, RecordKind, RecordPart

_CATEGORY = {
    "people_culture": "people and culture", "communication": "communication", "security": "security",
    "ip": "intellectual property", "control": "control", "delivery": "delivery", "commercial": "commercial",
    "provider_viability": "provider viability", "compliance": "compliance", "external": "external",
    "strategic": "strategic",
}  # fmt: skip
_VELOCITY = {"sudden": "sudden", "weeks": "weeks", "months": "months"}
_STATE = {
    "identified": "identified", "assessed": "assessed", "treating": "treating", "accepted": "accepted",
    "materialised": "materialised", "closed": "closed",
}  # fmt: skip
_CONTROL = {
    "prevent": "prevent", "detect": "detect", "correct": "correct", "transfer": "transfer", "accept": "accept",
}  # fmt: skip
_CONTROL_STATE = {
    "proposed": "proposed", "planned": "planned", "in_progress": "in progress", "implemented": "implemented",
    "verified": "verified", "dropped": "dropped",
}  # fmt: skip
_PERIOD = {
    "month": "month", "quarter": "quarter", "half_year": "half year", "year": "year", "release": "release",
    "rolling_12_months": "rolling 12 months",
}  # fmt: skip
_YES_NO = {"yes": "yes", "no": "no"}
_LEVELS = "1 to 5."

RISKS = RecordKind(
    "risks",
    "Risks",
    "risk",
    (
        RecordField("code", "Code", help="Yours, or that of the library, such as R05."),
        RecordField("title", "Risk", Reads.NAME, "What may go wrong, in one line.", is_required=True),
        RecordField("candidate_id", "Candidate", Reads.CANDIDATE, "Empty for a risk of outsourcing as such."),
        RecordField("category", "Category", Reads.CHOICE, choices=_CATEGORY),
        RecordField("cause", "Cause"),
        RecordField("event", "Event"),
        RecordField("consequence", "Consequence"),
        RecordField("likelihood", "Likelihood", Reads.LEVEL, f"Before any control, {_LEVELS}"),
        RecordField("impact", "Impact", Reads.LEVEL, f"Before any control, {_LEVELS}"),
        RecordField("residual_likelihood", "Likelihood after controls", Reads.LEVEL, _LEVELS),
        RecordField("residual_impact", "Impact after controls", Reads.LEVEL, _LEVELS),
        RecordField("owner", "Owner"),
        RecordField("state", "State", Reads.CHOICE, "Empty for a risk that is new.", choices=_STATE),
        RecordField("review_on", "Next review", Reads.DATE),
        RecordField("velocity", "Velocity", Reads.CHOICE, choices=_VELOCITY),
        RecordField("signs", "Early warnings", Reads.LIST, "One per line."),
        RecordField("rationale", "Reason for the rating"),
        RecordField("rated_by", "Rated by"),
        RecordField("note", "Note"),
        RecordField("mitigation.wording", "Mitigation", Reads.NAME, "What is done about it."),
        RecordField("mitigation.kind", "Kind of mitigation", Reads.CHOICE, choices=_CONTROL),
        RecordField("mitigation.owner", "Mitigation's owner"),
        RecordField("mitigation.due_on", "Mitigation due on", Reads.DATE),
        RecordField("mitigation.state", "Mitigation's state", Reads.CHOICE, choices=_CONTROL_STATE),
        RecordField("mitigation.cost", "Cost of mitigation", Reads.MONEY),
    ),
    (RecordPart("mitigation", "mitigation", ("wording",), "Mitigation"),),
)

METRICS = RecordKind(
    "metrics",
    "Metrics",
    "metric",
    (
        RecordField("code", "Code", help="Yours, or that of the library, such as K01."),
        RecordField("name", "Metric", Reads.NAME, "What is measured.", is_required=True),
        RecordField(
            "kind", "Kind", Reads.CHOICE, choices={"csl": "critical service level", "kpi": "KPI"},
        ),
        RecordField("unit", "Unit", help="Such as % or hours."),
        RecordField("direction", "Better is", Reads.CHOICE, choices={"up": "more", "down": "less"}),
        RecordField("baseline", "Today", Reads.FIGURE, "Before outsourcing."),
        RecordField("target", "Target", Reads.FIGURE),
        RecordField("minimum", "Minimum", Reads.FIGURE, "Beyond it a miss counts."),
        RecordField("period", "Period", Reads.CHOICE, choices=_PERIOD),
        RecordField("formula", "Formula"),
        RecordField("source", "Source"),
        RecordField("exclusions", "Exclusions", Reads.LIST, "One per line."),
        RecordField("owner", "Owner"),
        RecordField("provider_owner", "Owner at the provider"),
        RecordField("gaming", "How it could be made to look well"),
        RecordField("guard", "What keeps it honest"),
        RecordField("allocation", "Share of the amount at risk", Reads.NUMBER, "In percentage points."),
        RecordField("is_provider_measured", "Measured by the provider alone", Reads.FLAG, choices=_YES_NO),
        RecordField("is_recalculated", "Recalculated by us", Reads.FLAG, choices=_YES_NO),
    ),
)  # fmt: skip

READINGS = RecordKind(
    "readings",
    "Readings",
    "metric_reading",
    (
        RecordField("code", "Code", help="Of a metric, where it has one."),
        RecordField("metric", "Metric", Reads.METRIC, "As the register of metrics calls it.", is_required=True),
        RecordField("period", "Period", Reads.PERIOD, "Such as 2026-10, Q3 2026 or a day in it.", is_required=True),
        RecordField("actual", "Actual", Reads.FIGURE, "In the metric's unit."),
        RecordField("numerator", "Numerator", Reads.FIGURE, "As counted."),
        RecordField("denominator", "Denominator", Reads.FIGURE, "As counted."),
        RecordField("note", "Note"),
    ),
)

ANSWERS = RecordKind(
    "answers",
    "Answers",
    "answer",
    (
        RecordField("code", "Code", help="Of the question, as in your questionnaire."),
        RecordField("question", "Question", Reads.NAME, is_required=True),
        RecordField("answer", "Answer"),
        RecordField("comment", "Comment"),
    ),
    needs_candidate=True,
)
