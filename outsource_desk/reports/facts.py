"""What a report says, gathered once, so that every page is of one moment."""

from __future__ import annotations

from dataclasses import dataclass

from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.times import Times
from outsource_desk.reports.protection import ProtectionFacts
from outsource_desk.reports.study import Study
from outsource_desk.reports.vetting import VettingFacts


@dataclass(frozen=True)
class ImportedFile:
    """An outside file that values of this initiative came from."""

    file_name: str
    sha256: str
    imported_at: str  # UTC, ISO 8601


@dataclass(frozen=True)
class BoardFacts:
    """One initiative at one revision, as every page and sheet reads it."""

    evaluation: Evaluation
    ranking: Ranking
    revision: int
    revision_name: str  # "" unless the revision was named
    fingerprint: str  # 64 hexadecimal digits; print it with `formatting.fingerprint`
    as_of: str  # UTC time of the revision's edit, ISO 8601; never the clock, so that same data makes same bytes
    document: str  # name of the .odesk file
    app_version: str
    imported_files: tuple[ImportedFile, ...] = ()
    times: Times | None = None  # None = nobody asked what was done when
    study: Study | None = None  # None = nobody has looked closer yet
    vetting: VettingFacts | None = None  # None = no questionnaire yet
    protection: ProtectionFacts | None = None  # None = nobody looked
